#ifndef GP_INTAKE_H
#define GP_INTAKE_H

#include "gp/entry.h"
#include "gp/span.h"

/**
 * @file
 * What reading benchmark output gave: a run's measurements, and what there is
 * to say about them.
 */

/** What reading gave besides measurements; strings in the run's arena. */
struct gp_refusal {
	const char
		*benchmark; /**< A row that the tool marked bad, or a file. */
	const char *reason;
};
struct gp_guess {
	const char *metric;
	const char *unit;
	enum gp_better better;
	bool configured; /**< The direction is configured for this metric. */
};

struct gp_intake {
	struct gp_entry *run; /**< Lent; measurements, tool, facts and tags. */
	const char *format;   /**< The driver's name; lent. */
	struct gp_refusal *refused;
	size_t n_refused, cap_refused;
	struct gp_guess *guessed; /**< Once a metric. */
	size_t n_guessed, cap_guessed;
	size_t n_benchmarks; /**< Distinct names that were read. */
};

/** Notes a row that was not taken. */
void gp_intake_refuse(struct gp_intake *intake, struct gp_span benchmark,
		      const char *reason);
void gp_intake_clear(struct gp_intake *intake);

#endif /* GP_INTAKE_H */
