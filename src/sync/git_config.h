#ifndef GP_SYNC_GIT_CONFIG_H
#define GP_SYNC_GIT_CONFIG_H

#include <stdbool.h>

#include "gp/buf.h"
#include "gp/error.h"

/** One value of git's configuration; lent from the text that git printed. */
struct gp_git_config_value {
	const char *scope; /**< "local", "global", …, as git says it. */
	const char *key;   /**< Section and last word in lower case. */
	const char *value; /**< "" for a key without a value. */
	bool bare;         /**< There was none, which git takes for true. */
};

/** All of them, of which the last of a key counts. Zero is empty. */
struct gp_git_config {
	struct gp_buf listed;
	struct gp_git_config_value *items;
	size_t n, cap;
};

/**
 * Asks git, which knows of -c, GIT_CONFIG_GLOBAL, includes and work trees.
 * GP_EGIT where it cannot list them.
 */
GP_CHECK enum gp_err gp_git_config_list(struct gp_git_config *out);
void gp_git_config_clear(struct gp_git_config *settings);

#endif /* GP_SYNC_GIT_CONFIG_H */
