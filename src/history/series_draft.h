#ifndef GP_HISTORY_SERIES_DRAFT_H
#define GP_HISTORY_SERIES_DRAFT_H

#include "gp/buf.h"
#include "gp/mem.h"

#include "series.h"

/* Series in the making: what group.c and draft.c share. */

/* A reading, newest first in its list. */
struct gp_draft_reading {
	struct gp_reading reading;
	size_t commit; /* index of the window, or one of the next */
	struct gp_draft_reading *older;
};

#define GP_AT_CURRENT SIZE_MAX
#define GP_AT_ANCHOR  (SIZE_MAX - 1)

/* A name that a series has had. */
struct gp_earlier_key {
	struct gp_series_key name;
	struct gp_earlier_key *next;
};

/* A series in the making. */
struct gp_series_draft {
	struct gp_series series;
	struct gp_draft_reading *newest, *oldest;
	size_t n_links;
	struct gp_draft_reading *anchor, *anchor_oldest;
	size_t n_anchor;
	struct gp_earlier_key *names;
	bool closed;  /* older values have a unit that does not convert */
	bool skipped; /* no pattern matches */
};

struct gp_series_builder {
	struct gp_series_set *set;
	const struct gp_series_input *in;
	struct gp_arena scratch;
	struct gp_series_draft *drafts;
	size_t n, cap;
	struct gp_map places; /* "testbed\0benchmark\0metric" */
	struct gp_buf name;
};

/* Completes a draft that has readings: points, anchor, acceptances. */
void gp_series_draft_finish(struct gp_series_builder *g,
			    struct gp_series_draft *draft);

#endif /* GP_HISTORY_SERIES_DRAFT_H */
