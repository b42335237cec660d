#ifndef GP_DETECT_CASE_H
#define GP_DETECT_CASE_H

#include "gp/detect.h"
#include "gp/rank.h"
#include "gp/stats.h"
#include "gp/value.h"

/**
 * @file
 * What methods of detection share: one series on its way to a finding.
 */

/** Fewer degrees of freedom than this carry no statistics. */
#define GP_EARLY_BELOW 4

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
/** What a distance for the worse is from `center`, in the series' unit; of 0
 * it is 0 to the bit. */
double gp_scale_delta(const struct gp_scale *scale, double center,
		      double distance);

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

/** All loaded commits of a series that have a value, oldest first. */
struct gp_past {
	size_t n;
	const struct gp_point **points;
	struct gp_value *values;
	double *raw; /**< The values alone, in the series' unit. */
};

/** One series, from its points to its finding. */
struct gp_case {
	const struct gp_series_set *set;
	const struct gp_series *series;
	struct gp_arena *arena;   /**< Of the findings. */
	struct gp_arena *scratch; /**< Of this call. */
	struct gp_finding *finding;
	bool settled; /**< Its status is known before any method. */

	struct gp_past past; /**< Until the series has been tested. */
	struct gp_value current;

	/* restart.c */
	size_t from;    /**< First of the past that lends a residual. */
	size_t *starts; /**< Where segments begin behind that, counted from
			     it; the last of them is the baseline. */
	size_t n_starts;
	bool news; /**< A fact of the testbed is new with this commit. */
	size_t drift_from; /**< First of the past that drift looks at. */
	double before;     /**< Level before the newest change, if that is where
				the baseline begins; else NAN. */
	const struct gp_accepted *covers; /**< Of the judged commits: newest. */
	const char *breach; /**< An acceptance that does not hold; or "". */

	/* modes.c */
	struct gp_modes modes; /**< n is below 2 unless there are several. */
	size_t modes_of;       /**< Commits that they were found in. */
	bool modes_log;        /**< Their spread is relative. */
	double gap; /**< From the baseline's center to the one that decides. */

	/* level.c */
	size_t n; /**< Commits in the baseline, oldest first: */
	const struct gp_point **points;
	double *y;   /**< On the scale below. */
	bool enough; /**< There is a variance to test with. */
	struct gp_scale scale;
	double x;                   /**< The judged commit's. */
	double d;                   /**< x - y(center): more is worse. */
	struct gp_gate_result gate; /**< All 0 where nothing varies freely. */
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
extern const struct gp_detector gp_detector_drift;

/**
 * Begins a case, whose arenas are set, with a finding that is allocated in
 * c->scratch: reads the points, and settles what no method is asked about.
 */
void gp_case_open(struct gp_case *c, const struct gp_series_set *set,
		  const struct gp_series *series);

/** A judged case of untrusted runs: its status becomes what they claim. */
void gp_case_distrust(struct gp_case *c);

/** Differences and ratios of the largest doubles are no numbers: NAN. */
void gp_case_tidy(struct gp_finding *f);

/** Reads the values of c->series; gp_case_forget() frees them. */
void gp_case_past(struct gp_case *c);
void gp_case_forget(struct gp_case *c);

/** Scale, levels and change, from past and restart. */
void gp_case_level(struct gp_case *c);
/** Change since the set's anchor. */
void gp_case_anchor(struct gp_case *c);

/* ---- where the baseline begins ---- */

/** A place where a series begins anew. */
struct gp_cut {
	size_t at; /**< First of the past behind it; past.n: the judged. */
	enum gp_restart_why why;
	const char *what; /**< In the findings' arena, or "". */
};

struct gp_cuts {
	struct gp_cut *items;
	size_t n, cap;
};

void gp_cuts_add(struct gp_cuts *cuts, size_t at, enum gp_restart_why why,
		 const char *what);

/** Finds where the baseline of c begins, and which segments are before it. */
void gp_case_restart(struct gp_case *c);

/** facts.c: lasting changes of the testbed and of the load. */
void gp_cuts_of_facts(struct gp_cuts *out, struct gp_case *c);

/** accept.c: acceptances in the past; sets c->covers and c->breach too. */
void gp_cuts_of_accepts(struct gp_cuts *out, struct gp_case *c);
/** Whether a change for the worse from `before` to `now` goes too far. */
bool gp_accept_exceeded(const struct gp_case *c,
			const struct gp_accepted *accepted, double before,
			double now);

/** modes.c: whether the past from `from` on has several levels in turn. */
void gp_case_modes(struct gp_case *c, size_t from);
/**
 * Puts c->gate and c->gap to the worst level, or to a better one where the
 * judged commit is worse than that, and clearly better than the next.
 */
void gp_modes_test(struct gp_case *c);
/** "the baseline has 2 levels in turn: …", in the arena. */
const char *gp_modes_reason(struct gp_case *c);

/**
 * Which fraction of its magnitude `before` changed by to be `now`; NAN
 * where that is 0.
 */
double gp_case_fraction(double before, double now);

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

/** Adds a clause to the finding's reason. */
void gp_case_say(struct gp_case *c, const char *clause);

/** Formats into the arena; no %f or %g, which the locale would change. */
const char *gp_case_reason(struct gp_case *c, const char *fmt, ...)
	GP_PRINTF(2, 3);

/**
 * The smallest change for the worse that this case would find, and how many
 * more runs of the judged commit would find which smaller one.
 */
void gp_case_plan(struct gp_case *c);

#endif /* GP_DETECT_CASE_H */
