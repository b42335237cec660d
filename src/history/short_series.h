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
	size_t oldest;   /**< Place of that commit, from the judged one. */
	size_t gap;      /**< The longest way from one result to the next. */
	unsigned hidden; /**< As in struct gp_series. */
	bool absent;     /**< The judged commit does not have it. */
};

/** Zero-initialised is empty. */
struct gp_short_series {
	struct gp_short_series_item *items;
	size_t n, cap;
	size_t n_short; /**< Those with fewer than `limit` results. */
	size_t limit;
	unsigned cut; /**< As in struct gp_series, of those that are short. */
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

/** Results of an absent series that are looked for: two have a gap. */
#define GP_ABSENT_RESULTS 2

/**
 * Adds the series of a run of the baseline that the judged commit does not
 * have, under whatever name. Only GP_ABSENT_RESULTS of each are looked for.
 */
void gp_short_series_add_absent(struct gp_short_series *series,
				const struct gp_entry *run,
				const char *const *keys, size_t n_keys);

/** How many series of the judged commit lack results. */
size_t gp_short_series_n_lacking(const struct gp_short_series *series);

/**
 * Counts the results at one commit, `place` commits behind the judged one;
 * places grow from call to call.
 */
void gp_short_series_count(struct gp_short_series *series,
			   struct gp_entry *const *runs, size_t n,
			   size_t place);

/** Whether a run has a benchmark that is looked for, by any of its names. */
bool gp_short_series_is_in(struct gp_short_series *series,
			   const struct gp_entry *run);

/**
 * Notes that results beyond a cut, bits of enum gp_baseline_cut, would count;
 * NULL: those of every short series may. Returns of how many that is new.
 */
size_t gp_short_series_hide(struct gp_short_series *series,
			    const struct gp_entry *run, unsigned cut);

/**
 * The same for those that may have results beyond the last of `n` commits that
 * were walked, to judge by their gaps. One without any result is taken as new.
 */
size_t gp_short_series_hide_likely(struct gp_short_series *series, size_t n,
				   unsigned cut);

/** Says in each series of the set what keeps it short. */
void gp_short_series_explain(struct gp_short_series *series,
			     struct gp_series_set *set);

/**
 * How to look for the series that are short now, by all their names; NULL if
 * every name may be meant. Valid until the next call.
 */
const struct gp_run_look *gp_short_series_look(struct gp_short_series *series);

#endif /* GP_HISTORY_SHORT_SERIES_H */
