#ifndef GP_GIT_COMMIT_GRAPH_H
#define GP_GIT_COMMIT_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gp/entry.h"

/**
 * @file
 * git's commit-graph: the trees, times and parents of commits without
 * reading the commits (gitformat-commit-graph(5)).
 *
 * It is a cache, so nothing fails: a file that is missing or malformed is not
 * used. Files are mapped, and only the pages that are needed are read.
 */

struct gp_graph;

/** A place is the index of a commit in the graph; this is none. */
#define GP_GRAPH_NONE UINT32_MAX

/**
 * Opens <objects>/info/commit-graph, or the chain in info/commit-graphs.
 * NULL if there is none that can be used; gp_graph_free() it.
 */
struct gp_graph *gp_graph_open(const char *objects_dir);
/** Unmaps the files; NULL is allowed. */
void gp_graph_free(struct gp_graph *graph);

/** Number of commits; 0 for NULL. */
size_t gp_graph_size(const struct gp_graph *graph);

/** Finds a commit's place; GP_GRAPH_NONE if absent, or `graph` is NULL. */
uint32_t gp_graph_find(const struct gp_graph *graph, const struct gp_oid *oid);

/** A commit as the graph has it. */
struct gp_graph_commit {
	struct gp_oid oid;
	struct gp_oid tree;
	int64_t time;        /**< Committer time, seconds. */
	uint32_t generation; /**< Longest path to a root, from 1; 0: unknown. */
	uint32_t first;      /**< Place of the first parent, or
				GP_GRAPH_NONE. */
};

/** Reads a commit; false if it or its first parent is outside the graph. */
bool gp_graph_commit(const struct gp_graph *graph, struct gp_graph_commit *out,
		     uint32_t place);

/**
 * Writes the places of at most `max` parents and returns how many there are
 * (SIZE_MAX for a damaged graph).
 */
size_t gp_graph_parents(const struct gp_graph *graph, uint32_t *out, size_t max,
			uint32_t place);

/** Reads the id at a place, which must be inside the graph. */
void gp_graph_oid(const struct gp_graph *graph, struct gp_oid *out,
		  uint32_t place);

#endif /* GP_GIT_COMMIT_GRAPH_H */
