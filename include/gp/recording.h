#ifndef GP_RECORDING_H
#define GP_RECORDING_H

#include "gp/machine.h"
#include "gp/store.h"

/**
 * @file
 * Turns imported results into a run of a commit, and writes that run to the
 * notes. `git perf record` uses it, and so does whatever runs a benchmark
 * itself. It cannot read the configuration, which is on its floor: the caller
 * passes the settings that it needs.
 */
struct gp_recording {
	struct gp_repo *repo;
	struct gp_commit commit;            /**< What was measured. */
	bool dirty;                         /**< In a modified work tree. */
	struct gp_testbed_settings testbed; /**< From gp_config_testbed(). */
	const char *base; /**< perf.base: the base branch, or NULL. */
	bool durable;     /**< perf.durable: flush to disk (fsync). */
};

/**
 * Sets the commit, the time, the testbed and the branch of `run`. Fails if the
 * testbed's name is invalid (see gp_testbed_fill()) or HEAD cannot be read.
 */
GP_CHECK enum gp_err gp_recording_describe(const struct gp_recording *about,
					   struct gp_entry *run);

/**
 * Adds `n` described runs to the notes, all of them or none. They are kept at
 * their commit and, off the base branch, also at its tree. Errors are those of
 * gp_notes_add().
 */
GP_CHECK enum gp_err gp_recording_keep(const struct gp_recording *about,
				       struct gp_entry *const *runs, size_t n);

#endif /* GP_RECORDING_H */
