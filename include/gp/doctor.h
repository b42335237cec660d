#ifndef GP_DOCTOR_H
#define GP_DOCTOR_H

#include "gp/problem.h"
#include "gp/store.h"

/**
 * @file
 * Diagnosis of a repository and a machine: which problems they have. It changes
 * nothing.
 */

/** What is examined, and what other modules know about it; all borrowed. */
struct gp_doctor_input {
	struct gp_repo *repo;
	const struct gp_commit *head;     /**< NULL before the first commit. */
	const struct gp_entries *entries; /**< Recorded at the head. */
	const char *base;                 /**< perf.base, or NULL. */
	bool has_base;                    /**< There is such a branch. */
	size_t commits;                   /**< perf.commits */
	const char *remote;               /**< As for gp_sync_push(). */
	const struct gp_notices *config;  /**< Of gp_config_notices(). */
	const struct gp_notices *unmatched; /**< Of its sections. */
	int64_t now_s;                      /**< Seconds since 1970. */
	const char *root;        /**< Prefix of /proc and /sys: "". */
	bool ask_remote;         /**< Checks may ask the remote. */
	bool full;               /**< Every note may be read. */
	const char *const *only; /**< Names of checks; none means all. */
	size_t n_only;
};

/**
 * Makes every check, or those that were named, and adds what they find to
 * `out`, sorted; a check that fails is a problem, too. GP_EUSAGE lists the
 * known names if a name is unknown.
 */
GP_CHECK enum gp_err gp_doctor_run(struct gp_problems *out,
				   const struct gp_doctor_input *input);

/** How many checks gp_doctor_run() makes. */
size_t gp_doctor_count_checks(const struct gp_doctor_input *input);

#endif /* GP_DOCTOR_H */
