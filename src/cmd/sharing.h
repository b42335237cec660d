#ifndef GP_CMD_SHARING_H
#define GP_CMD_SHARING_H

#include "gp/sync.h"

/** Opens the repository, and fills `sync` from configuration and terminal. */
GP_CHECK enum gp_err gp_sharing_open(struct gp_repo **repo,
				     struct gp_sync *sync);

/** JSON is what was asked for; a line for people is said besides. */
GP_CHECK enum gp_err gp_sharing_tell(struct gp_buf *text, bool json);

#endif /* GP_CMD_SHARING_H */
