#ifndef GP_HISTORY_H
#define GP_HISTORY_H

#include "gp/base.h"
#include "gp/fsck.h"
#include "gp/intake.h"
#include "gp/key_choice.h"
#include "gp/parameters.h"
#include "gp/repo.h"
#include "gp/series.h"

/**
 * @file
 * Runs of commits, and series: the runs at one commit, the measured commits of
 * a range, and the series of a commit with its baseline.
 */

/** What to load; all borrowed. */
struct gp_history_query {
	const char *rev;             /**< The judged commit; NULL is HEAD. */
	const char *base;            /**< --base, or NULL. */
	const char *branch;          /**< perf.base, or NULL. */
	const struct gp_base *found; /**< What these two lead to, if that is
					  known already; or NULL. */
	const char *from;            /**< Start the baseline at this commit in
					  place of the merge base, and judge clean
					  runs only; or NULL. */
	const char *anchor;          /**< perf.anchor; NULL is the newest tag on
					  the line that has runs. */
	bool trailers;               /**< Read trailers of commits; */
	bool accept_trailers;        /**< Perf-Accept accepts. */
	size_t commits;          /**< Measured commits of a baseline (30). */
	size_t window;           /**< Measured commits to load, if more than
				      `commits`. */
	size_t depth;            /**< Commits to walk at most (1,000). */
	const char *const *keys; /**< Patterns (-k), one of which matches. */
	size_t n_keys;
	const struct gp_fact_names *facts; /**< perf.facts: tags that do not
						separate; or NULL. */
};

/**
 * Loads the series of the judged commit: its runs, recorded at the commit or at
 * its tree, and the baseline. The walk of first parents starts at the merge
 * base. If the commit is on the base branch, or there is no base (which is a
 * notice), it starts at the commit's parent. It ends when each testbed of those
 * runs has `window` measured commits and each series `commits` results, or
 * after `depth` commits.
 *
 * If the work tree is modified, HEAD is judged and has dirty runs, then those
 * since the last edit are judged, and HEAD's clean runs join the baseline.
 * GP_ENOTFOUND for an unknown revision, `from` or --base.
 */
GP_CHECK enum gp_err gp_history_load(struct gp_series_set *out,
				     struct gp_repo *repo,
				     const struct gp_history_query *query);

/**
 * Makes series of two runs that no repository has: runs->items[0] is the only
 * commit of every baseline, runs->items[1] the judged one. Takes ownership of
 * the runs and leaves `runs` empty. `facts` are as in a query.
 */
void gp_history_pair(struct gp_series_set *out, struct gp_entries *runs,
		     const char *const *keys, size_t n_keys,
		     const struct gp_fact_names *facts);

/**
 * Appends the runs at one commit: its own, with dirty and untrusted ones, then
 * those in the note of its tree for other testbeds; each by time. Benchmarks
 * have their whole names; `facts` are as in a query.
 */
GP_CHECK enum gp_err gp_history_at(struct gp_entries *out, struct gp_repo *repo,
				   const struct gp_commit *commit,
				   const struct gp_fact_names *facts,
				   struct gp_notices *notices);

/** Two commits that are to be compared; all borrowed. */
struct gp_sides_query {
	struct gp_commit old, new;
	const char *new_name; /**< As the user wrote it. */
	size_t depth;         /**< Commits to walk at most. */
};

/**
 * Finds the results that a comparison of two commits uses. If the old commit
 * was not measured on a testbed of the new one, its nearest ancestor on first
 * parents that was is used. For the new commit the same is done only if its
 * name is that of a tag: otherwise an ancestor would hide that the commit was
 * not measured. Neither goes as far as the other commit. Tags are copied to
 * `arena`.
 */
GP_CHECK enum gp_err gp_history_sides(struct gp_nearest *old,
				      struct gp_nearest *new,
				      struct gp_repo *repo,
				      const struct gp_sides_query *query,
				      struct gp_arena *arena);

/** An earlier run that has the same times as another. */
struct gp_repeated {
	struct gp_entry_id id;
	struct gp_oid commit;
	size_t n; /**< Equal samples; 0: there is no such run. */
};

