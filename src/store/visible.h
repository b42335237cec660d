#ifndef GP_STORE_VISIBLE_H
#define GP_STORE_VISIBLE_H

#include "gp/entry.h"

#include "note.h"

/* Which entries count: tombstones hide some, horizons drop old ones. */

/*
 * Removes from entries[from..] those that a tombstone among them hides, and
 * returns how many.
 */
size_t gp_entries_forget(struct gp_entries *entries, size_t from);

/* The horizons in force. Zero-initialised has none. */
struct gp_visibility {
	struct gp_entries horizons;
};
/* Adds those in the lines of the project's note. */
void gp_visibility_read(struct gp_visibility *rules,
			const struct gp_lines *project);
void gp_visibility_clear(struct gp_visibility *rules);
/* Whether `other` has all of them. */
bool gp_visibility_within(const struct gp_visibility *rules,
			  const struct gp_visibility *other);

/* Drops what a tombstone among the lines hides, or a horizon drops. */
void gp_lines_apply(struct gp_lines *lines, const struct gp_visibility *rules);

#endif /* GP_STORE_VISIBLE_H */
