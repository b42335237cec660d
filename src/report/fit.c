/*
 * How far names can be cut until two of them look alike.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/report.h"

#include "fit.h"

void gp_fit_add(struct gp_fit *fit, const char *name)
{
	struct gp_buf text = GP_BUF_INIT;
	size_t width;

	fit->names =
		gp_grow(fit->names, fit->n, &fit->cap, sizeof(*fit->names));
	fit->names[fit->n++] = gp_arena_strdup(&fit->arena, name);
	gp_escape_text(&text, name);
	width = gp_text_width(gp_buf_view(&text));
	fit->widest = width > fit->widest ? width : fit->widest;
	gp_buf_clear(&text);
}

/* Whether names that differ also do if they are cut. */
static bool are_cuts_distinct(const struct gp_fit *fit, size_t width)
{
	struct gp_arena arena = { 0 };
	struct gp_map seen = { .n = 0 };
	struct gp_buf cut = GP_BUF_INIT;
	bool distinct = true;

	for (size_t i = 0; i < fit->n && distinct; i++) {
		size_t first;

		gp_buf_reset(&cut);
		gp_escape_short(&cut, fit->names[i], width);
		first = *gp_map_put(
			&seen,
			gp_arena_strndup(&arena, gp_buf_str(&cut), cut.len),
			cut.len, i);
		distinct = !strcmp(fit->names[first], fit->names[i]);
	}
	gp_buf_clear(&cut);
	gp_map_clear(&seen);
	gp_arena_clear(&arena);
	return distinct;
}

size_t gp_fit_width(const struct gp_fit *fit, size_t wish)
{
	while (wish < fit->widest && !are_cuts_distinct(fit, wish))
		wish += 1 + wish / 16; /* there may be many names */
	return wish;
}

void gp_fit_add_keys(struct gp_fit *fit, const struct gp_shared *shared,
		     const struct gp_shown_name *names, size_t n)
{
	struct gp_buf key = GP_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		gp_buf_reset(&key);
		gp_shared_put_name(&key, shared, names[i].benchmark,
				   names[i].parameters);
		gp_buf_printf(&key, ":%s", names[i].metric);
		gp_fit_add(fit, gp_buf_str(&key));
	}
	gp_buf_clear(&key);
}

void gp_shared_fit(struct gp_shared *out, const struct gp_shown_name *names,
		   size_t n, size_t room)
{
	struct gp_fit fit = { .n = 0 };

	gp_shared_find(out, names, n);
	if (!room)
		return;
	gp_fit_add_keys(&fit, out, names, n);
	if (fit.widest > room)
		gp_shared_find_prefix(out, names, n);
	gp_fit_clear(&fit);
}

void gp_fit_clear(struct gp_fit *fit)
{
	free(fit->names);
	gp_arena_clear(&fit->arena);
	*fit = (struct gp_fit){ .n = 0 };
}
