#ifndef GP_INTAKE_H
#define GP_INTAKE_H

#include "gp/entry.h"
#include "gp/span.h"

/**
 * @file
 * The result of reading benchmark output: a run's measurements, the values that
 * were refused, and the guesses that were made.
 */

/** A value or file that was refused; strings are in the run's arena. */
struct gp_refusal {
	const char
		*benchmark; /**< A row that the tool marked bad, or a file. */
	const char *reason;
};
/** A direction that was guessed; strings are in the run's arena. */
struct gp_guess {
	const char *metric;
	const char *unit;
	enum gp_better better;
	bool configured; /**< The direction is configured for this metric. */
};

struct gp_intake {
	struct gp_entry
		*run; /**< Borrowed; measurements, tool, facts and tags. */
	const char *format; /**< The driver's name; borrowed. */
	struct gp_refusal *refused;
	size_t n_refused, cap_refused;
	struct gp_guess *guessed; /**< Once a metric. */
	size_t n_guessed, cap_guessed;
	size_t n_benchmarks; /**< Distinct names that were read. */
};

/** Records that a row was refused, and why. */
void gp_intake_refuse(struct gp_intake *intake, struct gp_span benchmark,
		      const char *reason);
/** Frees the lists; the run stays. */
void gp_intake_clear(struct gp_intake *intake);

#endif /* GP_INTAKE_H */
