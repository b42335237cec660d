/*
 * Acceptances: where they let a baseline begin, and how far they reach.
 */
#include <math.h>
#include <string.h>

#include "case.h"

/* Commits on either side by which a change is told from its bound. */
#define AROUND 10
/* What decimal fractions lose in binary: 108 is 8 % above 100. */
#define SLACK 1e-9

/* What cannot be read bounds everything. */
static struct gp_limit bound_of(const struct gp_case *c,
				const struct gp_accepted *accepted)
{
	struct gp_limit limit = { GP_LIMIT_NONE, 0, "" };
	const char *upto = accepted->run->accept->upto;

	if (*upto &&
	    gp_limit_parse(&limit, c->scratch, gp_span_of(upto)) != GP_OK) {
		gp_error_clear();
		limit = (struct gp_limit){ GP_LIMIT_RELATIVE, 0, "" };
	}
	return limit;
}

bool gp_accept_exceeded(const struct gp_case *c,
			const struct gp_accepted *accepted, double before,
			double now)
{
	const struct gp_limit limit = bound_of(c, accepted);
	double sign = c->series->better == GP_BETTER_HIGHER ? -1 : 1;
	double worse = sign * (now - before), most;

	if (!(worse > 0) || limit.how == GP_LIMIT_NONE)
		return false;
	if (limit.how == GP_LIMIT_RELATIVE)
		most = limit.value * fabs(before);
	else if (!gp_limit_in_unit(&limit, c->series->unit, &most))
		return true;
	return worse > most * (1 + SLACK);
}

/* ---- in the past ---- */

/* The first commit of the past at or behind an acceptance. */
static size_t place_of(const struct gp_case *c,
		       const struct gp_accepted *accepted)
{
	const struct gp_past *past = &c->past;
	size_t at = 0;

	while (at < past->n && (size_t)(past->points[at] -
					c->series->baseline) < accepted->from)
		at++;
	return at;
}

static bool holds(const struct gp_case *c, const struct gp_accepted *accepted,
		  size_t from, size_t at, size_t to)
{
	const double *raw = c->past.raw;

	if (at - from > AROUND)
		from = at - AROUND;
	if (to - at > AROUND)
		to = at + AROUND;
	return !gp_accept_exceeded(c, accepted,
				   gp_median(raw + from, at - from),
				   gp_median(raw + at, to - at));
}

static const char *breach(struct gp_case *c, const struct gp_accepted *accepted)
{
	return gp_case_reason(c, "more than the %s that was accepted",
			      accepted->run->accept->upto);
}

/* The newest acceptance of each place; the others are superseded. */
static bool is_last_there(const struct gp_case *c, size_t i, size_t at)
{
	const struct gp_series *s = c->series;

	for (size_t j = i + 1; j < s->n_accepted; j++)
		if (!s->accepted[j].on_branch &&
		    place_of(c, &s->accepted[j]) == at)
			return false;
	return true;
}

static size_t next_place(const struct gp_case *c, size_t at)
{
	const struct gp_series *s = c->series;
	size_t next = c->past.n;

	for (size_t j = 0; j < s->n_accepted; j++) {
		size_t place = place_of(c, &s->accepted[j]);

		if (!s->accepted[j].on_branch && place > at && place < next)
			next = place;
	}
	return next;
}

void gp_cuts_of_accepts(struct gp_cuts *out, struct gp_case *c)
{
	const struct gp_series *s = c->series;
	size_t from = 0;

	for (size_t i = 0; i < s->n_accepted; i++) {
		const struct gp_accepted *a = &s->accepted[i];
		size_t at = place_of(c, a);

		if (a->on_branch || at == c->past.n) {
			c->covers = a;
			continue;
		}
		if (!at || !is_last_there(c, i, at))
			continue;
		c->breach = "";
		if (holds(c, a, from < at ? from : 0, at, next_place(c, at)))
			gp_cuts_add(out, at, GP_RESTART_ACCEPT,
				    gp_arena_strdup(c->arena,
						    a->run->accept->reason));
		else
			c->breach = breach(c, a);
		from = *c->breach ? from : at;
	}
}
