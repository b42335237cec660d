#ifndef GP_PARTIAL_H
#define GP_PARTIAL_H

#include "gp/history.h"
#include "gp/sync.h"

/**
 * @file
 * Pulls only the results that a check of one commit needs: history knows which
 * commits a check looks at, and sync fetches their notes.
 */

/**
 * Pulls the results that a check of `query->rev` needs, if nothing was fetched
 * from the remote before: the newest `query->commits` results of each series of
 * the commit and of the baseline, those of the commit itself, and all
 * acceptances and aliases. A shallow clone is deepened as far as the baseline
 * needs. If the remote cannot send a part of its notes, all are pulled, as
 * gp_sync_pull() does. Errors are those of gp_sync_pull().
 */
GP_CHECK enum gp_err gp_pull_last(struct gp_repo *repo, struct gp_pulled *out,
				  const struct gp_sync *sync,
				  const struct gp_history_query *query);

#endif /* GP_PARTIAL_H */
