#ifndef GP_CMD_RECORDING_H
#define GP_CMD_RECORDING_H

#include "gp/config.h"
#include "gp/store.h"

/**
 * @file
 * What makes measurements a run of a commit, and a run a line in a note: for
 * record, and for what runs by itself.
 */
struct gp_recording {
	struct gp_repo *repo;
	const struct gp_config *config;
	struct gp_commit commit; /**< What was measured. */
	const char *testbed;     /**< By name, or NULL: as configured. */
	bool dirty;              /**< In a modified work tree. */
};

/** Says in `run` where, when and on what it was measured. */
GP_CHECK enum gp_err gp_recording_describe(const struct gp_recording *about,
					   struct gp_entry *run);

/** Adds `n` described runs to the notes at once, or none. */
GP_CHECK enum gp_err gp_recording_keep(const struct gp_recording *about,
				       struct gp_entry *const *runs, size_t n);

#endif /* GP_CMD_RECORDING_H */
