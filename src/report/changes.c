/*
 * What detect found: as indices, and as git-perf/detect/1,
 * docs/schema/detect-1.json.
 */
#include <inttypes.h>

#include "put.h"

void gp_report_changes_text(struct gp_buf *out,
			    const struct gp_changes *changes)
{
	for (size_t i = 0; i < changes->n; i++)
		gp_buf_printf(out, "%zu\n", changes->changes[i].index);
}

void gp_report_changes_line(struct gp_buf *out, const char *name,
			    const struct gp_changes *changes)
{
	gp_put_open(out, '{');
	gp_put_key(out, "name");
	gp_put_string(out, name);
	gp_put_key(out, "cps");
	gp_put_open(out, '[');
	for (size_t i = 0; i < changes->n; i++)
		gp_put_count(out, changes->changes[i].index);
	gp_put_close(out, ']');
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}

static void count(struct gp_buf *out, const char *key, size_t value)
{
	gp_put_key(out, key);
	gp_put_count(out, value);
}

static void number(struct gp_buf *out, const char *key, double value)
{
	gp_put_key(out, key);
	gp_put_number(out, value);
}

static void put_change(struct gp_buf *out, const struct gp_change *change)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	count(out, "index", change->index);
	number(out, "size", change->size);
	number(out, "size_low", change->size_low);
	number(out, "size_high", change->size_high);
	number(out, "delta", change->delta);
	number(out, "delta_low", change->delta_low);
	number(out, "delta_high", change->delta_high);
	gp_put_close(out, '}');
}

static void put_segment(struct gp_buf *out, const struct gp_segment *segment)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	count(out, "from", segment->from);
	count(out, "to", segment->to);
	number(out, "center", segment->center);
	number(out, "spread", segment->spread);
	gp_put_close(out, '}');
}

void gp_report_changes_json(struct gp_buf *out, size_t n,
			    const struct gp_changes *changes)
{
	gp_put_open(out, '{');
	gp_put_key(out, "schema");
	gp_put_string(out, "git-perf/detect/1");
	count(out, "n", n);
	gp_put_key(out, "changes");
	gp_put_open(out, '[');
	for (size_t i = 0; i < changes->n; i++)
		put_change(out, &changes->changes[i]);
	gp_put_close(out, ']');
	gp_put_key(out, "segments");
	gp_put_open(out, '[');
	for (size_t i = 0; i < changes->n_segments; i++)
		put_segment(out, &changes->segments[i]);
	gp_put_close(out, ']');
	gp_put_close(out, '}');
	gp_buf_putc(out, '\n');
}
