/*
 * Acceptances and aliases in the notes: the same line on the commit, on its
 * tree where it is off the base branch, and on the empty tree, which is the
 * index that everybody reads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/history.h"
#include "gp/mem.h"
#include "gp/parse.h"
#include "gp/report.h"

#include "cmd.h"
#include "mark.h"

/* ---- reading ---- */

static int by_time(const void *a, const void *b)
{
	const struct gp_entry *x = *(struct gp_entry *const *)a;
	const struct gp_entry *y = *(struct gp_entry *const *)b;

	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return memcmp(x->id.raw, y->id.raw, sizeof(x->id.raw));
}

static void keep_kind(struct gp_entries *runs, unsigned kind)
{
	size_t kept = 0;

	for (size_t i = 0; i < runs->n; i++) {
		struct gp_entry *run = runs->items[i];

		if (run->kind == kind)
			runs->items[kept++] = run;
		else
			gp_entry_clear(run);
	}
	runs->n = kept;
	if (kept)
		qsort(runs->items, kept, sizeof(struct gp_entry *), by_time);
}

static enum gp_err read_standing(struct gp_marks *marks)
{
	struct gp_notes *notes = NULL;
	enum gp_err err;

	if (!(err = gp_notes_open(&notes, marks->repo)) &&
	    !(err = gp_notes_read(notes, &marks->standing, NULL,
				  gp_notes_project(), &marks->notices)))
		keep_kind(&marks->standing, marks->kind);
	gp_notes_free(notes);
	return err;
}

static enum gp_err find_commit(struct gp_marks *marks, const char *at)
{
	enum gp_err err =
		gp_repo_resolve(marks->repo, &marks->commit, at ? at : "HEAD");

	marks->has_commit = !err;
	if (!err || at)
		return err;
	gp_error_clear(); /* whoever needs one says so */
	return GP_OK;
}

enum gp_err gp_marks_open(struct gp_marks *marks, unsigned kind, const char *at)
{
	enum gp_err err;

	marks->kind = kind;
	if ((err = gp_repo_open(&marks->repo)) ||
	    (err = find_commit(marks, at)) ||
	    (err = gp_config_load(&marks->config, marks->repo,
				  marks->has_commit ? &marks->commit : NULL)) ||
	    (err = read_standing(marks)))
		return err;
	gp_warn_all(&marks->repo->notices);
	gp_warn_all(gp_config_notices(marks->config));
	gp_warn_all(&marks->notices);
	return GP_OK;
}

void gp_marks_close(struct gp_marks *marks)
{
	free(marks->adds);
	gp_entries_clear(&marks->made);
	gp_entries_clear(&marks->standing);
	gp_notices_clear(&marks->notices);
	gp_config_free(marks->config);
	gp_repo_free(marks->repo);
	memset(marks, 0, sizeof(*marks));
}

bool gp_marks_here(const struct gp_marks *marks, const struct gp_entry *mark)
{
	return marks->has_commit &&
	       (gp_oid_same(&mark->commit, &marks->commit.oid) ||
		(mark->tree.size &&
		 gp_oid_same(&mark->tree, &marks->commit.tree)));
}

enum gp_err gp_marks_measured(struct gp_marks *marks, struct gp_entries *out)
{
	/* Damage is told by those who judge. */
	struct gp_notices unsaid = { 0 };
	enum gp_err err =
		gp_history_at(out, marks->repo, &marks->commit, &unsaid);

	gp_notices_clear(&unsaid);
	return err;
}

/* ---- writing ---- */

enum gp_err gp_marks_make(struct gp_marks *marks, struct gp_entry **out)
{
	struct gp_entry *mark;
	bool off_base;
	enum gp_err err;

	/* HEAD was not found, and is needed now: again, for its message. */
	if (!marks->has_commit &&
	    (err = gp_repo_resolve(marks->repo, &marks->commit, "HEAD")))
		return err;
	if ((err = gp_history_off_base(marks->repo, &marks->commit,
				       gp_config_get(marks->config, "base"),
				       &off_base)))
		return err;
	mark = gp_entries_add(&marks->made);
	if ((err = gp_entry_stamp(mark)))
		return err;
	mark->kind = marks->kind;
	mark->commit = marks->commit.oid;
	mark->commit_time = marks->commit.time;
	if (off_base)
		mark->tree = marks->commit.tree;
	*out = mark;
	return GP_OK;
}

static void plan(struct gp_marks *marks, const struct gp_oid *object,
		 const struct gp_entry *run)
{
	/* A mark that somebody pushed can name what cannot be here. */
	if (object->size != gp_notes_project()->size)
		return;
	marks->adds = gp_grow(marks->adds, marks->n_adds, &marks->cap_adds,
			      sizeof(*marks->adds));
	marks->adds[marks->n_adds++] = (struct gp_note_add){ *object, run };
}

/* Puts `run` into each note that `mark` stands in. */
static void plan_all(struct gp_marks *marks, const struct gp_entry *mark,
		     const struct gp_entry *run)
{
	plan(marks, &mark->commit, run);
	if (mark->tree.size)
		plan(marks, &mark->tree, run);
	plan(marks, gp_notes_project(), run);
}

void gp_marks_add(struct gp_marks *marks, const struct gp_entry *mark)
{
	plan_all(marks, mark, mark);
}

enum gp_err gp_marks_bury(struct gp_marks *marks, const struct gp_entry *mark)
{
	struct gp_entry *tomb = gp_entries_add(&marks->made);
	enum gp_err err = gp_entry_stamp(tomb);

