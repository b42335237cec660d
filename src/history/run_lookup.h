#ifndef GP_HISTORY_RUN_LOOKUP_H
#define GP_HISTORY_RUN_LOOKUP_H

#include "gp/history.h"
#include "gp/store.h"

#include "gp/walk.h"

/**
 * @file
 * Which runs count at a commit.
 *
 * Those in its own note; then, for testbeds without any, those in the note of
 * its tree, which a squash, a rebase or an amend left of other commits; then,
 * if gp_run_lookup_follow() was called, those of the commit that it was before.
 * A run of another commit counts only if the trees are the same, or if a
 * carry-over in the note says that this commit was that one before a rewrite;
 * and if the note of that commit has no tombstone for it.
 */

struct gp_rewritten;

/** Zero-initialised is closed. */
struct gp_run_lookup {
	struct gp_repo *repo;
	struct gp_walk *walk;
	struct gp_notes *notes;
	struct gp_notices *notices;        /**< Borrowed. */
	const struct gp_fact_names *facts; /**< As in a query; set by the
						caller, borrowed. */
	struct gp_rewritten *rewritten;    /**< NULL: gp_run_lookup_follow() was
						not called. */
};

/** Opens the notes of `repo`; problems with single notes go to `notices`. */
GP_CHECK enum gp_err gp_run_lookup_open(struct gp_run_lookup *out,
					struct gp_repo *repo,
					struct gp_notices *notices);
void gp_run_lookup_close(struct gp_run_lookup *lookup);

/**
 * From now on a commit without runs gets those of the commit that it was before
 * the history was rewritten with the same content. This lists all notes, and
 * asks git which commits branches reach; so it is done only if results are
 * missing. `*more` is whether there are runs that were not found before.
 */
GP_CHECK enum gp_err gp_run_lookup_follow(struct gp_run_lookup *lookup,
					  bool *more);

/** Names of testbeds, sorted; all borrowed. */
struct gp_testbeds {
	const char **names;
	size_t n;
};
/** Returns the index of `name`, or SIZE_MAX. */
size_t gp_testbeds_find(const struct gp_testbeds *testbeds, const char *name);

/** Sorts `n` names and drops doubles; returns how many are left. */
size_t gp_testbeds_sort(const char **names, size_t n);

/** What to look up; zero-initialised is all trusted runs. */
struct gp_run_filter {
	/** If the commit has runs of all of these, the note of its tree is not
	    read. NULL: it is always read. */
	const struct gp_testbeds *testbeds;
	bool no_tree;   /**< Never read the note of the tree. */
	bool marks;     /**< Acceptances and aliases in place of runs. */
	bool untrusted; /**< Untrusted runs too. */
	/** Runs that certainly have none of its benchmarks are passed over;
	    its testbeds are those above, in their order. NULL: none is. */
	const struct gp_run_look *look;
};

/** Whether an entry is an acceptance, an alias or a retirement. */
bool gp_entry_is_mark(const struct gp_entry *entry);

/**
 * Appends the runs that count at `commit`, whose tree may be unknown (size 0).
 * Dirty runs are included if they are the commit's own. Their benchmarks have
 * their whole names, with the tags that separate. Errors are those of
 * reading notes and commits.
 */
GP_CHECK enum gp_err gp_run_lookup_at(struct gp_run_lookup *lookup,
				      struct gp_entries *out,
				      const struct gp_commit *commit,
				      const struct gp_run_filter *filter);

/* ---- lists of entries ---- */

/**
 * Whether there is a trusted run of a clean work tree, on one of the testbeds
 * (NULL: on any).
 */
bool gp_entries_have_clean_run(const struct gp_entries *entries,
			       const struct gp_testbeds *testbeds);

/**
 * Drops an entry and leaves a hole (NULL) in the list, so that dropping many is
 * not quadratic. Its memory stays with the arena.
 */
void gp_entries_drop(struct gp_entries *entries, size_t i);

/** Closes the holes. Nothing else accepts a list with holes. */
void gp_entries_compact(struct gp_entries *entries);

/** Moves all entries of `from`, which is then empty, to the end of `to`. */
void gp_entries_move(struct gp_entries *to, struct gp_entries *from);

#endif /* GP_HISTORY_RUN_LOOKUP_H */
