#ifndef GP_SYNC_GIT_CONFIG_H
#define GP_SYNC_GIT_CONFIG_H

#include <stdbool.h>

#include "gp/buf.h"
#include "gp/error.h"

/** A value of git's configuration; its strings are borrowed from the list. */
struct gp_git_config_value {
	const char *scope; /**< "local", "global", …, as git prints it. */
	const char *key;   /**< Section and last part in lower case. */
	const char *value; /**< "" for a key without a value. */
	bool bare;         /**< There is no "=", which means true. */
};

/**
 * All values; of a key, the last one counts. Zero-initialised is empty.
 */
struct gp_git_config {
	struct gp_buf listed;
	struct gp_git_config_value *items;
	size_t n, cap;
};

/**
 * Asks git, because only git reads -c, GIT_CONFIG_GLOBAL, includes and the
 * configuration of work trees. GP_EGIT if it cannot list its configuration.
 */
GP_CHECK enum gp_err gp_git_config_list(struct gp_git_config *out);
void gp_git_config_clear(struct gp_git_config *settings);

#endif /* GP_SYNC_GIT_CONFIG_H */
