/*
 * Reading, making and undoing marks. What is particular to a kind is in its
 * file: accept.c, alias.c, pin.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"

/* ---- reading ---- */

static void keep_kind(struct gp_entries *entries, unsigned kind)
{
	size_t kept = 0;

	for (size_t i = 0; i < entries->n; i++) {
		struct gp_entry *entry = entries->items[i];

		if (entry->kind == kind)
			entries->items[kept++] = entry;
		else
			gp_entry_clear(entry);
	}
	entries->n = kept;
	if (kept)
		qsort(entries->items, kept, sizeof(struct gp_entry *),
		      gp_entry_order);
}

static enum gp_err read_existing(struct gp_marks *marks)
{
	struct gp_notes *notes = NULL;
	enum gp_err err;

	if (!(err = gp_notes_open(&notes, marks->repo)) &&
	    !(err = gp_notes_read(notes, &marks->existing, NULL,
				  gp_notes_project(), &marks->notices)))
		keep_kind(&marks->existing, marks->kind->entry);
	gp_notes_free(notes);
	return err;
}

static enum gp_err find_marked_commit(struct gp_marks *marks, const char *at)
{
	enum gp_err err =
		gp_repo_resolve(marks->repo, &marks->commit, at ? at : "HEAD");

	marks->has_commit = !err;
	if (!err || at)
		return err;
	gp_error_clear(); /* gp_mark_new() reports it if a commit is needed */
	return GP_OK;
}

enum gp_err gp_marks_open(struct gp_marks *marks,
			  const struct gp_mark_kind *kind, const char *at)
{
	enum gp_err err;

	marks->kind = kind;
	if ((err = gp_repo_open(&marks->repo)) ||
	    (err = find_marked_commit(marks, at)) ||
	    (err = gp_config_load(&marks->config, marks->repo,
				  &(struct gp_config_request){
					  .commit = marks->has_commit
							    ? &marks->commit
							    : NULL })))
		return err;
	return read_existing(marks);
}

void gp_marks_close(struct gp_marks *marks)
{
	free(marks->adds);
	free(marks->made.items);
	free(marks->undone.items);
	gp_entries_clear(&marks->entries);
	gp_entries_clear(&marks->existing);
	gp_notices_clear(&marks->notices);
	gp_config_free(marks->config);
	gp_repo_free(marks->repo);
	memset(marks, 0, sizeof(*marks));
}

/* ---- writing ---- */

static enum gp_err write_plan(struct gp_marks *marks, const char *message)
{
	return gp_notes_add(marks->repo, marks->adds, marks->n_adds,
			    gp_config_durable(marks->config), message);
}

enum gp_err gp_mark_check(const struct gp_mark_kind *kind,
			  const struct gp_mark_spec *spec)
{
	return kind->check(spec);
}

enum gp_err gp_marks_make(struct gp_marks *marks,
			  const struct gp_mark_spec *spec)
{
	char message[64], hex[GP_OID_HEX];
	enum gp_err err = marks->kind->plan(marks, spec);

	if (err || !marks->n_adds)
		return err;
	snprintf(message, sizeof(message), "perf: %s at %s",
		 marks->kind->command, gp_oid_short(&marks->commit.oid, hex));
	return write_plan(marks, message);
}

enum gp_err gp_marks_undo(struct gp_marks *marks,
			  const struct gp_mark_spec *spec)
{
	char message[64];
	enum gp_err err = marks->kind->choose(marks, spec);

	for (size_t i = 0; !err && i < marks->undone.n; i++)
		err = gp_mark_plan_undo(marks, marks->undone.items[i]);
	if (err)
		return err;
	snprintf(message, sizeof(message), "perf: %s --undo",
		 marks->kind->command);
	return write_plan(marks, message);
}
