#ifndef GP_DETECT_MIXTURE_H
#define GP_DETECT_MIXTURE_H

#include "gp/rank.h"

#include "gate.h"
#include "level.h"
#include "values.h"

/**
 * @file
 * Several levels that alternate, as of several machines under one testbed
 * name: the values before a commit are a mixture, and no single baseline.
 */

struct gp_mixture {
	struct gp_modes modes; /**< n < 2: a single level. The levels are in
				    the unit of the series. */
	size_t commits;        /**< In which they were looked for. */
	bool log;              /**< Their spread is relative. */
};

/**
 * Looks for several levels in the values from index `from` on, of which a
 * baseline uses the newest `wanted` (0: all).
 */
void gp_mixture_find(struct gp_mixture *out, const struct gp_values *values,
		     size_t from, size_t wanted);

/**
 * Replaces the test against a single level by one against the worst level of
 * the mixture; or against a better one, if the judged commit is worse than
 * that and clearly better than the next.
 */
void gp_mixture_test(struct gp_step_test *test,
		     const struct gp_mixture *mixture,
		     const struct gp_baseline *baseline, double center);

/** "the baseline alternates between 2 levels: …", in `arena`. */
const char *gp_mixture_reason(const struct gp_mixture *mixture,
			      const char *unit, struct gp_arena *arena);

#endif /* GP_DETECT_MIXTURE_H */
