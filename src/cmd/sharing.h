#ifndef GP_CMD_SHARING_H
#define GP_CMD_SHARING_H

#include "gp/sync.h"

/**
 * Opens the repository, prints its notices, and fills in what `sync` gets from
 * the configuration and the terminal.
 */
GP_CHECK enum gp_err gp_sharing_open(struct gp_repo **repo,
				     struct gp_sync *sync);

/** Prints JSON to stdout, but a text for people to stderr, unless `quiet`. */
GP_CHECK enum gp_err gp_sharing_print(struct gp_buf *text, bool json,
				      bool quiet);

#endif /* GP_CMD_SHARING_H */
