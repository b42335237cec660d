#ifndef GP_CONFIG_SETTINGS_H
#define GP_CONFIG_SETTINGS_H

#include "gp/base.h"
#include "gp/config.h"

#include "source.h"

/**
 * @file
 * The configuration, interpreted: settings, limits of kinds, and rules.
 */

#define GP_KINDS (GP_KIND_ERROR + 1)

/** What a rule sets in the series that its pattern matches. */
enum gp_rule_key {
	GP_RULE_NOTE,
	GP_RULE_WARN,
	GP_RULE_FAIL,
	GP_RULE_BUDGET_WARN,
	GP_RULE_BUDGET,
	GP_RULE_BETTER,
	GP_RULE_GATE
};

/** A key of [perf "pattern"], or an option --note, --warn or --fail. */
struct gp_rule {
	const char *pattern; /**< NULL: every series. */
	enum gp_rule_key key;
	struct gp_limit limit;
	enum gp_better better;
	bool gate;
	bool option;        /**< From the command line. */
	bool proposed;      /**< Of the judged branch: for new series only. */
	const char *origin; /**< For messages; NULL: an option. */
};

/** In order of precedence: the last rule that matches counts. */
struct gp_rules {
	struct gp_rule *items;
	size_t n, cap;
};

/** Whether a rule applies to a series. */
bool gp_rule_matches(const struct gp_rule *rule, const char *benchmark,
		     const char *metric);

/** Limits of a kind of metric; an absent one leaves the default. */
struct gp_kind_limits {
	struct gp_limit note, warn, fail;
	bool has_note, has_warn, has_fail;
};

/** Names; the texts are in the arena of the items, the list is owned. */
struct name_list {
	const char **items;
	size_t n, cap;
};

struct gp_config {
	struct gp_config_items items;
	struct gp_notices notices;
	struct gp_kind_limits kinds[GP_KINDS];
	struct gp_rules rules;
	size_t commits, depth;
	int64_t max_age_s;
	enum gp_multiplicity multiplicity;
	bool durable;
	bool common_mode;
	bool accept_trailers;
	bool early_fails;
	struct name_list parameters; /**< perf.parameters. */
	struct name_list fact_names; /**< perf.facts. */
	struct gp_fact_names facts;  /**< The same, borrowed. */
	struct gp_buf facts_text;    /**< The same names, with a blank behind
					  each. */
	char *base_branch;   /**< Which the base is looked for on; or NULL. */
	struct gp_base base; /**< Of the commit; without a name: none. */
	struct gp_limits_origin origin;
};

/** A configuration with the defaults only; owned by the caller. */
struct gp_config *gp_config_new(void);

/**
 * Interprets all items of config->items. GP_EPARSE names the origin and the key
 * of an invalid value. A key that .gitperf may not have is dropped, with a
 * notice.
 */
GP_CHECK enum gp_err gp_config_interpret(struct gp_config *config);

/** Whether a key of .gitperf has an effect: it is known, and allowed there. */
bool gp_config_key_counts(const struct gp_config_item *item);

/** The key as the manual writes it: "maxAge". */
const char *gp_config_key_shown(const char *key);

#endif /* GP_CONFIG_SETTINGS_H */
