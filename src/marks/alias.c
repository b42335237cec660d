/*
 * Aliases: a benchmark that was renamed keeps its history.
 */
#include <string.h>

#include "gp/limits.h"
#include "gp/parameters.h"

#include "matched.h"
#include "named.h"
#include "plan.h"

static bool maps_pattern(const struct gp_mark_spec *spec)
{
	return gp_has_star(spec->name) && gp_has_star(spec->to);
}

static enum gp_err check_alias(const struct gp_mark_spec *spec)
{
	struct gp_span unused;
	enum gp_err err;

	if ((err = gp_mark_check_name("the old name", spec->name)) ||
	    (err = gp_mark_check_name("the new name", spec->to)))
		return err;
	if (!strcmp(spec->name, spec->to))
		return gp_fail(GP_EUSAGE, "'%.200s' cannot be its own alias",
			       spec->name);
	if (maps_pattern(spec) &&
	    gp_star_match(&unused, spec->name, gp_span_of(spec->to)))
		return gp_fail(GP_EUSAGE,
			       "every name that '%.200s' makes matches "
			       "'%.200s' again",
			       spec->to, spec->name);
	return GP_OK;
}

/* ---- whether the new name is recorded ---- */

/* What the recorded runs say about a name. */
struct name_use {
	const char *name;
	bool has_star;
	bool any; /* Anything is recorded. */
	bool is_benchmark, is_key;
	struct gp_buf key; /* scratch space */
};

static bool is_named(const struct name_use *use, struct gp_span text)
{
	struct gp_span unused;

	return use->has_star ? gp_star_match(&unused, use->name, text)
			     : gp_span_eq(text, use->name);
}

/* Also by the benchmark's name without its parameters. */
static void find_use_of(struct name_use *use, const struct gp_measurement *m)
{
	struct gp_span name = gp_span_of(m->benchmark);
	size_t len;

	use->any = true;
	do {
		gp_buf_reset(&use->key);
		gp_buf_span(&use->key, name);
		gp_buf_printf(&use->key, ":%s", m->metric);
		use->is_benchmark |= is_named(use, name);
		use->is_key |= is_named(use, gp_buf_view(&use->key));
		len = name.len;
		name = gp_without_parameter(name);
	} while (name.len < len);
}

static enum gp_err find_use(struct name_use *use, const struct gp_marks *marks)
{
	struct gp_entries runs = { 0 };
	enum gp_err err = gp_mark_runs(marks, &runs);

	for (size_t i = 0; i < runs.n; i++)
		for (size_t k = 0; k < runs.items[i]->n_results; k++)
			find_use_of(use, &runs.items[i]->results[k]);
	gp_entries_clear(&runs);
	gp_buf_clear(&use->key);
	return err;
}

/* A '*' in one of the names only may be part of a benchmark's name. */
static void warn_of_stars(struct gp_marks *marks,
			  const struct gp_mark_spec *spec)
{
	if (!maps_pattern(spec) &&
	    (strchr(spec->name, '*') || strchr(spec->to, '*')))
		gp_notices_add(&marks->notices,
			       "'%.200s' and '%.200s' are names: in a pattern, "
			       "each has one '*'",
			       spec->name, spec->to);
}

/*
 * An old name that was never recorded, but resembles one, is misspelt. Patterns
 * are not checked, nor names of a letter or two, which any name has in it.
 */
static enum gp_err check_old_name(const struct gp_marks *marks,
				  const struct gp_mark_spec *spec)
{
	const struct gp_mark_search in_runs = { .pattern = spec->name,
						.believe = true };
	const struct gp_mark_search renamed = { .pattern = spec->name,
						.renamed = true,
						.believe = true };

	if (strlen(spec->name) < 3 || strchr(spec->name, '*') ||
	    !gp_mark_must_match(marks, &renamed)) {
		gp_error_clear();
		return GP_OK;
	}
	return gp_mark_must_match(marks, &in_runs);
}

/*
 * A name with a colon may be a benchmark or a key. The recorded results show
 * one mistake, a key for a benchmark; everything else is believed.
 */
