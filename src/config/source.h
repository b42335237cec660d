#ifndef GP_CONFIG_SOURCE_H
#define GP_CONFIG_SOURCE_H

#include "gp/mem.h"
#include "gp/notices.h"
#include "gp/store.h"

/**
 * @file
 * Items of configuration: all keys of [perf] in order of precedence (the last
 * one counts), with values that are not interpreted yet.
 */

/** A key and its value; its strings are owned by the list. */
struct gp_config_item {
	const char *origin;  /**< For messages: ".gitperf:3", a path … */
	const char *pattern; /**< [perf "pattern"], or NULL. */
	const char *key;     /**< In lower case. */
	const char *value;   /**< NULL: no "=", which means true. */
	bool committed;      /**< From .gitperf, so it is not trusted. */
	bool proposed;       /**< From that of the judged branch, while another
				  one counts. */
};

/** Zero-initialised is empty. */
struct gp_config_items {
	struct gp_arena arena;
	struct gp_config_item *items;
	size_t n, cap;
};

/** Appends the items of git's configuration. GP_EGIT if it cannot be read. */
GP_CHECK enum gp_err gp_config_items_of_git(struct gp_config_items *out,
					    struct gp_repo *repo);

/**
 * Appends the items of a .gitperf, which `origin` names in messages. Other
 * sections and includes become notices. GP_EPARSE for a syntax error.
 */
GP_CHECK enum gp_err gp_config_items_read(struct gp_config_items *out,
					  struct gp_span text,
					  const char *origin,
					  struct gp_notices *notices);

/**
 * Appends the items in the output of `git config --list --show-origin -z`.
 * GP_EGIT if it is cut short.
 */
GP_CHECK enum gp_err gp_config_items_parse(struct gp_config_items *out,
					   struct gp_span list);

/** Frees the items, and leaves `items` empty. */
void gp_config_items_clear(struct gp_config_items *items);

#endif /* GP_CONFIG_SOURCE_H */
