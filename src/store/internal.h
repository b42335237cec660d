#ifndef GP_STORE_INTERNAL_H
#define GP_STORE_INTERNAL_H

#include "gp/mem.h"
#include "gp/store.h"

#include "gp/libgit2.h"

/* What the files of this folder share. */

/* ---- trees (tree.c) ---- */

#define GP_DEPTH_MAX GIT_OID_RAWSZ

/* One entry of a raw tree; everything is lent from the tree's bytes. */
struct gp_tree_item {
	struct gp_span mode; /* as written, octal */
	struct gp_span name;
	const unsigned char *id;
};

enum gp_tree_item_kind {
	GP_TREE_NOTE, /* a blob named by the rest of an object id */
	GP_TREE_FAN,  /* a subtree named by the next byte */
	GP_TREE_OTHER /* somebody else's; kept as it is */
};

/*
 * Cuts the next entry off `rest`; false at the end, and then `rest` is not
 * empty if the tree is malformed.
 */
bool gp_tree_item_next(struct gp_tree_item *out, struct gp_span *rest);

/*
 * What `item` is in a tree that `depth` bytes of an id lead to. The bytes
 * that its name stands for are written to id->id + depth.
 */
enum gp_tree_item_kind gp_tree_item_kind(const struct gp_tree_item *item,
					 unsigned depth, git_oid *id);

/* Reads a tree of the notes ref and views its bytes. */
GP_CHECK enum gp_err gp_tree_read(git_odb_object **out, struct gp_span *raw,
				  struct gp_repo *repo, const git_oid *id);

/* Where a tree stands, or would: the bytes of an id that lead there. */
struct gp_tree_place {
	bool exists;
	git_oid tree;
	unsigned depth;
	git_oid prefix; /* matters in its first `depth` bytes */
};

/* Notes found: an object and one blob of its note. */
struct gp_note_blob {
	git_oid object;
	git_oid blob;
};
struct gp_note_blobs {
	struct gp_note_blob *items;
	size_t n, cap;
	size_t trees; /* read so far; bounded, see tree.c */

	/*
	 * If set, called for a subtree that cannot be read, with the failure's
	 * message; the others are read all the same.
	 */
	void (*broken)(void *ctx);
	void *ctx;

	/*
	 * If set, gp_tree_find() puts a tree there that is not here, in place
	 * of a blob.
	 */
	struct gp_note_blobs *missing;
};
void gp_note_blobs_add(struct gp_note_blobs *founds, const git_oid *object,
		       const git_oid *blob);
void gp_note_blobs_clear(struct gp_note_blobs *founds);

/* A tree taken apart (branch.c). */
struct gp_tree_parts {
	git_odb_object *holder; /* NULL: there was no tree */
	unsigned depth;
	git_oid prefix;
	struct gp_note_blobs notes;
	bool has_fan[256];
	git_oid fans[256];
	struct gp_tree_item *others; /* lent from the holder */
	size_t n_others, cap_others;
};
GP_CHECK enum gp_err gp_tree_parts_read(struct gp_tree_parts **out,
					struct gp_repo *repo,
					const struct gp_tree_place *at);
void gp_tree_parts_free(struct gp_tree_parts *branch);
/* The place of the subtree for the next byte of an id. */
struct gp_tree_place gp_tree_place_below(const struct gp_tree_parts *branch,
					 int byte);

/*
 * Appends every blob that is a note on `object` (one, but for trees that
 * other tools mixed) below `tree`.
 */
GP_CHECK enum gp_err gp_tree_find(struct gp_note_blobs *out,
				  struct gp_repo *repo, const git_oid *tree,
				  const git_oid *object);

/* Appends every note below `tree`, in the order of the trees. */
GP_CHECK enum gp_err gp_tree_list(struct gp_note_blobs *out,
				  struct gp_repo *repo, const git_oid *tree);

/* The same from a place on. */
GP_CHECK enum gp_err gp_tree_list_at(struct gp_note_blobs *out,
				     struct gp_repo *repo,
				     const struct gp_tree_place *at);

/* Counts a tree that is read for `founds`; GP_ELIMIT for a hostile many. */
GP_CHECK enum gp_err gp_note_blobs_budget(struct gp_note_blobs *founds);
/* Sorts by object, then by blob. */
void gp_note_blobs_sort(struct gp_note_blobs *founds);
/* Adds what is in sorted `theirs` and not in sorted `ours`. */
void gp_note_blobs_subtract(struct gp_note_blobs *out,
			    const struct gp_note_blobs *ours,
			    const struct gp_note_blobs *theirs);

/* ---- trees held against each other (compare.c) ---- */

/*
 * Appends every note below `theirs` that does not stand with the same blob
 * below `ours` (NULL: nothing does). Subtrees that are the same are not read.
 */
