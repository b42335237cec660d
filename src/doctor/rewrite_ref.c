/*
 * notes.rewriteRef, which copies results to commits with other content.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "gp/phrase.h"

#include "diagnosis.h"

static void report_rewrite(struct gp_diagnosis *d, const char *what,
			   const struct gp_git_config_value *s)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_puts(&problem->what, what);
	gp_buf_puts(&problem->why,
		    "amend and rebase copy results to commits with other "
		    "content, which was never measured; results follow "
		    "unchanged content without this setting");
	if (!s) {
		gp_buf_puts(&problem->next, "unset GIT_NOTES_REWRITE_REF");
		return;
	}
	gp_buf_printf(
		&problem->next,
		"git config %s--unset-all --fixed-value notes.rewriteRef ",
		gp_setting_option(s));
	gp_shell_quote(&problem->next, s->value);
}

/* git also accepts a pattern without "refs/". */
static bool rewrites_notes(const char *pattern)
{
	const char *notes = GP_NOTES_REF + strlen("refs/");

	return gp_refspec_covers_notes(pattern) || !fnmatch(pattern, notes, 0);
}

/* It replaces the configuration; patterns are separated by colons. */
static void check_environment(struct gp_diagnosis *d, const char *env)
{
	struct gp_buf list = GP_BUF_INIT, what = GP_BUF_INIT;
	bool covered = false;
	char *rest, *one;

	gp_buf_puts(&list, env);
	rest = list.data;
	while ((one = strsep(&rest, ":")))
		covered = covered || rewrites_notes(one);
	gp_buf_printf(&what, "GIT_NOTES_REWRITE_REF is %s", env);
	if (covered)
		report_rewrite(d, gp_buf_str(&what), NULL);
	gp_buf_clear(&what);
	gp_buf_clear(&list);
}

static enum gp_err find_rewrite_ref(struct gp_diagnosis *d)
{
	const char *env = getenv("GIT_NOTES_REWRITE_REF");
	struct gp_buf what = GP_BUF_INIT;

	if (env)
		check_environment(d, env);
	for (size_t i = 0; i < d->settings.n && !env; i++) {
		const struct gp_git_config_value *s = &d->settings.items[i];

		if (strcmp(s->key, "notes.rewriteref") ||
		    !rewrites_notes(s->value))
			continue;
		gp_buf_reset(&what);
		gp_buf_printf(&what, "notes.rewriteRef is %s", s->value);
		report_rewrite(d, gp_buf_str(&what), s);
	}
	gp_buf_clear(&what);
	return GP_OK;
}

const struct gp_doctor_check gp_check_rewrite_ref = {
	.name = "rewrite-ref",
	.find = find_rewrite_ref,
};
