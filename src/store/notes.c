/*
 * Reading the entries of notes. A few look-ups descend the tree one by one;
 * after look-ups of about a tenth of all notes, the whole tree is loaded once.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/map.h"
#include "gp/store.h"

#include "note.h"
#include "note_blobs.h"
#include "tree.h"
#include "visible.h"

/* Up to this many look-ups are cheap in any tree... */
#define FEW_LOOKUPS 64
/* ...but one that holds so many notes itself: reading it is loading it all. */
#define FLAT_NOTES 2000

struct gp_notes {
	struct gp_repo *repo;
	struct gp_tip tip;
	size_t estimate; /* of the number of notes; 0: not known yet */
	size_t lookups;
	bool flat;
	bool loaded;
	const struct gp_run_look *look; /* borrowed; NULL: all runs */
	struct gp_note_blobs all;       /* by object, once loaded */
};

enum gp_err gp_notes_open(struct gp_notes **out, struct gp_repo *repo)
{
	struct gp_tip tip;
	struct gp_notes *notes;
	enum gp_err err;

	if ((err = gp_tip_read(&tip, repo, GP_NOTES_REF)))
		return err;
	notes = gp_calloc(1, sizeof(*notes));
	notes->repo = repo;
	notes->tip = tip;
	*out = notes;
	return GP_OK;
}

void gp_notes_free(struct gp_notes *notes)
{
	if (!notes)
		return;
	gp_note_blobs_clear(&notes->all);
	free(notes);
}

const struct gp_oid *gp_notes_project(void)
{
	static const struct gp_oid empty_tree = {
		.raw = { 0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e,
			 0xb9, 0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6,
			 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04 },
		.size = 20,
	};

	return &empty_tree;
}

/* ---- the whole tree ---- */

static int blobs_by_object(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct gp_note_blob *)a)->object,
			   &((const struct gp_note_blob *)b)->object);
}

static enum gp_err load(struct gp_notes *notes)
{
	struct gp_note_blobs all = { 0 };
	enum gp_err err;

	if (notes->loaded)
		return GP_OK;
	if (notes->tip.exists &&
	    (err = gp_tree_list(&all, notes->repo, &notes->tip.tree))) {
		gp_note_blobs_clear(&all);
		return err;
	}
	if (all.n)
		qsort(all.items, all.n, sizeof(*all.items), blobs_by_object);
	notes->all = all;
	notes->loaded = true;
	return GP_OK;
}

enum gp_err gp_notes_list(struct gp_notes *notes, struct gp_oid **out,
			  size_t *n)
{
	struct gp_oid *ids;
	enum gp_err err;
	size_t kept = 0;

	if ((err = load(notes)))
		return err;
	ids = gp_calloc(notes->all.n, sizeof(*ids));
	for (size_t i = 0; i < notes->all.n; i++) {
		gp_oid_from_git(&ids[kept], &notes->all.items[i].object);
		if (!kept || !gp_oid_same(&ids[kept - 1], &ids[kept]))
			kept++;
	}
	*out = ids;
	*n = kept;
	return GP_OK;
}

enum gp_err gp_notes_count(struct gp_repo *repo, size_t *n)
{
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	enum gp_err err;

	if (!(err = gp_notes_open(&notes, repo)))
		err = gp_notes_list(notes, &objects, n);
	free(objects);
	gp_notes_free(notes);
	return err;
}

/*
 * Estimates the number of notes from one path of trees. Ids are uniformly
 * distributed, so a subtree holds about as many notes as its siblings.
 */
static enum gp_err estimate(struct gp_notes *notes)
{
	git_oid tree = notes->tip.tree, id = { { 0 } };
	size_t notes_here, fans, product = 1, total = 0;
	git_odb_object *holder;
	struct gp_tree_item item;
	struct gp_span rest;
	enum gp_err err;

	for (unsigned depth = 0; depth < 4; depth++) {
		if ((err = gp_tree_read(&holder, &rest, notes->repo, &tree)))
			return err;
		for (notes_here = fans = 0; gp_tree_item_next(&item, &rest);) {
			switch (gp_tree_item_kind(&item, depth, &id)) {
			case GP_TREE_NOTE:
				notes_here++;
				break;
			case GP_TREE_FAN:
				fans++;
				git_oid_fromraw(&tree, item.id);
				break;
			case GP_TREE_OTHER:
				break;
			}
		}
		git_odb_object_free(holder);
		notes->flat = notes->flat || notes_here > FLAT_NOTES;
		total += notes_here * product;
		product *= fans;
		if (!fans)
			break;
	}
	notes->estimate = total ? total : 1;
	return GP_OK;
}

static enum gp_err load_if_worthwhile(struct gp_notes *notes)
{
	enum gp_err err;

	if (notes->loaded)
		return GP_OK;
	notes->lookups++;
	if (!notes->estimate && (err = estimate(notes)))
		return err;
	if (notes->flat || (notes->lookups > FEW_LOOKUPS &&
			    notes->lookups > notes->estimate / 10))
		return load(notes);
	return GP_OK;
}

