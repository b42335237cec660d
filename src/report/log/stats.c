/*
 * log --stats for people: a table, a line a series.
 */
#include <math.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/phrase.h"

#include "log.h"

enum stats_column {
	SERIES,
	CURRENT,
	MEAN,
	MIN,
	MAX,
	VOLATILITY,
	DIRECTION,
	N_VALUES,
	CHANGES,
	COLUMNS
};

static const char *const titles[COLUMNS] = {
	"series",     "current",   "mean", "min",    "max",
	"volatility", "direction", "n",    "changes"
};

#define KEY_MIN 16

struct stats_table {
	const struct gp_log *log;
	size_t widths[COLUMNS];
};

static void put_direction(struct gp_buf *out, const struct gp_trend_stats *s)
{
	if (s->direction == GP_DIRECTION_UNKNOWN)
		return;
	gp_buf_puts(out, gp_direction_name(s->direction));
	if (s->direction == GP_DIRECTION_STEADY)
		return;
	if (isfinite(s->total)) {
		gp_buf_putc(out, ' ');
		gp_format_change(out, s->total);
	}
	if (s->effect != GP_EFFECT_NONE)
		gp_buf_printf(out, ", %s", gp_effect_name(s->effect));
}

static void put_stats_cell(const struct stats_table *table, struct gp_buf *out,
			   const struct gp_trend *trend,
			   enum stats_column column)
{
	const struct gp_trend_stats *s = &trend->stats;

	switch (column) {
	case SERIES:
		gp_log_put_key(table->log, out, trend, table->widths[SERIES]);
		break;
	case CURRENT:
		gp_log_put_value(out, trend, s->current);
		break;
	case MEAN:
		gp_log_put_value(out, trend, s->mean);
		break;
	case MIN:
		gp_log_put_value(out, trend, s->min);
		break;
	case MAX:
		gp_log_put_value(out, trend, s->max);
		break;
	case VOLATILITY:
		if (isfinite(s->volatility))
			gp_format_share(out, s->volatility);
		break;
	case DIRECTION:
		put_direction(out, s);
		break;
	case N_VALUES:
		gp_buf_printf(out, "%zu", s->n);
		break;
	default:
		gp_buf_printf(out, "%zu", s->changes);
	}
}

/* A row, or the titles for NULL. */
static void put_stats_row(const struct stats_table *table,
			  const struct gp_trend *trend)
{
	struct gp_buf *out = table->log->out;

	for (int c = 0; c < COLUMNS; c++) {
		size_t start = out->len;

		if (trend)
			put_stats_cell(table, out, trend, (enum stats_column)c);
		else
			gp_buf_puts(out, titles[c]);
		if (c + 1 < COLUMNS)
			gp_text_pad(out, start, table->widths[c] + 2);
	}
	gp_buf_putc(out, '\n');
}

/* The width of the names on a terminal, which must stay different. */
static size_t fit_series(const struct gp_log *log, size_t wish)
{
	struct gp_fit fit = { .n = 0 };
	size_t width;

	gp_log_fit_keys(log, &fit);
	width = fit.widest > wish ? gp_fit_width(&fit, wish) : fit.widest;
	if (width < strlen(titles[SERIES]))
		width = strlen(titles[SERIES]);
	gp_fit_clear(&fit);
	return width;
}

static void measure_table(struct stats_table *table)
{
	const struct gp_trends *trends = table->log->trends;
	size_t width = table->log->options->width, rest = 0;
	struct gp_buf cell = GP_BUF_INIT;

	table->widths[SERIES] = SIZE_MAX;
	for (int c = COLUMNS; c-- > 0;) {
		size_t widest = strlen(titles[c]);

		for (size_t t = 0; t < trends->n; t++) {
			size_t w;

			gp_buf_reset(&cell);
			if (trends->items[t].stats.n)
				put_stats_cell(table, &cell, &trends->items[t],
					       (enum stats_column)c);
			w = gp_text_width(gp_buf_view(&cell));
			widest = w > widest ? w : widest;
		}
		table->widths[c] = widest;
		rest += c == SERIES ? 0 : widest + 2;
	}
	gp_buf_clear(&cell);
	if (width && table->widths[SERIES] + rest > width)
		table->widths[SERIES] = fit_series(
			table->log,
			width > rest + KEY_MIN ? width - rest : KEY_MIN);
}

/* "30 commits: 3fa91c2 (2026-10-22) … 9f8e7d6 (2026-11-20)" */
static void put_range(const struct gp_log *log)
{
	const struct gp_trend_commit *ends[2] = { NULL, NULL };
	const struct gp_trends *trends = log->trends;
	size_t n = 0;

	for (size_t i = 0; i < trends->n_commits; i++) {
		if (!trends->commits[i].shown)
			continue;
		ends[0] = n++ ? ends[0] : &trends->commits[i];
		ends[1] = &trends->commits[i];
	}
	if (!n)
		return;
	gp_buf_printf(log->out, "%zu commit%s:", n, gp_plural(n));
	for (size_t i = n == 1; i < 2; i++) {
		char hex[GP_OID_HEX];

		gp_buf_printf(log->out, "%s %s (", i && n > 1 ? " …" : "",
			      gp_oid_short(&ends[i]->oid, hex));
		gp_format_time(log->out, ends[i]->time);
		log->out->len -= strlen("T00:00:00Z");
		gp_buf_putc(log->out, ')');
	}
	gp_buf_puts(log->out, "\n\n");
}

bool gp_log_next_stats(struct gp_log *log)
{
	struct stats_table table = { .log = log };

	put_range(log);
	measure_table(&table);
	if (log->trends->n)
		put_stats_row(&table, NULL);
	for (size_t t = 0; t < log->trends->n; t++)
		if (log->trends->items[t].stats.n)
			put_stats_row(&table, &log->trends->items[t]);
	return false;
}
