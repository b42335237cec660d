#ifndef GP_WALK_H
#define GP_WALK_H

#include "gp/repo.h"

/**
 * @file
 * Commits one by one: from the commit-graph where there is one, else from
 * the commits themselves. libgit2's own walk hashes the whole graph file
 * first, and returns nothing in a shallow clone.
 */

/** Where the history goes on that a shallow clone cuts off. */
struct gp_beyond {
	const char *shallow;        /**< The file with the boundaries there. */
	const struct gp_oids *ends; /**< The boundaries that are none there. */
};

struct gp_walk;

GP_CHECK enum gp_err gp_walk_open(struct gp_walk **out, struct gp_repo *repo);
void gp_walk_free(struct gp_walk *walk);

/**
 * Has the walk go on beyond some boundaries of a shallow clone, to those of
 * another one whose objects can be read as well.
 */
GP_CHECK enum gp_err gp_walk_extend(struct gp_walk *walk,
				    const struct gp_beyond *beyond);

/** A commit, and where the walk can go from it. */
struct gp_node {
	struct gp_commit commit;
	struct gp_oid first; /**< The first parent; size 0 at a root. */
	bool cut;            /**< The clone is shallow and ends here. */
	uint32_t generation; /**< 0: not known. */

	/* private */
	uint32_t place, first_place;
};

/** Reads a commit. GP_EGIT when it cannot be read. */
GP_CHECK enum gp_err gp_walk_read(struct gp_walk *walk, struct gp_node *out,
				  const struct gp_oid *oid);

/** Moves to the first parent, which must exist. */
GP_CHECK enum gp_err gp_walk_first(struct gp_walk *walk, struct gp_node *node);

/** Lends all parents of a commit, until this is called again. */
GP_CHECK enum gp_err gp_walk_parents(struct gp_walk *walk,
				     const struct gp_oid **out, size_t *n,
				     const struct gp_node *node);

/** Whether the repository has this commit. */
bool gp_walk_has(const struct gp_walk *walk, const struct gp_oid *oid);

/** Whether the commit-graph has this commit, without a look at objects. */
bool gp_walk_knows(const struct gp_walk *walk, const struct gp_oid *oid);

/** Whether the clone ends at this commit. */
bool gp_walk_cuts(const struct gp_walk *walk, const struct gp_oid *oid);

/** Whether the clone is shallow. */
bool gp_walk_shallow(const struct gp_walk *walk);

/** Whether reading a commit costs next to nothing. */
bool gp_walk_has_graph(const struct gp_walk *walk);

/** A raw commit object's head: its tree, committer time and parents. */
struct gp_raw_commit {
	struct gp_oid tree;
	int64_t time;
	struct gp_span parents; /**< Lines "parent <hex>", lent. */
};

/** False for what is no commit. */
bool gp_raw_commit_parse(struct gp_raw_commit *out, struct gp_span text);

/** Cuts the next parent off; false when none is left. */
bool gp_raw_commit_parent(struct gp_oid *out, struct gp_span *parents);

#endif /* GP_WALK_H */
