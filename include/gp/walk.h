#ifndef GP_WALK_H
#define GP_WALK_H

#include "gp/repo.h"

/**
 * @file
 * Reads commits one by one: from the commit-graph if there is one, else from
 * the objects. libgit2's own walk hashes the whole graph file first, and
 * returns nothing in a shallow clone.
 */

/** How another shallow clone, whose objects can be read too, continues. */
struct gp_beyond {
	const char *shallow;        /**< The file with its boundaries. */
	const struct gp_oids *ends; /**< Our boundaries that it goes beyond. */
};

struct gp_walk;

/** Opens the commit-graph and reads the shallow file; borrows `repo`. */
GP_CHECK enum gp_err gp_walk_open(struct gp_walk **out, struct gp_repo *repo);
/** Closes a walk; NULL is allowed. */
void gp_walk_free(struct gp_walk *walk);

/**
 * Lets the walk continue beyond some boundaries of a shallow clone, to those of
 * another clone whose objects can be read as well.
 */
GP_CHECK enum gp_err gp_walk_extend(struct gp_walk *walk,
				    const struct gp_beyond *beyond);

/** A commit, and its first parent if the walk can go there. */
struct gp_node {
	struct gp_commit commit;
	struct gp_oid first; /**< The first parent; size 0 at a root. */
	bool cut;            /**< The clone is shallow and ends here; false
				at a root, which git may name as an end. */
	uint32_t generation; /**< 0: unknown. */

	/* private */
	uint32_t place, first_place;
};

/** Reads a commit. GP_EGIT if it cannot be read. */
GP_CHECK enum gp_err gp_walk_read(struct gp_walk *walk, struct gp_node *out,
				  const struct gp_oid *oid);

/** Moves to the first parent, which must exist. */
GP_CHECK enum gp_err gp_walk_first(struct gp_walk *walk, struct gp_node *node);

/** Lists all parents of a commit; borrowed until the next call. */
GP_CHECK enum gp_err gp_walk_parents(struct gp_walk *walk,
				     const struct gp_oid **out, size_t *n,
				     const struct gp_node *node);

/** Whether the repository has this commit. */
bool gp_walk_has(const struct gp_walk *walk, const struct gp_oid *oid);

/** Whether the commit-graph has this commit; reads no objects. */
bool gp_walk_knows(const struct gp_walk *walk, const struct gp_oid *oid);

/** Whether the clone ends at this commit. */
bool gp_walk_cuts(const struct gp_walk *walk, const struct gp_oid *oid);

/** Whether the clone is shallow. */
bool gp_walk_shallow(const struct gp_walk *walk);

/** Whether there is a commit-graph, which makes reading a commit cheap. */
bool gp_walk_has_graph(const struct gp_walk *walk);

/** The header of a commit object: its tree, committer time and parents. */
struct gp_raw_commit {
	struct gp_oid tree;
	int64_t time;
	struct gp_span parents; /**< Lines "parent <hex>", borrowed. */
};

/** Parses a commit object; false if it is not one. */
bool gp_raw_commit_parse(struct gp_raw_commit *out, struct gp_span text);

/** Moves the next parent to `out`; false if there is none left. */
bool gp_raw_commit_parent(struct gp_oid *out, struct gp_span *parents);

#endif /* GP_WALK_H */
