#ifndef GP_STORE_TRANSACT_H
#define GP_STORE_TRANSACT_H

#include "gp/libgit2.h"

#include "batch.h"

/* Moving a notes ref from one commit to the next, with retries. */

/* How to write: strings are borrowed. */
struct gp_write {
	const char *ref;     /* the full name of the notes ref */
	const char *message; /* the subject of the commit */
	bool durable;        /* sync everything to disk */
};

/* A commit of a notes ref; everything is borrowed. */
struct gp_commit_plan {
	git_oid *commit; /* set by gp_commit_write() */
	const git_oid *tree;
	const git_oid *parent; /* NULL: none */
	const char *message;
};
/* Writes the commit to `batch`, by the identity of the user. GP_EIO. */
GP_CHECK enum gp_err gp_commit_write(struct gp_batch *batch,
				     const struct gp_commit_plan *plan);
/*
 * Moves the ref from `tip` to plan->commit, as gp_tip_move(), but waits for a
 * process that holds the lock of the ref. GP_EBUSY names the lock if it stays.
 * GP_RACED if the ref has moved or the .keep file of the batch is gone.
 */
GP_CHECK enum gp_err gp_tip_move_wait(enum gp_moved *out,
				      const struct gp_batch *batch,
				      const struct gp_tip *tip,
				      const struct gp_commit_plan *plan);

/*
 * One attempt to read the ref, write a commit and move the ref. `*out` is
 * GP_MOVED if that is done, anything else to be called again.
 */
typedef enum gp_err gp_attempt_fn(void *ctx, enum gp_moved *out);
/*
 * Calls `attempt` with `ctx` until it has moved the ref, for a minute at most
 * (then GP_EBUSY), while no other process of this program writes. Syncs what
 * write->durable requires. GP_EDENIED if git is receiving a push; GP_EIO if the
 * repository is not writable; otherwise the errors of `attempt`.
 */
GP_CHECK enum gp_err gp_notes_transact(struct gp_repo *repo,
				       const struct gp_write *write,
				       gp_attempt_fn *attempt, void *ctx);

#endif /* GP_STORE_TRANSACT_H */
