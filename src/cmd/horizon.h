#ifndef GP_CMD_HORIZON_H
#define GP_CMD_HORIZON_H

#include "gp/store.h"

/** Reads the date of forget --before, in seconds; GP_EUSAGE, also ahead. */
GP_CHECK enum gp_err gp_horizon_parse(int64_t *out, const char *text);

/** Drops what is about older commits, and says on stderr how much. */
GP_CHECK enum gp_err gp_horizon_raise(struct gp_repo *repo, int64_t before_s,
				      bool durable);

#endif /* GP_CMD_HORIZON_H */
