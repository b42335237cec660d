/*
 * Writing the notes tree: only changed notes and the trees on their paths are
 * written.
 *
 * The layout is canonical, so that the same notes have the same tree id
 * everywhere: a (sub)tree of up to GP_FAN_MAX notes holds them directly, and a
 * larger one has a subtree for each next byte of their ids. Trees that are not
 * on such a path stay as they are, whatever their layout.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"

#include "batch.h"
#include "note.h"
#include "note_blobs.h"
#include "splice.h"
#include "tree.h"
#include "tree_parts.h"

/* How many subtrees one splice may read, as in note_blobs.c. */
#define TREES_FREE        100000
#define TREES_EACH_CHANGE 40

struct splice {
	struct gp_batch *batch;
	struct gp_repo *repo;
	size_t trees, max_trees;
};

/* Changes sorted by object, one for each. */
struct changes {
	struct gp_note_change *items;
	size_t n, cap;
};

static enum gp_err read_parts(struct gp_tree_parts **out, struct splice *s,
			      const struct gp_tree_place *at)
{
	if (at->exists && ++s->trees > s->max_trees)
		return gp_fail(GP_ELIMIT, "the notes tree has too many "
					  "subtrees");
	return gp_tree_parts_read(out, s->repo, at);
}

/* ---- changes ---- */

static void changes_add(struct changes *changes,
			const struct gp_note_change *change)
{
	changes->items = gp_grow(changes->items, changes->n, &changes->cap,
				 sizeof(*changes->items));
	changes->items[changes->n++] = *change;
}

/*
 * The changes from `*from` on whose objects have `byte` at `depth`. Advances
 * `*from` to the first that has not.
 */
static struct changes slice(const struct changes *all, size_t *from,
			    unsigned depth, int byte)
{
	struct changes part = { .items = all->items + *from };

	while (*from < all->n && all->items[*from].object.id[depth] == byte) {
		part.n++;
		(*from)++;
	}
	return part;
}

/* Writes the union of the lines of two blobs. */
static enum gp_err write_pair(git_oid *out, struct splice *s, const git_oid *a,
			      const git_oid *b)
{
	const struct gp_note_blob both[] = { { .blob = *a }, { .blob = *b } };
	struct gp_buf text = GP_BUF_INIT;
	struct gp_note note = { 0 };
	enum gp_err err;

	if (git_oid_equal(a, b)) {
		*out = *a;
		return GP_OK;
	}
	if (!(err = gp_note_read(&note, s->repo, both, 2))) {
		gp_lines_write(&text, &note.lines);
		err = gp_batch_write(s->batch, out, GIT_OBJECT_BLOB,
				     gp_buf_view(&text));
	}
	gp_note_clear(&note);
	gp_buf_clear(&text);
	return err;
}

/* Appends the change of a note that exists; a merge gets the lines of both. */
static enum gp_err add_changed(struct changes *out, struct splice *s,
			       const struct gp_note_blob *note,
			       const struct gp_note_change *change)
{
	struct gp_note_change met = *change;
	enum gp_err err = GP_OK;

	if (change->how == GP_NOTE_MERGE)
		err = write_pair(&met.blob, s, &change->blob, &note->blob);
	changes_add(out, &met);
	return err;
}

/*
 * Merges `todo` with the notes of a tree. These become changes themselves,
 * because deeper trees may have notes on the same objects.
 */
static enum gp_err join(struct changes *out, struct splice *s,
			struct gp_note_blobs *notes, const struct changes *todo)
{
	enum gp_err err = GP_OK;
	size_t i = 0, j = 0;

