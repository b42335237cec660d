#include <string.h>

#include "gp/mem.h"

#include "aliased.h"

static void drop_acceptances(struct gp_placed_marks *marks)
{
	size_t kept = 0;

	for (size_t i = 0; i < marks->n; i++)
		if (marks->items[i].run->kind == GP_ENTRY_ALIAS)
			marks->items[kept++] = marks->items[i];
	marks->n = kept;
}

/* A squash or a rebase is known by its tree. */
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

enum gp_err gp_aliased_open(struct gp_aliased *named,
			    struct gp_run_lookup *reader)
{
	struct gp_first_parents *line = &named->line;
	enum gp_err err;

	if (!line->n)
		return GP_OK;
	if ((err = gp_placed_marks_read(&named->marks, reader)))
		return err;
	drop_acceptances(&named->marks);
	if (!named->marks.n)
		return GP_OK;
	if ((err = read_trees(line, reader->walk)) ||
	    (err = gp_first_parents_finish(line, reader->walk,
					   &line->items[0].oid, 0)) ||
	    (err = gp_placed_marks_place(&named->marks, &named->runs, line,
					 reader)))
		return err;
	gp_alias_set_init(&named->renames, &named->marks, &named->arena,
			  reader->notices);
	return GP_OK;
}

void gp_aliased_close(struct gp_aliased *named)
{
	gp_alias_set_clear(&named->renames);
	gp_placed_marks_clear(&named->marks);
	gp_first_parents_clear(&named->line);
	gp_entries_clear(&named->runs);
	gp_arena_clear(&named->arena);
}

/* ---- */

static bool has(const struct gp_entry *run, const struct gp_series_key *name)
{
	for (size_t i = 0; i < run->n_results; i++)
		if (!strcmp(run->results[i].benchmark, name->benchmark) &&
		    !strcmp(run->results[i].metric, name->metric))
			return true;
	return false;
}

static void apply(struct gp_aliased *named, size_t place, struct gp_entry *run)
{
	for (size_t i = 0; i < run->n_results; i++) {
		struct gp_measurement *m = &run->results[i];
		struct gp_series_key name = { m->benchmark, m->metric };

		if (!gp_alias_set_apply(&named->renames, place, &name) ||
		    has(run, &name))
			continue;
		m->benchmark = name.benchmark;
		m->metric = name.metric;
	}
}

void gp_aliased_apply(struct gp_aliased *named, const struct gp_oid *commit,
		      struct gp_entries *runs)
{
	size_t place;

	if (!named->renames.n)
		return;
	place = gp_first_parents_find(&named->line, commit);
	for (size_t i = 0; place != GP_FIRST_PARENTS_NONE && i < runs->n; i++)
		apply(named, place, runs->items[i]);
}
