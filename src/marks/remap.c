/*
 * Carries entries over to the commits of a rewritten history: the notes are
 * copied as they are, with an entry that says so, and marks are made again.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/libgit2.h"
#include "gp/marks.h"
#include "gp/mem.h"
#include "gp/phrase.h"
#include "gp/walk.h"

/* A chain of maps is not followed further. */
#define CHAIN_MAX 64

struct remapping {
	struct gp_repo *repo;
	struct gp_notes *notes;
	struct gp_walk *walk;
	const struct gp_commit_map *map;
	struct gp_map places; /* old id -> index of its pair */
	struct gp_buf who;
	struct gp_remapped *counts;
	struct gp_entries entries; /* to be written, and the project's marks */
	struct gp_note_copy *copies;
	size_t n_copies, cap_copies;
	struct gp_note_add *adds;
	size_t n_adds, cap_adds;
};

static void plan_add(struct remapping *r, const struct gp_oid *object,
		     const struct gp_entry *entry)
{
	r->adds = gp_grow(r->adds, r->n_adds, &r->cap_adds, sizeof(*r->adds));
	r->adds[r->n_adds++] = (struct gp_note_add){ *object, entry };
}

/* The last commit that the map leads to from a pair; NULL: it was dropped. */
static const struct gp_oid *find_end(const struct remapping *r,
				     const struct gp_note_copy *pair)
{
	const struct gp_note_copy *items = r->map->items;
	size_t next;

	for (size_t i = 0; i < CHAIN_MAX && pair->to.size; i++) {
		if (!gp_map_get(&r->places, pair->to.raw, pair->to.size,
				&next) ||
		    gp_oid_same(&items[next].to, &items[next].from))
			break;
		pair = &items[next];
	}
	return pair->to.size ? &pair->to : NULL;
}

/* An id that is the same whenever the same entry is carried to a commit. */
static void carried_id(struct gp_entry_id *out, const struct gp_entry_id *id,
		       const struct gp_oid *to)
{
	unsigned char bytes[sizeof(id->raw) + sizeof(to->raw)] = { 0 };
	git_oid hash;

	memcpy(bytes, id->raw, sizeof(id->raw));
	memcpy(bytes + sizeof(id->raw), to->raw, to->size);
	git_odb_hash(&hash, bytes, sizeof(bytes), GIT_OBJECT_BLOB);
	memcpy(out->raw, hash.id, sizeof(out->raw));
}

/* ---- one commit ---- */

static bool is_carried_already(const struct gp_entries *there,
			       const struct gp_oid *from,
			       const struct gp_oid *to)
{
	for (size_t i = 0; i < there->n; i++)
		if (there->items[i]->kind == GP_ENTRY_CARRIED &&
		    gp_oid_same(&there->items[i]->carried->from, from) &&
		    gp_oid_same(&there->items[i]->commit, to))
			return true;
	return false;
}

static enum gp_err plan_carried(struct remapping *r, const struct gp_oid *from,
				const struct gp_commit *to)
{
	struct gp_entry *entry = gp_entries_add(&r->entries);
	enum gp_err err = gp_entry_stamp(entry);

	entry->kind = GP_ENTRY_CARRIED;
	entry->commit = to->oid;
	entry->commit_time = to->time;
	entry->carried = gp_arena_alloc(entry->arena, sizeof(*entry->carried));
	entry->carried->from = *from;
	entry->carried->who = gp_entry_string(entry, gp_buf_view(&r->who));
	plan_add(r, &to->oid, entry);
	/* There it says that nothing was lost; readers of that commit skip it.
	 */
	plan_add(r, from, entry);
	return err;
}

static size_t count_runs(const struct gp_entries *entries)
{
	size_t n = 0;

	for (size_t i = 0; i < entries->n; i++)
		n += gp_entry_has_results(entries->items[i]);
	return n;
}

static enum gp_err plan_commit(struct remapping *r, const struct gp_oid *from,
			       const struct gp_oid *to,
			       const struct gp_entries *old)
{
	struct gp_entries there = { 0 };
	struct gp_node node;
	enum gp_err err;

	if (!gp_walk_has(r->walk, to)) {
		r->counts->absent++;
		return GP_OK;
	}
	if ((err = gp_walk_read(r->walk, &node, to)) ||
	    (err = gp_notes_read(r->notes, &there, NULL, to, NULL)))
		goto out;
	r->counts->commits++;
	r->counts->runs += count_runs(old);
	r->copies = gp_grow(r->copies, r->n_copies, &r->cap_copies,
			    sizeof(*r->copies));
	r->copies[r->n_copies++] = (struct gp_note_copy){ *from, *to };
	if (!is_carried_already(&there, from, to))
		err = plan_carried(r, from, &node.commit);
out:
	gp_entries_clear(&there);
	return err;
}

