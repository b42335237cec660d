/*
 * What several checks of the doctor look at: git's configuration, and what is
 * known of the remote; and the commands that they print.
 */
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#include "gp/phrase.h"

#include "diagnosis.h"

struct gp_problem *gp_problem_add(struct gp_diagnosis *d,
				  enum gp_problem_severity severity)
{
	return gp_problems_add(d->problems, d->check, severity);
}

const char *gp_diagnosis_setting(const struct gp_diagnosis *d, const char *key)
{
	for (size_t i = d->settings.n; i--;)
		if (!strcmp(d->settings.items[i].key, key))
			return d->settings.items[i].value;
	return NULL;
}

bool gp_diagnosis_is_set(const struct gp_diagnosis *d, const char *key)
{
	static const char *const yes[] = { "", "true", "yes", "on", "1" };
	const char *value = gp_diagnosis_setting(d, key);

	for (size_t i = 0; value && i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!strcasecmp(value, yes[i]))
			return true;
	return false;
}

enum gp_err gp_diagnosis_pending(const struct gp_pending **out,
				 struct gp_diagnosis *d)
{
	const struct gp_doctor_input *input = d->input;
	enum gp_err err = GP_OK;

	if (!d->has_pending) {
		gp_pending_clear(&d->pending);
		err = gp_sync_pending(input->repo, &d->pending, input->remote);
	}
	d->has_pending = !err;
	*out = &d->pending;
	return err;
}

const char *gp_setting_option(const struct gp_git_config_value *setting)
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

bool gp_refspec_covers_notes(const char *pattern)
{
	return !fnmatch(pattern, GP_NOTES_REF, 0);
}

void gp_doctor_put_command(struct gp_buf *out, const char *command,
			   const struct gp_doctor_input *input)
{
	gp_buf_printf(out, "git perf %s", command);
	if (input->remote) {
		gp_buf_putc(out, ' ');
		gp_shell_quote(out, input->remote);
	}
}
