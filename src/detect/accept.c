/*
 * Acceptances: at which commits they let a baseline begin, and whether a
 * change stays within the bound that was accepted.
 */
#include <math.h>

#include "outcome.h"
#include "restart.h"

/* Commits before and after an acceptance whose medians are compared. */
#define AROUND 10
/* Rounding of decimal fractions in binary: 108 is 8 % above 100. */
#define SLACK 1e-9

/* ---- bounds ---- */

/* A bound that cannot be read allows no change for the worse. */
static struct gp_limit bound_of(struct gp_arena *arena,
				const struct gp_accepted *accepted)
{
	struct gp_limit limit = { GP_LIMIT_NONE, 0, "", NULL };
	const char *upto = accepted->run->accept->upto;

	if (*upto && gp_limit_parse(&limit, arena, gp_span_of(upto)) != GP_OK) {
		gp_error_clear();
		limit = (struct gp_limit){ GP_LIMIT_RELATIVE, 0, "", NULL };
	}
	return limit;
}

/* How much worse `now` is than `before`, in the unit of the series. */
static double amount_worse(const struct gp_series *series, double before,
			   double now)
{
	if (series->better == GP_BETTER_SAME)
		return fabs(now - before);
	return series->better == GP_BETTER_HIGHER ? before - now : now - before;
}

bool gp_accept_exceeded(struct gp_arena *arena, const struct gp_series *series,
			const struct gp_accepted *accepted, double before,
			double now)
{
	const struct gp_limit limit = bound_of(arena, accepted);
	double worse = amount_worse(series, before, now), most;

	if (!(worse > 0) || limit.how == GP_LIMIT_NONE)
		return false;
	for (const struct gp_limit *part = &limit; part; part = part->also) {
		if (part->how == GP_LIMIT_RELATIVE)
			most = part->value * fabs(before);
		else if (!gp_limit_in_unit(part, series->unit, &most))
			return true;
		if (!(worse > most * (1 + SLACK)))
			return false;
	}
	return true;
}

const char *gp_accept_exceeded_reason(const struct gp_accepted *accepted,
				      struct gp_arena *arena)
{
	return gp_reason_format(arena, "more than the %s that was accepted",
				accepted->run->accept->upto);
}

/* ---- acceptances in the history ---- */

/* The acceptances of a series, with its values. */
struct accept_history {
	const struct gp_series *series;
	const struct gp_values *values;
	struct gp_arena *arena;
};

/* Index of the first value at or after an acceptance. */
static size_t value_at_accept(const struct accept_history *h,
			      const struct gp_accepted *accepted)
{
	const struct gp_values *values = h->values;
	size_t at = 0;

	while (at < values->n && (size_t)(values->points[at] -
					  h->series->baseline) < accepted->from)
		at++;
	return at;
}

/* Whether the change at `at`, between two other cuts, is within the bound. */
static bool accept_holds(const struct accept_history *h,
			 const struct gp_accepted *accepted, size_t from,
			 size_t at, size_t to)
{
	const double *raw = h->values->raw;

	if (at - from > AROUND)
		from = at - AROUND;
	if (to - at > AROUND)
		to = at + AROUND;
	return !gp_accept_exceeded(h->arena, h->series, accepted,
				   gp_median(raw + from, at - from),
				   gp_median(raw + at, to - at));
}

/* A newer acceptance at the same commit replaces the older ones. */
static bool is_newest_accept(const struct accept_history *h, size_t i,
			     size_t at)
{
	const struct gp_series *s = h->series;

	for (size_t j = i + 1; j < s->n_accepted; j++)
		if (!s->accepted[j].on_branch &&
		    value_at_accept(h, &s->accepted[j]) == at)
			return false;
	return true;
}

static size_t next_accept(const struct accept_history *h, size_t at)
{
	const struct gp_series *s = h->series;
	size_t next = h->values->n;

	for (size_t j = 0; j < s->n_accepted; j++) {
		size_t other = value_at_accept(h, &s->accepted[j]);

		if (!s->accepted[j].on_branch && other > at && other < next)
			next = other;
	}
	return next;
}

void gp_cuts_of_accepts(struct gp_cuts *cuts, struct gp_accept_state *out,
			const struct gp_series *series,
			const struct gp_values *values, struct gp_arena *arena)
{
	const struct accept_history h = { series, values, arena };
	size_t from = 0;

	*out = (struct gp_accept_state){ NULL, "" };
	for (size_t i = 0; i < series->n_accepted; i++) {
		const struct gp_accepted *a = &series->accepted[i];
		size_t at = value_at_accept(&h, a);

		if (a->on_branch || at == values->n) {
			out->judged = a;
			continue;
		}
		if (!at || !is_newest_accept(&h, i, at))
			continue;
		out->exceeded = "";
		if (accept_holds(&h, a, from < at ? from : 0, at,
				 next_accept(&h, at)))
			gp_cuts_add(
				cuts, at, GP_RESTART_ACCEPT,
				gp_arena_strdup(arena, a->run->accept->reason));
		else
			out->exceeded = gp_accept_exceeded_reason(a, arena);
		from = *out->exceeded ? from : at;
	}
}
