#ifndef GP_DETECT_CASE_H
#define GP_DETECT_CASE_H

#include "gp/detect.h"
#include "gp/stats.h"
#include "gp/value.h"

/**
 * @file
 * What methods of detection share: one series on its way to a finding.
 */

/** Fewer baseline commits than this carry no statistics. */
#define GP_EARLY_BELOW 5

/** A test below this is significant, */
#define GP_ALPHA 0.005
/**
 * and up to this once it is corrected for its family. Of 100 checks in which
 * nothing changed, 3 then fail, however many series they have; 0.05 would
 * make it 5 or 6 (docs/ACCURACY.md).
 */
#define GP_ALPHA_FAMILY 0.03

/**
 * Where values are compared: y = ln(value) where all are positive, else
 * value / unit; times -1 where higher is better, so that more is worse.
 */
struct gp_scale {
	bool log;
	double sign;
	double unit; /**< The largest magnitude, so that squares stay finite. */
};

double gp_scale_y(const struct gp_scale *scale, double value);
double gp_scale_value(const struct gp_scale *scale, double y);

/** How far from `center` worse (or better) by `fraction` of it is. */
double gp_scale_fraction(const struct gp_scale *scale, double center,
			 double fraction, bool worse);
/** The same for a change by `amount`, in the series' unit. */
double gp_scale_amount(const struct gp_scale *scale, double center,
		       double amount, bool worse);
/** Which fraction of `center` a distance for the worse is; NAN where it is 0.
 */
double gp_scale_change(const struct gp_scale *scale, double center,
		       double distance);

/** One series, from its points to its finding. */
struct gp_case {
	const struct gp_series_set *set;
	const struct gp_series *series;
	struct gp_arena *arena;   /**< Of the findings. */
	struct gp_arena *scratch; /**< Of this call. */
	struct gp_finding *finding;
	bool settled; /**< Its status is known before any method. */

	/* level.c */
	size_t n; /**< Baseline commits that have a value, oldest first: */
	const struct gp_point **points;
	double *y; /**< On the scale below. */
	struct gp_value current;
	struct gp_scale scale;
	double x;                   /**< The judged commit's. */
	double d;                   /**< x - y(center): more is worse. */
	struct gp_gate_result gate; /**< Where n >= 2. */
	double reach; /**< Of a 95 % interval, in standard errors. */

	/* the gate, before and after the family is known */
	bool fits;          /**< The limits below could be found. */
	bool tested;        /**< There are p-values, in c->gate. */
	double warn, fail;  /**< Distances for the worse; INFINITY: none. */
	double better_warn; /**< Distance that makes an improvement. */
	double q_worse, q_better;
	double alpha; /**< What the only change of this check must reach. */

	double excess; /**< Beyond the limit, for the order of findings. */
};

/** One way to judge a series; the status of most weight counts. */
struct gp_detector {
	const char *name;
	const char *summary;
	/** Tests the series alone; NULL where there is nothing to test. */
	void (*test)(struct gp_case *c);
	/** Proposes a status, the tests of all series being known. */
	void (*judge)(struct gp_case *c);
};

extern const struct gp_detector gp_detector_budget;
extern const struct gp_detector gp_detector_gate;

/**
 * Begins a case, whose arenas are set, with a finding that is allocated in
 * c->scratch: reads the points, and settles what no method is asked about.
 */
void gp_case_open(struct gp_case *c, const struct gp_series_set *set,
		  const struct gp_series *series);

/** Differences and ratios of the largest doubles are no numbers: NAN. */
void gp_case_tidy(struct gp_finding *f);

/** Reads the points of c->series: values, scale, levels, change. */
void gp_case_read(struct gp_case *c);

/**
 * Gives the finding this status unless it has one of more weight (over-budget
 * before regression, accepted, drifting, unjudged and the rest); its severity
 * is the most severe proposed. `excess` orders findings of one severity;
 * `reason` is "" or in the arena.
 */
void gp_case_propose(struct gp_case *c, enum gp_status status,
		     enum gp_severity severity, double excess,
		     const char *reason);

/**
 * An absolute limit in the unit of the series; where it does not fit, false,
 * and `unjudged` is proposed: a limit that cannot be held is no pass.
 */
bool gp_case_amount(struct gp_case *c, const struct gp_limit *limit,
		    double *amount);

/** Formats into the arena; no %f or %g, which the locale would change. */
const char *gp_case_reason(struct gp_case *c, const char *fmt, ...)
	GP_PRINTF(2, 3);

/**
 * The smallest change for the worse that this case would find, and how many
 * more runs of the judged commit would find which smaller one.
 */
void gp_case_plan(struct gp_case *c);

#endif /* GP_DETECT_CASE_H */
