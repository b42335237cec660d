#ifndef GP_CMD_UNASKED_H
#define GP_CMD_UNASKED_H

#include "gp/sync.h"

/**
 * Prints "next  git perf pull (never synced with origin)" if that is why there
 * are no results here; returns whether it did.
 */
bool gp_warn_unasked(struct gp_repo *repo);

#endif /* GP_CMD_UNASKED_H */
