/*
 * Fetching history: the commits that a baseline needs and a shallow clone has
 * not got. How many that are is known from their ids, which are few bytes and
 * are fetched first; then a single request deepens the clone by just that.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/libgit2.h"

#include "pull_last.h"

/* The first step where a server does not tell ids alone. */
#define FIRST_STEP 50

/* Requests that may follow: histories with merges can hide behind others. */
#define STEPS_MAX 6

/* ---- git in the user's repository ---- */

static void add_fetch(struct gp_argv *words)
{
	gp_argv_begin(words, NULL, "fetch");
	gp_argv_add_fetch_options(words);
	gp_argv_add(words, "--no-prune");
}

/* A remote that refuses costs the history, and a line that says so. */
static enum gp_err give_up(struct gp_partial_pull *t)
{
	gp_buf_puts(&t->out->trouble, gp_error_message());
	gp_error_clear();
	return GP_OK;
}

static enum gp_err ask(struct gp_partial_pull *t, const struct gp_argv *words,
		       const struct gp_oids *ids, struct gp_buf *said)
{
	struct gp_buf input = GP_BUF_INIT;
	struct gp_git_output heard = { .status = 0 };
	enum gp_err err;

	if (ids)
		gp_oids_list(&input, ids);
	err = gp_git_run(
		&heard, words,
		&(struct gp_process){ .input = gp_buf_view(&input),
				      .waiting = t->sync->progress
							 ? "fetching history"
							 : NULL });
	gp_repo_refresh(t->repo);
	if (!err && heard.status) {
		gp_git_output_fail(&heard, "fetch history from",
				   gp_buf_str(&t->remote.name));
		err = give_up(t);
	} else if (!err && said) {
		gp_buf_span(said, gp_buf_view(&heard.out));
	}
	gp_git_output_clear(&heard);
	gp_buf_clear(&input);
	return err;
}

/* ---- the base branch ---- */

/* perf.base, of whichever remote, or what is taken without it. */
static void add_branches(struct gp_argv *words, const struct gp_partial_pull *t)
{
	const char *branch = t->query->branch;
	const char *remote = gp_buf_str(&t->remote.name);
	size_t len = strlen(remote);

	if (!branch) {
		gp_argv_add(words, "refs/heads/main");
		gp_argv_add(words, "refs/heads/master");
		return;
	}
	if (!strncmp(branch, remote, len) && branch[len] == '/')
		branch += len + 1;
	gp_argv_add(words, "refs/heads/%s", branch);
}

/* The first of the branches that the remote has; NULL: none. */
static const char *pick(const struct gp_argv *branches, struct gp_oid *oid,
			const struct gp_buf *listed)
{
	for (size_t i = 0; i < branches->n; i++) {
		struct gp_span rest = gp_buf_view(listed), line, word;

		while (gp_span_line(&line, &rest))
			if (gp_span_word(&word, &line) &&
			    gp_oid_parse(oid, word) &&
			    gp_span_eq(gp_span_trim(line), branches->items[i]))
				return branches->items[i];
	}
	return NULL;
}

/*
 * As a plain git fetch would, into the ref that is configured for it. A
 * shallow clone gets its newest commit only, and not even a new boundary if
 * it has that commit already.
 */
static enum gp_err fetch_branch(struct gp_partial_pull *t, const char *branch,
				const struct gp_oid *oid)
{
	bool shallow = git_repository_is_shallow(t->repo->git) == 1;
	struct gp_argv words = { 0 };
	enum gp_err err;

	add_fetch(&words);
	if (shallow && !gp_repo_has(t->repo, oid))
		gp_argv_add(&words, "--depth=1");
	gp_argv_add(&words, "--");
	gp_argv_add(&words, "%s", gp_buf_str(&t->remote.name));
	gp_argv_add(&words, "%s", branch);
	err = ask(t, &words, NULL, NULL);
	gp_argv_clear(&words);
	return err;
}

static void tell_base(struct gp_partial_pull *t, const char *branch)
{
	const char *name = branch + strlen("refs/heads/");

	if (t->out->trouble.len)
		return;
	if (t->wants.has_base)
		gp_buf_puts(&t->out->base, name);
	else
		gp_buf_printf(&t->out->trouble,
			      "remote.%s.fetch does not cover %s, the base "
			      "branch: git remote set-branches --add %s %s",
			      gp_buf_str(&t->remote.name), name,
			      gp_buf_str(&t->remote.name), name);
}

static enum gp_err fetch_base(struct gp_partial_pull *t)
{
	struct gp_argv branches = { 0 }, words = { 0 };
	struct gp_buf listed = GP_BUF_INIT;
	const char *branch;
	struct gp_oid oid;
	enum gp_err err;

	add_branches(&branches, t);
	gp_argv_begin(&words, NULL, "ls-remote");
	gp_argv_add(&words, "--");
	gp_argv_add(&words, "%s", gp_buf_str(&t->remote.name));
	for (size_t i = 0; i < branches.n; i++)
		gp_argv_add(&words, "%s", branches.items[i]);
	if (!(err = ask(t, &words, NULL, &listed)) &&
	    (branch = pick(&branches, &oid, &listed)) &&
	    !(err = fetch_branch(t, branch, &oid)) &&
	    !(err = gp_partial_choose(t, NULL)))
		tell_base(t, branch);
	gp_buf_clear(&listed);
	gp_argv_clear(&branches);
	gp_argv_clear(&words);
	return err;
}

/* ---- beyond the boundary ---- */

