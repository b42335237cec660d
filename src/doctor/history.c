/*
 * Traps in the history of the code: where it ends, what it is compared
 * with, and when it says that it was.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/libgit2.h"

#include "doctor.h"
#include "sync/remote.h"

#define DAY_S ((int64_t)24 * 60 * 60)

/* ---- shallow ---- */

/* Counts first parents that are here, the head too, `max` at most. */
static size_t count_line(const struct gp_doctor *of, size_t max)
{
	git_repository *repo = gp_repo_git(of->repo);
	git_commit *commit = NULL;
	git_oid id;
	size_t n = 0;

	if (!of->head || !gp_oid_to_git(&id, &of->head->oid))
		return 0;
	while (n < max && !git_commit_lookup(&commit, repo, &id)) {
		const git_oid *parent = git_commit_parent_id(commit, 0);

		n++;
		if (parent)
			git_oid_cpy(&id, parent);
		git_commit_free(commit);
		if (!parent)
			break;
	}
	return n;
}

enum gp_err gp_check_shallow(struct gp_diagnosis *look)
{
	const struct gp_doctor *of = look->of;
	size_t wanted = of->commits + 1, n;
	struct gp_trap *trap;

	if (git_repository_is_shallow(gp_repo_git(of->repo)) != 1)
		return GP_OK;
	n = count_line(of, wanted);
	trap = gp_trap_new(look, n < wanted ? GP_TRAP_WARN : GP_TRAP_NOTE);
	gp_buf_printf(&trap->what,
		      "this clone is shallow: %s%zu commits of the first "
		      "parents' line are here, and a baseline takes %zu",
		      n < wanted ? "" : "at least ", n, of->commits);
	gp_buf_puts(&trap->why,
		    "results of commits that are not here join no baseline");
	gp_buf_printf(&trap->next, "git fetch --deepen=%zu",
		      n < wanted ? wanted - n : of->commits);
	return GP_OK;
}

/* ---- the base branch ---- */

/* What a branch of the remote takes to be known here. */
static void put_fetch(struct gp_buf *out, const char *remote,
		      const char *branch)
{
	struct gp_buf refspec = GP_BUF_INIT;

	gp_buf_printf(&refspec, "+refs/heads/%s:refs/remotes/%s/%s", branch,
		      remote, branch);
	gp_buf_puts(out, "git fetch ");
	gp_shell_quote(out, remote);
	gp_buf_putc(out, ' ');
	gp_shell_quote(out, gp_buf_str(&refspec));
	gp_buf_clear(&refspec);
}

/* Whether branches of the remote are here. */
static bool is_tracked(struct gp_diagnosis *look, const char *remote)
{
	struct gp_buf pattern = GP_BUF_INIT;
	struct gp_refs refs = { 0 };
	bool tracked;

	gp_buf_printf(&pattern, "refs/remotes/%s/*", remote);
	tracked = !gp_repo_refs(look->of->repo, &refs, gp_buf_str(&pattern)) &&
		  refs.n;
	gp_buf_clear(&pattern);
	gp_refs_clear(&refs);
	return tracked;
}

/* Asks the remote for perf.base, or for its HEAD, if there is one to ask. */
static bool put_question(struct gp_buf *out, struct gp_diagnosis *look)
{
	const char *base = look->of->base;
	struct gp_remote remote;
	const char *name;
	bool can = false;

	if (!gp_remote_find(&remote, look->of->repo, NULL, GP_SYNC_PULL)) {
		name = gp_buf_str(&remote.name);
		can = remote.configured && (base || is_tracked(look, name));
		if (can && base) {
			put_fetch(out, name, base);
		} else if (can) {
			gp_buf_puts(out, "git remote set-head ");
			gp_shell_quote(out, name);
			gp_buf_puts(out, " --auto");
		}
	}
	gp_error_clear();
	gp_remote_clear(&remote);
	return can;
}

/* The only branch there is, if it is the only one. */
static void put_only_branch(struct gp_buf *out, struct gp_diagnosis *look)
{
	struct gp_refs refs = { 0 };

	gp_buf_puts(out, "git config perf.base ");
	if (!gp_repo_refs(look->of->repo, &refs, "refs/heads/*") && refs.n == 1)
		gp_shell_quote(out, refs.items[0].name + strlen("refs/heads/"));
	else
		gp_buf_puts(out, "<branch>");
	gp_error_clear();
	gp_refs_clear(&refs);
}

static void tell_base(struct gp_diagnosis *look)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);
	const char *base = look->of->base;

	if (base)
		gp_buf_printf(&trap->what,
			      "perf.base is %s, and there is no such branch "
			      "here, nor at a remote",
			      base);
	else
		gp_buf_puts(&trap->what,
			    "no base branch: perf.base is not set, and the "
			    "remote's HEAD, main and master are unknown");
	gp_buf_puts(&trap->why,
		    "a branch is compared with itself: what it made slower "
		    "becomes its baseline");
	if (!put_question(&trap->next, look))
		put_only_branch(&trap->next, look);
}

/* ---- a pull request's checkout ---- */

static size_t count_parents(const struct gp_doctor *of)
{
	git_commit *commit = NULL;
	size_t n = 0;
	git_oid id;

	if (of->head && gp_oid_to_git(&id, &of->head->oid) &&
	    !git_commit_lookup(&commit, gp_repo_git(of->repo), &id))
		n = git_commit_parentcount(commit);
	git_commit_free(commit);
	return n;
}

