#ifndef GP_PROCESS_H
#define GP_PROCESS_H

#include "gp/buf.h"
#include "gp/error.h"

/**
 * @file
 * Runs a program (git, above all) and collects what it prints.
 */

/** What to run; zero-initialised but for `argv`. */
struct gp_process {
	const char *const *argv; /**< NULL-terminated; argv[0] by PATH. */
	const char *const *env;  /**< Extra "NAME=value", or "NAME" to take one
				      away; or NULL. */
	const char *dir;         /**< Working directory, or NULL. */
	struct gp_span input;    /**< Given to its stdin; else /dev/null. */
	size_t max_bytes;        /**< Limit for stdout; 0 means 64 MiB. */
	bool quiet;              /**< stderr to /dev/null, else inherited. */
	/** Stands on our stderr after half a second, until it ends; or NULL. */
	const char *waiting;
};

/**
 * Runs to the end, appending stdout to `out` (may be NULL: discarded).
 * `*status` is the exit status, or 128 + the signal that ended it.
 * GP_EIO when it cannot be started; GP_ELIMIT when it prints too much.
 */
GP_CHECK enum gp_err gp_process_run(struct gp_buf *out, int *status,
				    const struct gp_process *process);

/** As gp_process_run, but stderr is appended to `err` (may not be NULL). */
GP_CHECK enum gp_err gp_process_run_err(struct gp_buf *out, struct gp_buf *err,
					int *status,
					const struct gp_process *process);

#endif /* GP_PROCESS_H */
