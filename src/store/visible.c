/*
 * Removing the entries that tombstones of the same note or horizons of the
 * project hide.
 *
 * More tombstones and horizons never hide less, and what they hide does not
 * depend on what was removed before. So notes may be merged in any order.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/map.h"

#include "note.h"
#include "visible.h"

#define DAY_S 86400

/*
 * Adds the ids that the tombstones of entries[from..] name; the map borrows
 * them from the entries.
 */
static void name_hidden(struct gp_map *hidden, const struct gp_entries *entries,
			size_t from)
{
	for (size_t i = from; i < entries->n; i++) {
		const struct gp_entry *entry = entries->items[i];

		for (size_t t = 0; t < entry->n_targets; t++)
			if (entry->kind == GP_ENTRY_TOMBSTONE)
				gp_map_put(hidden, entry->targets[t].raw,
					   sizeof(entry->targets[t].raw), 0);
	}
}

/* A tombstone is final: it cannot hide a tombstone, nor a horizon. */
static bool is_hidden(const struct gp_map *hidden, const struct gp_entry *entry)
{
	size_t unused;

	return entry->kind != GP_ENTRY_TOMBSTONE &&
	       entry->kind != GP_ENTRY_HORIZON &&
	       gp_map_get(hidden, entry->id.raw, sizeof(entry->id.raw),
			  &unused);
}

size_t gp_entries_forget(struct gp_entries *entries, size_t from)
{
	struct gp_map hidden = { 0 };
	size_t kept = from, before = entries->n;

	name_hidden(&hidden, entries, from);
	for (size_t i = from; hidden.n && i < before; i++) {
		struct gp_entry *entry = entries->items[i];

		if (is_hidden(&hidden, entry))
			gp_entry_clear(entry);
		else
			entries->items[kept++] = entry;
	}
	if (hidden.n)
		entries->n = kept;
	gp_map_clear(&hidden);
	return before - entries->n;
}

/* ---- horizons ---- */

/* A horizon in the future has no effect; a hostile one would drop all. */
static bool is_in_force(const struct gp_entry *entry)
{
	return entry->kind == GP_ENTRY_HORIZON &&
	       entry->horizon->before_s <= entry->time_ms / 1000 &&
	       entry->time_ms / 1000 <= (int64_t)time(NULL) + DAY_S;
}

void gp_visibility_read(struct gp_visibility *rules,
			const struct gp_lines *project)
{
	struct gp_buf scratch = GP_BUF_INIT;

	for (size_t i = 0; i < project->n; i++) {
		size_t before = rules->horizons.n;
		struct gp_entry *entry;

		gp_entry_line_decode(&rules->horizons, project->items[i],
				     &scratch);
		if (rules->horizons.n == before)
			continue;
		entry = rules->horizons.items[before];
		if (is_in_force(entry))
			continue;
		gp_entry_clear(entry);
		rules->horizons.n = before;
	}
	gp_error_clear();
	gp_buf_clear(&scratch);
}

void gp_visibility_clear(struct gp_visibility *rules)
{
	gp_entries_clear(&rules->horizons);
}

static bool has_horizon(const struct gp_visibility *rules,
			const struct gp_entry_id *id)
{
	for (size_t i = 0; i < rules->horizons.n; i++)
		if (!memcmp(&rules->horizons.items[i]->id, id, sizeof(*id)))
			return true;
	return false;
}

bool gp_visibility_within(const struct gp_visibility *rules,
			  const struct gp_visibility *other)
{
	for (size_t i = 0; i < rules->horizons.n; i++)
		if (!has_horizon(other, &rules->horizons.items[i]->id))
			return false;
	return true;
}

static bool is_pinned(const struct gp_horizon *horizon,
		      const struct gp_oid *commit)
{
	for (size_t i = 0; i < horizon->n_pins; i++)
		if (gp_oid_same(&horizon->pins[i], commit))
			return true;
	return false;
}

static bool is_beyond(const struct gp_visibility *rules,
		      const struct gp_entry *entry)
{
	if (entry->kind == GP_ENTRY_HORIZON ||
	    entry->kind > GP_ENTRY_UNTRUSTED || !entry->commit.size)
		return false;
	for (size_t i = 0; i < rules->horizons.n; i++) {
		const struct gp_horizon *horizon =
			rules->horizons.items[i]->horizon;

		if (entry->commit_time < horizon->before_s &&
		    !is_pinned(horizon, &entry->commit))
			return true;
	}
	return false;
}

/* ---- lines ---- */

void gp_lines_apply(struct gp_lines *lines, const struct gp_visibility *rules)
{
	bool *is_entry = gp_calloc(lines->n, sizeof(*is_entry));
	struct gp_buf scratch = GP_BUF_INIT;
	struct gp_map hidden = { 0 };
	struct gp_entries entries = { 0 };
	size_t kept = 0, next = 0;

	for (size_t i = 0; i < lines->n; i++)
		is_entry[i] = gp_entry_line_decode(&entries, lines->items[i],
						   &scratch) == GP_LINE_ENTRY;
	gp_error_clear(); /* damaged lines stay; fsck reports them */
	name_hidden(&hidden, &entries, 0);
	for (size_t i = 0; i < lines->n; i++) {
		const struct gp_entry *entry =
			is_entry[i] ? entries.items[next++] : NULL;

		if (!entry ||
		    !(is_hidden(&hidden, entry) || is_beyond(rules, entry)))
			lines->items[kept++] = lines->items[i];
	}
	lines->n = kept;
	free(is_entry);
	gp_map_clear(&hidden);
	gp_entries_clear(&entries);
	gp_buf_clear(&scratch);
}
