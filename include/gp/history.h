#ifndef GP_HISTORY_H
#define GP_HISTORY_H

#include "gp/repo.h"
#include "gp/series.h"

/**
 * @file
 * Notes -> series: the first-parent walk, the merge base, the baseline.
 */

/** The branch that baselines come from. */
struct gp_base {
	char *name; /**< "main", "origin/main"; the caller frees. */
	struct gp_commit tip;
	struct gp_commit merge_base; /**< With the judged commit. */
	bool on_base; /**< The judged commit is on its first-parent line. */
};

/**
 * Finds the base of `commit`: `rev` (--base) if not NULL, else `branch`
 * (perf.base) as local or remote branch, whichever has the merge base nearest
 * to the commit, else the remote's HEAD branch, else main, else master.
 * GP_ENOTFOUND says what was tried and what to set.
 */
GP_CHECK enum gp_err gp_base_find(struct gp_base *out, struct gp_repo *repo,
				  const struct gp_commit *commit,
				  const char *rev, const char *branch);
void gp_base_clear(struct gp_base *base);

/**
 * Whether `commit` is off the first-parent line of the base branch (`branch`
 * is perf.base, or NULL), as the remotes have it, if any has: it may still be
 * rewritten. False where there is no base to be off.
 */
GP_CHECK enum gp_err gp_history_off_base(struct gp_repo *repo,
					 const struct gp_commit *commit,
					 const char *branch, bool *off);

struct gp_history_query {
	const char *rev;         /**< The judged commit; NULL is HEAD. */
	const char *base;        /**< --base, or NULL. */
	const char *branch;      /**< perf.base, or NULL. */
	const char *from;        /**< Walk from this commit, itself too, in
				      place of a merge base, and judge clean
				      runs only; or NULL. */
	const char *anchor;      /**< perf.anchor; NULL is the last tag on the
				      walked line that was measured. */
	size_t commits;          /**< Measured commits of a baseline (30). */
	size_t window;           /**< Measured commits to look at; `commits`
				      where it is less. */
	size_t depth;            /**< Commits walked at most (1,000). */
	const char *const *keys; /**< Patterns (-k); any matches. */
	size_t n_keys;
};

/**
 * Loads the judged commit and its baseline: runs recorded at the commit or
 * at its tree; the last `commits` measured commits of each testbed that the
 * judged commit ran on, first parents from the merge base (from the judged
 * commit's parent when it is on the base branch, or where there is no base,
 * which is a notice). Where the work tree is dirty, HEAD is judged and has
 * dirty runs: those since the last edit are judged, and its clean runs join
 * the baseline. What a pattern excludes is not in `out`, but its commits
 * count as measured. GP_ENOTFOUND for an unknown revision, `from` or --base.
 */
GP_CHECK enum gp_err gp_history_load(struct gp_series_set *out,
				     struct gp_repo *repo,
				     const struct gp_history_query *query);

/**
 * Makes a set of two runs that no repository has: runs->items[0] is the only
 * commit of every baseline, runs->items[1] the judged one. Takes `runs` over,
 * and leaves it empty.
 */
void gp_history_pair(struct gp_series_set *out, struct gp_entries *runs,
		     const char *const *keys, size_t n_keys);

/**
 * What was measured at one commit: its own runs, dirty and untrusted ones too,
 * then those that the note of its tree has for other testbeds; each in the
 * order of time.
 */
GP_CHECK enum gp_err gp_history_at(struct gp_entries *out, struct gp_repo *repo,
				   const struct gp_commit *commit,
				   struct gp_notices *notices);

/**
 * The acceptances and aliases that stand in the note of `commit` or of its
 * tree, in the order of time, undone ones left out.
 */
GP_CHECK enum gp_err gp_history_marks(struct gp_entries *out,
				      struct gp_repo *repo,
				      const struct gp_commit *commit,
				      struct gp_notices *notices);

/**
 * Called once a commit that has measured runs (dirty ones are among them);
 * `runs` is lent for the call. The commit's tree may be left out (size 0).
 */
typedef enum gp_err gp_history_fn(void *ctx, const struct gp_commit *commit,
				  const struct gp_entries *runs);

struct gp_history_range {
	const char *const *revs; /**< As git rev-list takes; none is HEAD. */
	size_t n_revs;
	bool first_parent;    /**< Of each commit only the first parent; and
				   names as the aliases there have them. */
	int64_t since, until; /**< Committer times in seconds, both included;
				   0 is no bound. As with git log, the walk
				   ends at the first commit before `since`. */
	bool all; /**< Every note, reachable or not; those not reachable come
		       first, by commit time. */
};

/**
 * Calls `fn` for every measured commit of the range, oldest first, in the
 * order of git rev-list --reverse. A run of another commit, found by its
 * tree, is told once, and only where its own commit is not in the range.
 * Memory does not grow with the range beyond the ids of its commits.
 * GP_ENOTFOUND for a range that git does not know; what `fn` returns ends it.
 */
GP_CHECK enum gp_err gp_history_range(struct gp_repo *repo,
				      const struct gp_history_range *range,
				      gp_history_fn *fn, void *ctx,
				      struct gp_notices *notices);

#endif /* GP_HISTORY_H */
