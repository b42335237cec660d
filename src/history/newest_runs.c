/*
 * Walks to the newest measured commits.
 */
#include "newest_runs.h"
#include "run_lookup.h"

static enum gp_err walk_to_runs(struct gp_run_lookup *lookup,
				const struct gp_commit *commit,
				const struct gp_newest_limits *limits,
				gp_newest_fn *fn, void *ctx)
{
	const struct gp_run_filter filter = { .no_tree = true };
	size_t left = limits->walked, measured = 0;
	struct gp_node node;
	enum gp_err err = gp_walk_read(lookup->walk, &node, &commit->oid);

	while (!err && left-- && measured < limits->measured) {
		struct gp_entries runs = { 0 };
		bool go_on = true;

		err = gp_run_lookup_at(lookup, &runs, &node.commit, &filter);
		if (!err && runs.n) {
			measured++;
			go_on = fn(ctx, &node.commit, &runs);
		}
		gp_entries_clear(&runs);
		if (err || !go_on || !node.first.size)
			break;
		err = gp_walk_first(lookup->walk, &node);
	}
	return err;
}

enum gp_err gp_newest_runs(struct gp_repo *repo, const struct gp_commit *commit,
			   const struct gp_newest_limits *limits,
			   gp_newest_fn *fn, void *ctx)
{
	struct gp_notices damage = { 0 };
	struct gp_run_lookup lookup;
	enum gp_err err;

	if ((err = gp_run_lookup_open(&lookup, repo, &damage)))
		return err;
	lookup.facts = limits->facts;
	err = walk_to_runs(&lookup, commit, limits, fn, ctx);
	gp_run_lookup_close(&lookup);
	gp_notices_clear(&damage);
	return err;
}

/* ---- the newest ones ---- */

static bool move_newest(void *ctx, const struct gp_commit *commit,
			struct gp_entries *runs)
{
	(void)commit;
	gp_entries_move(ctx, runs);
	return false;
}

enum gp_err gp_history_newest(struct gp_entries *out, struct gp_repo *repo,
			      const struct gp_commit *commit,
			      const struct gp_fact_names *facts)
{
	const struct gp_newest_limits limits = { 1, 200, facts };

	return gp_newest_runs(repo, commit, &limits, move_newest, out);
}