static enum gp_err find_note_blobs(struct gp_note_blobs *out,
				   struct gp_notes *notes,
				   const git_oid *object)
{
	struct gp_note_blob key = { .object = *object };
	const struct gp_note_blob *at, *end;
	enum gp_err err;

	if ((err = load_if_worthwhile(notes)))
		return err;
	if (!notes->loaded)
		return gp_tree_find(out, notes->repo, &notes->tip.tree, object);
	if (!notes->all.n)
		return GP_OK;
	end = notes->all.items + notes->all.n;
	at = bsearch(&key, notes->all.items, notes->all.n, sizeof(key),
		     blobs_by_object);
	while (at && at > notes->all.items && !blobs_by_object(at - 1, &key))
		at--;
	for (; at && at < end && !blobs_by_object(at, &key); at++)
		gp_note_blobs_add(out, object, &at->blob);
	return GP_OK;
}

/* ---- the entries of a note ---- */

/* The state of decoding one note; the map has the ids seen in it. */
struct reading {
	struct gp_entries *entries;
	struct gp_note_info info;
	struct gp_notices *notices;
	const struct gp_oid *object;
	const struct gp_run_look *look;
	struct gp_map ids;
	struct gp_buf scratch;
};

static void add_damage_notice(struct reading *r, size_t line, const char *what)
{
	char hex[GP_OID_HEX];

	if (r->notices)
		gp_notices_add(r->notices,
			       "line %zu of the note on %s is damaged and "
			       "ignored (%s): 'git perf fsck' lists all",
			       line, gp_oid_short(r->object, hex), what);
}

/*
 * Drops the last entry if an earlier line has its id. Lines are sorted, so the
 * bytewise smaller line is kept.
 */
static void drop_if_duplicate(struct reading *r, size_t line)
{
	struct gp_entry *entry = r->entries->items[r->entries->n - 1];
	size_t unused;

	if (!gp_map_get(&r->ids, entry->id.raw, sizeof(entry->id.raw),
			&unused)) {
		gp_map_put(&r->ids, entry->id.raw, sizeof(entry->id.raw), 0);
		return;
	}
	gp_entry_clear(entry);
	r->entries->n--;
	r->info.damaged++;
	add_damage_notice(r, line, "another line has the same id");
}

static void read_line(struct reading *r, size_t number, struct gp_span line)
{
	if (r->look && gp_entry_line_passed_over(r->look, line, &r->scratch)) {
		r->info.lines++;
		return;
	}
	switch (gp_entry_line_decode(r->entries, line, &r->scratch)) {
	case GP_LINE_BLANK:
		return;
	case GP_LINE_ENTRY:
		drop_if_duplicate(r, number);
		break;
	case GP_LINE_UNKNOWN:
		r->info.unknown++;
		break;
	case GP_LINE_DAMAGED:
		r->info.damaged++;
		add_damage_notice(r, number, gp_error_message());
		gp_error_clear();
		break;
	}
	r->info.lines++;
}

/* A note that is too large is skipped with a notice; others are read. */
static enum gp_err read_found(struct reading *r, struct gp_repo *repo,
			      const struct gp_note_blobs *found)
{
	struct gp_note note = { 0 };
	size_t from = r->entries->n;
	char hex[GP_OID_HEX];
	enum gp_err err;

	err = gp_note_read(&note, repo, found->items, found->n);
	if (err == GP_ELIMIT) {
		if (r->notices)
			gp_notices_add(r->notices,
				       "the note on %s is not read: %s",
				       gp_oid_short(r->object, hex),
				       gp_error_message());
		gp_error_clear();
		r->info.damaged++;
		return GP_OK;
	}
	if (err)
		return gp_fail_at(err, "the note on %s",
				  gp_oid_short(r->object, hex));
	for (size_t i = 0; i < note.lines.n; i++)
		read_line(r, i + 1, note.lines.items[i]);
	r->info.forgotten = gp_entries_forget(r->entries, from);
	gp_note_clear(&note);
	return GP_OK;
}

void gp_notes_look_for(struct gp_notes *notes, const struct gp_run_look *look)
{
	notes->look = look;
}

enum gp_err gp_notes_read(struct gp_notes *notes, struct gp_entries *entries,
			  struct gp_note_info *info,
			  const struct gp_oid *object,
			  struct gp_notices *notices)
{
	struct reading reading = { .entries = entries,
				   .notices = notices,
				   .look = notes->look,
				   .object = object };
	struct gp_note_blobs found = { 0 };
	enum gp_err err = GP_OK;
	git_oid id;

	if (notes->tip.exists && gp_oid_to_git(&id, object))
		err = find_note_blobs(&found, notes, &id);
	reading.info.found = found.n > 0;
	if (!err && found.n)
		err = read_found(&reading, notes->repo, &found);
	if (!err && info)
		*info = reading.info;
	gp_map_clear(&reading.ids);
	gp_buf_clear(&reading.scratch);
	gp_note_blobs_clear(&found);
	return err;
}
