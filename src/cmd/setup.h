#ifndef GP_CMD_SETUP_H
#define GP_CMD_SETUP_H

#include "gp/error.h"
#include "gp/store.h"

/** Says what was done with a path, on stderr: "<what> <path><tail>". */
GP_CHECK enum gp_err gp_setup_say(const char *what, const char *path,
				  const char *tail);

/** Writes or removes the CI files of `forge`, and says so on stderr. */
GP_CHECK enum gp_err gp_setup_ci(struct gp_repo *repo, const char *forge,
				 bool uninstall, bool dry_run);

#endif /* GP_CMD_SETUP_H */
