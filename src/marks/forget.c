/*
 * Forgetting runs by id. A tombstone is added to every note that holds the
 * run: that of its commit and, if the run is there, too, that of its tree.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/marks.h"
#include "gp/mem.h"

/* An entry that one of the ids fits, and where it is. */
struct id_match {
	struct gp_entry_id id;
	struct gp_oid object; /* whose note holds it */
	struct gp_oid
		commit;      /* a tombstone has commit and time of its entry, */
	int64_t commit_time; /* so that a horizon drops both at once */
	size_t which;        /* index of the id that fits */
};

struct id_search {
	const char *const *ids;
	size_t n_ids;
	struct id_match *items;
	size_t n, cap;
};

static void match_ids(struct id_search *search, const struct gp_entry *entry,
		      const struct gp_oid *object)
{
	char hex[GP_ENTRY_ID_HEX];

	gp_entry_id_hex(&entry->id, hex);
	for (size_t i = 0; i < search->n_ids; i++) {
		const char *id = search->ids[i];

		if (strncmp(hex, id, strlen(id)) != 0)
			continue;
		search->items = gp_grow(search->items, search->n, &search->cap,
					sizeof(*search->items));
		search->items[search->n++] =
			(struct id_match){ entry->id, *object, entry->commit,
					   entry->commit_time, i };
	}
}

static enum gp_err search_note_ids(struct id_search *search,
				   struct gp_notes *notes,
				   const struct gp_oid *object)
{
	struct gp_entries entries = { 0 };
	struct gp_note_info info;
	enum gp_err err;

	err = gp_notes_read(notes, &entries, &info, object, NULL);
	for (size_t i = 0; !err && i < entries.n; i++)
		match_ids(search, entries.items[i], object);
	gp_entries_clear(&entries);
	return err;
}

static enum gp_err search_notes(struct id_search *search, struct gp_repo *repo)
{
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	size_t n = 0;
	enum gp_err err;

	if ((err = gp_notes_open(&notes, repo)) ||
	    (err = gp_notes_list(notes, &objects, &n)))
		goto out;
	for (size_t i = 0; !err && i < n; i++)
		err = search_note_ids(search, notes, &objects[i]);
out:
	free(objects);
	gp_notes_free(notes);
	return err;
}

static enum gp_err check_unique(const struct id_search *search, size_t which)
{
	const struct id_match *first = NULL;

	for (size_t i = 0; i < search->n; i++) {
		const struct id_match *match = &search->items[i];

		if (match->which != which)
			continue;
		if (first && memcmp(&first->id, &match->id, sizeof(match->id)))
			return gp_fail(GP_EUSAGE,
				       "more than one run has an id that "
				       "begins with '%s': give more digits",
				       search->ids[which]);
		first = match;
	}
	if (first)
		return GP_OK;
	return gp_fail(GP_ENOTFOUND,
		       "no run '%s': git perf show prints the runs of a commit",
		       search->ids[which]);
}

/*
 * One tombstone serves all notes that hold a run, so that merging counts it
 * once.
 */
static enum gp_err tombstone_for(struct gp_entry **out,
				 struct gp_entries *tombstones,
				 struct id_match *match)
{
	struct gp_entry *tombstone;
	enum gp_err err;

	for (size_t i = 0; i < tombstones->n; i++) {
		*out = tombstones->items[i];
		if (!memcmp((*out)->targets, &match->id, sizeof(match->id)))
			return GP_OK;
	}
	tombstone = gp_entries_add(tombstones);
	if ((err = gp_entry_stamp(tombstone)))
		return err;
	tombstone->kind = GP_ENTRY_TOMBSTONE;
	tombstone->commit = match->commit;
	tombstone->commit_time = match->commit_time;
	tombstone->targets = &match->id;
	tombstone->n_targets = 1;
	*out = tombstone;
	return GP_OK;
}

static enum gp_err write_tombstones(struct gp_repo *repo,
				    const struct id_search *search,
				    bool durable)
{
	struct gp_note_add *adds = gp_calloc(search->n, sizeof(*adds));
	struct gp_entries tombstones = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < search->n; i++) {
		struct gp_entry *tombstone = NULL;

		err = tombstone_for(&tombstone, &tombstones, &search->items[i]);
		adds[i].object = search->items[i].object;
		adds[i].entry = tombstone;
	}
	if (!err)
		err = gp_notes_add(repo, adds, search->n, durable,
				   "perf: forget");
	gp_entries_clear(&tombstones);
	free(adds);
	return err;
}

enum gp_err gp_forget_runs(struct gp_repo *repo, const char *const *ids,
			   size_t n, bool durable)
{
	struct id_search search = { .ids = ids, .n_ids = n };
	enum gp_err err = search_notes(&search, repo);

	for (size_t i = 0; !err && i < n; i++)
		err = check_unique(&search, i);
	if (!err)
		err = write_tombstones(repo, &search, durable);
	free(search.items);
	return err;
}
