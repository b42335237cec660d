#ifndef GP_DETECT_OUTCOME_H
#define GP_DETECT_OUTCOME_H

#include "gp/finding.h"

/**
 * @file
 * Last stage of a case: its finding, and the rules by which several methods
 * agree on one status.
 */

struct gp_outcome {
	struct gp_arena *arena; /**< Owns the texts of the finding. */
	struct gp_finding *finding;
	bool decided;  /**< The status is known before any method is asked. */
	double excess; /**< How far beyond its limit, on the scale of the test:
			    orders findings of one severity. */
};

/**
 * Begins a finding of `series` without a status, all numbers NAN. It is
 * allocated in `scratch`; its texts will be in `arena`. Both are borrowed.
 */
void gp_outcome_open(struct gp_outcome *out, const struct gp_series *series,
		     struct gp_arena *arena, struct gp_arena *scratch);

/**
 * Gives the finding this status unless it already has one of more weight
 * (over-budget before regression, accepted, drifting, unjudged and the rest);
 * its severity is the most severe proposed. `excess` is explained above;
 * `reason` is "" or in the arena.
 */
void gp_outcome_propose(struct gp_outcome *out, enum gp_status status,
			enum gp_severity severity, double excess,
			const char *reason);

/** Decides the status: no method is asked. `reason` is a constant. */
void gp_outcome_decide(struct gp_outcome *out, enum gp_status status,
		       enum gp_severity severity, const char *reason);

/** Adds a clause to the reason of the finding. */
void gp_outcome_add_clause(struct gp_outcome *out, const char *clause);

/**
 * An absolute limit as an amount in the unit of the finding's series. If it
 * cannot be converted, returns false and proposes `unjudged`: a limit that
 * cannot be checked must not count as passed.
 */
bool gp_outcome_amount(struct gp_outcome *out, const struct gp_limit *limit,
		       double *amount);

/**
 * If the runs are untrusted, the status becomes `untrusted`, and the status
 * so far what those runs claim.
 */
void gp_outcome_distrust(struct gp_outcome *out);

/**
 * Formats a reason of at most 511 bytes into the arena. Do not use %f or %g,
 * which the locale would change.
 */
const char *gp_reason_format(struct gp_arena *arena, const char *fmt, ...)
	GP_PRINTF(2, 3);

/** Appends a value with four digits, which are enough to tell levels apart. */
void gp_reason_put_value(struct gp_buf *out, double value);

/** Sets numbers that overflowed (differences of the largest doubles) to NAN. */
void gp_finding_drop_infinities(struct gp_finding *f);

#endif /* GP_DETECT_OUTCOME_H */
