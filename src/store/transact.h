#ifndef GP_STORE_TRANSACT_H
#define GP_STORE_TRANSACT_H

#include "gp/libgit2.h"

#include "batch.h"

/* Moving a notes ref from one commit to the next, with retries. */

struct gp_write {
	const char *ref;
	const char *message;
	bool durable;
};

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

#endif /* GP_STORE_TRANSACT_H */
