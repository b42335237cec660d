/*
 * A case from its points to its levels, and the series that no method can
 * judge.
 */
#include <math.h>
#include <string.h>

#include "case.h"

/* Statuses that do not depend on any method. */
static void decide_without_methods(struct gp_case *c)
{
	const struct gp_series *series = c->series;
	struct gp_outcome *out = &c->outcome;

	if (!series->current.n_readings)
		gp_outcome_decide(out, GP_STATUS_MISSING, GP_SEVERITY_WARN, "");
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

void gp_case_open(struct gp_case *c, const struct gp_case_context *context,
		  const struct gp_series *series)
{
	memset(c, 0, sizeof(*c));
	c->set = context->set;
	c->scratch = context->scratch;
	c->series = series;
	gp_outcome_open(&c->outcome, series, context->arena, context->scratch);
	c->judged = series->current;
	gp_values_read(&c->values, series, &c->judged);
	gp_case_restart(c);
	gp_case_level(c);
	gp_case_anchor(c);
	decide_without_methods(c);
}

void gp_case_close_values(struct gp_case *c)
{
	gp_values_clear(&c->values);
}
