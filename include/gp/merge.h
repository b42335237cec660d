#ifndef GP_MERGE_H
#define GP_MERGE_H

#include "gp/store.h"

/**
 * @file
 * Merging the notes of several refs, which pull and push are based on.
 *
 * Two notes merge to the union of their lines, without those that a tombstone
 * among them hides. Union is commutative, associative and idempotent: the same
 * set of lines gives the same tree, in whatever order notes were merged.
 */

/** Commits of notes refs to merge into the ref `ref`; all is borrowed. */
struct gp_merge_request {
	const char *ref;              /**< Moved by compare-and-swap. */
	const struct gp_oid *commits; /**< Commits of notes refs. */
	const char *const *names;     /**< One for each, for messages. */
	size_t n;
	/**
	 * The new commit has the first commit as its only parent; if that
	 * already has all notes, the ref moves to it without a new commit.
	 * Otherwise the parent is the old commit of the ref.
	 */
	bool onto_first;
	/** And the ref ends at the first commit or a child of it, for a push.
	 */
	bool on_top;
	/**
	 * If there is a horizon that the parent lacks, entries that are too old
	 * are dropped from all notes. If this is set, the new commit then has
	 * no parent, so that git gc can free the space of the old notes.
	 */
	bool fold;
	const struct gp_entry *horizon; /**< One to add; may be NULL. */
	bool durable;
	const char *message;
};

/** The result of a merge. */
struct gp_merge_result {
	struct gp_oid commit; /**< Of the ref now; size 0: there is no ref. */
	struct gp_oid tree;
	bool moved;
	bool folded;  /**< To a commit without a parent. */
	size_t notes; /**< Notes that are new or changed. */
	size_t lost;  /**< Notes that a new horizon removed or shortened. */
};

/**
 * Moves the ref to the union of its notes and those of the commits, or not at
 * all if it fails; a ref that has everything already stays. GP_EGIT names a
 * commit that has no notes, or whose notes cannot be read; other errors are
 * those of gp_notes_add().
 */
GP_CHECK enum gp_err gp_notes_merge(struct gp_repo *repo,
				    struct gp_merge_result *out,
				    const struct gp_merge_request *what);

/** What gp_notes_add_untrusted() imported. */
struct gp_untrusted_added {
	size_t runs, notes; /**< New runs, and notes that got any. */
	/**
	 * Lines that were skipped: not a run of the commit that has the note,
	 * or one with the id of an entry of ours.
	 */
	size_t left_out;
};

/** How many untrusted runs are imported at once. */
#define GP_UNTRUSTED_MAX ((size_t)1000)

/**
 * Imports the runs that the commits of `what` have and `what->ref` lacks as
 * entries of kind GP_ENTRY_UNTRUSTED, in one commit of the ref. Their ids are
 * derived from the lines, so a source cannot choose them, and importing a run
 * twice adds nothing. Marks, tombstones, pins and horizons are never imported.
 * Of `what`, only ref, commits, names, n, durable and message are used.
 * GP_ELIMIT for more than GP_UNTRUSTED_MAX runs; other errors are those of
 * gp_notes_merge().
 */
GP_CHECK enum gp_err gp_notes_add_untrusted(
	struct gp_repo *repo, struct gp_untrusted_added *out,
	const struct gp_merge_request *what);

/** The entries that some notes have and others lack. */
struct gp_unshared {
	struct gp_oid *objects; /**< That have these notes. */
	size_t n_objects;
	/** By kind; each line once, even if several notes have it. */
	struct gp_entry_counts entries;
};

/**
 * Finds the lines that the notes at `commit` have and the notes at the `n`
 * other commits lack. Lines that tombstones of the others hide do not count.
 * `out` is freed by gp_unshared_clear(). GP_EGIT if notes cannot be read.
 */
GP_CHECK enum gp_err gp_notes_unshared(struct gp_repo *repo,
				       struct gp_unshared *out,
				       const struct gp_oid *commit,
				       const struct gp_oid *others, size_t n);
/** Frees the objects, and leaves `unshared` empty. */
void gp_unshared_clear(struct gp_unshared *unshared);

/**
 * Writes a commit without parents that has only the notes of `commit` on
 * unshared->objects, and sets `*out` to its id. GP_EGIT; GP_EIO.
 */
GP_CHECK enum gp_err gp_notes_extract(struct gp_repo *repo, struct gp_oid *out,
				      const struct gp_oid *commit,
				      const struct gp_unshared *unshared);

#endif /* GP_MERGE_H */
