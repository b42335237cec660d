/*
 * Names of marks: which are valid, and which mark is meant by one.
 */
#include <string.h>

#include "gp/parse.h"

#include "named.h"
#include "plan.h"

/* ---- which mark is meant ---- */

/* A shorter prefix of an id could be a name by chance. */
#define ID_DIGITS_MIN 4

static bool has_id(const struct gp_entry *mark, const struct gp_mark_spec *spec)
{
	size_t len = strlen(spec->name);
	char hex[GP_ENTRY_ID_HEX];

	return !spec->to && len >= ID_DIGITS_MIN &&
	       !strncmp(gp_entry_id_hex(&mark->id, hex), spec->name, len);
}

static void choose_matching(struct gp_marks *marks,
			    const struct gp_mark_spec *spec, bool here,
			    gp_mark_match_fn *matches)
{
	for (size_t i = 0; i < marks->existing.n; i++) {
		const struct gp_entry *mark = marks->existing.items[i];

		if (matches(mark, spec) &&
		    (!here || gp_mark_is_here(marks, mark)) &&
		    (!spec->testbed || !strcmp(mark->testbed, spec->testbed)))
			gp_mark_list_add(&marks->undone, mark);
	}
}

static enum gp_err check_one_commit(const struct gp_marks *marks,
				    const struct gp_mark_spec *spec)
{
	const struct gp_mark_list *chosen = &marks->undone;

	for (size_t i = 1; i < chosen->n; i++)
		if (!gp_oid_same(&chosen->items[i]->commit,
				 &chosen->items[0]->commit))
			return gp_fail(GP_EUSAGE,
				       "'%.200s' has %s %s at more than one "
				       "commit: name it with --at, or give an "
				       "id from git perf %s --list",
				       spec->name,
				       strchr("aeiou", *marks->kind->noun)
					       ? "an"
					       : "a",
				       marks->kind->noun, marks->kind->command);
	return GP_OK;
}

static enum gp_err choose_by_id(struct gp_marks *marks,
				const struct gp_mark_spec *spec)
{
	const struct gp_mark_kind *kind = marks->kind;
	char hex[GP_OID_HEX];

	choose_matching(marks, spec, spec->at, has_id);
	if (marks->undone.n > 1)
		return gp_fail(GP_EUSAGE,
			       "more than one %s has an id that begins with "
			       "'%.200s': give more digits",
			       kind->noun, spec->name);
	if (marks->undone.n)
		return GP_OK;
	return gp_fail(GP_ENOTFOUND,
		       "no %s '%.200s'%s%s: git perf %s --list shows all",
		       kind->noun, spec->name, spec->at ? " at " : "",
		       spec->at ? gp_oid_short(&marks->commit.oid, hex) : "",
		       kind->command);
}

enum gp_err gp_mark_choose_named(struct gp_marks *marks,
				 const struct gp_mark_spec *spec,
				 gp_mark_match_fn *is_named)
{
	enum gp_err err;

	choose_matching(marks, spec, true, is_named);
	if (!marks->undone.n && !spec->at) {
		choose_matching(marks, spec, false, is_named);
		if ((err = check_one_commit(marks, spec)))
			return err;
	}
	return marks->undone.n ? GP_OK : choose_by_id(marks, spec);
}

/* ---- patterns ---- */

static const char *pattern_of_mark(const struct gp_entry *mark)
{
	return mark->kind == GP_ENTRY_RETIREMENT ? mark->retire->pattern
						 : mark->accept->pattern;
}

static bool has_pattern(const struct gp_entry *mark,
			const struct gp_mark_spec *spec)
{
	return !strcmp(pattern_of_mark(mark), spec->name);
}

enum gp_err gp_mark_choose_pattern(struct gp_marks *marks,
				   const struct gp_mark_spec *spec)
{
	return gp_mark_choose_named(marks, spec, has_pattern);
}

enum gp_err gp_mark_undo_same(struct gp_marks *marks,
			      const struct gp_entry *mark)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < marks->existing.n; i++) {
		const struct gp_entry *old = marks->existing.items[i];

		if (gp_oid_same(&old->commit, &mark->commit) &&
		    !strcmp(pattern_of_mark(old), pattern_of_mark(mark)) &&
		    !strcmp(old->testbed, mark->testbed))
			err = gp_mark_plan_undo(marks, old);
	}
	return err;
}

/* ---- which names are valid ---- */

enum gp_err gp_mark_check_text(const char *what, const char *text)
{
	size_t len = strlen(text);

	if (len > GP_MARK_TEXT_MAX)
		return gp_fail(GP_EUSAGE, "%s has %zu bytes: at most %zu", what,
			       len, GP_MARK_TEXT_MAX);
	if (!gp_span_trim(gp_span_of(text)).len)
		return gp_fail(GP_EUSAGE, "%s is empty", what);
	return GP_OK;
}

enum gp_err gp_mark_check_name(const char *what, const char *text)
{
	struct gp_span rest = gp_span_of(text);
	size_t len;

	while (rest.len) {
		if (!(len = gp_utf8_len(rest)))
			return gp_fail(GP_EUSAGE, "%s '%.200s' is not UTF-8",
				       what, text);
		rest = gp_span_sub(rest, len, rest.len);
	}
	return gp_mark_check_text(what, text);
}
