/*
 * Aliases: a benchmark that was renamed keeps its history.
 */
#include <string.h>

#include "named.h"
#include "plan.h"

static enum gp_err check_alias(const struct gp_mark_spec *spec)
{
	enum gp_err err;

	if ((err = gp_mark_check_name("the old name", spec->name)) ||
	    (err = gp_mark_check_name("the new name", spec->to)))
		return err;
	if (!strcmp(spec->name, spec->to))
		return gp_fail(GP_EUSAGE, "'%.200s' cannot be its own alias",
			       spec->name);
	return GP_OK;
}

/* ---- whether the new name is recorded ---- */

/* Whether `key` is "benchmark:metric" of `m`. */
static bool is_key_of(const char *key, const struct gp_measurement *m)
{
	size_t len = strlen(m->benchmark);

	return !strncmp(key, m->benchmark, len) && key[len] == ':' &&
	       !strcmp(key + len + 1, m->metric);
}

/* What the recorded runs say about a name. */
struct name_use {
	bool any; /* Anything is recorded. */
	bool is_benchmark, is_key;
};

static void find_use(struct name_use *use, const struct gp_entry *run,
		     const char *name)
{
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		use->any = true;
		use->is_benchmark |= !strcmp(m->benchmark, name);
		use->is_key |= is_key_of(name, m);
	}
}

/*
 * A name with a colon may be a benchmark or a key. The recorded results show
 * one mistake, a key for a benchmark; everything else is believed.
 */
static enum gp_err check_recorded(struct gp_marks *marks,
				  const struct gp_mark_spec *spec)
{
	struct name_use use = { 0 };
	struct gp_entries runs = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err = gp_mark_runs(marks, &runs);

	for (size_t i = 0; i < runs.n; i++)
		find_use(&use, runs.items[i], spec->to);
	gp_entries_clear(&runs);
	if (err)
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
