#ifndef GP_STORE_QUEUE_H
#define GP_STORE_QUEUE_H

#include "gp/repo.h"

/* One writer at a time: our files in the common directory, and the lock. */

/*
 * Waits until no other process of this program writes, and returns a file
 * descriptor that holds the lock; close it to let the next one in (the kernel
 * does if the process dies). Returns -1 if there can be no lock or the wait
 * takes too long. The caller goes on without it: the compare-and-swap of the
 * ref is what makes writing safe, and the queue only avoids races.
 */
int gp_queue_enter(struct gp_repo *repo);

/*
 * Opens (or creates) the file perf/<name> in the common directory. Returns a
 * descriptor for the caller to close, or -1.
 */
int gp_own_file(struct gp_repo *repo, const char *name);

#endif /* GP_STORE_QUEUE_H */
