/*
 * Fetching history: the commits that a baseline needs and a shallow clone
 * lacks. How many that are is known from their ids, which are few bytes and
 * are fetched first; then a single request deepens the clone by just that.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/libgit2.h"

#include "deepen.h"

/* The first step if the server cannot send ids without content. */
#define FIRST_STEP 50

/* Requests at most: with merges, one step may bring less than is missing. */
#define STEPS_MAX 6

/* ---- git in the user's repository ---- */

static void begin_user_fetch(struct gp_argv *argv)
{
	gp_argv_begin(argv, NULL, "fetch");
	gp_argv_add_fetch_options(argv);
	gp_argv_add(argv, "--no-prune");
}

/* If the remote refuses, the pull goes on without that history and says so. */
static enum gp_err keep_trouble(struct gp_partial_pull *p)
{
	gp_buf_puts(&p->out->trouble, gp_error_message());
	gp_error_clear();
	return GP_OK;
}

static enum gp_err fetch_history(struct gp_partial_pull *p,
				 const struct gp_argv *argv,
				 const struct gp_oids *ids, struct gp_buf *out)
{
	struct gp_buf input = GP_BUF_INIT;
	struct gp_git_output git = { .status = 0 };
	enum gp_err err;

	if (ids)
		gp_oids_list(&input, ids);
	err = gp_git_run(
		&git, argv,
		&(struct gp_process){ .input = gp_buf_view(&input),
				      .waiting = p->sync->progress
							 ? "fetching history"
							 : NULL });
	gp_repo_refresh(p->repo);
	if (!err && git.status) {
		gp_git_output_fail(&git, "fetch history from",
				   gp_buf_str(&p->remote.name));
		err = keep_trouble(p);
	} else if (!err && out) {
		gp_buf_span(out, gp_buf_view(&git.out));
	}
	gp_git_output_clear(&git);
	gp_buf_clear(&input);
	return err;
}

/* ---- the base branch ---- */

/* The branch that perf.base names, without its remote; else the defaults. */
static void list_base_branches(struct gp_argv *argv,
			       const struct gp_partial_pull *p)
{
	const char *branch = p->query->branch;
	const char *remote = gp_buf_str(&p->remote.name);
	size_t len = strlen(remote);

	if (!branch) {
		gp_argv_add(argv, "refs/heads/main");
		gp_argv_add(argv, "refs/heads/master");
		return;
	}
	if (!strncmp(branch, remote, len) && branch[len] == '/')
		branch += len + 1;
	gp_argv_add(argv, "refs/heads/%s", branch);
}

/* The first of the branches that the remote has, or NULL. */
static const char *pick_listed(const struct gp_argv *branches,
			       struct gp_oid *oid, const struct gp_buf *listed)
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
 * Fetches into the ref that the remote's refspec names, as a plain git fetch
 * does. A shallow clone gets only the newest commit, and if it has that one
 * already, no new boundary either.
 */
static enum gp_err fetch_branch(struct gp_partial_pull *p, const char *branch,
				const struct gp_oid *oid)
{
	bool shallow = git_repository_is_shallow(p->repo->git) == 1;
	struct gp_argv argv = { 0 };
	enum gp_err err;

	begin_user_fetch(&argv);
	if (shallow && !gp_repo_has(p->repo, oid))
		gp_argv_add(&argv, "--depth=1");
	gp_argv_add(&argv, "--");
	gp_argv_add(&argv, "%s", gp_buf_str(&p->remote.name));
	gp_argv_add(&argv, "%s", branch);
	err = fetch_history(p, &argv, NULL, NULL);
	gp_argv_clear(&argv);
	return err;
}

static void report_fetched_base(struct gp_partial_pull *p, const char *branch)
{
	const char *name = branch + strlen("refs/heads/");

	if (p->out->trouble.len)
		return;
	if (p->needed.has_base)
		gp_buf_puts(&p->out->base, name);
	else
		gp_buf_printf(&p->out->trouble,
			      "remote.%s.fetch does not cover %s, the base "
			      "branch: git remote set-branches --add %s %s",
			      gp_buf_str(&p->remote.name), name,
			      gp_buf_str(&p->remote.name), name);
}

static enum gp_err fetch_base(struct gp_partial_pull *p)
{
	struct gp_argv branches = { 0 }, argv = { 0 };
	struct gp_buf listed = GP_BUF_INIT;
	const char *branch;
	struct gp_oid oid;
	enum gp_err err;

	list_base_branches(&branches, p);
	gp_argv_begin(&argv, NULL, "ls-remote");
	gp_argv_add(&argv, "--");
	gp_argv_add(&argv, "%s", gp_buf_str(&p->remote.name));
	for (size_t i = 0; i < branches.n; i++)
		gp_argv_add(&argv, "%s", branches.items[i]);
	if (!(err = fetch_history(p, &argv, NULL, &listed)) &&
	    (branch = pick_listed(&branches, &oid, &listed)) &&
	    !(err = fetch_branch(p, branch, &oid)) &&
	    !(err = gp_partial_choose(p, NULL)))
		report_fetched_base(p, branch);
	gp_buf_clear(&listed);
	gp_argv_clear(&branches);
	gp_argv_clear(&argv);
	return err;
}

/* ---- beyond the boundary ---- */

static bool is_cut_off(const struct gp_partial_pull *p)
{
	const struct gp_needed *needed = &p->needed;

	return needed->cuts.n &&
	       (p->n_noted < p->n_asked ||
		(needed->has_base && !needed->has_merge_base));
}

