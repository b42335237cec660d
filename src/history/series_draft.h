#ifndef GP_HISTORY_SERIES_DRAFT_H
#define GP_HISTORY_SERIES_DRAFT_H

#include "gp/buf.h"
#include "gp/mem.h"

#include "series.h"

/**
 * @file
 * Series under construction: series.c fills them, series_draft.c finishes them.
 */

/** A reading of a draft, in a list from the newest to the oldest. */
struct gp_draft_reading {
	struct gp_reading reading;
	size_t commit; /**< Index in the window, or one of the next two. */
	struct gp_draft_reading *older;
};

#define GP_AT_CURRENT SIZE_MAX       /**< At the judged commit. */
#define GP_AT_ANCHOR  (SIZE_MAX - 1) /**< At the anchor. */

/** A name that results of a series were recorded by. */
struct gp_earlier_key {
	struct gp_series_key name;
	struct gp_earlier_key *next;
};

/** A series under construction. */
struct gp_series_draft {
	struct gp_series series;
	struct gp_draft_reading *newest, *oldest;
	size_t n_readings;
	size_t n_results; /**< In the window, even those of another unit. */
	struct gp_draft_reading *anchor, *anchor_oldest;
	size_t n_anchor;
	struct gp_earlier_key *names;
	bool closed;  /**< Older values have a unit that does not convert. */
	bool skipped; /**< No pattern matches. */
};

/** All drafts of a set. */
struct gp_series_builder {
	struct gp_series_set *set;
	const struct gp_series_input *in;
	struct gp_arena scratch; /**< Owns readings and keys. */
	struct gp_series_draft *drafts;
	size_t n, cap;
	size_t n_placed;      /**< Results of the commits so far. */
	struct gp_map places; /**< "testbed\0benchmark\0metric" -> index. */
	struct gp_buf name;   /**< Scratch space. */
};

/**
 * Whether a mark is about the series: on its testbed ("": on all), a pattern
 * that matches its name or one that it had.
 */
bool gp_series_draft_matches(const struct gp_series_draft *draft,
			     const char *testbed, const char *pattern);

/** Completes a draft that has readings: its points, anchor, acceptances. */
void gp_series_draft_finish(struct gp_series_builder *b,
			    struct gp_series_draft *draft);

#endif /* GP_HISTORY_SERIES_DRAFT_H */
