#ifndef GP_HISTORY_RUN_LOOKUP_H
#define GP_HISTORY_RUN_LOOKUP_H

#include "gp/history.h"
#include "gp/store.h"

#include "gp/walk.h"

/**
 * @file
 * Which runs count at a commit.
 *
 * Those of its own note; then, for testbeds without any, those in the note
 * of its tree: what a squash, a rebase or an amend left of other commits. A
 * run that belongs to another commit counts only if the trees agree, and if
 * its own commit's note does not forget it.
 */

struct gp_run_lookup {
	struct gp_repo *repo;
	struct gp_walk *walk;
	struct gp_notes *notes;
	struct gp_notices *notices; /**< Lent. */
};

GP_CHECK enum gp_err gp_run_lookup_open(struct gp_run_lookup *out,
					struct gp_repo *repo,
					struct gp_notices *notices);
void gp_run_lookup_close(struct gp_run_lookup *reader);

/** Names of testbeds, sorted, lent. */
struct gp_testbeds {
	const char **names;
	size_t n;
};
/** Index of `name`, or SIZE_MAX. */
size_t gp_testbeds_find(const struct gp_testbeds *testbeds, const char *name);

struct gp_run_filter {
	/** Only these matter: where the commit has them all, its tree is not
	    looked up. NULL: all do. */
	const struct gp_testbeds *wanted;
	bool no_tree;   /**< Never look the tree up. */
	bool marks;     /**< Acceptances and aliases, in place of what was
			     measured. */
	bool untrusted; /**< What was measured by those whom nobody vouches for,
			     too. */
};

/** Whether a run is an acceptance or an alias. */
bool gp_entry_is_mark(const struct gp_entry *run);

/**
 * Appends the measured runs that count at `commit`, whose tree may be left
 * out (size 0). Dirty ones are among them if they are its own.
 */
GP_CHECK enum gp_err gp_run_lookup_at(struct gp_run_lookup *reader,
				      struct gp_entries *out,
				      const struct gp_commit *commit,
				      const struct gp_run_filter *look);

/* ---- lists of runs ---- */

/**
 * Drops a run and leaves a hole (NULL) in the list, so that dropping many is
 * not quadratic; its memory stays with the arena.
 */
void gp_entries_drop(struct gp_entries *runs, size_t i);

/** Closes the holes, before anybody else sees the list. */
void gp_entries_compact(struct gp_entries *runs);

/** Appends everything of `from`, which is then empty. */
void gp_entries_move(struct gp_entries *to, struct gp_entries *from);

#endif /* GP_HISTORY_RUN_LOOKUP_H */