	gp_note_blobs_sort(notes);
	while (!err && (i < notes->n || j < todo->n)) {
		const struct gp_note_blob *note = &notes->items[i];
		int order = i == notes->n ? 1
			    : j == todo->n
				    ? -1
				    : git_oid_cmp(&note->object,
						  &todo->items[j].object);
		if (order > 0) {
			changes_add(out, &todo->items[j++]);
		} else if (order < 0) {
			const struct gp_note_change stay = { note->object,
							     note->blob,
							     GP_NOTE_MERGE };
			changes_add(out, &stay);
			i++;
		} else {
			err = add_changed(out, s, note, &todo->items[j]);
			i++;
			j++;
		}
	}
	return err;
}

/* ---- counting ---- */

static int by_change(const void *key, const void *item)
{
	return git_oid_cmp(key, &((const struct gp_note_change *)item)->object);
}

static bool touched(const struct changes *todo, const git_oid *object)
{
	return todo->n && bsearch(object, todo->items, todo->n,
				  sizeof(*todo->items), by_change);
}

/*
 * Counts notes until there are more than `limit`. `seen` notes are counted;
 * `pending` subtrees are not read yet, and each has one note or more. With 256
 * subtrees it is rarely necessary to read many.
 */
struct count {
	struct splice *s;
	size_t seen, pending, limit;
};

static bool enough(const struct count *c)
{
	return c->seen + c->pending > c->limit;
}

/* Counts the notes below `node` that `todo` does not change. */
static enum gp_err count_node(struct count *c, const struct gp_tree_parts *node,
			      const struct changes *todo)
{
	struct changes parts[256];
	enum gp_err err = GP_OK;
	size_t from = 0;

	for (size_t i = 0; i < node->notes.n; i++)
		c->seen += !touched(todo, &node->notes.items[i].object);
	for (int b = 0; b < 256; b++) {
		parts[b] = slice(todo, &from, node->depth, b);
		c->pending += node->has_fan[b] && !parts[b].n;
	}
	/* first the subtrees with changes: they may become empty */
	for (int pass = 0; pass < 2; pass++) {
		for (int b = 0; b < 256 && !err && !enough(c); b++) {
			struct gp_tree_parts *child;
			struct gp_tree_place at;

			if (!node->has_fan[b] || (parts[b].n == 0) != pass)
				continue;
			at = gp_tree_place_below(node, b);
			if ((err = read_parts(&child, c->s, &at)))
				break;
			c->pending -= (size_t)pass;
			err = count_node(c, child, &parts[b]);
			gp_tree_parts_free(child);
		}
	}
	return err;
}

static enum gp_err is_wide(bool *out, struct splice *s,
			   const struct gp_tree_parts *node,
			   const struct changes *todo)
{
	struct count count = { .s = s, .limit = GP_FAN_MAX };
	enum gp_err err;

	/* After the last byte there are no more subtrees. */
	*out = false;
	if (node->depth + 1 >= GP_DEPTH_MAX)
		return GP_OK;
	for (size_t i = 0; i < todo->n; i++)
		count.seen += todo->items[i].how != GP_NOTE_REMOVE;
	if (!(err = count_node(&count, node, todo)))
		*out = enough(&count);
	return err;
}

/* ---- writing one tree ---- */

struct line {
	struct gp_span mode, name;
	git_oid id;
	bool dir;
};
struct sheet {
	struct gp_arena arena;
	struct line *lines;
	size_t n, cap;
};

static struct line *sheet_add(struct sheet *sheet, const git_oid *id)
{
	struct line *line;

	sheet->lines = gp_grow(sheet->lines, sheet->n, &sheet->cap,
			       sizeof(*sheet->lines));
	line = &sheet->lines[sheet->n++];
	memset(line, 0, sizeof(*line));
	line->id = *id;
	return line;
}

/* The name of an item: `n` bytes of the id, after the first `depth`. */
static struct gp_span name_of(struct sheet *sheet, const git_oid *object,
			      unsigned depth, size_t n)
{
	char hex[GIT_OID_HEXSZ];

	git_oid_fmt(hex, object);
	return gp_span_of(gp_arena_strndup(&sheet->arena,
					   hex + 2 * (size_t)depth, 2 * n));
}

