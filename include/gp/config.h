#ifndef GP_CONFIG_H
#define GP_CONFIG_H

#include "gp/detect.h"
#include "gp/intake.h"
#include "gp/machine.h"
#include "gp/store.h"

/**
 * @file
 * git configuration and .gitperf -> what applies to a series.
 *
 * Precedence: option > environment > git -c > local > global > .gitperf at
 * the top of the work tree (of the judged commit without one). Only known
 * keys are taken from .gitperf, and nothing in it is ever executed.
 */

struct gp_config; /**< Everything read, in order of precedence. */

/**
 * Reads the configuration that applies at `commit` (may be NULL: the work
 * tree's); without a store (NULL) there are the defaults. GP_EPARSE names file
 * and key of a value that is no value. Unknown and forbidden keys of .gitperf
 * become notices.
 */
GP_CHECK enum gp_err gp_config_load(struct gp_config **out,
				    struct gp_repo *repo,
				    const struct gp_commit *commit);
void gp_config_free(struct gp_config *config);

const struct gp_notices *gp_config_notices(const struct gp_config *config);

/** A value under [perf], lent; NULL when it is not set. */
const char *gp_config_get(const struct gp_config *config, const char *key);

/* Typed, checked at load. */
size_t gp_config_commits(const struct gp_config *config);    /**< 30 */
size_t gp_config_depth(const struct gp_config *config);      /**< 1,000 */
bool gp_config_durable(const struct gp_config *config);      /**< true */
int64_t gp_config_max_age_s(const struct gp_config *config); /**< 90 d */
enum gp_multiplicity gp_config_multiplicity(const struct gp_config *config);

/**
 * Adds a limit from the command line ("[GLOB=]LIMIT"); `key` is "warn" or
 * "fail". It wins over everything else. GP_EUSAGE.
 */
GP_CHECK enum gp_err gp_config_option(struct gp_config *config, const char *key,
				      const char *text);

/** Sets limits and configured directions of every series. */
GP_CHECK enum gp_err gp_config_apply(const struct gp_config *config,
				     struct gp_series_set *set);

/**
 * Adds a notice to `set` where the newest commit of its baseline is older than
 * perf.maxAge at `now_s`: who stopped measuring compares with another program.
 */
void gp_config_warn_of_age(const struct gp_config *config,
			   struct gp_series_set *set, int64_t now_s);

/** The configured direction of a key; GP_BETTER_NONE where there is none. */
enum gp_better gp_config_better(const struct gp_config *config,
				const char *benchmark, const char *metric);

/** Sets `configured` in every guess whose metric has a direction. */
void gp_config_mark_guesses(const struct gp_config *config,
			    struct gp_intake *intake);

/**
 * What is configured about the machine, and `option` (--testbed, or NULL);
 * `config` may be NULL. The texts are borrowed from `config`.
 */
struct gp_testbed_settings gp_config_testbed(const struct gp_config *config,
					     const char *option);

#endif /* GP_CONFIG_H */
