#ifndef GP_STORE_VISIBLE_H
#define GP_STORE_VISIBLE_H

#include "gp/entry.h"

#include "note.h"

/* Which entries are visible: tombstones hide some, horizons drop old ones. */

/*
 * Removes from entries[from..] those that a tombstone among them hides, and
 * returns how many.
 */
size_t gp_entries_forget(struct gp_entries *entries, size_t from);

/* The horizons in force. Zero-initialised is none. */
struct gp_visibility {
	struct gp_entries horizons;
};
/* Adds the horizons in the lines of the project's note. */
void gp_visibility_read(struct gp_visibility *rules,
			const struct gp_lines *project);
/* Frees the horizons, and leaves `rules` empty. */
void gp_visibility_clear(struct gp_visibility *rules);
/* Whether `other` has all horizons of `rules`. */
bool gp_visibility_within(const struct gp_visibility *rules,
			  const struct gp_visibility *other);

/*
 * Removes the lines that a tombstone among them hides, or a horizon drops.
 * Lines that are damaged or unknown stay.
 */
void gp_lines_apply(struct gp_lines *lines, const struct gp_visibility *rules);

#endif /* GP_STORE_VISIBLE_H */
