#ifndef GP_PROCESS_H
#define GP_PROCESS_H

#include "gp/buf.h"
#include "gp/error.h"

/**
 * @file
 * Runs a program, mostly git, and collects its output.
 */

/** How to run a program. Only `argv` must be set, the rest may be zero. */
struct gp_process {
	const char *const *argv; /**< NULL-terminated; argv[0] is searched in
				      PATH. */
	const char *const *env;  /**< "NAME=value" sets a variable, "NAME"
				      removes it; or NULL. */
	const char *dir;         /**< Working directory, or NULL. */
	struct gp_span input;    /**< Its stdin; /dev/null if empty. */
	size_t max_bytes;        /**< Limit for stdout; 0 means 64 MiB. */
	bool quiet;              /**< stderr to /dev/null, else inherited. */
	/** Shown on our stderr after half a second of silence, and removed when
	    the program ends; or NULL. */
	const char *waiting;
};

/**
 * Runs to the end, appending stdout to `out` (may be NULL: discarded).
 * `*status` is the exit status, or 128 + the signal that ended it.
 * GP_EIO if it cannot be started; GP_ELIMIT if it prints too much.
 */
GP_CHECK enum gp_err gp_process_run(struct gp_buf *out, int *status,
				    const struct gp_process *process);

/** As gp_process_run, but stderr is appended to `err` (may not be NULL). */
GP_CHECK enum gp_err gp_process_run_err(struct gp_buf *out, struct gp_buf *err,
					int *status,
					const struct gp_process *process);

#endif /* GP_PROCESS_H */