	if (err)
		return err;
	tomb->kind = GP_ENTRY_TOMBSTONE;
	tomb->commit = mark->commit;
	tomb->commit_time = mark->commit_time;
	tomb->targets = gp_arena_alloc(tomb->arena, sizeof(*tomb->targets));
	tomb->targets[0] = mark->id;
	tomb->n_targets = 1;
	plan_all(marks, mark, tomb);
	return GP_OK;
}

enum gp_err gp_marks_write(struct gp_marks *marks, const char *message)
{
	return gp_notes_add(marks->repo, marks->adds, marks->n_adds,
			    gp_config_durable(marks->config), message);
}

/* ---- undoing ---- */

static const char *noun(const struct gp_marks *marks)
{
	return marks->kind == GP_ENTRY_ACCEPTANCE ? "acceptance" : "alias";
}

static const char *word(const struct gp_marks *marks)
{
	return marks->kind == GP_ENTRY_ACCEPTANCE ? "accept" : "alias";
}

static const char *name_of(const struct gp_entry *mark)
{
	return mark->kind == GP_ENTRY_ACCEPTANCE ? mark->accept->pattern
						 : mark->alias->from;
}

static bool is_named(const struct gp_entry *mark,
		     const struct gp_mark_wish *wish)
{
	if (strcmp(name_of(mark), wish->name) != 0)
		return false;
	return !wish->to || !strcmp(mark->alias->to, wish->to);
}

static bool has_id(const struct gp_entry *mark, const struct gp_mark_wish *wish)
{
	size_t len = strlen(wish->name);
	char hex[GP_ENTRY_ID_HEX];

	return !wish->to && len >= 4 &&
	       !strncmp(gp_entry_id_hex(&mark->id, hex), wish->name, len);
}

/* The marks that are meant; lent. */
struct picked {
	const struct gp_entry **items;
	size_t n, cap;
};

static void pick(struct picked *out, const struct gp_marks *marks,
		 const struct gp_mark_wish *wish, bool here,
		 bool (*means)(const struct gp_entry *,
			       const struct gp_mark_wish *))
{
	out->n = 0;
	for (size_t i = 0; i < marks->standing.n; i++) {
		const struct gp_entry *mark = marks->standing.items[i];

		if (!means(mark, wish) ||
		    (here && !gp_marks_here(marks, mark)) ||
		    (wish->testbed && strcmp(mark->testbed, wish->testbed)))
			continue;
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = mark;
	}
}

static enum gp_err ambiguous(const struct gp_marks *marks,
			     const struct picked *picked,
			     const struct gp_mark_wish *wish)
{
	for (size_t i = 1; i < picked->n; i++)
		if (!gp_oid_same(&picked->items[i]->commit,
				 &picked->items[0]->commit))
			return gp_fail(GP_EUSAGE,
				       "'%.200s' has an %s at more than one "
				       "commit: name it with --at, or by an id "
				       "of git perf %s --list",
				       wish->name, noun(marks), word(marks));
	return GP_OK;
}

/*
 * By name at the commit; without --at then by name anywhere, if that is one
 * commit; then by id.
 */
static enum gp_err choose(struct picked *out, const struct gp_marks *marks,
			  const struct gp_mark_wish *wish)
{
	char hex[GP_OID_HEX];
	enum gp_err err;

	pick(out, marks, wish, true, is_named);
	if (!out->n && !wish->at) {
		pick(out, marks, wish, false, is_named);
		if ((err = ambiguous(marks, out, wish)))
			return err;
	}
	if (out->n)
		return GP_OK;
	pick(out, marks, wish, wish->at, has_id);
	if (out->n > 1)
		return gp_fail(GP_EUSAGE,
			       "'%.200s' begins the id of more than one %s: "
			       "give more digits",
			       wish->name, noun(marks));
	if (out->n)
		return GP_OK;
	return gp_fail(GP_ENOTFOUND,
		       "no %s '%.200s'%s%s: git perf %s --list shows all",
		       noun(marks), wish->name, wish->at ? " at " : "",
		       wish->at ? gp_oid_short(&marks->commit.oid, hex) : "",
		       word(marks));
}

static void say_undone(const struct gp_marks *marks,
		       const struct gp_entry *mark)
{
	struct gp_buf name = GP_BUF_INIT;
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	gp_escape_short(&name, name_of(mark), 64);
	fprintf(stderr, "undid the %s of '%s' at %s, %.12s\n", noun(marks),
		gp_buf_str(&name), gp_oid_short(&mark->commit, hex),
		gp_entry_id_hex(&mark->id, id));
	gp_buf_clear(&name);
}

enum gp_err gp_marks_undo(struct gp_marks *marks,
			  const struct gp_mark_wish *wish)
{
	struct picked picked = { 0 };
	enum gp_err err = choose(&picked, marks, wish);

	for (size_t i = 0; !err && i < picked.n; i++)
		err = gp_marks_bury(marks, picked.items[i]);
	if (!err)
		err = gp_marks_write(marks, marks->kind == GP_ENTRY_ACCEPTANCE
						    ? "perf: accept --undo"
						    : "perf: alias --undo");
	for (size_t i = 0; !err && i < picked.n; i++)
		say_undone(marks, picked.items[i]);
	free(picked.items);
	return err;
}

/* ---- listing ---- */

enum gp_err gp_marks_list(struct gp_marks *marks, bool json)
{
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if (json)
		gp_report_marks_json(&out, marks->kind, &marks->standing);
	else
		gp_report_marks_text(&out, NULL, &marks->standing);
	err = gp_output(&out, NULL);
	gp_buf_clear(&out);
	return err;
}

/* ---- what may be kept ---- */

enum gp_err gp_mark_check_text(const char *what, const char *text)
{
	size_t len = strlen(text);

	if (len > GP_MARK_TEXT_MAX)
		return gp_fail(GP_EUSAGE, "%s of %zu bytes: at most %zu", what,
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
