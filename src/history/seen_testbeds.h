#ifndef GP_HISTORY_SEEN_TESTBEDS_H
#define GP_HISTORY_SEEN_TESTBEDS_H

#include "gp/entry.h"
#include "gp/map.h"
#include "gp/series.h"

#include "placed_marks.h"

/**
 * @file
 * The testbeds that the commits of a baseline were measured on, for how long
 * each was absent, and which of them are missing at the judged commit.
 */

/** One testbed, as one CI job and tool measures on it. */
struct gp_seen_testbed {
	const char *job, *tool; /**< "": unknown. */
	bool alike;             /**< It had a benchmark of the judged commit. */
	struct gp_absent_testbed absent;
	size_t last;  /**< Measured commits up to its oldest result so far. */
	size_t place; /**< Of its newest result, from the start of the line. */
};

/** Zero-initialised is empty. */
struct gp_seen_testbeds {
	struct gp_seen_testbed *items;
	size_t n, cap;
	size_t measured; /**< Commits with any run. */

	/* private */
	struct gp_map benchmarks; /* of the judged commit; keys are borrowed */
	struct gp_arena arena;
};
/** Frees what was seen; it is empty and usable again. */
void gp_seen_testbeds_clear(struct gp_seen_testbeds *seen);

/** Says what the judged commit has, before any other commit is added. */
void gp_seen_testbeds_expect(struct gp_seen_testbeds *seen,
			     struct gp_entry *const *runs, size_t n);

/** Adds the clean runs of the next older commit, whose place is `place`. */
void gp_seen_testbeds_add(struct gp_seen_testbeds *seen,
			  const struct gp_entries *runs, size_t place);

/** What says which of them are missing; all borrowed. */
struct gp_missing_testbeds {
	const struct gp_seen_testbeds *seen;
	struct gp_entry *const *runs; /**< Of the judged commit. */
	size_t n_runs;
	const struct gp_placed_marks *marks; /**< After placing. */
	size_t start; /**< Place of the line's start, seen from the judged
			   commit. */
};

/**
 * Fills set->missing_testbeds: those that were not measured for longer than
 * ever between two results, by the CI job and tool of one of the judged runs;
 * if runs name no job, those that had one of its benchmarks. One that is
 * retired by the pattern '*' is left out.
 */
void gp_missing_testbeds_find(struct gp_series_set *set,
			      const struct gp_missing_testbeds *search);

#endif /* GP_HISTORY_SEEN_TESTBEDS_H */
