#ifndef GP_MERGE_H
#define GP_MERGE_H

#include "gp/store.h"

/**
 * @file
 * Notes of several refs as one: what sharing is made of.
 *
 * Two notes merge to the union of their lines, without those that a tombstone
 * among them hides. Union is commutative, associative and idempotent; the
 * same set of lines gives the same tree in whatever order it came together.
 */

/** Commits of notes refs that join the ref `ref`. */
struct gp_merge_request {
	const char *ref;              /**< Moved by compare-and-swap. */
	const struct gp_oid *commits; /**< Lent, as all of this. */
	const char *const *names;     /**< Of each, for messages. */
	size_t n;
	/**
	 * The first is a line of history that goes on: a new commit has it as
	 * its only parent, and where it has all there is, the ref moves to it.
	 * Otherwise the parent is where the ref was.
	 */
	bool onto_first;
	bool on_top; /**< And the ref ends there or one step on, for a push. */
	/**
	 * A horizon that is new to the first has all that is too old dropped,
	 * also where nothing differs. If this is set, the commit then has no
	 * parent: with the history goes the space.
	 */
	bool fold;
	const struct gp_entry *horizon; /**< One to add; may be NULL. */
	bool durable;
	const char *message;
};

struct gp_merge_result {
	struct gp_oid commit; /**< Where the ref is now; size 0: nowhere. */
	struct gp_oid tree;
	bool moved;
	bool folded;  /**< To a commit without a parent. */
	size_t notes; /**< That the ref has now and had not just so. */
	size_t lost;  /**< Notes that a new horizon dropped or shortened. */
};

/**
 * Moves `ref` to the union of its notes and those of the commits, all or
 * nothing; where that changes nothing, it stays. GP_EGIT names the commit
 * that is not made of notes, or whose notes cannot be read.
 */
GP_CHECK enum gp_err gp_notes_merge(struct gp_repo *repo,
				    struct gp_merge_result *out,
				    const struct gp_merge_request *what);

/** What was taken from a source that nobody vouches for. */
struct gp_untrusted_added {
	size_t runs, notes; /**< That are new here. */
	size_t left_out;    /**< Lines that are no measurements of the commit
				 in whose note they stand, or that pass for
				 a run that is here. */
};

/** Runs that are taken from such a source at once. */
#define GP_UNTRUSTED_MAX ((size_t)1000)

/**
 * Adds the measurements that the commits of `what` have and `what->ref` lacks
 * as runs of kind GP_ENTRY_UNTRUSTED, in one commit of the ref. Their ids are
 * derived from the lines, so no source can choose one, and to take them twice
 * adds nothing. Marks, tombstones, pins and horizons are never taken. Of
 * `what`, ref, commits, names, n, durable and message count. GP_ELIMIT for
 * more than GP_UNTRUSTED_MAX runs; otherwise it fails as gp_notes_merge() does.
 */
GP_CHECK enum gp_err gp_notes_add_untrusted(
	struct gp_repo *repo, struct gp_untrusted_added *out,
	const struct gp_merge_request *what);

/** What some notes have and others lack. */
struct gp_unshared {
	struct gp_oid *objects; /**< Whose notes; freed by the caller. */
	size_t n_objects;
	/** By kind; each line once, in however many notes it is. */
	struct gp_entry_counts entries;
};

/**
 * Counts the lines that the notes at `commit` have and those at none of the
 * `n` others. Lines that tombstones of the others hide do not count.
 */
GP_CHECK enum gp_err gp_notes_unshared(struct gp_repo *repo,
				       struct gp_unshared *out,
				       const struct gp_oid *commit,
				       const struct gp_oid *others, size_t n);
void gp_unshared_clear(struct gp_unshared *unshared);

/**
 * Writes a commit without parents that has the notes of `commit` on some
 * objects, and nothing else.
 */
GP_CHECK enum gp_err gp_notes_extract(struct gp_repo *repo, struct gp_oid *out,
				      const struct gp_oid *commit,
				      const struct gp_unshared *unshared);

#endif /* GP_MERGE_H */
