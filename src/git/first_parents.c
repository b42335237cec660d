/*
 * The list of commits that a check walked, with an index by id, so that a
 * change can be located by its place.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "gp/first_parents.h"

void gp_first_parents_clear(struct gp_first_parents *line)
{
	gp_map_clear(&line->places);
	free(line->items);
	memset(line, 0, sizeof(*line));
}

void gp_first_parents_add(struct gp_first_parents *line,
			  const struct gp_commit *commit)
{
	line->items =
		gp_grow(line->items, line->n, &line->cap, sizeof(*line->items));
	line->items[line->n++] = *commit;
}

/* The map borrows the ids: nothing may be added afterwards. */
static void find_places(struct gp_first_parents *line)
{
	gp_map_clear(&line->places);
	for (size_t i = 0; i < line->n; i++)
		gp_map_put(&line->places, line->items[i].oid.raw,
			   line->items[i].oid.size, i);
}

size_t gp_first_parents_find(const struct gp_first_parents *line,
			     const struct gp_oid *oid)
{
	size_t place = GP_FIRST_PARENTS_NONE;

	gp_map_get(&line->places, oid->raw, oid->size, &place);
	return place;
}

/* Walks to the window, to a root, or at most `depth` commits. */
static enum gp_err walk_branch(struct gp_first_parents *branch,
			       const struct gp_first_parents *window,
			       struct gp_walk *walk, struct gp_node *node,
			       size_t depth)
{
	enum gp_err err;

	for (; depth; depth--) {
		if (gp_first_parents_find(window, &node->commit.oid) !=
		    GP_FIRST_PARENTS_NONE) {
			branch->joined = true;
			break;
		}
		gp_first_parents_add(branch, &node->commit);
		if (!node->first.size)
			break;
		if ((err = gp_walk_first(walk, node)))
			return err;
	}
	return GP_OK;
}

enum gp_err gp_first_parents_finish(struct gp_first_parents *line,
				    struct gp_walk *walk,
				    const struct gp_oid *judged, size_t depth)
{
	struct gp_first_parents branch = { 0 };
	struct gp_node node;
	enum gp_err err;

	find_places(line);
	if ((err = gp_walk_read(walk, &node, judged)) ||
	    (err = walk_branch(&branch, line, walk, &node, depth))) {
		gp_first_parents_clear(&branch);
		return err;
	}
	branch.n_branch = branch.n;
	for (size_t i = 0; i < line->n; i++)
		gp_first_parents_add(&branch, &line->items[i]);
	gp_first_parents_clear(line);
	*line = branch;
	find_places(line);
	return GP_OK;
}