static enum gp_err check_recorded(struct gp_marks *marks,
				  const struct gp_mark_spec *spec)
{
	struct name_use use = { .name = spec->to,
				.has_star = maps_pattern(spec) };
	char hex[GP_OID_HEX];
	enum gp_err err;

	warn_of_stars(marks, spec);
	if ((err = check_old_name(marks, spec)) ||
	    (err = find_use(&use, marks)))
		return err;
	if (use.is_key && !use.is_benchmark && !strchr(spec->name, ':'))
		return gp_fail(GP_EUSAGE,
			       "'%.200s' is a key and '%.200s' a benchmark: "
			       "give both as keys, or both as benchmarks",
			       spec->to, spec->name);
	if (use.any && !use.is_key && !use.is_benchmark)
		gp_notices_add(&marks->notices,
			       "nothing that is recorded at %s is named "
			       "'%.200s'",
			       gp_oid_short(&marks->commit.oid, hex), spec->to);
	return GP_OK;
}

/* ---- the other aliases of the commit ---- */

/* Whether the new alias replaces `old`: a name has one alias at a commit. */
static bool is_replaced(const struct gp_marks *marks,
			const struct gp_entry *old,
			const struct gp_mark_spec *spec)
{
	return gp_oid_same(&old->commit, &marks->commit.oid) &&
	       !strcmp(old->alias->from, spec->name);
}

/* What the aliases of this commit turn `name` into, or NULL. */
static const char *next_name(const struct gp_marks *marks,
			     const struct gp_mark_spec *spec, const char *name)
{
	for (size_t i = 0; i < marks->existing.n; i++) {
		const struct gp_entry *mark = marks->existing.items[i];

		if (gp_oid_same(&mark->commit, &marks->commit.oid) &&
		    !is_replaced(marks, mark, spec) &&
		    !strcmp(mark->alias->from, name))
			return mark->alias->to;
	}
	return NULL;
}

/*
 * Pulled aliases may form a cycle already; following as many steps as there
 * are aliases ends in any case.
 */
static enum gp_err check_cycle(const struct gp_marks *marks,
			       const struct gp_mark_spec *spec)
{
	const char *name = spec->to;
	char hex[GP_OID_HEX];

	for (size_t i = 0; name && i <= marks->existing.n; i++) {
		if (!strcmp(name, spec->name))
			return gp_fail(GP_EUSAGE,
				       "'%.200s' is an alias of '%.200s' at %s "
				       "already: undo that one first",
				       spec->to, spec->name,
				       gp_oid_short(&marks->commit.oid, hex));
		name = next_name(marks, spec, name);
	}
	return GP_OK;
}

static enum gp_err undo_replaced(struct gp_marks *marks,
				 const struct gp_mark_spec *spec)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < marks->existing.n; i++)
		if (is_replaced(marks, marks->existing.items[i], spec))
			err = gp_mark_plan_undo(marks,
						marks->existing.items[i]);
	return err;
}

/* ---- the kind ---- */

static enum gp_err plan_alias(struct gp_marks *marks,
			      const struct gp_mark_spec *spec)
{
	struct gp_buf who = GP_BUF_INIT;
	struct gp_entry *mark;
	enum gp_err err;

	if ((err = gp_mark_new(marks, &mark)) ||
	    (err = check_cycle(marks, spec)) ||
	    (err = check_recorded(marks, spec)) ||
	    (err = undo_replaced(marks, spec)))
		return err;
	gp_repo_committer(marks->repo, &who);
	mark->alias = gp_arena_alloc(mark->arena, sizeof(*mark->alias));
	*mark->alias = (struct gp_alias){
		.from = gp_entry_string(mark, gp_span_of(spec->name)),
		.to = gp_entry_string(mark, gp_span_of(spec->to)),
		.who = gp_entry_string(mark, gp_buf_view(&who)),
	};
	gp_buf_clear(&who);
	gp_mark_plan(marks, mark);
	return GP_OK;
}

static bool has_names(const struct gp_entry *mark,
		      const struct gp_mark_spec *spec)
{
	return !strcmp(mark->alias->from, spec->name) &&
	       (!spec->to || !strcmp(mark->alias->to, spec->to));
}

static enum gp_err choose_alias(struct gp_marks *marks,
				const struct gp_mark_spec *spec)
{
	return gp_mark_choose_named(marks, spec, has_names);
}

const struct gp_mark_kind gp_mark_alias = {
	.entry = GP_ENTRY_ALIAS,
	.command = "alias",
	.noun = "alias",
	.check = check_alias,
	.plan = plan_alias,
	.choose = choose_alias,
};
