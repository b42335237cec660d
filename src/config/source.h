#ifndef GP_CONFIG_SOURCE_H
#define GP_CONFIG_SOURCE_H

#include "gp/mem.h"
#include "gp/notices.h"
#include "gp/store.h"

/**
 * @file
 * Where configuration comes from: every key of the section [perf], in order
 * of precedence (the last counts), uninterpreted.
 */

/** One key; strings live in the arena of its list. */
struct gp_config_item {
	const char *origin;  /**< For messages: ".gitperf:3", a path … */
	const char *pattern; /**< [perf "pattern"], or NULL. */
	const char *key;     /**< In lower case. */
	const char *value;   /**< NULL: the key alone, which means true. */
	bool committed;      /**< From .gitperf: nobody may trust it. */
};

struct gp_config_items {
	struct gp_arena arena;
	struct gp_config_item *items;
	size_t n, cap;
};

/**
 * Appends what .gitperf says, then what git's configuration says. `commit`
 * is where .gitperf is read from without a work tree; may be NULL.
 */
GP_CHECK enum gp_err gp_config_items_load(struct gp_config_items *out,
					  struct gp_repo *repo,
					  const struct gp_commit *commit,
					  struct gp_notices *notices);

/**
 * Appends what a .gitperf says. Other sections and includes become notices;
 * `origin` names the file.
 */
GP_CHECK enum gp_err gp_config_items_read(struct gp_config_items *out,
					  struct gp_span text,
					  const char *origin,
					  struct gp_notices *notices);

/** Appends the output of `git config --list --show-origin -z`. */
GP_CHECK enum gp_err gp_config_items_parse(struct gp_config_items *out,
					   struct gp_span list);

void gp_config_items_clear(struct gp_config_items *items);

#endif /* GP_CONFIG_SOURCE_H */
