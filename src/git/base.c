/*
 * Chooses the base branch, which baselines come from, and finds its merge base
 * with a commit.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/libgit2.h"
#include "gp/mem.h"
#include "gp/merge_base.h"
#include "gp/remotes.h"

#include "base.h"

#define CANDIDATES_MAX 64
#define REMOTES        "refs/remotes/"

/* ---- candidates: branches of that name, local and remote ---- */

struct base_candidate {
	char *name; /* without refs/heads/ or refs/remotes/ */
	struct gp_commit tip;
	bool remote;
};

struct base_candidates {
	struct base_candidate items[CANDIDATES_MAX];
	size_t n;
};

static void base_candidates_clear(struct base_candidates *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->items[i].name);
	c->n = 0;
}

/* Adds the commit of the ref `prefix` + `name`, if there is one. */
static void add_ref(struct base_candidates *out, struct gp_repo *repo,
		    const char *prefix, const char *name)
{
	git_repository *git = repo->git;
	struct gp_buf ref = GP_BUF_INIT;
	git_commit *commit = NULL;
	struct gp_commit tip;
	git_oid id;

	gp_buf_printf(&ref, "%s%s", prefix, name);
	if (out->n < CANDIDATES_MAX &&
	    !git_reference_name_to_id(&id, git, gp_buf_str(&ref)) &&
	    !git_commit_lookup(&commit, git, &id)) {
		gp_oid_from_git(&tip.oid, &id);
		gp_oid_from_git(&tip.tree, git_commit_tree_id(commit));
		tip.time = git_commit_time(commit);
		out->items[out->n++] = (struct base_candidate){
			.name = gp_strdup(name),
			.tip = tip,
			.remote = !strcmp(prefix, REMOTES),
		};
	}
	git_commit_free(commit);
	gp_buf_clear(&ref);
}

/* "origin" first, whether it is configured or not; then the other remotes. */
static void add_remotes(struct base_candidates *out, struct gp_repo *repo,
			const char *branch)
{
	struct gp_remotes remotes = { 0 };
	struct gp_buf name = GP_BUF_INIT;

	gp_buf_printf(&name, "origin/%s", branch);
	add_ref(out, repo, REMOTES, gp_buf_str(&name));
	gp_remotes_load(&remotes, repo);
	for (size_t i = 0; i < remotes.n; i++) {
		if (!strcmp(remotes.items[i], "origin"))
			continue;
		gp_buf_reset(&name);
		gp_buf_printf(&name, "%s/%s", remotes.items[i], branch);
		add_ref(out, repo, REMOTES, gp_buf_str(&name));
	}
	gp_remotes_clear(&remotes);
	gp_buf_clear(&name);
}

static void add_branch(struct base_candidates *out, struct gp_repo *repo,
		       const char *branch)
{
	add_ref(out, repo, "refs/heads/", branch);
	add_remotes(out, repo, branch);
	if (!out->n && strchr(branch, '/')) /* e.g. "origin/main" */
		add_ref(out, repo, REMOTES, branch);
}

/* Appends the name of the remote's HEAD branch, if it is known. */
static void remote_head(struct gp_buf *out, struct gp_repo *repo,
			const char *remote)
{
	struct gp_buf name = GP_BUF_INIT;
	git_reference *head = NULL;
	const char *target = NULL;
	size_t len;

	gp_buf_printf(&name, "refs/remotes/%s/HEAD", remote);
	if (!git_reference_lookup(&head, repo->git, gp_buf_str(&name)))
		target = git_reference_symbolic_target(head);
	len = name.len - strlen("HEAD");
	if (target && !strncmp(target, gp_buf_str(&name), len))
		gp_buf_puts(out, target + len);
	git_reference_free(head);
	gp_buf_clear(&name);
}

