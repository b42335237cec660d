#ifndef GP_DETECT_AGREEMENT_H
#define GP_DETECT_AGREEMENT_H

#include <stdbool.h>

#include "gp/finding.h"

/**
 * @file
 * The runs of the judged commit, one by one: whether they agree within the
 * noise of the series. Two runs that do not agree decide nothing; from three
 * runs on, those that agree decide.
 */

struct gp_case;

/** A run of the judged commit that has a value. */
struct gp_judged_run {
	const struct gp_entry *entry; /**< Borrowed. */
	double value;                 /**< In the unit of the series. */
	bool odd; /**< Left out, because the others agree. */
};

struct gp_agreement {
	struct gp_judged_run *runs; /**< In the order of the series' readings;
					 in the scratch arena. */
	size_t n;
	double var;   /**< Variance of one of them, on the scale; NAN unknown.
		       */
	double noise; /**< Two runs of one commit differ by no more than this,
			   on the scale. */
	size_t n_odd;
	bool apart; /**< They do not agree, and nothing decides. */
	/** Of runs that are apart: the cases of the best and of the worst of
	    them alone; in the scratch arena. */
	struct gp_case *alone[2];
};

/** The value of one run, in the unit of its series; NAN if it is not finite. */
double gp_run_value(const struct gp_reading *reading);

/**
 * Reads the runs of c->judged; if they do not agree, leaves out those that
 * others outvote, or sets `apart`. To be called when the levels are known.
 */
void gp_case_agree(struct gp_case *c);

/**
 * Of runs that are apart: makes the two cases of one run each, untested. They
 * borrow the values of `c`.
 */
void gp_agreement_split(struct gp_case *c);

/**
 * Of runs that are apart: decides the finding from those of the two runs, which
 * were judged. If both give the same bad answer, that is the answer; otherwise
 * the finding is inconclusive, and warns if one of them fails.
 */
void gp_agreement_judge(struct gp_case *c);

/** Adds to the reason which runs were left out, and to `runs` all values. */
void gp_agreement_explain(struct gp_case *c);

#endif /* GP_DETECT_AGREEMENT_H */
