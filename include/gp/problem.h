#ifndef GP_PROBLEM_H
#define GP_PROBLEM_H

#include <stddef.h>

#include "gp/buf.h"

/**
 * @file
 * Problems that `git perf doctor` found, each with the command that solves it.
 */

enum gp_problem_severity {
	GP_PROBLEM_ERROR, /**< Results can be lost, or nothing works. */
	GP_PROBLEM_WARN,  /**< Verdicts are worse, or results stay here. */
	GP_PROBLEM_NOTE   /**< Good to know. */
};

/** "error", "warn", "note": a constant. */
const char *gp_problem_severity_name(enum gp_problem_severity severity);

/** One problem that was found. */
struct gp_problem {
	const char *check; /**< Name of the check that found it; a constant. */
	enum gp_problem_severity severity;
	struct gp_buf what; /**< What was found. */
	struct gp_buf why;  /**< Why it is a problem. */
	struct gp_buf next; /**< The command that solves it; names in it are
				 quoted for a shell. */
};

/** Zero-initialised is empty; gp_problems_clear() frees the items. */
struct gp_problems {
	struct gp_problem *items; /**< The worst first. */
	size_t n, cap;
};
/**
 * Adds a problem that the check `check` (a constant) found, with empty texts.
 * The pointer is valid until the next call.
 */
struct gp_problem *gp_problems_add(struct gp_problems *problems,
				   const char *check,
				   enum gp_problem_severity severity);

/** Sorts by severity, the worst first; stable. */
void gp_problems_sort(struct gp_problems *problems);

/** Frees the problems and their texts, and leaves an empty list. */
void gp_problems_clear(struct gp_problems *problems);

/** How many problems have this severity. */
size_t gp_problems_count(const struct gp_problems *problems,
			 enum gp_problem_severity severity);

#endif /* GP_PROBLEM_H */