static enum gp_err fetch_deeper(struct gp_partial_pull *p, size_t by)
{
	struct gp_argv argv = { 0 };
	enum gp_err err;

	begin_user_fetch(&argv);
	gp_argv_add(&argv, "--refmap=");
	gp_argv_add(&argv, "--deepen=%zu", by);
	gp_argv_add(&argv, "--stdin");
	gp_argv_add(&argv, "--");
	gp_argv_add(&argv, "%s", gp_buf_str(&p->remote.name));
	err = fetch_history(p, &argv, &p->needed.cuts, NULL);
	gp_argv_clear(&argv);
	return err;
}

/* The commits of the paths to the line, and those of the line in use. */
static void list_needed_commits(struct gp_oids *out,
				const struct gp_partial_pull *p, bool paths)
{
	const struct gp_needed *needed = &p->needed;

	for (size_t i = 0; paths && i < needed->paths.n; i++)
		gp_oids_add(out, &needed->paths.items[i]);
	for (size_t i = 0; i < p->n_line; i++)
		gp_oids_add(out, &needed->line[i].commit.oid);
}

/* How many of them only the scratch repository has. */
static enum gp_err count_lacking(size_t *out, const struct gp_partial_pull *p,
				 const struct gp_oids *oids)
{
	const char *dir = getenv("GIT_OBJECT_DIRECTORY");
	struct gp_buf path = GP_BUF_INIT;
	git_odb *own = NULL;
	git_oid id;
	size_t n = 0;

	gp_buf_printf(&path, "%s/objects", p->repo->common_dir);
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

/* What can be reached, if the server can send ids without content. */
struct reachable {
	bool known;
	bool has_merge_base;
	size_t n_noted;
	struct gp_oids needed;
};

static enum gp_err look_beyond_clone(struct gp_partial_pull *p,
				     struct reachable *reachable)
{
	struct gp_buf shallow = GP_BUF_INIT;
	struct gp_oids cuts = p->needed.cuts;
	bool has_merge_base = p->needed.has_merge_base;
	enum gp_err err = GP_OK;

	if (!p->has_scratch || p->scratch.whole)
		return GP_OK;
	memset(&p->needed.cuts, 0, sizeof(cuts)); /* they stay here */
	gp_scratch_repo_shallow_file(&p->scratch, &shallow);
	if (!p->has_history)
		err = gp_scratch_repo_fetch_commits(
			&p->scratch, &cuts,
			p->query->depth + 1 /* the cut itself */);
	p->has_history = !err;
	if (!err)
		err = gp_partial_choose(
			p, &(struct gp_beyond){ gp_buf_str(&shallow), &cuts });
	if (!err) {
		reachable->known = true;
		reachable->has_merge_base = p->needed.has_merge_base;
		reachable->n_noted = p->n_noted;
		list_needed_commits(&reachable->needed, p, !has_merge_base);
	}
	if (err == GP_EGIT)
		err = keep_trouble(p);
	gp_buf_clear(&shallow);
	gp_oids_clear(&cuts);
	return err;
}

static bool is_reached(const struct gp_partial_pull *p,
		       const struct reachable *reachable)
{
	return reachable->known && p->n_noted >= reachable->n_noted &&
	       (p->needed.has_merge_base || !reachable->has_merge_base);
}

/* First parents that are here: of the judged commit and of its baseline. */
static size_t count_known(const struct gp_partial_pull *p)
{
	return p->needed.n + p->needed.paths.n;
}

static enum gp_err deepen_in_steps(struct gp_partial_pull *p,
				   const struct reachable *reachable,
				   size_t step)
{
	size_t total = 0, before;
	enum gp_err err;

	if ((err = gp_partial_choose(p, NULL)))
		return err;
	before = count_known(p);
	for (int i = 0; i < STEPS_MAX && total < p->query->depth; i++) {
		if (is_reached(p, reachable) || !is_cut_off(p) ||
		    p->out->trouble.len)
			break;
		if ((err = fetch_deeper(p, step)) ||
		    (err = gp_partial_choose(p, NULL)))
			return err;
		total += step;
		step *= 2;
		if (step > p->query->depth - total)
			step = p->query->depth - total;
	}
	if (!reachable->known && count_known(p) > before)
		p->out->deepened += count_known(p) - before;
	return GP_OK;
}

static enum gp_err deepen_clone(struct gp_partial_pull *p,
				const struct reachable *reachable)
{
	size_t lacking, left;
	enum gp_err err;

	if (!reachable->known)
		return deepen_in_steps(p, reachable, FIRST_STEP);
	if ((err = count_lacking(&lacking, p, &reachable->needed)) ||
	    (err = deepen_in_steps(p, reachable, lacking ? lacking : 1)) ||
	    (err = count_lacking(&left, p, &reachable->needed)))
		return err;
	p->out->deepened += lacking - left;
	return GP_OK;
}

enum gp_err gp_partial_deepen(struct gp_partial_pull *p)
{
	struct reachable reachable = { .known = false };
	enum gp_err err = GP_OK;

	if (!p->needed.has_base && p->remote.configured)
		err = fetch_base(p);
	if (!err && is_cut_off(p) && !p->out->trouble.len &&
	    !(err = look_beyond_clone(p, &reachable)))
		err = deepen_clone(p, &reachable);
	gp_oids_clear(&reachable.needed);
	return err;
}
