/*
 * Parses git's commit-graph files: much faster than reading objects when a
 * check walks many commits.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/mem.h"

#include "commit_graph.h"

#define ID_SIZE     20 /* SHA-1; no other repository is opened */
#define HEADER_SIZE 8
#define LOOKUP_SIZE 12
#define DATA_SIZE   (ID_SIZE + 16)
#define LAYERS_MAX  64

#define PARENT_NONE UINT32_C(0x70000000)
#define PARENT_EDGE UINT32_C(0x80000000)

/* One file. In a chain, places continue from file to file, oldest first. */
struct layer {
	const unsigned char *map;
	size_t size;
	uint32_t before; /* commits in the layers below */
	uint32_t n;
	const unsigned char *fanout; /* 256 running counts */
	const unsigned char *ids;
	const unsigned char *data;
	const unsigned char *edges; /* NULL: no octopus */
	size_t n_edges;
	const unsigned char *bases; /* ids of the layers below */
	size_t n_bases;
};

struct gp_graph {
	struct layer layers[LAYERS_MAX];
	size_t n_layers;
	uint32_t n;
};

static uint32_t be32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

static uint64_t be64(const unsigned char *at)
{
	return (uint64_t)be32(at) << 32 | be32(at + 4);
}

/* ---- one file ---- */

struct chunk {
	const unsigned char *at;
	size_t size;
};

/* A chunk ends at the offset of the next; the table ends with one more offset.
 */
static bool find_chunk(struct chunk *out, const struct layer *layer,
		       const char *name)
{
	size_t n = layer->map[6];
	const unsigned char *entry = layer->map + HEADER_SIZE;

	for (size_t i = 0; i < n; i++, entry += LOOKUP_SIZE) {
		uint64_t from = be64(entry + 4);
		uint64_t to = be64(entry + LOOKUP_SIZE + 4);

		if (memcmp(entry, name, 4) != 0)
			continue;
		if (from > to || to > layer->size)
			return false;
		out->at = layer->map + from;
		out->size = (size_t)(to - from);
		return true;
	}
	return false;
}

/* The last chunk must end at the checksum of the file. */
static bool header_fits(const struct layer *layer)
{
	const unsigned char *map = layer->map;
	size_t lookup;

	if (layer->size < HEADER_SIZE || memcmp(map, "CGPH", 4) != 0 ||
	    map[4] != 1 || map[5] != 1)
		return false;
	lookup = HEADER_SIZE + (size_t)map[6] * LOOKUP_SIZE;
	return layer->size >= lookup + LOOKUP_SIZE + ID_SIZE &&
	       be64(map + lookup + 4) == layer->size - ID_SIZE;
}

static bool fanout_rises(const unsigned char *fanout)
{
	for (size_t i = 1; i < 256; i++)
		if (be32(fanout + 4 * i) < be32(fanout + 4 * (i - 1)))
			return false;
	return true;
}

/* Finds all chunks; false if their sizes do not match. */
static bool layer_check(struct layer *layer)
{
	struct chunk fanout, ids, data, edges, bases;

	if (!header_fits(layer) || !find_chunk(&fanout, layer, "OIDF") ||
	    fanout.size != 256 * 4 || !fanout_rises(fanout.at) ||
	    !find_chunk(&ids, layer, "OIDL") ||
	    !find_chunk(&data, layer, "CDAT"))
		return false;
	layer->n = be32(fanout.at + 255 * 4);
	layer->fanout = fanout.at;
	layer->ids = ids.at;
	layer->data = data.at;
	if (ids.size != (size_t)layer->n * ID_SIZE ||
	    data.size != (size_t)layer->n * DATA_SIZE)
		return false;
	if (find_chunk(&edges, layer, "EDGE")) {
		layer->edges = edges.at;
		layer->n_edges = edges.size / 4;
	}
	layer->n_bases = layer->map[7];
	if (!layer->n_bases)
		return true;
	if (!find_chunk(&bases, layer, "BASE"))
		return false;
	layer->bases = bases.at;
	return bases.size == layer->n_bases * ID_SIZE;
}

