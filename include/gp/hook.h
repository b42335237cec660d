#ifndef GP_HOOK_H
#define GP_HOOK_H

#include <stdbool.h>

#include "gp/store.h"

/**
 * @file
 * The pre-push hook: a copy of hooks/pre-push in the folder where git looks.
 *
 * If there is a hook already, it is renamed and run first; it gets its name
 * back when ours is removed. Ours is recognised by its second line.
 */

enum gp_hook_state {
	GP_HOOK_NONE,    /**< There is no pre-push hook. */
	GP_HOOK_CURRENT, /**< Ours, of this version. */
	GP_HOOK_OTHER,   /**< Ours, of another version, or not executable. */
	GP_HOOK_FOREIGN  /**< Somebody else's. */
};

/** The place of the hook, and what was found there; owned by the caller. */
struct gp_hook {
	struct gp_buf path;   /**< Absolute. */
	struct gp_buf before; /**< The name of a hook that was there before. */
	enum gp_hook_state state;
	bool chained; /**< A file called `before` exists. */
	bool wide;    /**< Outside of the repository and its work tree: it is
			   shared by several repositories. */
	bool tracked; /**< In the work tree, so that it can be committed. */
};
/** Frees the paths and zeroes the struct. */
void gp_hook_clear(struct gp_hook *hook);

/**
 * Fills `out` with the hook where git looks for it: core.hooksPath, linked
 * worktrees; with husky it is the file that husky runs. GP_EGIT if git does not
 * tell the folder.
 */
GP_CHECK enum gp_err gp_hook_find(struct gp_hook *out, struct gp_repo *repo);

/**
 * Installs our hook, after renaming a foreign one; both or none. GP_EDENIED if
 * `before` exists already, GP_EIO if a file cannot be written. `hook` is not
 * updated.
 */
GP_CHECK enum gp_err gp_hook_install(const struct gp_hook *hook);

/** GP_EDENIED if gp_hook_install() would refuse; writes nothing. */
GP_CHECK enum gp_err gp_hook_may_install(const struct gp_hook *hook);

/**
 * Removes our hook and gives the one that was there before its name back. A
 * foreign hook is left alone. GP_EIO.
 */
GP_CHECK enum gp_err gp_hook_uninstall(const struct gp_hook *hook);

#endif /* GP_HOOK_H */
