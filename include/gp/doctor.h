#ifndef GP_DOCTOR_H
#define GP_DOCTOR_H

#include "gp/store.h"

/**
 * @file
 * What in a repository, or a machine, will bite: each trap with the command
 * that mends it. Looking changes nothing.
 */

enum gp_trap_severity {
	GP_TRAP_ERROR, /**< Results can be lost, or nothing works. */
	GP_TRAP_WARN,  /**< Verdicts suffer, or results stay here. */
	GP_TRAP_NOTE   /**< Good to know. */
};

/** One thing that was found. */
struct gp_trap {
	const char *check; /**< Who found it, lent for good. */
	enum gp_trap_severity severity;
	struct gp_buf what; /**< What is the case. */
	struct gp_buf why;  /**< Why that bites. */
	struct gp_buf next; /**< The command that mends it; names in it are
				 quoted for a shell. */
};

/** Zero-initialised is empty. */
struct gp_traps {
	struct gp_trap *items; /**< The worst first. */
	size_t n, cap;
};
void gp_traps_clear(struct gp_traps *traps);

/** How many are of this severity. */
size_t gp_traps_count(const struct gp_traps *traps,
		      enum gp_trap_severity severity);

/** What is looked at, and what other modules know of it; all lent. */
struct gp_doctor {
	struct gp_repo *repo;
	const struct gp_commit *head;    /**< NULL before the first commit. */
	const struct gp_entries *runs;   /**< Recorded at the head. */
	const char *base;                /**< perf.base, or NULL. */
	bool has_base;                   /**< There is such a branch. */
	size_t commits;                  /**< perf.commits */
	const char *remote;              /**< As for gp_sync_push(). */
	const struct gp_notices *config; /**< Of gp_config_notices(). */
	int64_t now_s;
	const char *root;        /**< What stands before /proc and /sys: "". */
	bool ask;                /**< The remote may be asked. */
	bool full;               /**< Every note may be read. */
	const char *const *only; /**< Names of checks; none is all. */
	size_t n_only;
};

/**
 * Looks for every trap, or for those that were named; a check that could not
 * look is one, too. GP_EUSAGE lists the known names.
 */
GP_CHECK enum gp_err gp_doctor_look(struct gp_traps *out,
				    const struct gp_doctor *doctor);

/** How many checks gp_doctor_look() makes. */
size_t gp_doctor_checks(const struct gp_doctor *doctor);

#endif /* GP_DOCTOR_H */
