/*
 * A note as a set of lines: two notes merge to the union of their lines. The
 * codec knows what a line means.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"

#include "note.h"
#include "note_blobs.h"

/* ---- a set of lines ---- */

int gp_span_order(struct gp_span a, struct gp_span b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.data, b.data, len) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

void gp_lines_add(struct gp_lines *lines, struct gp_span line)
{
	lines->items = gp_grow(lines->items, lines->n, &lines->cap,
			       sizeof(*lines->items));
	lines->items[lines->n++] = line;
}

void gp_lines_split(struct gp_lines *lines, struct gp_span text)
{
	const char *end;
	size_t len;

	/* Not gp_span_line(), because a CR is part of the line. */
	while (text.len) {
		end = memchr(text.data, '\n', text.len);
		len = end ? (size_t)(end - text.data) : text.len;
		if (len)
			gp_lines_add(lines, gp_span_sub(text, 0, len));
		text = gp_span_sub(text, len + 1, text.len);
	}
}

static int order(const void *a, const void *b)
{
	return gp_span_order(*(const struct gp_span *)a,
			     *(const struct gp_span *)b);
}

void gp_lines_sort_unique(struct gp_lines *lines)
{
	struct gp_span *items = lines->items;
	bool sorted = true;
	size_t kept = 0;

	for (size_t i = 1; sorted && i < lines->n; i++)
		sorted = gp_span_order(items[i - 1], items[i]) < 0;
	if (sorted)
		return;
	qsort(items, lines->n, sizeof(*items), order);
	for (size_t i = 0; i < lines->n; i++)
		if (!kept || !gp_span_same(items[kept - 1], items[i]))
			items[kept++] = items[i];
	lines->n = kept;
}

bool gp_lines_have(const struct gp_lines *lines, struct gp_span line)
{
	return lines->n && bsearch(&line, lines->items, lines->n, sizeof(line),
				   order) != NULL;
}

void gp_lines_write(struct gp_buf *out, const struct gp_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		gp_buf_span(out, lines->items[i]);
		gp_buf_putc(out, '\n');
	}
}

void gp_lines_clear(struct gp_lines *lines)
{
	free(lines->items);
	memset(lines, 0, sizeof(*lines));
}

/* ---- a whole note ---- */

static enum gp_err read_blob(struct gp_note *out, struct gp_repo *repo,
			     const git_oid *id)
{
	git_object_t type;
	enum gp_err err;
	size_t size;

	/* Check the size first: a blob may be larger than memory. */
	if (!git_odb_read_header(&size, &type, repo->odb, id)) {
		if (type != GIT_OBJECT_BLOB)
			return gp_fail(GP_EGIT, "%s is not a blob",
				       git_oid_tostr_s(id));
		if (size > GP_NOTE_MAX)
			return gp_fail(GP_ELIMIT,
				       "%zu bytes, more than %zu MiB", size,
				       GP_NOTE_MAX >> 20);
	}
	out->blobs =
		gp_grow(out->blobs, out->n, &out->cap, sizeof(*out->blobs));
	err = gp_object_read(&out->blobs[out->n], repo, id);
	if (err == GP_ENOTFOUND)
		return gp_fail(GP_EGIT,
			       "its blob %s is missing: in a partial clone run "
			       "git fetch --refetch --no-filter <remote> "
			       "'+refs/notes/perf:refs/notes/remotes/<remote>"
			       "/perf'",
			       git_oid_tostr_s(id));
	if (!err)
		out->n++;
	return err;
}

enum gp_err gp_note_read(struct gp_note *out, struct gp_repo *repo,
			 const struct gp_note_blob *found, size_t n)
{
	struct gp_note note = { 0 };
	enum gp_err err;

	for (size_t i = 0; i < n; i++) {
		if ((err = read_blob(&note, repo, &found[i].blob))) {
			gp_note_clear(&note);
			return err;
		}
		gp_lines_split(
			&note.lines,
			gp_span_make(git_odb_object_data(note.blobs[i]),
				     git_odb_object_size(note.blobs[i])));
	}
	gp_lines_sort_unique(&note.lines);
	*out = note;
	return GP_OK;
}

void gp_note_clear(struct gp_note *note)
{
	for (size_t i = 0; i < note->n; i++)
		git_odb_object_free(note->blobs[i]);
	free(note->blobs);
	gp_lines_clear(&note->lines);
	memset(note, 0, sizeof(*note));
}