/* What forges call the branch that a pull request is for. */
static const char *target_branch(void)
{
	static const char *const names[] = {
		"GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return NULL;
}

static bool is_merge_checkout(const struct gp_doctor *of)
{
	return git_repository_head_detached(gp_repo_git(of->repo)) == 1 &&
	       count_parents(of) > 1;
}

enum gp_err gp_check_merge(struct gp_diagnosis *look)
{
	const char *target = target_branch();
	struct gp_trap *trap;

	if (look->of->has_base || !is_merge_checkout(look->of))
		return GP_OK;
	if (!target)
		target = look->of->base ? look->of->base : "main";
	trap = gp_trap_new(look, GP_TRAP_WARN);
	gp_buf_puts(&trap->what,
		    "HEAD is a merge commit without a branch, and the base "
		    "branch is not here");
	gp_buf_puts(&trap->why,
		    "so CI checks a pull request out: there is nothing to "
		    "compare it with");
	put_fetch(&trap->next, "origin", target);
	return GP_OK;
}

enum gp_err gp_check_base(struct gp_diagnosis *look)
{
	if (look->of->head && !look->of->has_base &&
	    !is_merge_checkout(look->of))
		tell_base(look);
	return GP_OK;
}

/* ---- replace refs and grafts ---- */

static void tell_grafts(struct gp_diagnosis *look, const char *path)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

	gp_buf_printf(&trap->what, "%s changes what git shows as history",
		      path);
	gp_buf_puts(&trap->why, "it is not followed here: baselines come from "
				"history as it was committed");
	gp_buf_puts(&trap->next, "rm ");
	gp_shell_quote(&trap->next, path);
}

enum gp_err gp_check_rewritten(struct gp_diagnosis *look)
{
	struct gp_buf grafts = GP_BUF_INIT;
	struct gp_refs refs = { 0 };
	enum gp_err err = GP_OK;

	if (!gp_repo_rewritten(look->of->repo))
		return GP_OK;
	gp_buf_printf(&grafts, "%s/info/grafts",
		      gp_repo_common_dir(look->of->repo));
	if (!access(gp_buf_str(&grafts), F_OK))
		tell_grafts(look, gp_buf_str(&grafts));
	gp_buf_clear(&grafts);
	if ((err = gp_repo_refs(look->of->repo, &refs, "refs/replace/*")))
		return err;
	if (refs.n && !getenv("GIT_NO_REPLACE_OBJECTS")) {
		struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

		gp_buf_printf(&trap->what, "%zu replace ref%s", refs.n,
			      gp_plural(refs.n));
		gp_buf_puts(&trap->why,
			    "they are not followed here: baselines come from "
			    "history as it was committed");
		gp_buf_puts(&trap->next,
			    "git replace -d $(git replace --list)");
	}
	gp_refs_clear(&refs);
	return GP_OK;
}

/* ---- clocks ---- */

static void put_ahead(struct gp_buf *out, int64_t seconds)
{
	gp_buf_printf(out, "%" PRId64 " day%s ahead of this machine's clock",
		      seconds / DAY_S, gp_plural((size_t)(seconds / DAY_S)));
}

static void tell_head(struct gp_diagnosis *look, int64_t ahead)
{
	struct gp_trap *trap = gp_trap_new(look, GP_TRAP_WARN);

	gp_buf_puts(&trap->what, "the checked out commit is ");
	put_ahead(&trap->what, ahead);
	gp_buf_puts(&trap->why,
		    "--since, --until and forget --before go by the time of "
		    "commits; if the clock is right, commit again");
	gp_buf_puts(&trap->next, "git commit --amend --no-edit");
}

static void look_at_runs(struct gp_diagnosis *look,
			 const struct gp_entries *runs)
{
	char hex[GP_ENTRY_ID_HEX];

	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];
		int64_t ahead = run->time_ms / 1000 - look->of->now_s;
		struct gp_trap *trap;

		if (run->kind != GP_ENTRY_RUN || ahead <= DAY_S)
			continue;
		trap = gp_trap_new(look, GP_TRAP_WARN);
		gp_buf_printf(&trap->what, "run %s is ",
			      gp_entry_id_hex(&run->id, hex));
		put_ahead(&trap->what, ahead);
		gp_buf_puts(&trap->why,
			    "it counts as the newest for that long; if this "
			    "machine's clock is right, record it again");
		gp_buf_printf(&trap->next, "git perf forget %s", hex);
	}
}

enum gp_err gp_check_clock(struct gp_diagnosis *look)
{
	const struct gp_doctor *of = look->of;
	int64_t ahead = of->head ? of->head->time - of->now_s : 0;
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	size_t n = 0;
	enum gp_err err;

	if (ahead > DAY_S)
		tell_head(look, ahead);
	if (!of->full) {
		look_at_runs(look, of->runs);
		return GP_OK;
	}
	if (!(err = gp_notes_open(&notes, of->repo)))
		err = gp_notes_list(notes, &objects, &n);
	for (size_t i = 0; i < n && !err; i++) {
		struct gp_entries runs = { 0 };

		err = gp_notes_read(notes, &runs, NULL, &objects[i], NULL);
		if (!err)
			look_at_runs(look, &runs);
		gp_entries_clear(&runs);
	}
	free(objects);
	gp_notes_free(notes);
	return err;
}