/* Maps a file that is not empty. */
static bool layer_map(struct layer *layer, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;
	void *map = MAP_FAILED;

	if (fd < 0)
		return false;
	if (!fstat(fd, &about) && S_ISREG(about.st_mode) && about.st_size > 0)
		map = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE,
			   fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	layer->map = map;
	layer->size = (size_t)about.st_size;
	return true;
}

/* Adds a file to the chain; gp_graph_free() unmaps it even if it is bad. */
static bool add_layer(struct gp_graph *graph, const char *path)
{
	struct layer *layer = &graph->layers[graph->n_layers];

	if (!layer_map(layer, path))
		return false;
	graph->n_layers++;
	if (!layer_check(layer) || layer->n_bases != graph->n_layers - 1 ||
	    layer->n >= PARENT_NONE - graph->n)
		return false;
	layer->before = graph->n;
	graph->n += layer->n;
	return true;
}

/* ---- a chain: a file that lists the hashes in the names of its files ---- */

static bool read_chain(struct gp_buf *out, const char *objects_dir)
{
	struct gp_buf path = GP_BUF_INIT;
	bool read = false;
	int fd;

	gp_buf_printf(&path, "%s/info/commit-graphs/commit-graph-chain",
		      objects_dir);
	fd = open(gp_buf_str(&path), O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		read = !gp_buf_read(out, fd, LAYERS_MAX * 41, "commit-graph");
		if (!read)
			gp_error_clear();
		close(fd);
	}
	gp_buf_clear(&path);
	return read;
}

/* Each file must repeat the hashes of those before it. */
static bool bases_agree(const struct layer *layer, const struct gp_oid *hashes)
{
	for (size_t i = 0; i < layer->n_bases; i++)
		if (memcmp(layer->bases + i * ID_SIZE, hashes[i].raw, ID_SIZE))
			return false;
	return true;
}

static bool add_chain(struct gp_graph *graph, const char *objects_dir)
{
	struct gp_oid hashes[LAYERS_MAX];
	struct gp_buf list = GP_BUF_INIT, path = GP_BUF_INIT;
	struct gp_span rest, line;
	char hex[GP_OID_HEX];
	bool fine;

	fine = read_chain(&list, objects_dir);
	rest = gp_buf_view(&list);
	while (fine && gp_span_line(&line, &rest)) {
		size_t i = graph->n_layers;

		fine = i < LAYERS_MAX && gp_oid_parse(&hashes[i], line) &&
		       hashes[i].size == ID_SIZE;
		if (!fine)
			break;
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/info/commit-graphs/graph-%s.graph",
			      objects_dir, gp_oid_hex(&hashes[i], hex));
		fine = add_layer(graph, gp_buf_str(&path)) &&
		       bases_agree(&graph->layers[i], hashes);
	}
	gp_buf_clear(&path);
	gp_buf_clear(&list);
	return fine && graph->n_layers > 0;
}

struct gp_graph *gp_graph_open(const char *objects_dir)
{
	struct gp_graph *graph = gp_calloc(1, sizeof(*graph));
	struct gp_buf path = GP_BUF_INIT;
	bool fine;

	gp_buf_printf(&path, "%s/info/commit-graph", objects_dir);
	if (access(gp_buf_str(&path), F_OK) == 0)
		fine = add_layer(graph, gp_buf_str(&path));
	else
		fine = add_chain(graph, objects_dir);
	gp_buf_clear(&path);
	if (fine)
		return graph;
	gp_graph_free(graph);
	return NULL;
}

void gp_graph_free(struct gp_graph *graph)
{
	if (!graph)
		return;
	for (size_t i = 0; i < graph->n_layers; i++)
		munmap((void *)(uintptr_t)graph->layers[i].map,
		       graph->layers[i].size);
	free(graph);
}

/* ---- look-ups ---- */

size_t gp_graph_size(const struct gp_graph *graph)
{
	return graph ? graph->n : 0;
}