static bool is_cut_off(const struct gp_partial_pull *t)
{
	const struct gp_needed *wants = &t->wants;

	return wants->ends.n &&
	       (t->noted < t->asked || (wants->has_base && !wants->related));
}

static enum gp_err fetch_deeper(struct gp_partial_pull *t, size_t by)
{
	struct gp_argv words = { 0 };
	enum gp_err err;

	add_fetch(&words);
	gp_argv_add(&words, "--refmap=");
	gp_argv_add(&words, "--deepen=%zu", by);
	gp_argv_add(&words, "--stdin");
	gp_argv_add(&words, "--");
	gp_argv_add(&words, "%s", gp_buf_str(&t->remote.name));
	err = ask(t, &words, &t->wants.ends, NULL);
	gp_argv_clear(&words);
	return err;
}

/* The commits of the way and of the line as far as it is needed. */
static void list_needed(struct gp_oids *out, const struct gp_partial_pull *t,
			bool way)
{
	const struct gp_needed *wants = &t->wants;

	for (size_t i = 0; way && i < wants->way.n; i++)
		gp_oids_add(out, &wants->way.items[i]);
	for (size_t i = 0; i < t->needed; i++)
		gp_oids_add(out, &wants->line[i].commit.oid);
}

/* How many of them only the aside has. */
static enum gp_err count_lacking(size_t *out, const struct gp_partial_pull *t,
				 const struct gp_oids *oids)
{
	const char *dir = getenv("GIT_OBJECT_DIRECTORY");
	struct gp_buf path = GP_BUF_INIT;
	git_odb *own = NULL;
	git_oid id;
	size_t n = 0;

	gp_buf_printf(&path, "%s/objects", t->repo->common_dir);
	if (git_odb_open(&own, dir && *dir ? dir : gp_buf_str(&path))) {
		gp_buf_clear(&path);
		return gp_fail_git(GP_EGIT, "cannot count the commits");
	}
	for (size_t i = 0; i < oids->n; i++)
		n += gp_oid_to_git(&id, &oids->items[i]) &&
		     !git_odb_exists_ext(own, &id, GIT_ODB_LOOKUP_NO_REFRESH);
	git_odb_free(own);
	gp_buf_clear(&path);
	*out = n;
	return GP_OK;
}

/* What there is to find, if the server tells ids without content. */
struct target {
	bool known;
	bool related;
	size_t noted;
	struct gp_oids needed;
};

static enum gp_err look_beyond(struct gp_partial_pull *t, struct target *target)
{
	struct gp_buf shallow = GP_BUF_INIT;
	struct gp_oids ends = t->wants.ends;
	bool related = t->wants.related;
	enum gp_err err = GP_OK;

	if (!t->beside || t->aside.whole)
		return GP_OK;
	memset(&t->wants.ends, 0, sizeof(ends)); /* they stay here */
	gp_scratch_repo_shallow_file(&t->aside, &shallow);
	if (!t->has_history)
		err = gp_scratch_repo_fetch_commits(&t->aside, &ends,
						    t->query->depth);
	t->has_history = !err;
	if (!err)
		err = gp_partial_choose(
			t, &(struct gp_beyond){ gp_buf_str(&shallow), &ends });
	if (!err) {
		target->known = true;
		target->related = t->wants.related;
		target->noted = t->noted;
		list_needed(&target->needed, t, !related);
	}
	if (err == GP_EGIT)
		err = give_up(t);
	gp_buf_clear(&shallow);
	gp_oids_clear(&ends);
	return err;
}

static bool is_reached(const struct gp_partial_pull *t,
		       const struct target *target)
{
	return target->known && t->noted >= target->noted &&
	       (t->wants.related || !target->related);
}

/* First parents of what is judged and of its baseline. */
static size_t count_here(const struct gp_partial_pull *t)
{
	return t->wants.n + t->wants.way.n;
}

static enum gp_err deepen_by(struct gp_partial_pull *t,
			     const struct target *target, size_t step)
{
	size_t total = 0, before;
	enum gp_err err;

	if ((err = gp_partial_choose(t, NULL)))
		return err;
	before = count_here(t);
	for (int i = 0; i < STEPS_MAX && total < t->query->depth; i++) {
		if (is_reached(t, target) || !is_cut_off(t) ||
		    t->out->trouble.len)
			break;
		if ((err = fetch_deeper(t, step)) ||
		    (err = gp_partial_choose(t, NULL)))
			return err;
		total += step;
		step *= 2;
		if (step > t->query->depth - total)
			step = t->query->depth - total;
	}
	if (!target->known && count_here(t) > before)
		t->out->deepened += count_here(t) - before;
	return GP_OK;
}

static enum gp_err deepen(struct gp_partial_pull *t,
			  const struct target *target)
{
	size_t lacking, left;
	enum gp_err err;

	if (!target->known)
		return deepen_by(t, target, FIRST_STEP);
	if ((err = count_lacking(&lacking, t, &target->needed)) ||
	    (err = deepen_by(t, target, lacking ? lacking : 1)) ||
	    (err = count_lacking(&left, t, &target->needed)))
		return err;
	t->out->deepened += lacking - left;
	return GP_OK;
}

enum gp_err gp_partial_deepen(struct gp_partial_pull *t)
{
	struct target target = { .known = false };
	enum gp_err err = GP_OK;

	if (!t->wants.has_base && t->remote.configured)
		err = fetch_base(t);
	if (!err && is_cut_off(t) && !t->out->trouble.len &&
	    !(err = look_beyond(t, &target)))
		err = deepen(t, &target);
	gp_oids_clear(&target.needed);
	return err;
}
