#ifndef GP_REMOTES_H
#define GP_REMOTES_H

#include <stddef.h>

#include "gp/store.h"

/** Names of the configured remotes, in order of the configuration. */
struct gp_remotes {
	char **items;
	size_t n, cap;
};

/** Fills `out`; a configuration that cannot be read has no remotes. */
void gp_remotes_load(struct gp_remotes *out, struct gp_repo *repo);
void gp_remotes_clear(struct gp_remotes *remotes);

#endif /* GP_REMOTES_H */
