#ifndef GP_DETECT_ROUNDS_H
#define GP_DETECT_ROUNDS_H

#include "case.h"

/**
 * @file
 * Rounds: how often the suite was run at the judged commit on one testbed. The
 * runs of a round were recorded by one job within ten minutes, and no series
 * has two of them: parts of a suite may be recorded one by one.
 */

struct gp_round {
	const struct gp_entry *first; /**< Its earliest run; borrowed. */
	size_t chain; /**< Rounds that can be compared have the same number:
			   they share half of the series of the smaller one,
			   directly or by others. */
};

/** In the scratch arena of the cases. */
struct gp_rounds {
	const struct gp_entry **runs; /**< All runs, the earliest first. */
	size_t *round_of;             /**< Index of the round of each run. */
	size_t n_runs;
	struct gp_round *items; /**< In the order of their first runs. */
	size_t n;
};

/** Finds the rounds behind `n` cases of one testbed, at least one. */
void gp_rounds_find(struct gp_rounds *out, struct gp_case *const *cases,
		    size_t n);

/** The index of the round of a run; `n` if it is none of the list. */
size_t gp_rounds_of(const struct gp_rounds *rounds, const struct gp_entry *run);

/**
 * Whether they are independent looks at a commit: ten minutes lie between them,
 * or they come from different jobs.
 */
bool gp_rounds_are_independent(const struct gp_round *a,
			       const struct gp_round *b);

#endif /* GP_DETECT_ROUNDS_H */
