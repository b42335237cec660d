/*
 * The runs of the newest measured commit.
 */
#include "run_lookup.h"

#define DEPTH 200 /* commits to walk at most */

static enum gp_err walk_to_runs(struct gp_entries *out,
				struct gp_run_lookup *lookup,
				const struct gp_commit *commit)
{
	const struct gp_run_filter filter = { .no_tree = true };
	struct gp_node node;
	enum gp_err err = gp_walk_read(lookup->walk, &node, &commit->oid);

	for (size_t left = DEPTH; !err && left; left--) {
		err = gp_run_lookup_at(lookup, out, &node.commit, &filter);
		if (err || out->n || !node.first.size)
			break;
		err = gp_walk_first(lookup->walk, &node);
	}
	return err;
}

enum gp_err gp_history_newest(struct gp_entries *out, struct gp_repo *repo,
			      const struct gp_commit *commit,
			      const struct gp_fact_names *facts)
{
	struct gp_notices damage = { 0 }; /* a check reports it */
	struct gp_run_lookup lookup;
	enum gp_err err;

	if ((err = gp_run_lookup_open(&lookup, repo, &damage)))
		return err;
	lookup.facts = facts;
	err = walk_to_runs(out, &lookup, commit);
	gp_run_lookup_close(&lookup);
	gp_notices_clear(&damage);
	return err;
}
