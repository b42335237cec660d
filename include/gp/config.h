#ifndef GP_CONFIG_H
#define GP_CONFIG_H

#include "gp/base.h"
#include "gp/detect.h"
#include "gp/intake.h"
#include "gp/limits.h"
#include "gp/machine.h"
#include "gp/parameters.h"
#include "gp/store.h"

/**
 * @file
 * git's configuration and .gitperf -> settings, and limits of series.
 *
 * Precedence: option > environment > git -c > local > global > .gitperf. Only
 * known keys of .gitperf count, and nothing in it is ever executed.
 */

struct gp_config; /**< All settings. */

/** Which .gitperf counts. */
enum gp_config_from {
	GP_CONFIG_FROM_WORKTREE, /**< That in the work tree; without one, that
				      of the commit. */
	GP_CONFIG_FROM_BASE,     /**< That of the base: see gp_config_load(). */
	GP_CONFIG_FROM_HEAD      /**< That of the commit. */
};
/** Reads "base", "head" or "worktree"; GP_EUSAGE for another word. */
GP_CHECK enum gp_err gp_config_from_parse(enum gp_config_from *out,
					  const char *word);

/** What to load; zero, or no request: the configuration of the work tree. */
struct gp_config_request {
	const struct gp_commit *commit; /**< The judged commit, or NULL. */
	const char *base;               /**< --base, or NULL. */
	enum gp_config_from from;
	bool judged;   /**< It is judged: find its base, and list what it has
			    in place of the file that is there. */
	bool modified; /**< Its modified work tree is judged: on the base
			    branch, the commit is what was accepted. */
};

/**
 * Loads the configuration. Without a repository (NULL) it has the defaults.
 * GP_EPARSE names the file and the key of an invalid value. Unknown and
 * forbidden keys of .gitperf become notices. The caller frees `out`.
 *
 * GP_CONFIG_FROM_BASE: the file at the merge base of the commit and the base
 * branch counts; on the base branch itself, that of the first parent; if there
 * is none, the defaults. What the commit, or the work tree if the commit is
 * HEAD, has in place of it is listed in gp_config_origin(). Without a merge
 * base, the commit's file counts. A file at the base that cannot be read is as
 * none, and one of the commit is a notice.
 */
GP_CHECK enum gp_err gp_config_load(struct gp_config **out,
				    struct gp_repo *repo,
				    const struct gp_config_request *request);
void gp_config_free(struct gp_config *config);

/**
 * Loads perf.facts and the directions of series (perf.<pattern>.better), for
 * commands that use no other setting: a mistake in another value, or in
 * .gitperf, does not stop them. GP_EPARSE if perf.facts has no value.
 */
GP_CHECK enum gp_err gp_config_load_few(struct gp_config **out,
					struct gp_repo *repo);

/** The notices of loading; borrowed. */
const struct gp_notices *gp_config_notices(const struct gp_config *config);

/** The value of a key of [perf]; borrowed, NULL if it is not set. */
const char *gp_config_get(const struct gp_config *config, const char *key);

/**
 * The branch that the base is looked for on: perf.base in git's configuration;
 * else the target of the merge request that CI runs for, if it is here; else
 * `base` in the .gitperf of the default branch, if that branch is here. NULL:
 * the default branch. Borrowed.
 */
const char *gp_config_base_branch(const struct gp_config *config);

/** The base of the commit, if GP_CONFIG_FROM_BASE found one; borrowed. */
const struct gp_base *gp_config_base(const struct gp_config *config);

/** Where the limits come from; borrowed. */
const struct gp_limits_origin *gp_config_origin(const struct gp_config *config);

/* Settings with their defaults. They were checked at loading. */
size_t gp_config_commits(const struct gp_config *config);       /**< 30 */
size_t gp_config_depth(const struct gp_config *config);         /**< 1,000 */
bool gp_config_durable(const struct gp_config *config);         /**< true */
bool gp_config_common_mode(const struct gp_config *config);     /**< true */
bool gp_config_accept_trailers(const struct gp_config *config); /**< false */
int64_t gp_config_max_age_s(const struct gp_config *config);    /**< 90 d */
enum gp_multiplicity gp_config_multiplicity(const struct gp_config *config);

/**
 * perf.parameters: the names of columns and keys that are parameters, borrowed;
 * returns their number.
 */
size_t gp_config_parameters(const struct gp_config *config,
			    const char *const **names);

/**
 * perf.facts: the names of tags and dimensions that do not separate series.
 * Borrowed; valid until `config` is freed. NULL for NULL.
 */
const struct gp_fact_names *gp_config_facts(const struct gp_config *config);

/**
 * Adds a limit from the command line ("[GLOB=]LIMIT"); `key` is "note", "warn"
 * or "fail". It has precedence over everything else. GP_EUSAGE if it is
 * invalid.
 */
GP_CHECK enum gp_err gp_config_option(struct gp_config *config, const char *key,
				      const char *text);

/** Sets the limits, and the configured directions, of every series. */
GP_CHECK enum gp_err gp_config_apply(const struct gp_config *config,
				     struct gp_series_set *set);

/**
 * GP_EUSAGE if the pattern of an option matches no series of `set`, nor of its
 * runs; the message has the keys that are near.
 */
GP_CHECK enum gp_err gp_config_check_options(const struct gp_config *config,
					     const struct gp_series_set *set);

/**
 * Adds a notice to `set` for each section of .gitperf, or of this repository's
 * configuration, that matches no series of it, nor of its runs.
 */
void gp_config_warn_of_unmatched(const struct gp_config *config,
				 struct gp_series_set *set);
/** The same for the results of `runs`; adds to `out`. */
void gp_config_list_unmatched(const struct gp_config *config,
			      const struct gp_entries *runs,
			      struct gp_notices *out);

/**
 * Adds a notice to `set` if the newest commit of its baselines is older than
 * the judged commit by more than perf.maxAge: much has changed since then. In a
 * modified work tree, `now_s` (seconds) counts.
 */
void gp_config_warn_of_age(const struct gp_config *config,
			   struct gp_series_set *set, int64_t now_s);

/**
 * Whether the direction of a series is configured; then `*better` is set, which
 * may be GP_BETTER_NONE.
 */
bool gp_config_better(const struct gp_config *config, enum gp_better *better,
		      const char *benchmark, const char *metric);

/** Gives each result of a run the direction that is configured for it, if one
 * is: that which check would judge it by. */
void gp_config_direct_run(const struct gp_config *config, struct gp_entry *run);

/** Sets `configured` in every guess whose metric has a direction. */
void gp_config_mark_guesses(const struct gp_config *config,
			    struct gp_intake *intake);

/**
 * Lists the metrics of runs, in the order of their results, with the direction
 * that is configured for them, or else the one that was recorded.
 */
void gp_config_directions(const struct gp_config *config,
			  struct gp_metric_directions *out,
			  const struct gp_entries *runs);

/**
 * The settings for gp_testbed_fill(): `option` (--testbed, or NULL), and those
 * of `config`, which may be NULL. The strings are borrowed.
 */
struct gp_testbed_settings gp_config_testbed(const struct gp_config *config,
					     const char *option);

#endif /* GP_CONFIG_H */
