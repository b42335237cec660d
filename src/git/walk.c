/*
 * Walks the history by commit-graph or by objects, and stops at the boundaries
 * of a shallow clone, as git does.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/libgit2.h"
#include "gp/mem.h"

#include "commit_graph.h"
#include "gp/walk.h"

#define SHALLOW_MAX ((size_t)64 << 20)

/* More parents than git writes; bounds the cost of one commit. */
#define PARENTS_MAX ((size_t)100000)

struct gp_walk {
	struct gp_repo *repo;
	struct gp_graph *graph; /* NULL: none */
	struct gp_oid *cuts;    /* sorted */
	size_t n_cuts, cap_cuts;
	struct gp_oid *parents; /* result of the last gp_walk_parents() */
	size_t cap_parents;
};

/* ---- the shallow boundary ---- */

bool gp_walk_cuts(const struct gp_walk *walk, const struct gp_oid *oid)
{
	return walk->n_cuts && bsearch(oid, walk->cuts, walk->n_cuts,
				       sizeof(*oid), gp_oid_order);
}

static void parse_shallow(struct gp_walk *walk, struct gp_span text)
{
	struct gp_span line;
	struct gp_oid oid;

	while (gp_span_line(&line, &text)) {
		if (!gp_oid_parse(&oid, line))
			continue;
		walk->cuts = gp_grow(walk->cuts, walk->n_cuts, &walk->cap_cuts,
				     sizeof(oid));
		walk->cuts[walk->n_cuts++] = oid;
	}
	if (walk->n_cuts)
		qsort(walk->cuts, walk->n_cuts, sizeof(oid), gp_oid_order);
}

static enum gp_err read_cuts(struct gp_walk *walk, const char *path)
{
	struct gp_buf text = GP_BUF_INIT;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum gp_err err;

	if (fd < 0)
		return GP_OK;
	err = gp_buf_read(&text, fd, SHALLOW_MAX, path);
	close(fd);
	if (!err)
		parse_shallow(walk, gp_buf_view(&text));
	gp_buf_clear(&text);
	return err;
}

