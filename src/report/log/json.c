/*
 * log as JSON: git-perf/log/1, docs/schema/log-1.json.
 */
#include <math.h>

#include "log.h"
#include "report/json_fields.h"
#include "report/json_writer.h"

static void put_bound(struct gp_buf *out, const char *key, int64_t seconds)
{
	gp_put_key(out, key);
	if (seconds)
		gp_put_time(out, seconds);
	else
		gp_put_null(out);
}

static void begin_document(struct gp_log *log)
{
	const struct gp_log_options *options = log->options;
	struct gp_buf *out = log->out;
	size_t n = 0;

	for (size_t i = 0; i < log->trends->n_commits; i++)
		n += log->trends->commits[i].shown;
	gp_put_document(out, "git-perf/log/1");
	gp_put_key_open(out, "range", '{');
	gp_put_key_strings(out, "revs", options->revs, options->n_revs);
	put_bound(out, "since", options->since);
	put_bound(out, "until", options->until);
	gp_put_key_count(out, "commits", n);
	gp_put_close(out, '}');
	gp_put_key_open(out, "series", '[');
	log->begun = true;
}

static void put_commit_of(const struct gp_log *log, size_t at)
{
	gp_put_key_oid(log->out, "commit", &log->trends->commits[at].oid);
	gp_put_key_time(log->out, "time", log->trends->commits[at].time);
}

/* One key less for each of many points, of which hardly any was carried. */
static void put_carried_from(const struct gp_log *log, size_t at)
{
	const struct gp_oid *from = &log->trends->commits[at].carried_from;

	if (from->size)
		gp_put_key_oid(log->out, "carried_from", from);
}

static void put_series_head(struct gp_buf *out, const struct gp_trend *trend)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "benchmark", trend->benchmark);
	gp_put_key_string(out, "metric", trend->metric);
	gp_put_key_string(out, "unit", trend->unit);
	gp_put_key_string(out, "better", gp_better_name(trend->better));
	gp_put_key_string(out, "testbed", trend->testbed);
	gp_put_key_open(out, "points", '[');
}

static void put_trend_point(struct gp_log *log, const struct gp_trend *trend)
{
	gp_put_item(log->out, log->n_points++);
	gp_put_open(log->out, '{');
	put_commit_of(log, trend->at[log->offset]);
	gp_put_key_number(log->out, "value", trend->values[log->offset]);
	put_carried_from(log, trend->at[log->offset]);
	gp_put_close(log->out, '}');
}

/* Those of the series under way; false when the piece is full. */
static bool put_trend_points(struct gp_log *log, const struct gp_trend *trend)
{
	while (log->offset < trend->n) {
		if (log->trends->commits[trend->at[log->offset]].shown)
			put_trend_point(log, trend);
		log->offset++;
		if (log->out->len >= GP_LOG_PIECE)
			return false;
	}
	return true;
}

static void put_trend_changes(const struct gp_log *log,
			      const struct gp_trend *trend)
{
	struct gp_buf *out = log->out;

	gp_put_key_open(out, "changes", '[');
	for (size_t i = 0; i < trend->changes.n; i++) {
		const struct gp_change *change = &trend->changes.changes[i];
		size_t at = trend->at[change->index];
		struct gp_blame blame = gp_log_blame(log, trend, change);

		if (!log->trends->commits[at].shown)
			continue;
		gp_put_line(out);
		gp_put_open(out, '{');
		put_commit_of(log, at);
		gp_put_change_size(out, change);
		gp_put_change_delta(out, change);
		gp_put_blame_keys(out, &blame);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

static void put_trend_direction(struct gp_buf *out,
				const struct gp_trend_stats *s)
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
	gp_put_key_number(out, "total", s->total);
	gp_put_key_number(out, "p", s->p);
}

static void put_end_of_range(const struct gp_log *log, const char *key,
			     size_t at)
{
	gp_put_key_open(log->out, key, '{');
	put_commit_of(log, at);
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
	gp_put_key_count(out, "n", s->n);
	gp_put_key_number(out, "current", s->current);
	gp_put_key_number(out, "mean", s->mean);
	gp_put_key_number(out, "min", s->min);
	gp_put_key_number(out, "max", s->max);
	gp_put_key_number(out, "volatility", s->volatility);
	put_trend_direction(out, s);
	gp_put_key_count(out, "changes", s->changes);
	put_end_of_range(log, "first", s->first);
	put_end_of_range(log, "last", s->last);
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
		gp_put_item(log->out, log->n_series++);
		put_series_head(log->out, trend);
		log->open = true;
	}
	if (!put_trend_points(log, trend))
		return false;
	gp_put_close(log->out, ']');
	put_trend_changes(log, trend);
	put_stats(log, &trend->stats);
	gp_put_key_parameters(log->out, trend->parameters);
	gp_put_close(log->out, '}');
	log->open = false;
	log->offset = log->n_points = 0;
	log->at++;
	return true;
}

bool gp_log_next_json(struct gp_log *log)
{
	if (!log->begun)
		begin_document(log);
	while (log->at < log->trends->n)
		if (!next_series(log))
			return true;
	gp_put_close(log->out, ']');
	gp_put_document_end(log->out);
	return false;
}
