/*
 * What detect found: as indices, and as git-perf/detect/1,
 * docs/schema/detect-1.json.
 */
#include <math.h>

#include "gp/report.h"

#include "report/json_fields.h"
#include "report/json_writer.h"

/* ---- drift ---- */

static void put_drift(struct gp_buf *out, const struct gp_detected *detected)
{
	const struct gp_drift *drift = &detected->drift;

	gp_put_key_open(out, "drift", '{');
	gp_put_key_bool(out, "drifting", drift->drifting);
	gp_put_key_number(out, "slope", drift->slope);
	gp_put_key_number(out, "total", drift->total);
	gp_put_key_number(out, "p", drift->p);
	gp_put_key_bool(out, "relative", detected->relative);
	gp_put_close(out, '}');
}

static void say_amount(struct gp_buf *out, double amount, bool relative)
{
	if (amount >= 0)
		gp_buf_putc(out, '+');
	gp_format_number(out, relative ? amount * 100 : amount);
	if (relative)
		gp_buf_puts(out, " %");
}

/* A comment: whoever reads the indices skips it. */
static void say_drift(struct gp_buf *out, const struct gp_detected *detected)
{
	const struct gp_drift *drift = &detected->drift;

	gp_buf_puts(out, drift->drifting ? "# drifting: " : "# no drift: ");
	if (isnan(drift->p)) {
		gp_buf_printf(out, "fewer than %d values\n", GP_DRIFT_FROM);
		return;
	}
	say_amount(out, drift->slope, detected->relative);
	gp_buf_puts(out, " a value, ");
	say_amount(out, drift->total, detected->relative);
	gp_buf_puts(out, " in all, p = ");
	gp_format_number(out, drift->p);
	gp_buf_putc(out, '\n');
}

/* ---- changes ---- */

void gp_report_detected_text(struct gp_buf *out,
			     const struct gp_detected *detected)
{
	const struct gp_changes *changes = &detected->changes;

	for (size_t i = 0; i < changes->n; i++)
		gp_buf_printf(out, "%zu\n", changes->changes[i].index);
	if (detected->has_drift)
		say_drift(out, detected);
}

void gp_report_detected_line(struct gp_buf *out, const char *name,
			     const struct gp_detected *detected)
{
	const struct gp_changes *changes = &detected->changes;

	gp_put_open(out, '{');
	gp_put_key_string(out, "name", name);
	gp_put_key_open(out, "cps", '[');
	for (size_t i = 0; i < changes->n; i++)
		gp_put_count(out, changes->changes[i].index);
	gp_put_close(out, ']');
	if (detected->has_drift)
		put_drift(out, detected);
	gp_put_document_end(out);
}

static void put_detected_change(struct gp_buf *out,
				const struct gp_change *change)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_count(out, "index", change->index);
	gp_put_change_size(out, change);
	gp_put_change_delta(out, change);
	gp_put_close(out, '}');
}

static void put_segment(struct gp_buf *out, const struct gp_segment *segment)
{
	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_count(out, "from", segment->from);
	gp_put_key_count(out, "to", segment->to);
	gp_put_key_number(out, "center", segment->center);
	gp_put_key_number(out, "spread", segment->spread);
	gp_put_close(out, '}');
}

void gp_report_detected_json(struct gp_buf *out,
			     const struct gp_detected *detected)
{
	const struct gp_changes *changes = &detected->changes;

	gp_put_document(out, "git-perf/detect/1");
	gp_put_key_count(out, "n", detected->n);
	gp_put_key_open(out, "changes", '[');
	for (size_t i = 0; i < changes->n; i++)
		put_detected_change(out, &changes->changes[i]);
	gp_put_close(out, ']');
	gp_put_key_open(out, "segments", '[');
	for (size_t i = 0; i < changes->n_segments; i++)
		put_segment(out, &changes->segments[i]);
	gp_put_close(out, ']');
	put_drift(out, detected);
	gp_put_document_end(out);
}
