#ifndef GP_DOCTOR_DIAGNOSIS_H
#define GP_DOCTOR_DIAGNOSIS_H

#include "gp/doctor.h"
#include "gp/sync.h"

#include "sync/git_config.h"

/**
 * @file
 * What the checks of the doctor share. A check is one constant struct in a
 * file of its own, listed in doctor.c.
 */

/** A diagnosis in progress. */
struct gp_diagnosis {
	const struct gp_doctor_input *input; /**< Borrowed. */
	struct gp_problems *problems;        /**< Found so far; borrowed. */
	const char *check;             /**< Name of the check that runs now. */
	struct gp_git_config settings; /**< All of git's configuration. */
	struct gp_pending pending;     /**< Set by gp_diagnosis_pending(). */
	bool has_pending;
};

/** One thing that can be wrong. */
struct gp_doctor_check {
	const char *name; /**< As on the command line. */
	/**
	 * Adds what it finds to the problems. An error says that the check
	 * could not be made; it becomes a problem itself.
	 */
	enum gp_err (*find)(struct gp_diagnosis *d);
	bool asks_remote; /**< Talks to the remote. */
};

/**
 * Adds a problem of the check that runs now, with empty texts. The pointer is
 * valid until the next call.
 */
struct gp_problem *gp_problem_add(struct gp_diagnosis *d,
				  enum gp_problem_severity severity);

/**
 * Returns the value of a key of git's configuration (the last one, which
 * counts), borrowed; NULL if it is not set.
 */
const char *gp_diagnosis_setting(const struct gp_diagnosis *d, const char *key);

/** Whether a key is set to true, in any of git's spellings. */
bool gp_diagnosis_is_set(const struct gp_diagnosis *d, const char *key);

/**
 * Sets `*out` to what is known of the remote without asking it, borrowed. It
 * is read once for all checks. Errors are those of gp_sync_pending().
 */
GP_CHECK enum gp_err gp_diagnosis_pending(const struct gp_pending **out,
					  struct gp_diagnosis *d);

/**
 * The option of `git config`, with a blank behind it, that names the file of a
 * setting: "--global "; "" for the repository's own. A constant.
 */
const char *gp_setting_option(const struct gp_git_config_value *setting);

/** Whether a pattern of refs (fnmatch, no flags) matches the notes ref. */
bool gp_refspec_covers_notes(const char *pattern);

/** Appends "git perf <command>", with the remote if the user named one. */
void gp_doctor_put_command(struct gp_buf *out, const char *command,
			   const struct gp_doctor_input *input);

#endif /* GP_DOCTOR_DIAGNOSIS_H */