/* Without perf.base: the remote's HEAD branch, else main, else master. */
static void add_defaults(struct base_candidates *out, struct gp_repo *repo)
{
	struct gp_remotes remotes = { 0 };
	struct gp_buf branch = GP_BUF_INIT;

	remote_head(&branch, repo, "origin");
	gp_remotes_load(&remotes, repo);
	for (size_t i = 0; i < remotes.n && !branch.len; i++)
		remote_head(&branch, repo, remotes.items[i]);
	gp_remotes_clear(&remotes);
	if (branch.len)
		add_branch(out, repo, gp_buf_str(&branch));
	if (!out->n)
		add_branch(out, repo, "main");
	if (!out->n)
		add_branch(out, repo, "master");
	gp_buf_clear(&branch);
}

static enum gp_err find_candidates(struct base_candidates *out,
				   struct gp_repo *repo, const char *branch)
{
	out->n = 0;
	if (branch)
		add_branch(out, repo, branch);
	else
		add_defaults(out, repo);
	if (out->n)
		return GP_OK;
	if (branch)
		return gp_fail(GP_ENOTFOUND,
			       "no branch '%s', local or remote (perf.base): "
			       "fetch it, or 'git config perf.base <branch>'",
			       branch);
	return gp_fail(GP_ENOTFOUND,
		       "no base branch (the remote's HEAD, main and master are "
		       "unknown): 'git config perf.base <branch>'");
}

/* ---- the candidate with the nearest merge base ---- */

/* Of two ancestors of one commit: whether `b` is nearer to it than `a`. */
static enum gp_err is_nearer(bool *nearer, struct gp_walk *walk,
			     const struct gp_commit *a,
			     const struct gp_commit *b)
{
	struct gp_commit common;
	enum gp_err err;
	bool found;

	*nearer = false;
	if (gp_oid_same(&a->oid, &b->oid))
		return GP_OK;
	if ((err = gp_merge_base(walk, &common, &found, &a->oid, &b->oid)))
		return err;
	if (found && gp_oid_same(&common.oid, &a->oid))
		*nearer = true;
	else if (!found || !gp_oid_same(&common.oid, &b->oid))
		*nearer = b->time > a->time;
	return GP_OK;
}

/* Makes `c` the base if it is better than the one in `out`. */
static enum gp_err keep_if_better(struct gp_base *out, struct gp_walk *walk,
				  struct base_candidate *c,
				  const struct gp_commit *commit)
{
	bool found, nearer = true, on = false;
	struct gp_commit mb;
	enum gp_err err;

	if (out->name && gp_oid_same(&out->tip.oid, &c->tip.oid))
		return GP_OK;
	if ((err = gp_merge_base(walk, &mb, &found, &commit->oid, &c->tip.oid)))
		return err;
	if (!found && out->name)
		return GP_OK;
	if (found && gp_oid_same(&mb.oid, &commit->oid) &&
	    (err = gp_on_first_parents(walk, &on, &c->tip.oid, &commit->oid)))
		return err;
	if (found && out->merge_base.oid.size &&
	    (err = is_nearer(&nearer, walk, &out->merge_base, &mb)))
		return err;
	if (!nearer && (out->on_base || !on))
		return GP_OK;
	free(out->name);
	out->name = c->name;
	c->name = NULL;
	out->tip = c->tip;
	out->merge_base = found ? mb : (struct gp_commit){ .time = 0 };
	out->on_base = on;
	return GP_OK;
}

static enum gp_err add_rev(struct base_candidates *out, struct gp_repo *repo,
			   const char *rev)
{
	enum gp_err err = gp_repo_resolve(repo, &out->items[0].tip, rev);

	if (err)
		return gp_fail_at(err, "--base");
	out->items[0].name = gp_strdup(rev);
	out->n = 1;
	return GP_OK;
}

enum gp_err gp_base_choose(struct gp_base *out, struct gp_repo *repo,
			   struct gp_walk *walk, const struct gp_commit *commit,
			   const struct gp_base_choice *choice)
{
	struct base_candidates *c = gp_calloc(1, sizeof(*c));
	struct gp_base base = { 0 };
	enum gp_err err;

	err = choice->rev ? add_rev(c, repo, choice->rev)
			  : find_candidates(c, repo, choice->branch);
	for (size_t i = 0; i < c->n && !err; i++)
		err = keep_if_better(&base, walk, &c->items[i], commit);
	if (err)
		gp_base_clear(&base);
	else
		*out = base;
	base_candidates_clear(c);
	free(c);
	return err;
}

