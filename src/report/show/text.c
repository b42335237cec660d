/*
 * show for people: a line a run, and a table of what it measured.
 */
#include <math.h>
#include <stdlib.h>

#include "gp/report.h"
#include "gp/summary.h"

#include "report/shared.h"

#define COLUMNS 5

/* ---- the table ---- */

/* As a share of the value, if there is one. */
static void put_spread(struct gp_buf *out, const struct gp_five *five,
		       const char *unit)
{
	double value = fabs(gp_decimal_double(five->p50));
	double spread = gp_decimal_double(five->stddev);

	if (five->stddev.kind == GP_DECIMAL_NONE)
		return;
	gp_buf_puts(out, "± ");
	if (value > 0)
		gp_format_share(out, spread / value);
	else
		gp_format_value(out, spread, unit);
}

static void put_benchmark(struct gp_buf *out, const struct gp_shared *shared,
			  const struct gp_measurement *m)
{
	struct gp_buf name = GP_BUF_INIT;

	gp_shared_put_name(&name, shared, m->benchmark, m->parameters);
	gp_escape_text(out, gp_buf_str(&name));
	gp_buf_clear(&name);
}

static void put_show_cell(struct gp_buf *out, const struct gp_shared *shared,
			  const struct gp_measurement *m, int column)
{
	struct gp_five five;

	gp_five_of(&five, m);
	switch (column) {
	case 0:
		put_benchmark(out, shared, m);
		break;
	case 1:
		gp_escape_text(out, m->metric);
		break;
	case 2:
		gp_format_value(out, gp_decimal_double(five.p50), m->unit);
		break;
	case 3:
		put_spread(out, &five, m->unit);
		break;
	default:
		if (five.n > 1)
			gp_buf_printf(out, "n %llu",
				      (unsigned long long)five.n);
	}
}

static void find_shared_of_run(struct gp_shared *shared,
			       const struct gp_entry *run)
{
	struct gp_shown_name *names = gp_calloc(run->n_results, sizeof(*names));

	for (size_t i = 0; i < run->n_results; i++)
		names[i] = (struct gp_shown_name){ run->results[i].benchmark,
						   run->results[i].metric, "",
						   run->results[i].parameters };
	gp_shared_find(shared, names, run->n_results);
	free(names);
}

static void measure_columns(size_t widths[COLUMNS], const struct gp_entry *run,
			    const struct gp_shared *shared)
{
	struct gp_buf cell = GP_BUF_INIT;

	for (int c = 0; c < COLUMNS; c++) {
		widths[c] = 0;
		for (size_t i = 0; i < run->n_results; i++) {
			size_t width;

			gp_buf_reset(&cell);
			put_show_cell(&cell, shared, &run->results[i], c);
			width = gp_text_width(gp_buf_view(&cell));
			widths[c] = width > widths[c] ? width : widths[c];
		}
	}
	gp_buf_clear(&cell);
}

void gp_report_run_text(struct gp_buf *out, const struct gp_entry *run)
{
	size_t widths[COLUMNS];
	struct gp_shared shared;

	find_shared_of_run(&shared, run);
	if (shared.n) {
		gp_buf_puts(out, "  ");
		gp_shared_say(out, &shared);
		gp_buf_putc(out, '\n');
	}
	measure_columns(widths, run, &shared);
	for (size_t i = 0; i < run->n_results; i++) {
		for (int c = 0; c < COLUMNS; c++) {
			size_t start;

			gp_buf_puts(out, "  ");
			start = out->len;
			put_show_cell(out, &shared, &run->results[i], c);
			gp_text_pad(out, start, widths[c]);
		}
		gp_text_end_line(out);
	}
	gp_shared_clear(&shared);
}

/* ---- the runs ---- */

static void put_cut_name(struct gp_buf *out, const char *before,
			 const char *text)
{
	if (!*text)
		return;
	gp_buf_puts(out, before);
	gp_escape_text(out, text);
}

static void put_run_line(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_oid *tree, const struct gp_entry *run)
{
	char hex[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	gp_buf_printf(out, "run %.12s  ", gp_entry_id_hex(&run->id, id));
	gp_format_time(out, gp_seconds_of_ms(run->time_ms));
	put_cut_name(out, "  ", run->testbed);
	put_cut_name(out, "  ", run->tool);
	put_cut_name(out, " ", run->tool_version);
	put_cut_name(out, "  on ", run->branch);
	if (run->dirty)
		gp_buf_puts(out, "  (modified work tree)");
	if (run->kind == GP_ENTRY_UNTRUSTED)
		gp_buf_puts(out, "  (untrusted)");
	if (run->commit.size && !gp_oid_same(&run->commit, commit))
		gp_buf_printf(out, "  %s %s",
			      gp_oid_same(&run->tree, tree)
				      ? "measured as"
				      : "carried over from",
			      gp_oid_short(&run->commit, hex));
	put_cut_name(out, "  broke off: ", run->incomplete);
	for (size_t i = 0; i < run->tags.n; i++) {
		put_cut_name(out, "  ", run->tags.items[i].key);
		gp_buf_putc(out, '=');
		put_cut_name(out, "", run->tags.items[i].value);
	}
	gp_buf_putc(out, '\n');
}

void gp_report_show_text(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_oid *tree,
			 const struct gp_entries *runs,
			 const struct gp_entries *marks)
{
	const char *between = "";

	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];

		if (!gp_entry_has_results(run))
			continue;
		gp_buf_puts(out, between);
		put_run_line(out, commit, tree, run);
		gp_report_run_text(out, run);
		between = "\n";
	}
	if (marks->n)
		gp_buf_puts(out, between);
	gp_report_marks_text(out, commit, marks);
}
