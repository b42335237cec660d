/*
 * export as CSV: RFC 4180, but for line ends, which are LF: what reads it
 * takes them, and git and diff show no CR.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "gp/parameters.h"

#include "export.h"

#define SHARED                                                                 \
	"commit,commit_time,recorded_time,run,testbed,benchmark,metric,unit,"  \
	"better,samples,"

static void begin_csv(struct gp_export *ex)
{
	gp_buf_puts(ex->out, ex->options->samples ? SHARED "value,parameters\n"
						  : SHARED
				     "mean,stddev,min,p50,max,"
				     "parameters\n");
}

/* The first five columns, with the comma behind. */
static void set_csv_prefix(struct gp_export *ex, const struct gp_entry *run)
{
	struct gp_buf *prefix = &ex->prefix;
	char commit[GP_OID_HEX], id[GP_ENTRY_ID_HEX];

	gp_buf_reset(prefix);
	gp_buf_puts(prefix, gp_oid_hex(&ex->commit, commit));
	gp_buf_putc(prefix, ',');
	gp_format_time(prefix, ex->commit_time);
	gp_buf_putc(prefix, ',');
	gp_format_time(prefix, gp_export_seconds(run));
	gp_buf_putc(prefix, ',');
	gp_buf_puts(prefix, gp_entry_id_hex(&run->id, id));
	gp_buf_putc(prefix, ',');
	gp_escape_csv(prefix, run->testbed);
	gp_buf_putc(prefix, ',');
}

static void put_csv_shared(struct gp_export *ex, const struct gp_measurement *m)
{
	struct gp_buf *out = ex->out;

	gp_buf_add(out, ex->prefix.data, ex->prefix.len);
	gp_escape_csv(out, m->benchmark);
	gp_buf_putc(out, ',');
	gp_escape_csv(out, m->metric);
	gp_buf_putc(out, ',');
	gp_escape_csv(out, m->unit);
	gp_buf_putc(out, ',');
	gp_buf_puts(out, gp_better_name(m->better));
	gp_buf_putc(out, ',');
	ex->counts.rows++;
}

/* A summary may claim more than an int64_t holds. */
static void put_n(struct gp_buf *out, uint64_t n)
{
	if (n <= INT64_MAX)
		gp_decimal_format(out, gp_decimal_int((int64_t)n));
	else
		gp_buf_printf(out, "%" PRIu64, n);
	gp_buf_putc(out, ',');
}

/* Where one sample is all there is, it is written once and copied. */
static void put_single(struct gp_buf *out, struct gp_decimal value)
{
	size_t start, len;
	char text[64];

	gp_buf_puts(out, "1,");
	start = out->len;
	gp_decimal_format(out, value);
	len = out->len - start;
	assert(len <= sizeof(text));
	memcpy(text, out->data + start, len);
	gp_buf_puts(out, ",,");
	for (int i = 0; i < 3; i++) {
		gp_buf_add(out, text, len);
		gp_buf_putc(out, ',');
	}
}

static void put_five(struct gp_buf *out, const struct gp_measurement *m)
{
	struct gp_five five;

	gp_five_of(&five, m);
	put_n(out, five.n);
	gp_decimal_format(out, five.mean);
	gp_buf_putc(out, ',');
	gp_decimal_format(out, five.stddev);
	gp_buf_putc(out, ',');
	gp_decimal_format(out, five.min);
	gp_buf_putc(out, ',');
	gp_decimal_format(out, five.p50);
	gp_buf_putc(out, ',');
	gp_decimal_format(out, five.max);
	gp_buf_putc(out, ',');
}

/* The last column, and the end of the row. */
static void put_csv_parameters(struct gp_buf *out,
			       const struct gp_measurement *m)
{
	struct gp_buf text = GP_BUF_INIT;

	if (m->parameters) {
		gp_parameters_list(&text, m->parameters);
		gp_escape_csv(out, gp_buf_str(&text));
		gp_buf_clear(&text);
	}
	gp_buf_putc(out, '\n');
}

static void put_csv_samples(struct gp_export *ex,
			    const struct gp_measurement *m)
{
	struct gp_five five;

	gp_five_of(&five, m);
	for (size_t i = 0; i < m->n_samples; i++) {
		put_csv_shared(ex, m);
		put_n(ex->out, five.n);
		gp_decimal_format(ex->out, m->samples[i]);
		gp_buf_putc(ex->out, ',');
		put_csv_parameters(ex->out, m);
	}
}

static void put_csv_run(struct gp_export *ex, const struct gp_entry *run)
{
	set_csv_prefix(ex, run);
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		if (!gp_export_selects(ex, m))
			continue;
		if (ex->options->samples) {
			put_csv_samples(ex, m);
			continue;
		}
		put_csv_shared(ex, m);
		if (m->n_samples == 1 && !m->summary)
			put_single(ex->out, m->samples[0]);
		else
			put_five(ex->out, m);
		put_csv_parameters(ex->out, m);
	}
}

static bool end_csv(struct gp_export *ex)
{
	(void)ex;
	return false;
}

const struct gp_exporter gp_exporter_csv = {
	.name = "csv",
	.suffix = "csv",
	.begin = begin_csv,
	.run = put_csv_run,
	.end = end_csv,
};
