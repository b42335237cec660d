#ifndef GP_FINDING_H
#define GP_FINDING_H

#include "gp/changes.h"
#include "gp/series.h"
#include "gp/status.h"

/**
 * @file
 * A finding: one judgement of one series, with every number behind it.
 */

/** A location with its interval, in the series' unit; NAN when unknown. */
struct gp_level {
	size_t commits;   /**< With a value; 1 for the judged commit. */
	size_t samples;   /**< In all of them. */
	double center;    /**< Median of the commits' values. */
	double low, high; /**< 95 % interval of the center. */
	double spread;    /**< Robust standard deviation between commits;
			       NAN for the judged one and below two. */
};

/** Why a baseline does not reach as far back as it could. */
enum gp_restart_why {
	GP_RESTART_NONE,
	GP_RESTART_CHANGE, /**< The level changed. */
	GP_RESTART_ACCEPT, /**< A change was accepted. */
	GP_RESTART_FACT,   /**< The testbed: its kernel, its compiler … */
	GP_RESTART_TAG,    /**< The load: users, agents, duration … */
	GP_RESTART_N
};
/** "change", "accept", "fact", "tag" as in the JSON; "" for none. */
const char *gp_restart_name(enum gp_restart_why why);

/** The commits that can have made a change; zero-initialised is none. */
struct gp_blame {
	struct gp_oid from; /**< The last measured one without it; size 0: there
				 is none, and nothing else is set. */
	struct gp_oid to;   /**< The first measured one with it. */
	size_t commits;     /**< Behind `from` up to `to`; SIZE_MAX: unknown. */
	size_t unmeasured;  /**< Those of them that nobody measured. */
};

/** Where a baseline restarts. */
struct gp_restart {
	enum gp_restart_why why;
	struct gp_oid commit; /**< The first of the new level. */
	int64_t time;         /**< Committer time, seconds. */
	double change; /**< Of the level there, a fraction; NAN unknown. */
	struct gp_blame blame; /**< Of a change of the level. */
	const char *what; /**< "kernel 6.1.0 -> 6.5.0", "users 50 -> 100", the
			       reason of an acceptance; "" else. */
};

/** NAN if a number does not exist; fractions unless said otherwise. */
struct gp_finding {
	const struct gp_series *series; /**< Borrowed. */
	enum gp_status status;
	enum gp_severity severity;
	enum gp_status claimed; /**< If the status is untrusted: what it
				     would be if the runs were trusted;
				     else GP_STATUS_N. */
	enum gp_severity claimed_severity; /**< And its severity; else info. */
	struct gp_level baseline;
	struct gp_level current;
	double change;     /**< (current - baseline) / baseline; +: larger. */
	double change_low; /**< 95 % interval of it. */
	double change_high;
	double delta;        /**< current - baseline, in the unit. */
	double p;            /**< One-sided, for "worse"; if the status is
				 improvement, for "better". */
	double q;            /**< After the correction for many series. */
	double detectable;   /**< Smallest change for the worse that is found
				 with power .8 among this check's series. */
	int more_runs;       /**< Fresh runs that would show `show_at`; 0: none
				 needed or unknown; -1: cannot help. */
	double show_at;      /**< The round figure that they would show. */
	struct gp_oid since; /**< First baseline commit at the judged level:
				 the change is not the judged commit's. */
	struct gp_blame blame;        /**< Of the change that it is about. */
	const struct gp_point *first; /**< Of the baseline that was used; */
	const struct gp_point *last;  /**< borrowed; NULL without one. */
	struct gp_restart restart;    /**< Where that baseline restarts. */
	bool unaccepted; /**< It warns because of the change at restart.commit,
			      which is not accepted. */
	bool bimodal;    /**< The baseline alternates between levels. */
	const struct gp_accepted *accepted; /**< What made it `accepted`. */
	struct gp_drift drift; /**< slope and total are fractions; p is NAN
				    if the series is too short. */
	double since_anchor;   /**< Change since the set's anchor. */
	double since_anchor_low, since_anchor_high;
	const double *runs; /**< Of the judged commit, in the unit and in their
				 order, if they differ by more than their noise;
				 in the arena. */
	size_t n_runs;      /**< 0: they agree. */
	size_t reruns; /**< Fresh runs (perf.rerun) of a suspected regression
			    that this judgement includes; set by check. */
	const struct gp_finding *derived; /**< The same change in metrics that
					       were computed from this one, or
					       that this one was computed from:
					       not counted. Some have no status.
					       In the arena. */
	size_t n_derived;
	const char *reason; /**< A clause for people that explains what the
				 numbers do not; "" or in the arena. */
};

/** What is known about the cause of a common move. */
enum gp_common_cause {
	GP_COMMON_OPEN,      /**< The machine or the commit. */
	GP_COMMON_CONFIRMED, /**< A second run shows it: the commit. */
	GP_COMMON_MACHINE,   /**< A second run does not: the machine. */
	GP_COMMON_N
};
/** "open", "confirmed", "machine" as in the JSON. */
const char *gp_common_cause_name(enum gp_common_cause cause);

/** Series of one testbed that moved together, by one factor. */
struct gp_common_move {
	const char *testbed; /**< Borrowed. */
	double change;       /**< 0.4: a time is 40 % longer; if all series are
				  rates, the change of a rate. */
	size_t series;       /**< Findings that are part of it. */
	enum gp_common_cause cause;
	bool by_base; /**< A run of the base right after it told the cause. */
	const struct gp_entry *left_out; /**< The run that does not count, if
					      it was the machine; or NULL. */
};

struct gp_findings {
	struct gp_arena arena;
	struct gp_finding
		*items; /**< Worst first; ties as the tool printed them. */
	size_t n, cap;
	size_t counts[GP_STATUS_N];
	size_t n_fail, n_warn;
	struct gp_common_move **moves; /**< In the arena. */
	size_t n_moves;
	enum gp_verdict verdict;
	const struct gp_series_set
		*set; /**< Borrowed: commit, base, notices. */
};

/** Frees items (made by gp_grow) and the arena; the set is the caller's. */
void gp_findings_clear(struct gp_findings *findings);

/**
 * How many commits of the baseline have results that git perf remap carried
 * over.
 */
size_t gp_finding_remapped(const struct gp_finding *finding);

#endif /* GP_FINDING_H */
