#ifndef GP_HISTORY_SHORT_SERIES_H
#define GP_HISTORY_SHORT_SERIES_H

#include "gp/codec.h"

#include "placed_marks.h"
#include "run_lookup.h"

/**
 * @file
 * Series that have fewer results than a baseline wants, because their
 * benchmarks were not measured at each measured commit.
 */

/** One of them. */
struct gp_short_series_item {
	struct gp_span benchmark; /**< Whole name. */
	size_t found;             /**< Commits with a result. */
	size_t last;              /**< The last commit that was counted. */
};

/** Zero-initialised is empty. */
struct gp_short_series {
	struct gp_short_series_item *items;
	size_t n, cap;
	size_t n_short; /**< Those with fewer than `limit` results. */
	size_t limit;
	const struct gp_testbeds *testbeds; /**< To look on; borrowed. */
	const struct gp_placed_marks
		*marks; /**< With aliases, or NULL; borrowed. */

	/* private */
	size_t n_commits; /* counted so far */
	struct gp_arena arena;
	struct gp_map places, bed_names, bench_names;
	struct gp_buf name;
	struct gp_run_look look;
	bool any_name; /* an alias is a pattern: every name may be meant */
};
/** Frees what the struct owns; it is empty and usable again. */
void gp_short_series_clear(struct gp_short_series *series);

/** Adds the series of a run, if one of the patterns matches (none: all). */
void gp_short_series_add(struct gp_short_series *series,
			 const struct gp_entry *run, const char *const *keys,
			 size_t n_keys);

/** Counts the results at one commit. */
void gp_short_series_count(struct gp_short_series *series,
			   struct gp_entry *const *runs, size_t n);

/** Whether a run has a benchmark that is looked for, by any of its names. */
bool gp_short_series_is_in(struct gp_short_series *series,
			   const struct gp_entry *run);

/**
 * How to look for the series that are short now, by all their names; NULL if
 * every name may be meant. Valid until the next call.
 */
const struct gp_run_look *gp_short_series_look(struct gp_short_series *series);

#endif /* GP_HISTORY_SHORT_SERIES_H */
