#ifndef GP_DETECT_GATE_H
#define GP_DETECT_GATE_H

#include "gp/stats.h"

/**
 * @file
 * Fourth stage of a case: the test of a step between the baseline and the
 * judged commit, and the limits that such a step must pass.
 */

/** A baseline with fewer degrees of freedom than this is not tested. */
#define GP_EARLY_BELOW 4

/** Significance level of one test, */
#define GP_ALPHA 0.005
/**
 * and of a test after the correction for its family. Of 100 checks in which
 * nothing changed, 3 then fail, however many series they have; 0.05 would
 * make it 5 or 6 (docs/ACCURACY.md).
 */
#define GP_ALPHA_FAMILY 0.03

/** Distances are on the scale of the case, for the worse unless said. */
struct gp_step_test {
	bool has_limits; /**< The distances below are known. */
	bool tested;     /**< There are p-values, in `result`. */
	struct gp_gate_result result;
	double gap; /**< From the baseline's center to the level that is
			 tested against; 0 unless there are several. */
	double note, warn, fail; /**< INFINITY: no limit; each at most the
				      next. */
	double improvement; /**< For the better: counts as an improvement. */
	/* set when the tests of all series are known */
	double q_worse, q_better; /**< p-values, corrected for the family. */
	double alpha; /**< Critical p-value if this series alone changed. */
};

#endif /* GP_DETECT_GATE_H */
