#ifndef GP_DOCTOR_DOCTOR_H
#define GP_DOCTOR_DOCTOR_H

#include "gp/doctor.h"
#include "gp/phrase.h"
#include "gp/sync.h"

#include "sync/settings.h"

/** A look in progress. */
struct gp_diagnosis {
	const struct gp_doctor *of;
	struct gp_traps *traps;
	const char *check; /**< The one that looks now. */
	struct gp_settings settings;
	struct gp_pending pending; /**< As gp_diagnosis_pending() left it. */
	bool has_pending;
};

/** A row of the table in doctor.c. */
struct gp_check {
	const char *name;
	enum gp_err (*look)(struct gp_diagnosis *look);
	bool asks; /**< Talks to the remote. */
};

/** Adds a trap; valid until the next one. */
struct gp_trap *gp_trap_new(struct gp_diagnosis *look,
			    enum gp_trap_severity severity);

/** Lends the value that counts; NULL where the key is not set. */
const char *gp_diagnosis_setting(const struct gp_diagnosis *look,
				 const char *key);

/** Whether that value is one of git's words for yes. */
bool gp_diagnosis_is_set(const struct gp_diagnosis *look, const char *key);

/**
 * Lends what is known of the remote without asking it: found once for all
 * checks.
 */
GP_CHECK enum gp_err gp_diagnosis_pending(const struct gp_pending **out,
					  struct gp_diagnosis *look);

/** The option of git config that names where a setting stands, "--local ". */
const char *gp_setting_where(const struct gp_setting *setting);

/** Whether a pattern of refs (fnmatch, no flags) covers the notes ref. */
bool gp_covers_notes(const char *pattern);

/* ---- the checks ---- */

/* doctor_config.c */
GP_CHECK enum gp_err gp_check_refspec(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_rewrite(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_hook(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_gitperf(struct gp_diagnosis *look);

/* doctor_history.c */
GP_CHECK enum gp_err gp_check_shallow(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_base(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_merge(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_rewritten(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_clock(struct gp_diagnosis *look);

/* doctor_notes.c */
GP_CHECK enum gp_err gp_check_filtered(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_lock(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_damage(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_inboxes(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_unsynced(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_unreadable(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_part(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_push(struct gp_diagnosis *look);

/* doctor_machine.c */
GP_CHECK enum gp_err gp_check_governor(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_boost(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_load(struct gp_diagnosis *look);
GP_CHECK enum gp_err gp_check_virtual(struct gp_diagnosis *look);

#endif /* GP_DOCTOR_DOCTOR_H */
