#ifndef GP_HISTORY_SERIES_DRAFT_H
#define GP_HISTORY_SERIES_DRAFT_H

#include "gp/buf.h"
#include "gp/mem.h"

#include "series.h"

/* Series in the making: what group.c and draft.c share. */

/* A reading, newest first in its list. */
struct gp_link {
	struct gp_reading reading;
	size_t commit; /* index of the window, or one of the next */
	struct gp_link *older;
};

#define GP_AT_CURRENT SIZE_MAX
#define GP_AT_ANCHOR  (SIZE_MAX - 1)

/* A name that a series has had. */
struct gp_old_name {
	struct gp_name name;
	struct gp_old_name *next;
};

/* A series in the making. */
struct gp_draft {
	struct gp_series series;
	struct gp_link *newest, *oldest;
	size_t n_links;
	struct gp_link *anchor, *anchor_oldest;
	size_t n_anchor;
	struct gp_old_name *names;
	bool closed;  /* older values have a unit that does not convert */
	bool skipped; /* no pattern matches */
};

struct gp_grouping {
	struct gp_series_set *set;
	const struct gp_group_input *in;
	struct gp_arena scratch;
	struct gp_draft *drafts;
	size_t n, cap;
	struct gp_map places; /* "testbed\0benchmark\0metric" */
	struct gp_buf name;
};

/* Completes a draft that has readings: points, anchor, acceptances. */
void gp_draft_finish(struct gp_grouping *g, struct gp_draft *draft);

#endif /* GP_HISTORY_SERIES_DRAFT_H */