GP_CHECK enum gp_err gp_tree_lacking(struct gp_note_blobs *out,
				     struct gp_repo *repo, const git_oid *ours,
				     const git_oid *theirs);

/*
 * Appends the notes below `tree` that the canonical layout (see gp_splice())
 * has elsewhere. Reads all of its trees.
 */
GP_CHECK enum gp_err gp_tree_stray(struct gp_note_blobs *out,
				   struct gp_repo *repo, const git_oid *tree);

/* GP_EGIT where a tree holds other things, and not one note. */
GP_CHECK enum gp_err gp_tree_is_notes(struct gp_repo *repo,
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
void gp_lines_sort_unique(struct gp_lines *lines);
/* Whether settled `lines` hold `line`. */
bool gp_lines_have(const struct gp_lines *lines, struct gp_span line);
/* Appends the text of a note. */
void gp_lines_write(struct gp_buf *out, const struct gp_lines *lines);
void gp_lines_clear(struct gp_lines *lines);
/* The order of lines: bytes as unsigned, a prefix first. */
int gp_span_order(struct gp_span a, struct gp_span b);

enum gp_entry_line_kind {
	GP_LINE_BLANK,
	GP_LINE_ENTRY,
	GP_LINE_UNKNOWN, /* a newer version's, or another tool's */
	GP_LINE_DAMAGED  /* begins like ours and cannot be read */
};

/*
 * Adds the run of a line to `runs`. For a damaged line the failure's message
 * says what is wrong. `scratch` saves allocations.
 */
enum gp_entry_line_kind gp_entry_line_decode(struct gp_entries *entries,
					     struct gp_span line,
					     struct gp_buf *scratch);

/* Appends the line of a run, without LF. */
GP_CHECK enum gp_err gp_entry_line_encode(struct gp_buf *out,
					  const struct gp_entry *entry);

/* The blobs of one note, and all their lines, settled. */
struct gp_note {
	git_odb_object **blobs;
	size_t n, cap;
	struct gp_lines lines;
};

/* Reads the blobs `found`. GP_ELIMIT beyond GP_NOTE_MAX; GP_EGIT. */
GP_CHECK enum gp_err gp_note_read(struct gp_note *out, struct gp_repo *repo,
				  const struct gp_note_blob *found, size_t n);
void gp_note_clear(struct gp_note *note);

/* ---- which lines count (rules.c) ---- */

/*
 * Drops from runs[from..] every run that a tombstone among them hides, and
 * returns how many.
 */
size_t gp_entries_forget(struct gp_entries *entries, size_t from);

/* The horizons in force. Zero-initialised has none. */
struct gp_visibility {
	struct gp_entries horizons;
};
/* Adds those in the lines of the project's note. */
void gp_visibility_read(struct gp_visibility *rules,
			const struct gp_lines *project);
void gp_visibility_clear(struct gp_visibility *rules);
/* Whether `other` has all of them. */
bool gp_visibility_within(const struct gp_visibility *rules,
			  const struct gp_visibility *other);

/* Drops what a tombstone among the lines hides, or a horizon drops. */
void gp_lines_apply(struct gp_lines *lines, const struct gp_visibility *rules);

/* ---- objects on their way into the repository (batch.c, pack.c) ---- */

/*
 * Takes the new objects of one commit. Few and not durable, they become loose
 * objects at once; otherwise they wait in memory for gp_batch_finish(), which
 * makes them one pack, kept from a concurrent repack until the ref has moved
 * and gp_batch_release() is called.
 */
struct gp_batch {
	struct gp_repo *repo;
	bool packed;
	bool durable;
	git_odb *odb; /* where objects go: the repository's, or memory */
	git_oid *ids; /* what is in memory */
	size_t n, cap;
	char *keep; /* path of the .keep file that we hold */
	int keep_fd;
};
GP_CHECK enum gp_err gp_batch_init(struct gp_batch *batch, struct gp_repo *repo,
				   bool packed, bool durable);
GP_CHECK enum gp_err gp_batch_write(struct gp_batch *batch, git_oid *out,
				    git_object_t type, struct gp_span bytes);
GP_CHECK enum gp_err gp_batch_finish(struct gp_batch *batch);
/* Whether what was settled is still kept; asked just before the ref moves. */
bool gp_batch_kept(const struct gp_batch *batch);
void gp_batch_release(struct gp_batch *batch);
void gp_batch_clear(struct gp_batch *batch);

/* What a pack is made of: objects of `odb`, which may be apart from ours. */
struct gp_pack_plan {
	git_odb *odb;
	const git_oid *ids;
	size_t n;
	bool durable;
};

/*
 * Writes a pack with its index into objects/pack, a locked .keep file first.
 * `*keep` and `*keep_fd` are the caller's. On failure nothing is left behind.
 */
GP_CHECK enum gp_err gp_pack_write(struct gp_repo *repo,
				   const struct gp_pack_plan *plan, char **keep,
				   int *keep_fd);

/*
 * Removes the .keep file of a pack (a path without its suffix), and the pack
 * if its index is missing: nobody can use it, and git would not clear it.
 */
void gp_pack_unfinished_drop(const char *pack);

/* What the first line of our .keep files begins with. */
#define GP_KEEP_MARK "git-perf "
/* What our temporary folders begin with; git prune clears tmp_* as well. */
#define GP_TEMP_MARK "tmp_objdir-git-perf-"

GP_CHECK enum gp_err gp_dir_fsync(const char *path);

/* Deletes a folder with its files. */
void gp_folder_drop(const char *path);

/* Clears what writers that died left behind (litter.c); best effort. */
void gp_leftovers_clear(struct gp_repo *repo);

/* ---- small packs (fold.c) ---- */

/* Notes a pack as ours, by the path of its .keep file; best effort. */
void gp_packs_note(struct gp_repo *repo, const char *keep);

/*
 * Makes one pack of our small ones where there are many, and clears what
 * writers that died left behind. Best effort: failures cost no run.
 */
void gp_packs_tidy(struct gp_repo *repo);

/* ---- writing trees (splice.c) ---- */

enum gp_note_change_how {
	GP_NOTE_PUT,   /* `blob` is the whole note */
	GP_NOTE_MERGE, /* the lines of `blob` join those that are there */
	GP_NOTE_REMOVE
};
struct gp_note_change {
	git_oid object;
	git_oid blob;
	enum gp_note_change_how how;
};

/*
 * Writes the tree that `changes` (in order of their objects, each once) make
 * of `old` (NULL: none). Trees on the path become canonical: notes stand
 * directly up to GP_FAN_MAX, beyond that in one subtree for each next byte.
 */
#define GP_FAN_MAX 256
GP_CHECK enum gp_err gp_splice(git_oid *out, struct gp_batch *batch,
			       const git_oid *old,
			       const struct gp_note_change *changes, size_t n);

/* ---- editing notes (write.c) ---- */

/* What happens to one note; the lines are lent. */
struct gp_edit {
	git_oid object;
	struct gp_lines add;
	struct gp_lines drop;
	bool bury;    /* what a tombstone hides goes */
	bool remove;  /* the whole note, whatever it holds */
	git_oid take; /* a blob that becomes the note, if not zero; it fails
			 where another note stands */
};
struct gp_edits {
	struct gp_edit *items; /* one an object */
	size_t n, cap;
};
/*
 * Lends the edit of `object`, which is the last one or comes after it: edits
 * stand in the order of their objects. Valid until the next call.
 */
struct gp_edit *gp_edits_at(struct gp_edits *edits, const git_oid *object);
void gp_edits_clear(struct gp_edits *edits);

struct gp_write {
	const char *ref;
	const char *message;
	bool durable;
};
/*
 * Applies all edits in one commit of the ref, or none, as gp_notes_add();
 * their lines are sorted on the way.
 */
GP_CHECK enum gp_err gp_notes_edit(struct gp_repo *repo, struct gp_edits *edits,
				   const struct gp_write *write);

/* ---- the frame of a change (transact.c) ---- */

/* A commit of a notes ref. */
struct gp_commit_plan {
	git_oid *commit; /* set by gp_commit_write() */
	const git_oid *tree;
	const git_oid *parent; /* NULL: none */
	const char *message;
};
GP_CHECK enum gp_err gp_commit_write(struct gp_batch *batch,
				     const struct gp_commit_plan *plan);
/* gp_tip_move(), waiting a while for whoever holds the ref's lock. */
GP_CHECK enum gp_err gp_tip_move_wait(enum gp_moved *out,
				      const struct gp_batch *batch,
				      const struct gp_tip *tip,
				      const struct gp_commit_plan *plan);

/*
 * Runs `attempt` until it has moved the ref, for a minute. One writer of ours
 * at a time; durable where that is asked for.
 */
typedef enum gp_err gp_attempt_fn(void *ctx, enum gp_moved *out);
GP_CHECK enum gp_err gp_notes_transact(struct gp_repo *repo,
				       const struct gp_write *write,
				       gp_attempt_fn *attempt, void *ctx);

/* ---- waiting (wait.c) ---- */

/*
 * Queues up with other writers of this program, so that they need not race.
 * -1 where that is not possible: the ref's compare-and-swap is what counts.
 * The kernel frees it when a process dies. Close it to let the next one in.
 */
int gp_queue_enter(struct gp_repo *repo);

/* Opens a file of ours below the common directory, making the folder. */
int gp_own_file(struct gp_repo *repo, const char *name);

#endif /* GP_STORE_INTERNAL_H */
