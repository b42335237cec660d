#ifndef GP_STORE_INTERNAL_H
#define GP_STORE_INTERNAL_H

#include "gp/mem.h"
#include "gp/store.h"

#include "git.h"

/* What the files of this folder share. */

struct gp_store {
	git_repository *repo;
	git_odb *odb;
	char *git_dir;
	char *common_dir;
	char *objects_dir;
	char *work_tree; /* NULL: bare */
	bool rewritten;
	struct gp_notices notices;
};

/* Notes what is worth a warning (warn.c). */
void gp_store_warn(struct gp_store *store);

/* ---- trees (tree.c) ---- */

#define GP_DEPTH_MAX GIT_OID_RAWSZ

/* One entry of a raw tree; everything is lent from the tree's bytes. */
struct gp_entry {
	struct gp_span mode; /* as written, octal */
	struct gp_span name;
	const unsigned char *id;
};

enum gp_entry_kind {
	GP_ENTRY_NOTE, /* a blob named by the rest of an object id */
	GP_ENTRY_FAN,  /* a subtree named by the next byte */
	GP_ENTRY_OTHER /* somebody else's; kept as it is */
};

/*
 * Cuts the next entry off `rest`; false at the end, and then `rest` is not
 * empty if the tree is malformed.
 */
bool gp_entry_next(struct gp_entry *out, struct gp_span *rest);

/*
 * What `entry` is in a tree that `depth` bytes of an id lead to. The bytes
 * that its name stands for are written to id->id + depth.
 */
enum gp_entry_kind gp_entry_kind(const struct gp_entry *entry, unsigned depth,
				 git_oid *id);

/* Reads a tree of the notes ref and views its bytes. */
GP_CHECK enum gp_err gp_tree_read(git_odb_object **out, struct gp_span *raw,
				  struct gp_store *store, const git_oid *id);

/* Notes found: an object and one blob of its note. */
struct gp_found {
	git_oid object;
	git_oid blob;
};
struct gp_founds {
	struct gp_found *items;
	size_t n, cap;
	size_t trees; /* read so far; bounded, see tree.c */
};
void gp_founds_add(struct gp_founds *founds, const git_oid *object,
		   const git_oid *blob);
void gp_founds_clear(struct gp_founds *founds);

/*
 * Appends every blob that is a note on `object` (one, but for trees that
 * other tools mixed) below `tree`.
 */
GP_CHECK enum gp_err gp_tree_find(struct gp_founds *out, struct gp_store *store,
				  const git_oid *tree, const git_oid *object);

/* Appends every note below `tree`, in the order of the trees. */
GP_CHECK enum gp_err gp_tree_list(struct gp_founds *out, struct gp_store *store,
				  const git_oid *tree);

/* ---- the lines of a note (note.c) ---- */

/* A note that is larger is not read, and not written to. */
#define GP_NOTE_MAX ((size_t)64 << 20)

/* Lines without their LF, lent. */
struct gp_lines {
	struct gp_span *items;
	size_t n, cap;
};
void gp_lines_add(struct gp_lines *lines, struct gp_span line);
/* Appends every line of `text` that is not empty. */
void gp_lines_split(struct gp_lines *lines, struct gp_span text);
/* Sorts bytewise and drops what stands twice. */
void gp_lines_settle(struct gp_lines *lines);
/* Whether settled `lines` hold `line`. */
bool gp_lines_have(const struct gp_lines *lines, struct gp_span line);
/* Appends the text of a note. */
void gp_lines_write(struct gp_buf *out, const struct gp_lines *lines);
void gp_lines_clear(struct gp_lines *lines);
/* The order of lines: bytes as unsigned, a prefix first. */
int gp_span_order(struct gp_span a, struct gp_span b);

enum gp_line_kind {
	GP_LINE_BLANK,
	GP_LINE_RUN,
	GP_LINE_UNKNOWN, /* a newer version's, or another tool's */
	GP_LINE_DAMAGED  /* begins like ours and cannot be read */
};

/*
 * Adds the run of a line to `runs`. For a damaged line the failure's message
 * says what is wrong. `scratch` saves allocations.
 */
enum gp_line_kind gp_line_decode(struct gp_runs *runs, struct gp_span line,
				 struct gp_buf *scratch);

/* Appends the line of a run, without LF. */
GP_CHECK enum gp_err gp_line_encode(struct gp_buf *out,
				    const struct gp_run *run);

/*
 * Drops from runs[from..] every run that a tombstone among them hides, and
 * returns how many.
 */
size_t gp_runs_forget(struct gp_runs *runs, size_t from);

/* The blobs of one note, and all their lines, settled. */
struct gp_note {
	git_odb_object **blobs;
	size_t n, cap;
	struct gp_lines lines;
};

/* Reads the blobs `found`. GP_ELIMIT beyond GP_NOTE_MAX; GP_EGIT. */
GP_CHECK enum gp_err gp_note_read(struct gp_note *out, struct gp_store *store,
				  const struct gp_found *found, size_t n);
void gp_note_clear(struct gp_note *note);

/* ---- the ref (ref.c) ---- */

/* Where the notes ref points. */
struct gp_tip {
	bool exists;
	git_oid commit;
	git_oid tree;
};
GP_CHECK enum gp_err gp_tip_read(struct gp_tip *out, struct gp_store *store,
				 const char *ref);

#endif /* GP_STORE_INTERNAL_H */