static enum gp_err plan_pair(struct remapping *r,
			     const struct gp_note_copy *pair)
{
	struct gp_entries old = { 0 };
	const struct gp_oid *to;
	enum gp_err err;

	if (gp_oid_same(&pair->from, &pair->to))
		return GP_OK;
	err = gp_notes_read(r->notes, &old, NULL, &pair->from, NULL);
	if (!err && old.n) {
		to = find_end(r, pair);
		if (to)
			err = plan_commit(r, &pair->from, to, &old);
		else
			r->counts->dropped++;
	}
	gp_entries_clear(&old);
	return err;
}

/* ---- marks ---- */

/* Makes a mark or a pin of the project again, for the commit after the rewrite.
 */
static enum gp_err plan_mark(struct remapping *r, struct gp_entry *mark)
{
	const struct gp_oid *to;
	struct gp_node node;
	enum gp_err err;
	size_t at;

	if (!gp_map_get(&r->places, mark->commit.raw, mark->commit.size, &at) ||
	    gp_oid_same(&r->map->items[at].from, &r->map->items[at].to) ||
	    !(to = find_end(r, &r->map->items[at])) ||
	    !gp_walk_has(r->walk, to))
		return GP_OK;
	if ((err = gp_walk_read(r->walk, &node, to)))
		return err;
	carried_id(&mark->id, &mark->id, to);
	mark->commit = *to;
	mark->commit_time = node.commit.time;
	plan_add(r, to, mark);
	plan_add(r, gp_notes_project(), mark);
	if (mark->tree.size) {
		mark->tree = node.commit.tree;
		plan_add(r, &mark->tree, mark);
	}
	r->counts->marks++;
	return GP_OK;
}

static enum gp_err plan_marks(struct remapping *r)
{
	struct gp_entries *all = &r->entries;
	size_t from = all->n;
	enum gp_err err =
		gp_notes_read(r->notes, all, NULL, gp_notes_project(), NULL);

	for (size_t i = from; i < all->n && !err; i++)
		if (gp_entry_kind_info(all->items[i]->kind)->is_mark ||
		    all->items[i]->kind == GP_ENTRY_PIN)
			err = plan_mark(r, all->items[i]);
	return err;
}

/* ---- all ---- */

static enum gp_err open_remapping(struct remapping *r)
{
	enum gp_err err;

	gp_repo_committer(r->repo, &r->who);
	for (size_t i = 0; i < r->map->n; i++) {
		const struct gp_oid *from = &r->map->items[i].from;

		gp_map_put(&r->places, from->raw, from->size, i);
	}
	if ((err = gp_notes_open(&r->notes, r->repo)))
		return err;
	return gp_walk_open(&r->walk, r->repo);
}

static enum gp_err write_remapping(struct remapping *r, bool durable)
{
	const struct gp_note_changes changes = {
		.copies = r->copies,
		.n_copies = r->n_copies,
		.adds = r->adds,
		.n_adds = r->n_adds,
		.message = "perf: remap",
		.durable = durable,
	};

	return gp_notes_carry(r->repo, &changes);
}

enum gp_err gp_remap(struct gp_repo *repo, struct gp_remapped *out,
		     const struct gp_commit_map *map, bool durable,
		     bool dry_run)
{
	struct remapping r = { .repo = repo, .map = map, .counts = out };
	enum gp_err err = open_remapping(&r);

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < map->n && !err; i++)
		err = plan_pair(&r, &map->items[i]);
	if (!err)
		err = plan_marks(&r);
	if (!err && !dry_run)
		err = write_remapping(&r, durable);
	free(r.copies);
	free(r.adds);
	gp_entries_clear(&r.entries);
	gp_map_clear(&r.places);
	gp_buf_clear(&r.who);
	gp_walk_free(r.walk);
	gp_notes_free(r.notes);
	return err;
}

/* The part of a path below the current directory, or all of it. */
static const char *shorten_path(const char *path)
{
	char *here = getcwd(NULL, 0);
	size_t len = here ? strlen(here) : 0;
	bool below = len > 1 && !strncmp(path, here, len) && path[len] == '/';

	free(here);
	return below ? path + len + 1 : path;
}

void gp_remap_suggest(struct gp_buf *out, const struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;

	gp_buf_printf(&path, "%s/filter-repo/commit-map", repo->common_dir);
	gp_buf_puts(out, "git perf remap ");
	if (access(gp_buf_str(&path), R_OK))
		gp_buf_puts(out, "<commit-map>");
	else
		gp_shell_quote(out, shorten_path(gp_buf_str(&path)));
	gp_buf_clear(&path);
}
