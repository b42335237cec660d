/*
 * Parses .gitperf, and the list that git config prints, into items: the keys of
 * [perf], with values that are not interpreted yet.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ini.h"
#include "source.h"

#define SECTION "perf"

void gp_config_items_clear(struct gp_config_items *items)
{
	free(items->items);
	gp_arena_clear(&items->arena);
	memset(items, 0, sizeof(*items));
}

static struct gp_config_item *append_config_item(struct gp_config_items *out)
{
	struct gp_config_item *item;

	out->items =
		gp_grow(out->items, out->n, &out->cap, sizeof(*out->items));
	item = &out->items[out->n++];
	memset(item, 0, sizeof(*item));
	return item;
}

static const char *copy_text(struct gp_config_items *out, struct gp_span text)
{
	return gp_arena_strndup(&out->arena, text.data, text.len);
}

/* ---- .gitperf ---- */

static void add_committed(struct gp_config_items *out, const struct gp_ini *ini,
			  const char *origin)
{
	struct gp_config_item *item = append_config_item(out);
	struct gp_buf where = GP_BUF_INIT;

	gp_buf_printf(&where, "%s:%zu", origin, ini->line);
	item->origin = copy_text(out, gp_buf_view(&where));
	item->key = copy_text(out, gp_buf_view(&ini->key));
	if (ini->has_subsection)
		item->pattern = copy_text(out, gp_buf_view(&ini->subsection));
	if (ini->has_value)
		item->value = copy_text(out, gp_buf_view(&ini->value));
	item->committed = true;
	gp_buf_clear(&where);
}

static void report_section(const struct gp_ini *ini, const char *origin,
			   struct gp_notices *notices)
{
	const char *section = gp_buf_str(&ini->section);

	if (!strcmp(section, "include") || !strcmp(section, "includeif"))
		gp_notices_add(notices, "%s:%zu: includes are not followed",
			       origin, ini->line);
	else
		gp_notices_add(notices, "%s:%zu: unknown section [%s]", origin,
			       ini->line, section);
}

enum gp_err gp_config_items_read(struct gp_config_items *out,
				 struct gp_span text, const char *origin,
				 struct gp_notices *notices)
{
	struct gp_ini ini;
	enum gp_err err;
	bool more;

	gp_ini_init(&ini, text);
	while (!(err = gp_ini_next(&ini, &more)) && more) {
		if (strcmp(gp_buf_str(&ini.section), SECTION) != 0)
			report_section(&ini, origin, notices);
		else
			add_committed(out, &ini, origin);
	}
	gp_ini_clear(&ini);
	return err ? gp_fail_at(err, "%s", origin) : GP_OK;
}

/* ---- git config --list --show-origin -z ---- */

/* Reads up to the next NUL; false if there is none. */
static bool next_field(struct gp_span *field, struct gp_span *rest)
{
	const char *end =
		rest->len ? memchr(rest->data, '\0', rest->len) : NULL;

	if (!end)
		return false;
	*field = gp_span_make(rest->data, (size_t)(end - rest->data));
	*rest = gp_span_sub(*rest, field->len + 1, rest->len);
	return true;
}

static size_t last_dot(struct gp_span name)
{
	size_t at = name.len;

	while (at && name.data[at - 1] != '.')
		at--;
	return at ? at - 1 : name.len;
}

/* "perf.<pattern>.<key>" or "perf.<key>"; the pattern may hold dots. */
static void add_named(struct gp_config_items *out, struct gp_span name,
		      struct gp_span *value, struct gp_span origin)
{
	struct gp_span rest = gp_span_sub(name, strlen(SECTION) + 1, name.len);
	size_t dot = last_dot(rest);
	struct gp_config_item *item = append_config_item(out);
	char *key;

	if (gp_span_starts(origin, "file:"))
		origin = gp_span_sub(origin, 5, origin.len);
	item->origin = copy_text(out, origin);
	if (dot < rest.len)
		item->pattern = copy_text(out, gp_span_sub(rest, 0, dot));
	key = gp_arena_strndup(&out->arena, rest.data, rest.len);
	if (dot < rest.len)
		key += dot + 1;
	for (char *c = key; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	item->key = key;
	item->value = value ? copy_text(out, *value) : NULL;
}

enum gp_err gp_config_items_parse(struct gp_config_items *out,
				  struct gp_span list)
{
	struct gp_span origin, item;

	while (next_field(&origin, &list)) {
		size_t lf;

		if (!next_field(&item, &list))
			return gp_fail(GP_EGIT,
				       "git config printed a list that is cut "
				       "short");
		lf = gp_span_find(item, "\n");
		if (gp_span_starts(item, SECTION ".")) {
			struct gp_span value =
				gp_span_sub(item, lf + 1, item.len);

			add_named(out, gp_span_sub(item, 0, lf),
				  lf < item.len ? &value : NULL, origin);
		}
	}
	return GP_OK;
}
