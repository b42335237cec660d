#ifndef GP_STORE_NOTE_H
#define GP_STORE_NOTE_H

#include "gp/buf.h"
#include "gp/libgit2.h"

#include "note_blobs.h"

/* One note: a set of lines, read from its blobs. */

/* In bytes. A larger note is neither read nor written. */
#define GP_NOTE_MAX ((size_t)64 << 20)

/* Lines without their LF; their bytes are borrowed. */
struct gp_lines {
	struct gp_span *items;
	size_t n, cap;
};
/* Appends one line, in any order. */
void gp_lines_add(struct gp_lines *lines, struct gp_span line);
/* Appends every line of `text` that is not empty. */
void gp_lines_split(struct gp_lines *lines, struct gp_span text);
/* Sorts bytewise and removes duplicates. */
void gp_lines_sort_unique(struct gp_lines *lines);
/* Whether `lines`, which are sorted, contain `line`. */
bool gp_lines_have(const struct gp_lines *lines, struct gp_span line);
/* Appends the lines to `out` as the text of a note, each with its LF. */
void gp_lines_write(struct gp_buf *out, const struct gp_lines *lines);
/* Frees the list, not the bytes of the lines. */
void gp_lines_clear(struct gp_lines *lines);
/* The order of lines: bytes as unsigned, a prefix first. */
int gp_span_order(struct gp_span a, struct gp_span b);

/* The blobs of one note, and all their lines, sorted, without duplicates. */
struct gp_note {
	git_odb_object **blobs;
	size_t n, cap;
	struct gp_lines lines;
};

/*
 * Reads the `n` blobs of a note; cleared by the caller with gp_note_clear().
 * GP_ELIMIT if one is larger than GP_NOTE_MAX; GP_EGIT if one is missing or is
 * not a blob.
 */
GP_CHECK enum gp_err gp_note_read(struct gp_note *out, struct gp_repo *repo,
				  const struct gp_note_blob *found, size_t n);
/* Frees the blobs, and with them the bytes of the lines. */
void gp_note_clear(struct gp_note *note);

#endif /* GP_STORE_NOTE_H */