/**
 * Looks for times of `run`, which has the whole names, in the runs of its
 * testbed at the newest 20 measured commits on first parents, beginning with
 * `commit`. A time is the same if every digit is; whole numbers and numbers of
 * fewer than three digits do not count. A run has the same times if at least
 * three are, and more than half of those that both have.
 */
GP_CHECK enum gp_err gp_history_find_repeated(
	struct gp_repeated *out, struct gp_repo *repo,
	const struct gp_commit *commit, const struct gp_entry *run,
	const struct gp_fact_names *facts);

/**
 * Adds a notice for each tag that has a new value at each of the last five
 * measured commits, beginning with `commit`: no result has a baseline then.
 * `facts` are as in a query.
 */
GP_CHECK enum gp_err gp_history_changing_tags(
	struct gp_notices *out, struct gp_repo *repo,
	const struct gp_commit *commit, const struct gp_fact_names *facts);

/**
 * Reads the runs of the newest measured commit on first parents, beginning with
 * `commit`, into the empty list `out`; none if the last 200 commits have none.
 * `facts` are as in a query.
 */
GP_CHECK enum gp_err gp_history_newest(struct gp_entries *out,
				       struct gp_repo *repo,
				       const struct gp_commit *commit,
				       const struct gp_fact_names *facts);

/**
 * Marks the guesses that were printed when an earlier run was recorded: one of
 * the newest measured commits, beginning with `commit`, has the metric with the
 * same direction. To be called before the run is added to the notes.
 */
void gp_history_mark_told(struct gp_intake *intake, struct gp_repo *repo,
			  const struct gp_commit *commit);

/**
 * Appends the acceptances and aliases in the note of `commit` or of its tree,
 * by time, without those that were undone.
 */
GP_CHECK enum gp_err gp_history_marks(struct gp_entries *out,
				      struct gp_repo *repo,
				      const struct gp_commit *commit,
				      struct gp_notices *notices);

/**
 * Called once for each commit that has runs (including dirty ones). `runs` is
 * borrowed for the call. The commit's tree may be unknown (size 0).
 */
typedef enum gp_err gp_history_fn(void *ctx, const struct gp_commit *commit,
				  const struct gp_entries *runs);

/** Which commits to visit. */
struct gp_history_range {
	const char *const *revs; /**< As for git rev-list; none is HEAD. */
	size_t n_revs;
	bool first_parent;    /**< Follow first parents only, and rename results
				   by the aliases on that line. */
	int64_t since, until; /**< Committer times in seconds, inclusive; 0 is
				   unlimited. As with git log, the walk ends at
				   the first commit before `since`. */
	bool all; /**< All notes, even on commits that no ref reaches; those
		       come first, by commit time. */
	const struct gp_fact_names *facts; /**< As in a query. */
};

/**
 * Calls `fn` for each measured commit of the range, oldest first, in the order
 * of git rev-list --reverse. A run of another commit, found by its tree, is
 * reported once, and only if its own commit is not in the range. Needs memory
 * for the ids of all commits of the range, but not for their runs. GP_ENOTFOUND
 * for a range that git does not know; an error of `fn` ends the walk.
 */
GP_CHECK enum gp_err gp_history_range(struct gp_repo *repo,
				      const struct gp_history_range *range,
				      gp_history_fn *fn, void *ctx,
				      struct gp_notices *notices);

/**
 * Decides what the patterns of `choice` mean in a range, on `testbed` (NULL:
 * any). A pattern that another replaces becomes a notice. Reads no further
 * than necessary.
 */
GP_CHECK enum gp_err gp_history_choose_keys(
	struct gp_key_choice *choice, struct gp_repo *repo,
	const struct gp_history_range *range, const char *testbed,
	struct gp_notices *notices);

/**
 * Counts notes whose commits are not here, or that no branch or tag reaches. In
 * a shallow clone only commits that cannot lie beyond its boundary are counted.
 * Errors are those of reading notes and commits, and of running git.
 */
GP_CHECK enum gp_err gp_history_lost(struct gp_lost_notes *out,
				     struct gp_repo *repo);

#endif /* GP_HISTORY_H */
