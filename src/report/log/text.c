/*
 * log for people: a line a commit, newest first; below it what changed there.
 *
 * Every trend has a place from which it is read backwards, so that a commit
 * costs a step a trend.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "log.h"

#define HEAD_WIDTH   21 /* an id, a date, and two blanks behind each */
#define USUAL_WIDTH  80
#define KEY_MIN      8
#define KEY_MAX      48
#define CELL_MIN     18 /* a key that can be read, a blank, a value */
#define VALUE_MAX    24
#define CHANGES_MOST 8 /* below one commit */

/* ---- how wide ---- */

static size_t value_width(const struct gp_log *log)
{
	const struct gp_trends *trends = log->trends;
	struct gp_buf text = GP_BUF_INIT;
	size_t widest = 0;

	for (size_t t = 0; t < trends->n; t++) {
		const struct gp_trend *trend = &trends->items[t];

		for (size_t i = 0; i < trend->n; i++) {
			size_t width;

			if (!trends->commits[trend->at[i]].shown)
				continue;
			gp_buf_reset(&text);
			gp_log_put_value(&text, trend, trend->values[i]);
			width = gp_text_width(gp_buf_view(&text));
			widest = width > widest ? width : widest;
		}
	}
	gp_buf_clear(&text);
	return widest < VALUE_MAX ? widest : VALUE_MAX;
}

/*
 * Whether the values of all series find room on one line, and how. Without a
 * terminal there is room as on a usual one, but keys are not cut.
 */
static void lay_out(struct gp_log *log, const struct gp_fit *fit)
{
	size_t n = log->trends->n, terminal = log->options->width;
	size_t width = terminal ? terminal : USUAL_WIDTH, cell, key;

	cell = width > HEAD_WIDTH ? (width - HEAD_WIDTH + 2) / n : 0;
	if (cell < CELL_MIN + 2)
		return;
	log->value_width = value_width(log);
	if (cell < KEY_MIN + 1 + log->value_width + 2)
		return;
	key = fit->widest;
	cell -= 1 + log->value_width + 2;
	cell = cell < KEY_MAX ? cell : KEY_MAX;
	log->key_width =
		key < cell || !terminal ? key : gp_fit_width(fit, cell);
}

static void lay_out_keys(struct gp_log *log)
{
	struct gp_fit fit = { .n = 0 };
	size_t width = log->options->width;

	gp_log_fit_keys(log, &fit);
	log->change_width = SIZE_MAX;
	if (width)
		log->change_width =
			gp_fit_width(&fit, width > 60 ? width - 52 : 8);
	if (fit.n)
		lay_out(log, &fit);
	gp_fit_clear(&fit);
}

static void begin_text_log(struct gp_log *log)
{
	size_t n = log->trends->n;

	log->begun = true;
	log->at = log->trends->n_commits;
	log->values = gp_calloc(n, sizeof(*log->values));
	log->changes = gp_calloc(n, sizeof(*log->changes));
	for (size_t t = 0; t < n; t++) {
		log->values[t] = log->trends->items[t].n;
		log->changes[t] = log->trends->items[t].changes.n;
	}
	lay_out_keys(log);
}

/* ---- a commit ---- */

/* A series that has a value at the commit, or a change. */
struct trend_here {
	const struct gp_trend *trend;
	double value;
	const struct gp_change *change; /* or NULL */
};

/* Steps every trend back over the commit; those measured there are put into
 * `all`, and the rest of it is NULL. How many changed. */
static size_t step_back(struct gp_log *log, size_t commit,
			struct trend_here *all)
{
	size_t changed = 0;

	for (size_t t = 0; t < log->trends->n; t++) {
		const struct gp_trend *trend = &log->trends->items[t];
		const struct gp_changes *changes = &trend->changes;
		size_t i = log->values[t], c = log->changes[t];

		all[t] = (struct trend_here){ NULL, NAN, NULL };
		if (!i || trend->at[i - 1] != commit)
			continue;
		log->values[t] = --i;
		all[t].trend = trend;
		all[t].value = trend->values[i];
		if (!c || changes->changes[c - 1].index != i)
			continue;
		all[t].change = &changes->changes[--log->changes[t]];
		changed++;
	}
	return changed;
}

static void put_commit_head(const struct gp_log *log,
			    const struct gp_trend_commit *commit)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(log->out, "%s  ", gp_oid_short(&commit->oid, hex));
	if (log->options->oneline)
		return;
	gp_format_time(log->out, commit->time);
	log->out->len -= strlen("T00:00:00Z");
	gp_buf_puts(log->out, "  ");
}

static void put_values_here(const struct gp_log *log,
			    const struct trend_here *all)
{
	struct gp_buf *out = log->out;

	for (size_t t = 0; t < log->trends->n; t++) {
		size_t start = out->len;

		if (t)
			gp_buf_puts(out, "  ");
		if (all[t].trend) {
			gp_log_put_key(log, out, all[t].trend, log->key_width);
			gp_text_pad(out, start, log->key_width + (t ? 2 : 0));
			gp_buf_putc(out, ' ');
			gp_log_put_value(out, all[t].trend, all[t].value);
		}
		gp_text_pad(out, start,
			    log->key_width + 1 + log->value_width +
				    (t ? 2 : 0));
	}
}

