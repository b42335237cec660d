/*
 * Runs of a first-parent line, with their results renamed by the aliases on
 * that line.
 */
#include <string.h>

#include "gp/mem.h"

#include "aliased.h"

static void drop_acceptances(struct gp_placed_marks *marks)
{
	size_t kept = 0;

	for (size_t i = 0; i < marks->n; i++)
		if (marks->items[i].entry->kind == GP_ENTRY_ALIAS)
			marks->items[kept++] = marks->items[i];
	marks->n = kept;
}

/* Trees are needed to find the commit of an alias after squash or rebase. */
static enum gp_err read_trees(struct gp_first_parents *line,
			      struct gp_walk *walk)
{
	struct gp_node node;
	enum gp_err err;

	for (size_t i = 0; i < line->n; i++) {
		if ((err = gp_walk_read(walk, &node, &line->items[i].oid)))
			return err;
		line->items[i] = node.commit;
	}
	return GP_OK;
}

enum gp_err gp_aliased_open(struct gp_aliased *aliased,
			    struct gp_run_lookup *lookup)
{
	struct gp_first_parents *line = &aliased->line;
	enum gp_err err;

	if (!line->n)
		return GP_OK;
	if ((err = gp_placed_marks_read(&aliased->marks, lookup)))
		return err;
	drop_acceptances(&aliased->marks);
	if (!aliased->marks.n)
		return GP_OK;
	if ((err = read_trees(line, lookup->walk)) ||
	    (err = gp_first_parents_finish(line, lookup->walk,
					   &line->items[0].oid, 0)) ||
	    (err = gp_placed_marks_place(&aliased->marks, &aliased->entries,
					 line, lookup)))
		return err;
	gp_alias_set_init(&aliased->aliases, &aliased->marks, &aliased->arena,
			  lookup->notices);
	return GP_OK;
}

void gp_aliased_close(struct gp_aliased *aliased)
{
	gp_alias_set_clear(&aliased->aliases);
	gp_placed_marks_clear(&aliased->marks);
	gp_first_parents_clear(&aliased->line);
	gp_entries_clear(&aliased->entries);
	gp_arena_clear(&aliased->arena);
}

/* ---- renaming ---- */

/* The keys of a run, "benchmark\0metric". */
struct run_keys {
	struct gp_map map;
	struct gp_arena arena;
	struct gp_buf text; /* scratch space */
};

static struct gp_span key_text(struct run_keys *keys, const char *benchmark,
			       const char *metric)
{
	gp_buf_reset(&keys->text);
	gp_buf_add(&keys->text, benchmark, strlen(benchmark) + 1);
	gp_buf_puts(&keys->text, metric);
	return gp_buf_view(&keys->text);
}

static void add_run_key(struct run_keys *keys, const struct gp_measurement *m)
{
	struct gp_span text = key_text(keys, m->benchmark, m->metric);

	gp_map_put(&keys->map,
		   gp_arena_strndup(&keys->arena, text.data, text.len),
		   text.len, 0);
}

/* Made at the first name that an alias changes. */
static bool has_key(struct run_keys *keys, const struct gp_entry *run,
		    const struct gp_series_key *name)
{
	struct gp_span text;
	size_t unused;

	if (!keys->map.n)
		for (size_t i = 0; i < run->n_results; i++)
			add_run_key(keys, &run->results[i]);
	text = key_text(keys, name->benchmark, name->metric);
	return gp_map_get(&keys->map, text.data, text.len, &unused);
}

static void run_keys_clear(struct run_keys *keys)
{
	gp_map_clear(&keys->map);
	gp_arena_clear(&keys->arena);
	gp_buf_clear(&keys->text);
}

static void rename_results(struct gp_aliased *aliased, size_t place,
			   struct gp_entry *run)
{
	struct run_keys keys = { .map = { 0 } };

	for (size_t i = 0; i < run->n_results; i++) {
		struct gp_measurement *m = &run->results[i];
		struct gp_series_key name = { m->benchmark, m->metric };

		if (!gp_alias_set_apply(&aliased->aliases, place, &name) ||
		    has_key(&keys, run, &name))
			continue;
		m->benchmark = name.benchmark;
		m->metric = name.metric;
		m->parameters =
			gp_alias_parameters(name.benchmark, m->parameters);
		add_run_key(&keys, m);
	}
	run_keys_clear(&keys);
}

void gp_aliased_apply(struct gp_aliased *aliased, const struct gp_oid *commit,
		      struct gp_entries *runs)
{
	size_t place;

	if (!aliased->aliases.n)
		return;
	place = gp_first_parents_find(&aliased->line, commit);
	for (size_t i = 0; place != GP_FIRST_PARENTS_NONE && i < runs->n; i++)
		rename_results(aliased, place, runs->items[i]);
}