static void sheet_note(struct sheet *sheet, unsigned depth,
		       const git_oid *object, const git_oid *blob)
{
	struct line *line = sheet_add(sheet, blob);

	line->mode = gp_span_of("100644");
	line->name = name_of(sheet, object, depth, GIT_OID_RAWSZ - depth);
}

static void sheet_fan(struct sheet *sheet, const struct gp_tree_parts *node,
		      int byte)
{
	struct gp_tree_place at = gp_tree_place_below(node, byte);
	struct line *line = sheet_add(sheet, &node->fans[byte]);

	line->mode = gp_span_of("40000");
	line->name = name_of(sheet, &at.prefix, node->depth, 1);
	line->dir = true;
}

/* Adds the subtrees, and the items that are not notes. */
static void sheet_rest(struct sheet *sheet, const struct gp_tree_parts *node)
{
	for (int b = 0; b < 256; b++)
		if (node->has_fan[b])
			sheet_fan(sheet, node, b);
	for (size_t i = 0; i < node->n_others; i++) {
		const struct gp_tree_item *other = &node->others[i];
		struct line *line;
		git_oid id;

		git_oid_fromraw(&id, other->id);
		line = sheet_add(sheet, &id);
		line->mode = other->mode;
		line->name = other->name;
		line->dir = gp_span_ends(other->mode, "40000");
	}
}

static int byte_at(const struct line *line, size_t at)
{
	if (at < line->name.len)
		return (unsigned char)line->name.data[at];
	return line->dir ? '/' : '\0';
}

/* The order of git, which compares folders as if they ended in a slash. */
static int in_tree_order(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
	int order = memcmp(x->name.data, y->name.data, len);

	return order ? order : byte_at(x, len) - byte_at(y, len);
}

static enum gp_err sheet_write(git_oid *out, struct splice *s,
			       struct sheet *sheet)
{
	struct gp_buf raw = GP_BUF_INIT;
	enum gp_err err = GP_OK;

	if (sheet->n)
		qsort(sheet->lines, sheet->n, sizeof(*sheet->lines),
		      in_tree_order);
	for (size_t i = 0; i < sheet->n; i++) {
		const struct line *line = &sheet->lines[i];

		if (i && gp_span_same(line[-1].name, line->name))
			err = gp_fail(GP_EGIT,
				      "'%.*s' occurs twice in a tree "
				      "of the notes",
				      (int)line->name.len, line->name.data);
		gp_buf_span(&raw, line->mode);
		gp_buf_putc(&raw, ' ');
		gp_buf_span(&raw, line->name);
		gp_buf_putc(&raw, '\0');
		gp_buf_add(&raw, line->id.id, GIT_OID_RAWSZ);
	}
	if (!err)
		err = gp_batch_write(s->batch, out, GIT_OBJECT_TREE,
				     gp_buf_view(&raw));
	gp_buf_clear(&raw);
	return err;
}

static void sheet_clear(struct sheet *sheet)
{
	gp_arena_clear(&sheet->arena);
	free(sheet->lines);
}

/* Writes `node` without its notes; `*left` is false if nothing is left. */
static enum gp_err write_rest(git_oid *out, bool *left, struct splice *s,
			      const struct gp_tree_parts *node)
{
	struct sheet sheet = { 0 };
	enum gp_err err = GP_OK;

	sheet_rest(&sheet, node);
	*left = sheet.n > 0;
	if (*left)
		err = sheet_write(out, s, &sheet);
	sheet_clear(&sheet);
	return err;
}

/* ---- the two layouts ---- */

/*
 * Moves the notes of every subtree of `node` to `out`. A subtree stays if it
 * has files that are not notes.
 */
static enum gp_err empty_subtrees(struct gp_note_blobs *out, struct splice *s,
				  struct gp_tree_parts *node)
{
	enum gp_err err = GP_OK;

