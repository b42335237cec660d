#ifndef GP_HOOK_H
#define GP_HOOK_H

#include <stdbool.h>

#include "gp/store.h"

/**
 * @file
 * The pre-push hook: hooks/pre-push, put where git looks for it.
 *
 * A hook that is there is moved beside, runs first, and comes back when ours
 * is taken out again. Ours is known by its second line.
 */

enum gp_hook_state {
	GP_HOOK_NONE,    /**< There is no pre-push hook. */
	GP_HOOK_CURRENT, /**< Ours, as this program has it. */
	GP_HOOK_OTHER,   /**< Ours, of another version, or not executable. */
	GP_HOOK_FOREIGN  /**< Somebody else's. */
};

/** Where the hook is, and what is there. */
struct gp_hook {
	struct gp_buf path;   /**< Absolute. */
	struct gp_buf before; /**< Where what was there stands. */
	enum gp_hook_state state;
	bool chained; /**< Something is at `before`. */
	bool wide;    /**< Neither in the repository nor in its work tree. */
	bool tracked; /**< In the work tree: a file like others. */
};
void gp_hook_clear(struct gp_hook *hook);

/**
 * Looks where git would: core.hooksPath, linked worktrees; with husky at the
 * file that husky runs. GP_EGIT with git's own words.
 */
GP_CHECK enum gp_err gp_hook_find(struct gp_hook *out, struct gp_repo *repo);

/**
 * Installs ours, after moving a foreign one beside; either both or none.
 * GP_EDENIED where `before` is taken already, GP_EIO where nothing can be
 * written. `hook` is as it was found.
 */
GP_CHECK enum gp_err gp_hook_install(const struct gp_hook *hook);

/**
 * Whether the hook can be installed, by what gp_hook_find() saw. GP_EDENIED.
 */
GP_CHECK enum gp_err gp_hook_may_install(const struct gp_hook *hook);

/** Takes ours out and puts back what was there; a foreign hook is left. */
GP_CHECK enum gp_err gp_hook_uninstall(const struct gp_hook *hook);

#endif /* GP_HOOK_H */