static enum gp_err set_start(struct gp_base *base, struct gp_walk *walk,
			     const struct gp_commit *commit)
{
	struct gp_baseline_start start;
	enum gp_err err = gp_baseline_start_find(&start, walk, commit, base);

	if (err)
		return err;
	if (start.exists)
		base->start = start.node.commit;
	base->cut = start.cut;
	return GP_OK;
}

enum gp_err gp_base_find(struct gp_base *out, struct gp_repo *repo,
			 const struct gp_commit *commit, const char *rev,
			 const char *branch)
{
	const struct gp_base_choice choice = { rev, branch };
	struct gp_walk *walk;
	enum gp_err err;

	if ((err = gp_walk_open(&walk, repo)))
		return err;
	if (!(err = gp_base_choose(out, repo, walk, commit, &choice)) &&
	    (err = set_start(out, walk, commit)))
		gp_base_clear(out);
	gp_walk_free(walk);
	return err;
}

void gp_base_clear(struct gp_base *base)
{
	free(base->name);
	memset(base, 0, sizeof(*base));
}

enum gp_err gp_baseline_start_find(struct gp_baseline_start *out,
				   struct gp_walk *walk,
				   const struct gp_commit *commit,
				   const struct gp_base *base)
{
	const struct gp_oid *merge_base = base ? &base->merge_base.oid : NULL;
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if (merge_base && merge_base->size &&
	    !gp_oid_same(merge_base, &commit->oid)) {
		out->exists = true;
		return gp_walk_read(walk, &out->node, merge_base);
	}
	if ((err = gp_walk_read(walk, &out->node, &commit->oid)))
		return err;
	out->exists = out->node.first.size > 0;
	out->cut = out->node.cut;
	return out->exists ? gp_walk_first(walk, &out->node) : GP_OK;
}

/* ---- off the base branch ---- */

/*
 * The first candidate that will not be rewritten. Unpushed commits may still be
 * amended, so the local branch, which is first, counts only if it is alone.
 */
static size_t first_published(const struct base_candidates *c)
{
	return c->n > 1 && !c->items[0].remote ? 1 : 0;
}

void gp_base_tip(struct gp_commit *tip, bool *found, struct gp_repo *repo,
		 const char *branch)
{
	struct base_candidates *c = gp_calloc(1, sizeof(*c));

	*found = !find_candidates(c, repo, branch);
	if (*found)
		*tip = c->items[first_published(c)].tip;
	else
		gp_error_clear();
	base_candidates_clear(c);
	free(c);
}

const char *gp_base_ci_target(struct gp_repo *repo)
{
	static const char *const names[] = {
		"GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *branch = getenv(names[i]);
		bool found = branch && *branch;
		struct gp_commit tip;

		if (found && repo)
			gp_base_tip(&tip, &found, repo, branch);
		if (found)
			return branch;
	}
	return NULL;
}

enum gp_err gp_base_is_off(struct gp_repo *repo, const struct gp_commit *commit,
			   const char *branch, bool *off)
{
	struct base_candidates *c = gp_calloc(1, sizeof(*c));
	struct gp_walk *walk = NULL;
	enum gp_err err = GP_OK;
	bool on = false;
	size_t from;

	if (find_candidates(c, repo, branch)) {
		gp_error_clear();
		on = true; /* without a base, no commit is off it */
	}
	from = first_published(c);
	for (size_t i = from; i < c->n && !on; i++)
		on = gp_oid_same(&c->items[i].tip.oid, &commit->oid);
	if (!on)
		err = gp_walk_open(&walk, repo);
	for (size_t i = from; i < c->n && !on && !err; i++)
		err = gp_on_first_parents(walk, &on, &c->items[i].tip.oid,
					  &commit->oid);
	if (!err)
		*off = !on;
	gp_walk_free(walk);
	base_candidates_clear(c);
	free(c);
	return err;
}