	for (int b = 0; b < 256 && !err; b++) {
		struct gp_tree_parts *child;
		struct gp_tree_place at;

		if (!node->has_fan[b])
			continue;
		at = gp_tree_place_below(node, b);
		if ((err = read_parts(&child, s, &at)))
			return err;
		for (size_t i = 0; i < child->notes.n; i++)
			gp_note_blobs_add(out, &child->notes.items[i].object,
					  &child->notes.items[i].blob);
		if (!(err = empty_subtrees(out, s, child)))
			err = write_rest(&node->fans[b], &node->has_fan[b], s,
					 child);
		gp_tree_parts_free(child);
	}
	return err;
}

/* Writes a tree that holds all of its few notes directly. */
static enum gp_err write_flat(git_oid *out, bool *left, struct splice *s,
			      struct gp_tree_parts *node,
			      const struct changes *todo)
{
	struct gp_note_blobs deeper = { 0 };
	struct changes all = { 0 };
	struct sheet sheet = { 0 };
	enum gp_err err;

	if ((err = empty_subtrees(&deeper, s, node)) ||
	    (err = join(&all, s, &deeper, todo)))
		goto out;
	for (size_t i = 0; i < all.n; i++)
		if (all.items[i].how != GP_NOTE_REMOVE)
			sheet_note(&sheet, node->depth, &all.items[i].object,
				   &all.items[i].blob);
	sheet_rest(&sheet, node);
	*left = sheet.n > 0;
	if (*left)
		err = sheet_write(out, s, &sheet);
out:
	sheet_clear(&sheet);
	gp_note_blobs_clear(&deeper);
	free(all.items);
	return err;
}

static enum gp_err splice(git_oid *out, bool *left, struct splice *s,
			  const struct gp_tree_place *at,
			  const struct changes *todo);

/* Writes a tree of many notes: all changes go to its subtrees. */
static enum gp_err write_wide(git_oid *out, bool *left, struct splice *s,
			      struct gp_tree_parts *node,
			      const struct changes *todo)
{
	enum gp_err err = GP_OK;
	size_t from = 0;

	for (int b = 0; b < 256 && !err; b++) {
		struct changes part = slice(todo, &from, node->depth, b);
		struct gp_tree_place at = gp_tree_place_below(node, b);
		git_oid tree;

		if (!part.n)
			continue;
		err = splice(&tree, &node->has_fan[b], s, &at, &part);
		node->fans[b] = tree;
	}
	return err ? err : write_rest(out, left, s, node);
}

/* `*left` is false, and `*out` zero, if nothing is left. */
static enum gp_err splice(git_oid *out, bool *left, struct splice *s,
			  const struct gp_tree_place *at,
			  const struct changes *todo)
{
	struct changes all = { 0 };
	struct gp_tree_parts *node;
	enum gp_err err;
	bool wide;

	memset(out, 0, sizeof(*out));
	if ((err = read_parts(&node, s, at)))
		return err;
	if ((err = join(&all, s, &node->notes, todo)) ||
	    (err = is_wide(&wide, s, node, &all)))
		goto out;
	err = wide ? write_wide(out, left, s, node, &all)
		   : write_flat(out, left, s, node, &all);
out:
	free(all.items);
	gp_tree_parts_free(node);
	return err;
}

enum gp_err gp_splice(git_oid *out, struct gp_batch *batch, const git_oid *old,
		      const struct gp_note_change *changes, size_t n)
{
	struct splice s = { .batch = batch,
			    .repo = batch->repo,
			    .max_trees = TREES_FREE + TREES_EACH_CHANGE * n };
	struct changes todo = {
		.items = (struct gp_note_change *)(uintptr_t)changes, .n = n
	};
	struct gp_tree_place root = { 0 };
	enum gp_err err;
	bool left;

	root.exists = old != NULL;
	if (old)
		root.tree = *old;
	if ((err = splice(out, &left, &s, &root, &todo)) || left)
		return err;
	return gp_batch_write(batch, out, GIT_OBJECT_TREE, gp_span_of(""));
}
