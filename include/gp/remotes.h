#ifndef GP_REMOTES_H
#define GP_REMOTES_H

#include <stddef.h>

#include "gp/store.h"

/** Names of the configured remotes, in the order of the configuration. */
struct gp_remotes {
	char **items;
	size_t n, cap;
};

/** Fills `out`; an unreadable configuration counts as without remotes. */
void gp_remotes_load(struct gp_remotes *out, struct gp_repo *repo);
/** Frees the names; the list is empty and usable again. */
void gp_remotes_clear(struct gp_remotes *remotes);

#endif /* GP_REMOTES_H */
