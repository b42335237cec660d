/*
 * Accounts for the numbers of a JSON report that its driver did not read: the
 * tool's own counters and settings, and statistics that follow from others.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"

#include "unread.h"

#define VALUES_MAX 3   /* quoted of each path */
#define PATHS_MAX  200 /* more are counted together */

struct unread_path {
	const char *path;
	struct gp_decimal values[VALUES_MAX];
	size_t n;
};

struct unread_walk {
	struct gp_arena arena;
	struct gp_buf path;
	struct gp_map places; /* index of each path */
	struct unread_path *items;
	size_t n, cap;
	size_t n_more; /* numbers at further paths */
};

static struct unread_path *find_unread_path(struct unread_walk *walk)
{
	struct gp_span path = gp_buf_view(&walk->path);
	size_t at;

	if (gp_map_get(&walk->places, path.data, path.len, &at))
		return &walk->items[at];
	if (walk->n == PATHS_MAX)
		return NULL;
	walk->items =
		gp_grow(walk->items, walk->n, &walk->cap, sizeof(*walk->items));
	path.data = gp_arena_strndup(&walk->arena, path.data, path.len);
	walk->items[walk->n] = (struct unread_path){ .path = path.data };
	gp_map_put(&walk->places, path.data, path.len, walk->n);
	return &walk->items[walk->n++];
}

static void add_unread_number(struct unread_walk *walk,
			      const struct gp_json *json)
{
	struct unread_path *item = find_unread_path(walk);

	if (!item) {
		walk->n_more++;
		return;
	}
	if (item->n < VALUES_MAX &&
	    !gp_json_number(json, &item->values[item->n]))
		item->values[item->n].kind = GP_DECIMAL_NONE;
	item->n++;
}

static void walk_unread(struct unread_walk *walk, const struct gp_json *json);

static void walk_unread_member(struct unread_walk *walk, const char *key,
			       const struct gp_json *json)
{
	size_t before = walk->path.len;

	if (gp_json_was_read(json) && !gp_json_len(json))
		return;
	if (before)
		gp_buf_putc(&walk->path, '.');
	gp_buf_puts(&walk->path, key);
	walk_unread(walk, json);
	gp_buf_cut(&walk->path, before);
}

/* The parser bounds the depth. */
static void walk_unread(struct unread_walk *walk, const struct gp_json *json)
{
	struct gp_json_iter it = { 0 };
	size_t before = walk->path.len;

	if (gp_json_is(json, GP_JSON_NUMBER) && !gp_json_was_read(json))
		add_unread_number(walk, json);
	while (gp_json_next(json, &it))
		walk_unread_member(walk, it.key, it.value);
	if (!gp_json_is(json, GP_JSON_ARRAY))
		return;
	gp_buf_puts(&walk->path, "[]");
	for (size_t i = 0; i < gp_json_len(json); i++)
		walk_unread(walk, gp_json_at(json, i));
	gp_buf_cut(&walk->path, before);
}

static void leave_out_path(struct gp_intake *intake, const char *format,
			   const struct unread_path *item)
{
	size_t shown = item->n < VALUES_MAX ? item->n : VALUES_MAX;
	struct gp_buf reason = GP_BUF_INIT;

	gp_buf_printf(&reason, "not recorded by %s:", format);
	for (size_t i = 0; i < shown; i++) {
		gp_buf_puts(&reason, i ? ", " : " ");
		if (item->values[i].kind)
			gp_decimal_format(&reason, item->values[i]);
		else
			gp_buf_puts(&reason, "not a finite number");
	}
	if (item->n > shown)
		gp_buf_printf(&reason, " and %zu more", item->n - shown);
	gp_intake_leave_out_detail(intake, gp_span_of(item->path),
				   gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

void gp_intake_note_unread(struct gp_intake *intake, const char *format,
			   const struct gp_json *root)
{
	struct unread_walk walk = { .n = 0 };
	struct gp_buf more = GP_BUF_INIT;

	walk_unread(&walk, root);
	for (size_t i = 0; i < walk.n; i++)
		leave_out_path(intake, format, &walk.items[i]);
	gp_buf_printf(&more, "%zu numbers under further names", walk.n_more);
	if (walk.n_more)
		gp_intake_leave_out_detail(intake, gp_buf_view(&more),
					   "not recorded");
	gp_buf_clear(&more);
	gp_buf_clear(&walk.path);
	gp_map_clear(&walk.places);
	free(walk.items);
	gp_arena_clear(&walk.arena);
}
