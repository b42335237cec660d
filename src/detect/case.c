/*
 * A case from its points to its levels, and the series that no method can
 * judge.
 */
#include <math.h>
#include <string.h>

#include "case.h"

/* "": it was there at the last measured commit. */
static const char *why_missing(const struct gp_case *c)
{
	const struct gp_series *s = c->series;

	if (s->absent_for < 2)
		return "";
	return gp_reason_format(
		c->outcome.arena,
		"not measured for %zu measured commits, at most %zu before",
		s->absent_for, s->longest_gap);
}

/* Statuses that do not depend on any method. */
static void decide_without_methods(struct gp_case *c)
{
	const struct gp_series *series = c->series;
	struct gp_outcome *out = &c->outcome;

	if (!series->current.n_readings)
		gp_outcome_decide(out, GP_STATUS_MISSING, GP_SEVERITY_WARN,
				  why_missing(c));
	else if (!series->limits.gate)
		gp_outcome_decide(out, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
				  "gate = false");
	else if (series->better == GP_BETTER_NONE)
		gp_outcome_decide(out, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
				  "unknown whether lower or higher is better");
	else if (isnan(c->values.current.value))
		gp_outcome_decide(out, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
				  "the value is too large for a number");
}

static void open_case(struct gp_case *c, const struct gp_case_context *context,
		      const struct gp_series *series,
		      const struct gp_point *judged)
{
	memset(c, 0, sizeof(*c));
	c->set = context->set;
	c->scratch = context->scratch;
	c->series = series;
	gp_outcome_open(&c->outcome, series, context->arena, context->scratch);
	c->judged = *judged;
	gp_values_read(&c->values, series, &c->judged);
	gp_case_restart(c);
	gp_case_level(c);
	gp_case_anchor(c);
	decide_without_methods(c);
}

void gp_case_open(struct gp_case *c, const struct gp_case_context *context,
		  const struct gp_series *series)
{
	open_case(c, context, series, &series->current);
}

void gp_case_reopen(struct gp_case *c, const struct gp_case_context *context,
		    const struct gp_point *judged)
{
	const struct gp_point kept = *judged;

	open_case(c, context, c->series, &kept);
}

bool gp_case_is_common(const struct gp_case *c)
{
	const struct gp_common_move *move = c->common.move;

	/* The machine, but the series has no other run. */
	return move &&
	       (move->cause == GP_COMMON_OPEN ||
		(move->cause == GP_COMMON_MACHINE && !c->common.left_out));
}

void gp_case_close_values(struct gp_case *c)
{
	gp_values_clear(&c->values);
}
