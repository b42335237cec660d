/*
 * The checks of git perf doctor, and what they share.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gp/mem.h"

#include "doctor.h"

/* In the order in which traps of one severity are told. */
static const struct gp_check checks[] = {
	{ "forced-refspec", gp_check_refspec, false },
	{ "filtered-notes", gp_check_filtered, false },
	{ "lock", gp_check_lock, false },
	{ "damage", gp_check_damage, false },
	{ "push", gp_check_push, true },
	{ "unsynced", gp_check_unsynced, false },
	{ "inboxes", gp_check_inboxes, false },
	{ "unreadable", gp_check_unreadable, false },
	{ "part", gp_check_part, false },
	{ "rewrite-ref", gp_check_rewrite, false },
	{ "merge-checkout", gp_check_merge, false },
	{ "base", gp_check_base, false },
	{ "shallow", gp_check_shallow, false },
	{ "replaced", gp_check_rewritten, false },
	{ "clock", gp_check_clock, false },
	{ "hook", gp_check_hook, false },
	{ "gitperf", gp_check_gitperf, false },
	{ "governor", gp_check_governor, false },
	{ "boost", gp_check_boost, false },
	{ "load", gp_check_load, false },
	{ "virtual", gp_check_virtual, false },
};
#define N_CHECKS (sizeof(checks) / sizeof(checks[0]))

/* ---- traps ---- */

struct gp_trap *gp_trap_new(struct gp_diagnosis *look,
			    enum gp_trap_severity severity)
{
	struct gp_traps *traps = look->traps;
	struct gp_trap *trap;

	traps->items = gp_grow(traps->items, traps->n, &traps->cap,
			       sizeof(*traps->items));
	trap = &traps->items[traps->n++];
	memset(trap, 0, sizeof(*trap));
	trap->check = look->check;
	trap->severity = severity;
	return trap;
}

void gp_traps_clear(struct gp_traps *traps)
{
	for (size_t i = 0; i < traps->n; i++) {
		gp_buf_clear(&traps->items[i].what);
		gp_buf_clear(&traps->items[i].why);
		gp_buf_clear(&traps->items[i].next);
	}
	free(traps->items);
	memset(traps, 0, sizeof(*traps));
}

size_t gp_traps_count(const struct gp_traps *traps,
		      enum gp_trap_severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < traps->n; i++)
		n += traps->items[i].severity == severity;
	return n;
}

/* Stable, which qsort() is not; there are few. */
static void sort(struct gp_traps *traps)
{
	for (size_t i = 1; i < traps->n; i++) {
		struct gp_trap trap = traps->items[i];
		size_t at = i;

		for (; at && traps->items[at - 1].severity > trap.severity;
		     at--)
			traps->items[at] = traps->items[at - 1];
		traps->items[at] = trap;
	}
}

/* ---- what several checks look at ---- */

const char *gp_diagnosis_setting(const struct gp_diagnosis *look,
				 const char *key)
{
	for (size_t i = look->settings.n; i--;)
		if (!strcmp(look->settings.items[i].key, key))
			return look->settings.items[i].value;
	return NULL;
}

bool gp_diagnosis_is_set(const struct gp_diagnosis *look, const char *key)
{
	static const char *const yes[] = { "", "true", "yes", "on", "1" };
	const char *value = gp_diagnosis_setting(look, key);

	for (size_t i = 0; value && i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!strcasecmp(value, yes[i]))
			return true;
	return false;
}

enum gp_err gp_diagnosis_pending(const struct gp_pending **out,
				 struct gp_diagnosis *look)
{
	const struct gp_doctor *of = look->of;
	enum gp_err err = GP_OK;

	if (!look->has_pending) {
		gp_pending_clear(&look->pending);
		err = gp_sync_pending(of->repo, &look->pending, of->remote);
	}
	look->has_pending = !err;
	*out = &look->pending;
	return err;
}

const char *gp_setting_where(const struct gp_setting *setting)
{
	static const char *const where[][2] = {
		{ "global", "--global " },
		{ "system", "--system " },
		{ "worktree", "--worktree " },
	};

	for (size_t i = 0; i < sizeof(where) / sizeof(where[0]); i++)
		if (!strcmp(setting->scope, where[i][0]))
			return where[i][1];
	return "";
}

/* ---- words ---- */

bool gp_covers_notes(const char *pattern)
{
	return !fnmatch(pattern, GP_NOTES_REF, 0);
}

/* ---- looking ---- */

static bool is_wanted(const struct gp_doctor *of, const struct gp_check *check)
{
	if (check->asks && !of->ask)
		return false;
	for (size_t i = 0; i < of->n_only; i++)
		if (!strcmp(of->only[i], check->name))
			return true;
	return !of->n_only;
}

size_t gp_doctor_checks(const struct gp_doctor *doctor)
{
	size_t n = 0;

	for (size_t i = 0; i < N_CHECKS; i++)
		n += is_wanted(doctor, &checks[i]);
	return n;
}

static enum gp_err check_name(const char *name)
{
	struct gp_buf known = GP_BUF_INIT;
	enum gp_err err;

	for (size_t i = 0; i < N_CHECKS; i++) {
		if (!strcmp(checks[i].name, name)) {
			gp_buf_clear(&known);
			return GP_OK;
		}
		gp_buf_printf(&known, "%s%s", i ? ", " : "", checks[i].name);
	}
	err = gp_fail(GP_EUSAGE, "no check '%s': there are %s", name,
		      gp_buf_str(&known));
	gp_buf_clear(&known);
	return err;
}

/* What cannot be looked at is worth telling, and the rest worth looking at. */
static void tell_failure(struct gp_diagnosis *look)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_ERROR);

	gp_buf_puts(&trap->what, gp_error_message());
	gp_buf_puts(&trap->why, "this could not be looked at, and the commands "
				"that need it fail as well");
	gp_buf_puts(&trap->next, "git perf fsck");
	gp_error_clear();
}

enum gp_err gp_doctor_look(struct gp_traps *out, const struct gp_doctor *doctor)
{
	struct gp_diagnosis look = { .of = doctor, .traps = out };
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < doctor->n_only && !err; i++)
		err = check_name(doctor->only[i]);
	if (!err)
		err = gp_settings_list(&look.settings);
	for (size_t i = 0; i < N_CHECKS && !err; i++) {
		if (!is_wanted(doctor, &checks[i]))
			continue;
		look.check = checks[i].name;
		if (checks[i].look(&look))
			tell_failure(&look);
	}
	sort(out);
	gp_settings_clear(&look.settings);
	gp_pending_clear(&look.pending);
	return err;
}
