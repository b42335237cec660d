/*
 * Recognises that every X-4 became X-8, because the machine has another number
 * of processors: one pattern is an alias for all of them.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/map.h"
#include "gp/mem.h"
#include "gp/parameters.h"

#include "cpu_count.h"

/* "X-4 [os=linux]" in three pieces. */
struct counted_name {
	struct gp_span before, count, behind;
};

/* False if the name does not end in -N. */
static bool split_count(struct counted_name *out, const struct gp_series *s)
{
	struct gp_span all = gp_span_of(s->benchmark), name = all;
	size_t at;

	if (s->parameters && s->parameters->n > s->parameters->n_named)
		name = gp_without_parameter(all);
	at = name.len;
	while (at && name.data[at - 1] >= '0' && name.data[at - 1] <= '9')
		at--;
	if (at == name.len || at < 2 || name.data[at - 1] != '-')
		return false;
	out->before = gp_span_sub(name, 0, at - 1);
	out->count = gp_span_sub(name, at, name.len);
	out->behind = gp_span_sub(all, name.len, all.len);
	return true;
}

/* Whether all series of a status have one count, which is set. */
static bool have_one_count(struct gp_span *count,
			   const struct gp_findings *findings,
			   enum gp_status status)
{
	struct counted_name name;
	bool any = false;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->status != status)
			continue;
		if (!split_count(&name, f->series) ||
		    (any && !gp_span_same(*count, name.count)))
			return false;
		*count = name.count;
		any = true;
	}
	return any;
}

/* The series without its count. */
static struct gp_span uncounted(struct gp_buf *out, const struct gp_series *s)
{
	struct counted_name name = { .count = gp_span_of("") };

	gp_buf_reset(out);
	gp_buf_add(out, s->testbed, strlen(s->testbed) + 1);
	if (split_count(&name, s)) {
		gp_buf_span(out, name.before);
		gp_buf_putc(out, '\0');
		gp_buf_span(out, name.behind);
		gp_buf_putc(out, '\0');
	}
	gp_buf_puts(out, s->metric);
	return gp_buf_view(out);
}

/* Whether each missing series is new with the other count. */
static bool correspond(const struct gp_findings *findings)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_arena arena = { 0 };
	struct gp_map new = { 0 };
	bool all = true;
	size_t unused;

	for (size_t i = 0; i < findings->n; i++) {
		struct gp_span key;

		if (findings->items[i].status != GP_STATUS_NEW)
			continue;
		key = uncounted(&text, findings->items[i].series);
		gp_map_put(&new, gp_arena_strndup(&arena, key.data, key.len),
			   key.len, 0);
	}
	for (size_t i = 0; all && i < findings->n; i++) {
		struct gp_span key;

		if (findings->items[i].status != GP_STATUS_MISSING)
			continue;
		key = uncounted(&text, findings->items[i].series);
		all = gp_map_get(&new, key.data, key.len, &unused);
	}
	gp_map_clear(&new);
	gp_arena_clear(&arena);
	gp_buf_clear(&text);
	return all;
}

bool gp_cpu_counts_find(struct gp_cpu_counts *out,
			const struct gp_findings *findings)
{
	size_t n_missing = findings->counts[GP_STATUS_MISSING];

	return n_missing > 1 && n_missing == findings->counts[GP_STATUS_NEW] &&
	       have_one_count(&out->old, findings, GP_STATUS_MISSING) &&
	       have_one_count(&out->now, findings, GP_STATUS_NEW) &&
	       correspond(findings);
}
