/*
 * A refspec or a mirror remote that lets git overwrite or delete notes that are
 * not pushed yet.
 */
#include <string.h>

#include "gp/phrase.h"

#include "diagnosis.h"

/* Matches "remote.<name>.<variable>"; the name may contain dots. */
static bool is_of_remote(struct gp_span *name, const char *key,
			 const char *word)
{
	struct gp_span span = gp_span_of(key);
	size_t head = strlen("remote."), tail = strlen(word);

	if (!gp_span_starts(span, "remote.") || !gp_span_ends(span, word) ||
	    span.len <= head + tail)
		return false;
	*name = gp_span_sub(span, head, span.len - head - tail);
	return true;
}

/* Whether a fetch from this remote deletes refs that it does not have. */
static bool prunes(const struct gp_diagnosis *d, struct gp_span remote)
{
	struct gp_buf key = GP_BUF_INIT;
	bool set;

	gp_buf_printf(&key, "remote.%.*s.prune", (int)remote.len, remote.data);
	set = gp_diagnosis_setting(d, gp_buf_str(&key))
		      ? gp_diagnosis_is_set(d, gp_buf_str(&key))
		      : gp_diagnosis_is_set(d, "fetch.prune");
	gp_buf_clear(&key);
	return set;
}

/* Whether a negative refspec, "^refs/notes/perf", protects the notes. */
static bool is_excluded(const struct gp_diagnosis *d, const char *key)
{
	for (size_t i = 0; i < d->settings.n; i++)
		if (!strcmp(d->settings.items[i].key, key) &&
		    d->settings.items[i].value[0] == '^' &&
		    gp_refspec_covers_notes(d->settings.items[i].value + 1))
			return true;
	return false;
}

static bool writes_notes(const char *refspec)
{
	const char *to = strchr(refspec, ':');

	return to && gp_refspec_covers_notes(to + 1);
}

static void report_fetch(struct gp_diagnosis *d,
			 const struct gp_git_config_value *s)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_ERROR);
	bool forced = s->value[0] == '+';

	gp_buf_printf(&problem->what, "%s is %s%s", s->key, s->value,
		      forced ? "" : ", and fetching prunes");
	gp_buf_printf(&problem->why,
		      "git fetch %s " GP_NOTES_REF
		      "%s: runs that are not pushed yet are lost",
		      forced ? "overwrites" : "deletes",
		      forced ? " with the notes of the remote"
			     : " if the remote has none");
	gp_buf_printf(&problem->next, "git config %s--add ",
		      gp_setting_option(s));
	gp_shell_quote(&problem->next, s->key);
	gp_buf_puts(&problem->next, " '^" GP_NOTES_REF "*'");
}

static void report_push(struct gp_diagnosis *d,
			const struct gp_git_config_value *s)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_ERROR);

	gp_buf_printf(&problem->what, "%s is %s", s->key, s->value);
	gp_buf_puts(&problem->why,
		    "git push overwrites the results that others pushed; git "
		    "perf push does not need this refspec");
	gp_buf_printf(&problem->next, "git config %s--unset-all --fixed-value ",
		      gp_setting_option(s));
	gp_shell_quote(&problem->next, s->key);
	gp_buf_putc(&problem->next, ' ');
	gp_shell_quote(&problem->next, s->value);
}

static void report_mirror(struct gp_diagnosis *d,
			  const struct gp_git_config_value *s)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_ERROR);

	gp_buf_printf(&problem->what, "%s is set", s->key);
	gp_buf_puts(&problem->why,
		    "git push makes every ref of the remote equal to the one "
		    "here, so that the results that others pushed are lost; "
		    "git perf push does not need this setting");
	gp_buf_printf(&problem->next, "git config %s--unset-all ",
		      gp_setting_option(s));
	gp_shell_quote(&problem->next, s->key);
}

static enum gp_err find_refspec(struct gp_diagnosis *d)
{
	for (size_t i = 0; i < d->settings.n; i++) {
		const struct gp_git_config_value *s = &d->settings.items[i];
		struct gp_span remote;

		if (is_of_remote(&remote, s->key, ".mirror") &&
		    gp_diagnosis_is_set(d, s->key))
			report_mirror(d, s);
		if (!writes_notes(s->value))
			continue;
		if (is_of_remote(&remote, s->key, ".fetch") &&
		    (s->value[0] == '+' || prunes(d, remote)) &&
		    !is_excluded(d, s->key))
			report_fetch(d, s);
		else if (is_of_remote(&remote, s->key, ".push") &&
			 s->value[0] == '+')
			report_push(d, s);
	}
	return GP_OK;
}

const struct gp_doctor_check gp_check_refspec = {
	.name = "forced-refspec",
	.find = find_refspec,
};
