#ifndef GP_DETECT_CASE_H
#define GP_DETECT_CASE_H

#include "gp/detect.h"

#include "agreement.h"
#include "gate.h"
#include "level.h"
#include "mixture.h"
#include "outcome.h"
#include "restart.h"
#include "values.h"

/**
 * @file
 * A case: one series on its way to a finding. Each stage is a struct of its
 * own, and is made from those above it.
 */

/** What series have in common that moved together; common.c. */
struct gp_common_part {
	const struct gp_common_move *move; /**< NULL: no part of one. */
	bool paired; /**< The base, measured right after it, moved alike. */
	const char *left_out; /**< A clause: a run does not count; or NULL. */
	struct gp_point kept; /**< The readings that count then. */
};

struct gp_case {
	const struct gp_series_set *set;
	const struct gp_series *series;
	struct gp_arena *scratch; /**< Of this call; texts of the finding are
				       in outcome.arena. */
	struct gp_point judged;   /**< The judged commit, with the readings
				       that count. */
	struct gp_values values;  /**< Arrays freed after the tests. */
	struct gp_accept_state acceptances;
	struct gp_mixture mixture;
	struct gp_segments segments;
	struct gp_baseline baseline;
	struct gp_agreement agreement;
	struct gp_common_part common;
	struct gp_step_test test;
	struct gp_outcome outcome;
	bool folded; /**< Not a finding: fold.h. */
};

/** One way to judge a series. A table of them is in detect.c. */
struct gp_detector {
	const char *name;
	const char *summary;
	/** Tests the series alone; NULL if there is nothing to test. */
	void (*test)(struct gp_case *c);
	/** Proposes a status; the tests of all series have been corrected. */
	void (*judge)(struct gp_case *c);
};

extern const struct gp_detector gp_detector_budget;
extern const struct gp_detector gp_detector_gate;
extern const struct gp_detector gp_detector_drift;

/* ---- case.c ---- */

/** What cases have in common; all borrowed. */
struct gp_case_context {
	const struct gp_series_set *set;
	struct gp_arena *arena;   /**< Of the findings. */
	struct gp_arena *scratch; /**< Of this call. */
};

/**
 * Begins a case: makes all stages before the test, and decides the status of
 * a series that no method can judge. `c` is overwritten.
 */
void gp_case_open(struct gp_case *c, const struct gp_case_context *context,
		  const struct gp_series *series);

/**
 * Begins a case again, with only these readings of the judged commit; nothing
 * else of `c` is kept.
 */
void gp_case_reopen(struct gp_case *c, const struct gp_case_context *context,
		    const struct gp_point *judged);

/** Frees what only tests need. The finding is not affected. */
void gp_case_close_values(struct gp_case *c);

/* ---- one stage each ---- */

/** restart.c: fills `acceptances`, `mixture`, `segments`; names the restart. */
void gp_case_restart(struct gp_case *c);

/** level.c: fills `baseline`, and levels and change of the finding. */
void gp_case_level(struct gp_case *c);

/**
 * level.c: the variance of one run of the judged commit on the scale, as its
 * baseline has it; NAN if that has none. Needs the values.
 */
double gp_case_run_variance(const struct gp_case *c);

/**
 * gate.c: how many of the newest baseline commits are at the judged level
 * already. The case was tested.
 */
size_t gp_case_at_level(const struct gp_case *c);

/** case.c: whether it moved with others, and nothing tells why. */
bool gp_case_is_common(const struct gp_case *c);

/** gate.c: fills the limits of `test`; the levels are known. */
void gp_case_limits(struct gp_case *c);

/** level.c: fills the change since the anchor of the set. */
void gp_case_anchor(struct gp_case *c);

/**
 * plan.c: the smallest change for the worse that the test detects, and how
 * many more runs of the judged commit would detect which smaller one.
 */
void gp_case_plan(struct gp_case *c);

/** plan.c: the distance that matters most, of the limits that are set. */
double gp_test_effect(const struct gp_step_test *test);

#endif /* GP_DETECT_CASE_H */