static enum gp_err read_shallow(struct gp_walk *walk)
{
	const char *file = getenv("GIT_SHALLOW_FILE");
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	if (file && *file)
		gp_buf_puts(&path, file);
	else
		gp_buf_printf(&path, "%s/shallow", walk->repo->common_dir);
	err = read_cuts(walk, gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

static bool is_among(const struct gp_oids *oids, const struct gp_oid *oid)
{
	for (size_t i = 0; i < oids->n; i++)
		if (gp_oid_same(&oids->items[i], oid))
			return true;
	return false;
}

enum gp_err gp_walk_extend(struct gp_walk *walk, const struct gp_beyond *beyond)
{
	size_t kept = 0;

	for (size_t i = 0; i < walk->n_cuts; i++)
		if (!is_among(beyond->ends, &walk->cuts[i]))
			walk->cuts[kept++] = walk->cuts[i];
	walk->n_cuts = kept;
	return read_cuts(walk, beyond->shallow);
}

/* ---- opening ---- */

static void open_graph(struct gp_walk *walk)
{
	const char *dir = getenv("GIT_OBJECT_DIRECTORY");
	struct gp_buf path = GP_BUF_INIT;

	/* the graph has the original history, not the rewritten one */
	if (walk->n_cuts || walk->repo->rewritten)
		return;
	if (dir && *dir)
		gp_buf_puts(&path, dir);
	else
		gp_buf_printf(&path, "%s/objects", walk->repo->common_dir);
	walk->graph = gp_graph_open(gp_buf_str(&path));
	gp_buf_clear(&path);
}

enum gp_err gp_walk_open(struct gp_walk **out, struct gp_repo *repo)
{
	struct gp_walk *walk = gp_calloc(1, sizeof(*walk));
	enum gp_err err;

	walk->repo = repo;
	if ((err = read_shallow(walk))) {
		gp_walk_free(walk);
		return err;
	}
	open_graph(walk);
	*out = walk;
	return GP_OK;
}

void gp_walk_free(struct gp_walk *walk)
{
	if (!walk)
		return;
	gp_graph_free(walk->graph);
	free(walk->cuts);
	free(walk->parents);
	free(walk);
}

bool gp_walk_knows(const struct gp_walk *walk, const struct gp_oid *oid)
{
	return gp_graph_find(walk->graph, oid) != GP_GRAPH_NONE;
}

bool gp_walk_has(const struct gp_walk *walk, const struct gp_oid *oid)
{
	git_oid id;

	return gp_walk_knows(walk, oid) ||
	       (gp_oid_to_git(&id, oid) &&
		git_odb_exists_ext(walk->repo->odb, &id,
				   GIT_ODB_LOOKUP_NO_REFRESH));
}

bool gp_walk_shallow(const struct gp_walk *walk)
{
	return walk->n_cuts > 0;
}

bool gp_walk_has_graph(const struct gp_walk *walk)
{
	return walk->graph != NULL;
}

/* ---- reading ---- */

/* False if the graph lacks the commit or is damaged: read the object then. */
static bool from_graph(const struct gp_walk *walk, struct gp_node *out,
		       uint32_t place)
{
	struct gp_graph_commit commit;

	if (place == GP_GRAPH_NONE ||
	    !gp_graph_commit(walk->graph, &commit, place))
		return false;
	*out = (struct gp_node){ .commit = { commit.oid, commit.tree,
					     commit.time },
				 .generation = commit.generation,
				 .place = place,
				 .first_place = commit.first };
	if (commit.first != GP_GRAPH_NONE)
		gp_graph_oid(walk->graph, &out->first, commit.first);
	return true;
}

static enum gp_err read_raw(struct gp_walk *walk, git_odb_object **holder,
			    struct gp_raw_commit *raw, const struct gp_oid *oid)
{
	char hex[GP_OID_HEX];
	enum gp_err err;
	git_oid id;

	if (!gp_oid_to_git(&id, oid))
		return gp_fail(GP_EGIT, "cannot read commit %s",
			       gp_oid_hex(oid, hex));
	if ((err = gp_object_read(holder, walk->repo, &id)))
		return gp_fail_at(GP_EGIT, "missing commit in history");
	if (git_odb_object_type(*holder) == GIT_OBJECT_COMMIT &&
	    gp_raw_commit_parse(raw,
				gp_span_make(git_odb_object_data(*holder),
					     git_odb_object_size(*holder))))
		return GP_OK;
	git_odb_object_free(*holder);
	return gp_fail(GP_EGIT, "commit %s cannot be read: run 'git fsck'",
		       gp_oid_hex(oid, hex));
}

static enum gp_err from_object(struct gp_walk *walk, struct gp_node *out,
			       const struct gp_oid *oid)
{
	struct gp_raw_commit raw;
	git_odb_object *holder;
	enum gp_err err;

	if ((err = read_raw(walk, &holder, &raw, oid)))
		return err;
	*out = (struct gp_node){ .commit = { *oid, raw.tree, raw.time },
				 .cut = raw.parents.len &&
					gp_walk_cuts(walk, oid),
				 .place = GP_GRAPH_NONE,
				 .first_place = GP_GRAPH_NONE };
	if (!out->cut)
		gp_raw_commit_parent(&out->first, &raw.parents);
	git_odb_object_free(holder);
	return GP_OK;
}

enum gp_err gp_walk_read(struct gp_walk *walk, struct gp_node *out,
			 const struct gp_oid *oid)
{
	if (from_graph(walk, out, gp_graph_find(walk->graph, oid)))
		return GP_OK;
	return from_object(walk, out, oid);
}

enum gp_err gp_walk_first(struct gp_walk *walk, struct gp_node *node)
{
	struct gp_oid first = node->first;

	if (from_graph(walk, node, node->first_place))
		return GP_OK;
	return gp_walk_read(walk, node, &first);
}

/* ---- all parents ---- */

static void reserve_parents(struct gp_walk *walk, size_t n)
{
	if (n > walk->cap_parents) {
		walk->cap_parents = n < 8 ? 8 : n * 2;
		walk->parents = gp_realloc(walk->parents, walk->cap_parents,
					   sizeof(*walk->parents));
	}
}

static bool graph_parents(struct gp_walk *walk, size_t *n, uint32_t place)
{
	uint32_t few[8], *places = few;
	size_t all;

	if (place == GP_GRAPH_NONE)
		return false;
	all = gp_graph_parents(walk->graph, few, 8, place);
	if (all > PARENTS_MAX)
		return false;
	if (all > 8) {
		places = gp_calloc(all, sizeof(*places));
		gp_graph_parents(walk->graph, places, all, place);
	}
	reserve_parents(walk, all);
	for (size_t i = 0; i < all; i++)
		gp_graph_oid(walk->graph, &walk->parents[i], places[i]);
	if (places != few)
		free(places);
	*n = all;
	return true;
}

static enum gp_err object_parents(struct gp_walk *walk, size_t *n,
				  const struct gp_oid *oid)
{
	struct gp_raw_commit raw;
	git_odb_object *holder;
	struct gp_oid parent;
	enum gp_err err;
	size_t all = 0;

	if ((err = read_raw(walk, &holder, &raw, oid)))
		return err;
	while (all < PARENTS_MAX &&
	       gp_raw_commit_parent(&parent, &raw.parents)) {
		reserve_parents(walk, all + 1);
		walk->parents[all++] = parent;
	}
	git_odb_object_free(holder);
	*n = all;
	return GP_OK;
}

enum gp_err gp_walk_parents(struct gp_walk *walk, const struct gp_oid **out,
			    size_t *n, const struct gp_node *node)
{
	enum gp_err err;

	*out = NULL;
	*n = 0;
	if (node->cut || !node->first.size)
		return GP_OK;
	if (!graph_parents(walk, n, node->place) &&
	    (err = object_parents(walk, n, &node->commit.oid)))
		return err;
	*out = walk->parents;
	return GP_OK;
}
