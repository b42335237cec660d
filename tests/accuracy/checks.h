#ifndef GP_TESTS_CHECKS_H
#define GP_TESTS_CHECKS_H

#include "gp/finding.h"

#include "sim.h"
#include "study.h"

/**
 * @file
 * The findings of `check` on simulated series, with all its methods.
 */

/** Shares of the checks; for findings, those of the first series of each. */
struct checks {
	size_t n;
	double fails; /**< With any finding of severity fail. */
	double warns; /**< With one of severity warn, and none that fails. */
	double status[GP_STATUS_N];
	double bimodal;
	double drifting;   /**< Whatever the status. */
	double restarted;  /**< At a change of the level. */
	double detectable; /**< The median, if it is known. */
	int more_runs;     /**< Suggested, to detect… */
	double show_at; /**< …this, by the last check that suggested any. */
};

/**
 * Simulates study->series series in checks of `series` each, one check at
 * least. Only the first of each has the plan's factor.
 */
void checks_run(struct checks *out, const struct study *study,
		const struct sim_plan *plan, size_t series);

/** The share of such checks that fail. */
double checks_fail(const struct study *study, const struct sim_plan *plan,
		   size_t series);

/** Reports that share. */
void checks_report_fail(const struct study *study, const char *what,
			const struct sim_plan *plan, size_t series,
			struct bar bar);

/**
 * The detectable change that such checks report, over the change that in fact
 * fails in 80 of 100 of them.
 */
double checks_detectable(const struct study *study, const struct sim_plan *plan,
			 size_t series);

#endif /* GP_TESTS_CHECKS_H */
