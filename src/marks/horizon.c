/*
 * Forgetting by date: a horizon is added to the note of the project, and the
 * history of the notes ref is replaced by one commit.
 */
#include "gp/marks.h"
#include "gp/merge.h"

/* The commits of all pins. */
static enum gp_err read_pins(struct gp_horizon *horizon, struct gp_entry *entry,
			     struct gp_repo *repo)
{
	struct gp_notes *notes = NULL;
	struct gp_entries entries = { 0 };
	enum gp_err err;

	if (!(err = gp_notes_open(&notes, repo)) &&
	    !(err = gp_notes_read(notes, &entries, NULL, gp_notes_project(),
				  NULL)))
		horizon->pins = gp_arena_array(entry->arena, entries.n,
					       sizeof(*horizon->pins));
	for (size_t i = 0; !err && i < entries.n; i++)
		if (entries.items[i]->kind == GP_ENTRY_PIN)
			horizon->pins[horizon->n_pins++] =
				entries.items[i]->commit;
	gp_entries_clear(&entries);
	gp_notes_free(notes);
	return err;
}

enum gp_err gp_forget_before(struct gp_repo *repo, struct gp_forgotten *out,
			     int64_t before_s, bool durable)
{
	struct gp_entries entries = { 0 };
	struct gp_entry *entry = gp_entries_add(&entries);
	struct gp_horizon horizon = { .before_s = before_s };
	const struct gp_merge_request what = {
		.ref = GP_NOTES_REF,
		.fold = true,
		.horizon = entry,
		.durable = durable,
		.message = "perf: forget --before"
	};
	struct gp_merge_result united;
	enum gp_err err;

	entry->kind = GP_ENTRY_HORIZON;
	entry->horizon = &horizon;
	if (!(err = gp_entry_stamp(entry)) &&
	    !(err = read_pins(&horizon, entry, repo)) &&
	    !(err = gp_notes_merge(repo, &united, &what))) {
		gp_repo_drop_reflog(repo, GP_NOTES_REF);
		out->notes = united.lost;
		out->pins = horizon.n_pins;
	}
	gp_entries_clear(&entries);
	return err;
}
