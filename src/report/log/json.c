/*
 * log as JSON: git-perf/log/1, docs/schema/log-1.json.
 */
#include <math.h>

#include "log.h"
#include "report/json_writer.h"

static void put_bound(struct gp_buf *out, const char *key, int64_t seconds)
{
	gp_put_key(out, key);
	if (seconds)
		gp_put_time(out, seconds);
	else
		gp_put_null(out);
}

static void begin(struct gp_log *log)
{
	const struct gp_log_options *options = log->options;
	struct gp_buf *out = log->out;
	size_t n = 0;

	for (size_t i = 0; i < log->trends->n_commits; i++)
		n += log->trends->commits[i].shown;
	gp_buf_puts(out, "{\"schema\": \"git-perf/log/1\", \"range\": {");
	gp_put_key(out, "revs");
	gp_put_open(out, '[');
	for (size_t i = 0; i < options->n_revs; i++)
		gp_put_string(out, options->revs[i]);
	gp_put_close(out, ']');
	put_bound(out, "since", options->since);
	put_bound(out, "until", options->until);
	gp_put_key(out, "commits");
	gp_put_count(out, n);
	gp_buf_puts(out, "}, \"series\": [");
	log->begun = true;
}

static void put_commit(const struct gp_log *log, size_t at)
{
	gp_put_key(log->out, "commit");
	gp_put_oid(log->out, &log->trends->commits[at].oid);
	gp_put_key(log->out, "time");
	gp_put_time(log->out, log->trends->commits[at].time);
}

static void put_number(struct gp_buf *out, const char *key, double value)
{
	gp_put_key(out, key);
	gp_put_number(out, value);
}

static void put_series(struct gp_buf *out, const struct gp_trend *trend)
{
	gp_buf_putc(out, '{');
	gp_put_key(out, "benchmark");
	gp_put_string(out, trend->benchmark);
	gp_put_key(out, "metric");
	gp_put_string(out, trend->metric);
	gp_put_key(out, "unit");
	gp_put_string(out, trend->unit);
	gp_put_key(out, "better");
	gp_put_string(out, gp_better_name(trend->better));
	gp_put_key(out, "testbed");
	gp_put_string(out, trend->testbed);
	gp_put_key(out, "points");
	gp_put_open(out, '[');
}

static void put_point(struct gp_log *log, const struct gp_trend *trend)
{
	/* what was flushed cannot tell whether a comma is due */
	gp_buf_puts(log->out, log->told++ ? ",\n{" : "\n{");
	put_commit(log, trend->at[log->offset]);
	put_number(log->out, "value", trend->values[log->offset]);
	gp_put_close(log->out, '}');
}

/* Those of the series under way; false when the piece is full. */
static bool put_points(struct gp_log *log, const struct gp_trend *trend)
{
	while (log->offset < trend->n) {
		if (log->trends->commits[trend->at[log->offset]].shown)
			put_point(log, trend);
		log->offset++;
		if (log->out->len >= GP_LOG_PIECE)
			return false;
	}
	return true;
}

static void put_changes(const struct gp_log *log, const struct gp_trend *trend)
{
	struct gp_buf *out = log->out;

	gp_put_key(out, "changes");
	gp_put_open(out, '[');
	for (size_t i = 0; i < trend->changes.n; i++) {
		const struct gp_change *change = &trend->changes.changes[i];
		size_t at = trend->at[change->index];

		if (!log->trends->commits[at].shown)
			continue;
		gp_put_line(out);
		gp_buf_putc(out, '{');
		put_commit(log, at);
		put_number(out, "size", change->size);
		put_number(out, "size_low", change->size_low);
		put_number(out, "size_high", change->size_high);
		put_number(out, "delta", change->delta);
		put_number(out, "delta_low", change->delta_low);
		put_number(out, "delta_high", change->delta_high);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

static void put_direction(struct gp_buf *out, const struct gp_trend_stats *s)
{
	gp_put_key(out, "direction");
	if (s->direction == GP_DIRECTION_UNKNOWN)
		gp_put_null(out);
	else
		gp_put_string(out, gp_direction_name(s->direction));
	gp_put_key(out, "effect");
	if (s->effect == GP_EFFECT_NONE)
		gp_put_null(out);
	else
		gp_put_string(out, gp_effect_name(s->effect));
	put_number(out, "total", s->total);
	put_number(out, "p", s->p);
}

static void put_end(const struct gp_log *log, const char *key, size_t at)
{
	gp_put_key(log->out, key);
	gp_put_open(log->out, '{');
	put_commit(log, at);
	gp_put_close(log->out, '}');
}

static void put_stats(const struct gp_log *log, const struct gp_trend_stats *s)
{
	struct gp_buf *out = log->out;

	gp_put_key(out, "stats");
	if (!log->options->stats || !s->n) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key(out, "n");
	gp_put_count(out, s->n);
	put_number(out, "current", s->current);
	put_number(out, "mean", s->mean);
	put_number(out, "min", s->min);
	put_number(out, "max", s->max);
	put_number(out, "volatility", s->volatility);
	put_direction(out, s);
	gp_put_key(out, "changes");
	gp_put_count(out, s->changes);
	put_end(log, "first", s->first);
	put_end(log, "last", s->last);
	gp_put_close(out, '}');
}

/* ---- */

static bool is_shown(const struct gp_log *log, const struct gp_trend *trend)
{
	for (size_t i = 0; i < trend->n; i++)
		if (log->trends->commits[trend->at[i]].shown)
			return true;
	return false;
}

/* One series, or a part of it; false when the piece is full. */
static bool next_series(struct gp_log *log)
{
	const struct gp_trend *trend = &log->trends->items[log->at];

	if (!log->open && !is_shown(log, trend)) {
		log->at++;
		return true;
	}
	if (!log->open) {
		gp_buf_puts(log->out, log->n_series++ ? ",\n" : "\n");
		put_series(log->out, trend);
		log->open = true;
	}
	if (!put_points(log, trend))
		return false;
	gp_put_close(log->out, ']');
	put_changes(log, trend);
	put_stats(log, &trend->stats);
	gp_put_close(log->out, '}');
	log->open = false;
	log->offset = log->told = 0;
	log->at++;
	return true;
}

bool gp_log_next_json(struct gp_log *log)
{
	if (!log->begun)
		begin(log);
	while (log->at < log->trends->n)
		if (!next_series(log))
			return true;
	gp_buf_puts(log->out, "]}\n");
	return false;
}
