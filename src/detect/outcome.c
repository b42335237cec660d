/*
 * The finding of one series: which status of those that were proposed it has,
 * and its reason.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "outcome.h"

void gp_outcome_open(struct gp_outcome *out, const struct gp_series *series,
		     struct gp_arena *arena, struct gp_arena *scratch)
{
	const struct gp_level none = { 0, 0, NAN, NAN, NAN, NAN };

	*out = (struct gp_outcome){ .arena = arena };
	out->finding = gp_arena_alloc(scratch, sizeof(*out->finding));
	*out->finding = (struct gp_finding){
		.series = series,
		.status = GP_STATUS_N,
		.claimed = GP_STATUS_N,
		.baseline = none,
		.current = none,
		.change = NAN,
		.change_low = NAN,
		.change_high = NAN,
		.delta = NAN,
		.p = NAN,
		.q = NAN,
		.detectable = NAN,
		.show_at = NAN,
		.restart = { .change = NAN, .what = "" },
		.drift = { false, NAN, NAN, NAN },
		.since_anchor = NAN,
		.since_anchor_low = NAN,
		.since_anchor_high = NAN,
		.reason = "",
	};
}

/* ---- one status for one finding ---- */

void gp_outcome_propose(struct gp_outcome *out, enum gp_status status,
			enum gp_severity severity, double excess,
			const char *reason)
{
	struct gp_finding *f = out->finding;
	bool first = f->status == GP_STATUS_N;
	bool worse = first || severity > f->severity;
	/* A status that could not be judged does not hide one that could. */
	bool wins = first ||
		    gp_status_weight(status) < gp_status_weight(f->status) ||
		    (worse && f->status == GP_STATUS_UNJUDGED);

	/* A failure must say why, whatever status the finding has. */
	if (!first && !wins && worse)
		f->reason = gp_reason_format(out->arena, "%s%salso %s",
					     f->reason, *f->reason ? "; " : "",
					     gp_status_name(status));
	if (worse) {
		f->severity = severity;
		out->excess = excess;
	}
	if (wins) {
		f->status = status;
		f->reason = reason;
	}
}

void gp_outcome_decide(struct gp_outcome *out, enum gp_status status,
		       enum gp_severity severity, const char *reason)
{
	out->decided = true;
	gp_outcome_propose(out, status, severity, -INFINITY, reason);
}

void gp_outcome_distrust(struct gp_outcome *out)
{
	struct gp_finding *f = out->finding;

	if (!f->series->untrusted)
		return;
	f->claimed = f->status;
	f->claimed_severity = f->severity;
	f->status = GP_STATUS_UNTRUSTED;
	f->severity = GP_SEVERITY_INFO;
}

/* ---- reasons ---- */

void gp_outcome_add_clause(struct gp_outcome *out, const char *clause)
{
	struct gp_finding *f = out->finding;

	f->reason = *f->reason ? gp_reason_format(out->arena, "%s; %s",
						  f->reason, clause)
			       : clause;
}

const char *gp_reason_format(struct gp_arena *arena, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return gp_arena_strdup(arena, text);
}

void gp_reason_put_value(struct gp_buf *out, double value)
{
	double step = pow(10, floor(log10(fabs(value))) - 3);
	double rounded = round(value / step) * step;

	/* A step below 1 is not a binary fraction: divide by its inverse. */
	if (step < 1)
		rounded = round(value / step) / round(1 / step);
	gp_double_format(out, isfinite(rounded) ? rounded : value);
}

/* ---- numbers ---- */

bool gp_outcome_amount(struct gp_outcome *out, const struct gp_limit *limit,
		       double *amount)
{
	const char *unit = out->finding->series->unit;
	struct gp_limit part = *limit;
	struct gp_buf text = GP_BUF_INIT;

	if (gp_limit_in_unit(limit, unit, amount))
		return true;
	part.also = NULL;
	gp_limit_format(&text, &part);
	gp_outcome_propose(
		out, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO, 0,
		gp_reason_format(out->arena, "the limit %s does not fit %s%s",
				 gp_buf_str(&text),
				 *unit ? "the unit " : "a value without a unit",
				 unit));
	gp_buf_clear(&text);
	return false;
}

void gp_finding_drop_infinities(struct gp_finding *f)
{
	double *const numbers[] = {
		&f->baseline.low, &f->baseline.high,    &f->baseline.spread,
		&f->current.low,  &f->current.high,     &f->change,
		&f->change_low,   &f->change_high,      &f->delta,
		&f->detectable,   &f->since_anchor_low, &f->since_anchor_high,
		&f->drift.slope,  &f->drift.total,
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (!isfinite(*numbers[i]))
			*numbers[i] = NAN;
}