static uint32_t find_in(const struct layer *layer, const unsigned char *raw)
{
	uint32_t low = raw[0] ? be32(layer->fanout + 4 * (raw[0] - 1)) : 0;
	uint32_t high = be32(layer->fanout + 4 * raw[0]);

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int order = memcmp(raw, layer->ids + (size_t)mid * ID_SIZE,
				   ID_SIZE);

		if (!order)
			return layer->before + mid;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return GP_GRAPH_NONE;
}

uint32_t gp_graph_find(const struct gp_graph *graph, const struct gp_oid *oid)
{
	uint32_t place = GP_GRAPH_NONE;

	if (!graph || oid->size != ID_SIZE)
		return GP_GRAPH_NONE;
	for (size_t i = graph->n_layers; i-- > 0 && place == GP_GRAPH_NONE;)
		place = find_in(&graph->layers[i], oid->raw);
	return place;
}

static const struct layer *layer_of(const struct gp_graph *graph,
				    uint32_t place)
{
	size_t i = graph->n_layers - 1;

	while (graph->layers[i].before > place)
		i--;
	return &graph->layers[i];
}

static const unsigned char *data_of(const struct layer *layer, uint32_t place)
{
	return layer->data + (size_t)(place - layer->before) * DATA_SIZE;
}

static void set_oid(struct gp_oid *out, const unsigned char *raw)
{
	memset(out, 0, sizeof(*out));
	memcpy(out->raw, raw, ID_SIZE);
	out->size = ID_SIZE;
}

void gp_graph_oid(const struct gp_graph *graph, struct gp_oid *out,
		  uint32_t place)
{
	const struct layer *layer = layer_of(graph, place);

	set_oid(out, layer->ids + (size_t)(place - layer->before) * ID_SIZE);
}

bool gp_graph_commit(const struct gp_graph *graph, struct gp_graph_commit *out,
		     uint32_t place)
{
	const unsigned char *data;
	uint32_t first, high;

	if (place >= graph->n)
		return false;
	data = data_of(layer_of(graph, place), place);
	first = be32(data + ID_SIZE);
	high = be32(data + ID_SIZE + 8);
	if (first != PARENT_NONE && first >= graph->n)
		return false;
	gp_graph_oid(graph, &out->oid, place);
	set_oid(&out->tree, data);
	out->first = first == PARENT_NONE ? GP_GRAPH_NONE : first;
	out->generation = high >> 2;
	out->time = (int64_t)((uint64_t)(high & 3) << 32 |
			      be32(data + ID_SIZE + 12));
	return true;
}

static bool add_parent(const struct gp_graph *graph, uint32_t *out, size_t max,
		       size_t *n, uint32_t place)
{
	if (place >= graph->n)
		return false;
	if (*n < max)
		out[*n] = place;
	++*n;
	return true;
}

/* The second and later parents of an octopus are in a separate list; its last
   element has the highest bit set. */
static bool add_edges(const struct gp_graph *graph, uint32_t *out, size_t max,
		      size_t *n, uint32_t place, uint32_t from)
{
	const struct layer *layer = layer_of(graph, place);
	uint32_t edge;

	for (size_t i = from & ~PARENT_EDGE; i < layer->n_edges; i++) {
		edge = be32(layer->edges + 4 * i);
		if (!add_parent(graph, out, max, n, edge & ~PARENT_EDGE))
			return false;
		if (edge & PARENT_EDGE)
			return true;
	}
	return false;
}

size_t gp_graph_parents(const struct gp_graph *graph, uint32_t *out, size_t max,
			uint32_t place)
{
	const unsigned char *data = data_of(layer_of(graph, place), place);
	uint32_t first = be32(data + ID_SIZE),
		 second = be32(data + ID_SIZE + 4);
	size_t n = 0;
	bool fine = true;

	if (first != PARENT_NONE)
		fine = add_parent(graph, out, max, &n, first);
	if (fine && second & PARENT_EDGE)
		fine = add_edges(graph, out, max, &n, place, second);
	else if (fine && second != PARENT_NONE)
		fine = add_parent(graph, out, max, &n, second);
	return fine ? n : SIZE_MAX;
}
