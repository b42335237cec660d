/*
 * Reads the map of commits that a tool leaves when it rewrites a history.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/marks.h"
#include "gp/mem.h"

void gp_commit_map_clear(struct gp_commit_map *map)
{
	free(map->items);
	memset(map, 0, sizeof(*map));
}

static bool next_id(struct gp_span *id, struct gp_span *line)
{
	size_t from = 0, len = 0;

	while (from < line->len && strchr(" \t,\r", line->data[from]))
		from++;
	while (from + len < line->len &&
	       !strchr(" \t,\r", line->data[from + len]))
		len++;
	*id = gp_span_sub(*line, from, len);
	*line = gp_span_sub(*line, from + len, line->len - from - len);
	return len > 0;
}

static bool is_zero_id(const struct gp_oid *oid)
{
	for (size_t i = 0; i < oid->size; i++)
		if (oid->raw[i])
			return false;
	return true;
}

/* Reads "<old> <new>"; false if the line is anything else. */
static bool parse_pair(struct gp_note_copy *out, struct gp_span line)
{
	struct gp_span old, new;

	if (!next_id(&old, &line) || !next_id(&new, &line) ||
	    !gp_oid_parse(&out->from, old) || !gp_oid_parse(&out->to, new))
		return false;
	if (is_zero_id(&out->to))
		out->to.size = 0;
	return true;
}

static bool is_heading(struct gp_span line)
{
	struct gp_span word;

	return !next_id(&word, &line) || gp_span_eq(word, "old");
}

enum gp_err gp_commit_map_parse(struct gp_commit_map *out, struct gp_span text)
{
	struct gp_span line;

	for (size_t number = 1; gp_span_line(&line, &text); number++) {
		struct gp_note_copy pair = { 0 };

		if (is_heading(line))
			continue;
		if (!parse_pair(&pair, line))
			return gp_fail(
				GP_EPARSE,
				"line %zu of the map is not an old and a "
				"new commit id",
				number);
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = pair;
	}
	return out->n ? GP_OK : gp_fail(GP_EPARSE, "the map is empty");
}