static void put_series_count(const struct gp_log *log,
			     const struct trend_here *all)
{
	size_t n = 0;

	for (size_t t = 0; t < log->trends->n; t++)
		n += all[t].trend != NULL;
	gp_buf_printf(log->out, "%zu series", n);
}

/* ---- what changed ---- */

static int by_size(const void *a, const void *b)
{
	const struct trend_here *x = a, *y = b;
	double left, right;

	if (!x->change || !y->change)
		return !x->change - !y->change;
	left = isnan(x->change->size) ? INFINITY : fabs(x->change->size);
	right = isnan(y->change->size) ? INFINITY : fabs(y->change->size);
	if (left != right)
		return left > right ? -1 : 1;
	return x->trend < y->trend ? -1 : x->trend > y->trend;
}

/* "+12.3 %", or with its unit from zero. */
static void put_size(const struct gp_log *log, const struct trend_here *here)
{
	const struct gp_change *change = here->change;

	if (isfinite(change->size)) {
		gp_format_change(log->out, change->size);
		return;
	}
	gp_buf_puts(log->out, change->delta > 0 ? "+" : "");
	gp_log_put_value(log->out, here->trend, change->delta);
}

static void put_interval(const struct gp_log *log,
			 const struct gp_change *change)
{
	struct gp_buf *out = log->out;

	if (!isfinite(change->size_low) || !isfinite(change->size_high))
		return;
	gp_buf_puts(out, " (");
	gp_format_change(out, change->size_low);
	out->len -= strlen(" %"); /* written once, at the end */
	gp_buf_puts(out, " … ");
	gp_format_change(out, change->size_high);
	gp_buf_putc(out, ')');
}

/* An interval that contains 0 does not say which way the level went. */
static enum gp_effect effect_of_change(const struct trend_here *here)
{
	const struct gp_change *change = here->change;

	if (change->delta_low <= 0 && change->delta_high >= 0)
		return GP_EFFECT_NONE;
	return gp_effect_of(here->trend->better, change->delta);
}

/* If commits before it were not measured, one of them may have made it. */
static void put_range_of_change(const struct gp_log *log,
				const struct trend_here *here)
{
	struct gp_blame blame = gp_log_blame(log, here->trend, here->change);

	if (!gp_blame_is_range(&blame))
		return;
	gp_buf_puts(log->out, ", in ");
	gp_put_blame(log->out, &blame, &blame.to);
}

static void put_one_change(const struct gp_log *log,
			   const struct trend_here *here)
{
	const struct gp_change *change = here->change;
	enum gp_effect effect = effect_of_change(here);

	gp_log_put_inked(log, effect, change->delta > 0 ? "▲" : "▼");
	gp_buf_putc(log->out, ' ');
	gp_log_put_key(log, log->out, here->trend, log->change_width);
	gp_buf_putc(log->out, ' ');
	put_size(log, here);
	if (!log->options->oneline)
		put_interval(log, change);
	if (effect != GP_EFFECT_NONE) {
		gp_buf_putc(log->out, ' ');
		gp_log_put_inked(log, effect, gp_effect_name(effect));
	}
	if (!log->options->oneline)
		put_range_of_change(log, here);
}

/* The largest of them; reorders `all`. */
static void put_changes_here(const struct gp_log *log, struct trend_here *all,
			     size_t n)
{
	size_t most = log->options->oneline ? 1 : CHANGES_MOST;

	qsort(all, log->trends->n, sizeof(*all), by_size);
	if (n == most + 1 && most > 1)
		most++; /* no line shorter than to say so */
	for (size_t i = 0; i < n && i < most; i++) {
		gp_buf_puts(log->out,
			    log->options->oneline ? "  " : "\n         ");
		put_one_change(log, &all[i]);
	}
	if (n <= most)
		return;
	gp_buf_printf(log->out,
		      log->options->oneline
			      ? " and %zu more"
			      : "\n         … and %zu more: use -k to select",
		      n - most);
}

static void put_carried_from(const struct gp_log *log,
			     const struct gp_trend_commit *commit)
{
	char hex[GP_OID_HEX];

	if (commit->carried_from.size)
		gp_buf_printf(log->out, "  carried over from %s",
			      gp_oid_short(&commit->carried_from, hex));
}

static void put_commit_line(struct gp_log *log, size_t commit,
			    struct trend_here *all)
{
	size_t changed = step_back(log, commit, all);

	if (!log->trends->commits[commit].shown)
		return;
	put_commit_head(log, &log->trends->commits[commit]);
	if (log->key_width)
		put_values_here(log, all);
	else
		put_series_count(log, all);
	while (log->out->data[log->out->len - 1] == ' ')
		log->out->len--;
	put_carried_from(log, &log->trends->commits[commit]);
	if (changed)
		put_changes_here(log, all, changed);
	gp_buf_putc(log->out, '\n');
}

bool gp_log_next_text(struct gp_log *log)
{
	struct trend_here *all;

	if (!log->begun)
		begin_text_log(log);
	all = gp_calloc(log->trends->n, sizeof(*all));
	while (log->at) {
		put_commit_line(log, --log->at, all);
		if (log->out->len >= GP_LOG_PIECE)
			break;
	}
	free(all);
	return log->at > 0;
}
