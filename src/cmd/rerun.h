#ifndef GP_CMD_RERUN_H
#define GP_CMD_RERUN_H

#include "gp/config.h"
#include "gp/finding.h"
#include "gp/map.h"

/**
 * @file
 * perf.rerun: suspects are measured again before they fail a check.
 */
struct gp_rerun {
	struct gp_repo *repo;
	const struct gp_config *config;
	struct gp_notices said; /**< Why it was not run, or was in vain. */
	size_t runs;            /**< Recorded; 0: the verdict stays. */

	/* private to rerun.c */
	struct gp_map suspects; /* "testbed\0benchmark\0metric" */
	struct gp_arena arena;  /* of those */
};

/**
 * Where perf.rerun is set, regressions alone fail the check, and the work
 * tree holds what was judged: runs the command until each suspect has three
 * runs, two at most, and records them, all or none. What goes wrong with the
 * command is said in `rerun->said`, and changes nothing else. GP_EGIT and the
 * like where the repository cannot be asked.
 */
GP_CHECK enum gp_err gp_rerun(struct gp_rerun *rerun,
			      const struct gp_findings *findings);

/** Counts the reruns behind what was a suspect, or still is. */
void gp_rerun_mark(struct gp_rerun *rerun, struct gp_findings *findings);

/** The store and the configuration are the caller's. */
void gp_rerun_clear(struct gp_rerun *rerun);

#endif /* GP_CMD_RERUN_H */
