#ifndef GP_LAB_H
#define GP_LAB_H

#include "gp/config.h"
#include "gp/finding.h"
#include "gp/map.h"

/**
 * @file
 * Runs the user's code. A command never comes from a committed file: callers
 * take it from the configuration of git.
 */

/** A shell command. */
struct gp_lab_command {
	const char *line;       /**< For sh -c. */
	const char *dir;        /**< Working directory, or NULL. */
	const char *const *env; /**< Extra "NAME=value", or NULL. */
};

/**
 * Runs the command to its end. Its stdin is empty, its stderr is ours, and its
 * stdout is appended to `out`. GP_EIO if it ends with another status than 0;
 * GP_ELIMIT if it prints more than 64 MiB.
 */
GP_CHECK enum gp_err gp_lab_run(struct gp_buf *out,
				const struct gp_lab_command *command);

/** perf.rerun: suspects are measured again before they fail a check. */
struct gp_rerun {
	struct gp_repo *repo; /**< Borrowed, as the next one. */
	const struct gp_config *config;
	bool progress; /**< stderr is a terminal: say which run it is. */

	struct gp_notices notices; /**< Why it was not run, or did not help. */
	struct gp_buf recorded;    /**< What was recorded, for people. */
	size_t runs;               /**< Recorded; 0: the verdict stays. */

	/* private to rerun.c */
	struct gp_map suspects; /* "testbed\0benchmark\0metric" */
	struct gp_arena arena;  /* of those keys */
};

/**
 * Runs the command of perf.rerun until each suspect has three runs, at most
 * twice, and records the runs, all or none. Series that moved together are
 * suspects, too. It does so only if nothing but
 * regressions fails the check, and if the work tree has what was judged. What
 * goes wrong with the command is a notice, and changes nothing else. Fails,
 * with GP_EGIT and the like, only if the repository cannot be read.
 */
GP_CHECK enum gp_err gp_rerun(struct gp_rerun *rerun,
			      const struct gp_findings *findings);

/** Sets `reruns` of each finding that was a suspect, or still is one. */
void gp_rerun_mark(struct gp_rerun *rerun, struct gp_findings *findings);

/** Frees everything but repository and configuration. */
void gp_rerun_clear(struct gp_rerun *rerun);

#endif /* GP_LAB_H */
