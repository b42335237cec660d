/*
 * Which lines of a note count, by what other lines say: tombstones in the same
 * note, and the horizons of the project.
 *
 * Both only ever drop more, and neither depends on what was dropped before: so
 * it does not matter in which order notes were merged.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gp/buf.h"
#include "gp/map.h"

#include "internal.h"

#define DAY_S 86400

/* What the tombstones among some runs name; the ids are lent by the runs. */
static void name_hidden(struct gp_map *hidden, const struct gp_entries *runs,
			size_t from)
{
	for (size_t i = from; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		for (size_t t = 0; t < run->n_targets; t++)
			if (run->kind == GP_ENTRY_TOMBSTONE)
				gp_map_put(hidden, run->targets[t].raw,
					   sizeof(run->targets[t].raw), 0);
	}
}

/* A tombstone is final, and hides no other and no horizon. */
static bool is_hidden(const struct gp_map *hidden, const struct gp_entry *run)
{
	size_t unused;

	return run->kind != GP_ENTRY_TOMBSTONE &&
	       run->kind != GP_ENTRY_HORIZON &&
	       gp_map_get(hidden, run->id.raw, sizeof(run->id.raw), &unused);
}

size_t gp_entries_forget(struct gp_entries *runs, size_t from)
{
	struct gp_map hidden = { 0 };
	size_t kept = from, before = runs->n;

	name_hidden(&hidden, runs, from);
	for (size_t i = from; hidden.n && i < before; i++) {
		struct gp_entry *run = runs->items[i];

		if (is_hidden(&hidden, run))
			gp_entry_clear(run);
		else
			runs->items[kept++] = run;
	}
	if (hidden.n)
		runs->n = kept;
	gp_map_clear(&hidden);
	return before - runs->n;
}

/* ---- horizons ---- */

/* One from the future drops nothing: a hostile one would drop everything. */
static bool is_in_force(const struct gp_entry *run)
{
	return run->kind == GP_ENTRY_HORIZON &&
	       run->horizon->before_s <= run->time_ms / 1000 &&
	       run->time_ms / 1000 <= (int64_t)time(NULL) + DAY_S;
}

void gp_visibility_read(struct gp_visibility *rules,
			const struct gp_lines *project)
{
	struct gp_buf scratch = GP_BUF_INIT;

	for (size_t i = 0; i < project->n; i++) {
		size_t before = rules->horizons.n;
		struct gp_entry *run;

		gp_entry_line_decode(&rules->horizons, project->items[i],
				     &scratch);
		if (rules->horizons.n == before)
			continue;
		run = rules->horizons.items[before];
		if (is_in_force(run))
			continue;
		gp_entry_clear(run);
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
		      const struct gp_entry *run)
{
	if (run->kind == GP_ENTRY_HORIZON || run->kind > GP_ENTRY_UNTRUSTED ||
	    !run->commit.size)
		return false;
	for (size_t i = 0; i < rules->horizons.n; i++) {
		const struct gp_horizon *horizon =
			rules->horizons.items[i]->horizon;

		if (run->commit_time < horizon->before_s &&
		    !is_pinned(horizon, &run->commit))
			return true;
	}
	return false;
}

/* ---- lines ---- */

void gp_lines_apply(struct gp_lines *lines, const struct gp_visibility *rules)
{
	bool *is_run = gp_calloc(lines->n, sizeof(*is_run));
	struct gp_buf scratch = GP_BUF_INIT;
	struct gp_map hidden = { 0 };
	struct gp_entries runs = { 0 };
	size_t kept = 0, next = 0;

	for (size_t i = 0; i < lines->n; i++)
		is_run[i] = gp_entry_line_decode(&runs, lines->items[i],
						 &scratch) == GP_LINE_ENTRY;
	gp_error_clear(); /* what is damaged stays, and fsck names it */
	name_hidden(&hidden, &runs, 0);
	for (size_t i = 0; i < lines->n; i++) {
		const struct gp_entry *run =
			is_run[i] ? runs.items[next++] : NULL;

		if (!run || !(is_hidden(&hidden, run) || is_beyond(rules, run)))
			lines->items[kept++] = lines->items[i];
	}
	lines->n = kept;
	free(is_run);
	gp_map_clear(&hidden);
	gp_entries_clear(&runs);
	gp_buf_clear(&scratch);
}
