/*
 * A look into the line of a run, without decoding it: whether it can have
 * results that somebody looks for. Names come before values in an entry, and
 * are a small part of it.
 */
#include <string.h>

#include "gp/codec.h"
#include "gp/parameters.h"
#include "gp/parse.h"

#include "cursor.h"
#include "line.h"

/* ---- one name ---- */

static bool has_name(const struct gp_map *names, struct gp_span name)
{
	size_t unused;

	return gp_map_get(names, name.data, name.len, &unused);
}

/* The dimensions of a stored name may have been replaced by other tags. */
static bool is_looked_for(const struct gp_run_look *look, struct gp_span name)
{
	struct gp_span bare = gp_without_parameter(name);

	if (has_name(look->benchmarks, name))
		return true;
	return bare.len < name.len && name.data[bare.len] == ' ' &&
	       has_name(look->benchmarks, bare);
}

/* ---- one entry ---- */

/* The values of a map that tell; a cursor without bytes if there is none. */
struct look_keys {
	struct gp_cursor kind, bed, bench;
};

static struct gp_cursor *place_of(struct look_keys *keys, struct gp_span name)
{
	if (gp_span_eq(name, "kind"))
		return &keys->kind;
	if (gp_span_eq(name, "bed"))
		return &keys->bed;
	return gp_span_eq(name, "bench") ? &keys->bench : NULL;
}

static bool find_keys(struct look_keys *keys, struct gp_span bytes)
{
	struct gp_cursor at = gp_cursor_make(bytes);
	struct gp_token token;

	if (!gp_cursor_next(&at, &token) || token.type != GP_TOKEN_MAP)
		return false;
	for (size_t n = token.n; n; n--) {
		struct gp_cursor *place;

		if (!gp_cursor_next(&at, &token) || token.type != GP_TOKEN_STR)
			return false;
		place = place_of(keys, token.bytes);
		if (place)
			*place = at;
		/* All that tells comes before the kind, if there is one. */
		if (keys->bench.at && gp_span_eq(token.bytes, "id"))
			return true;
		if (!gp_cursor_skip(&at))
			return false;
	}
	return true;
}

/* False, too, if the list is damaged: then the line is decoded. */
static bool lacks_benchmarks(const struct gp_run_look *look,
			     struct gp_cursor at)
{
	struct gp_token list, row, name;

	if (!gp_cursor_next(&at, &list) || list.type != GP_TOKEN_ARRAY)
		return false;
	for (size_t n = list.n; n; n--) {
		struct gp_cursor element = at;

		if (!gp_cursor_next(&element, &row) ||
		    row.type != GP_TOKEN_ARRAY || !row.n ||
		    !gp_cursor_next(&element, &name) ||
		    name.type != GP_TOKEN_STR ||
		    is_looked_for(look, name.bytes))
			return false;
		if (!gp_cursor_skip(&at))
			return false;
	}
	return true;
}

static bool is_passed_over(const struct gp_run_look *look, struct gp_span bytes)
{
	struct look_keys keys = { .kind = { NULL, NULL } };
	struct gp_token bed;
	size_t testbed;

	if (!find_keys(&keys, bytes) || keys.kind.at || !keys.bench.at ||
	    !keys.bed.at || !gp_cursor_next(&keys.bed, &bed) ||
	    bed.type != GP_TOKEN_STR)
		return false;
	if (!gp_map_get(look->testbeds, bed.bytes.data, bed.bytes.len,
			&testbed))
		return true;
	if (!lacks_benchmarks(look, keys.bench))
		return false;
	look->passed[testbed] = true;
	return true;
}

bool gp_entry_line_passed_over(const struct gp_run_look *look,
			       struct gp_span line, struct gp_buf *scratch)
{
	return gp_entry_line_bytes(line, scratch) == GP_LINE_ENTRY &&
	       is_passed_over(look, gp_buf_view(scratch));
}
