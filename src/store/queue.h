#ifndef GP_STORE_QUEUE_H
#define GP_STORE_QUEUE_H

#include "gp/repo.h"

/* One writer at a time: files of ours, and the lock. */

/*
 * Queues up with other writers of this program, so that they need not race.
 * -1 where that is not possible: the ref's compare-and-swap is what counts.
 * The kernel frees it when a process dies. Close it to let the next one in.
 */
int gp_queue_enter(struct gp_repo *repo);

/* Opens a file of ours below the common directory, making the folder. */
int gp_own_file(struct gp_repo *repo, const char *name);

#endif /* GP_STORE_QUEUE_H */
