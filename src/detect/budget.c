/*
 * Budgets: absolute limits, which need neither a baseline nor statistics.
 */
#include <math.h>

#include "case.h"

/* Rounding of a unit's conversion: 0.2 s is not over 200 ms. */
#define SLACK 1e-9

/* Proposes over-budget if the value is worse than the budget. */
static bool is_over_budget(struct gp_case *c, const struct gp_limit *budget,
			   enum gp_severity severity)
{
	double amount, over;

	if (budget->how == GP_LIMIT_NONE ||
	    !gp_outcome_amount(&c->outcome, budget, &amount))
		return false;
	over = c->baseline.scale.sign * (c->values.current.value - amount);
	if (!(over > SLACK * fabs(amount)))
		return false;
	gp_outcome_propose(&c->outcome, GP_STATUS_OVER_BUDGET, severity,
			   amount != 0 ? over / fabs(amount) : INFINITY, "");
	return true;
}

static bool has_budget(const struct gp_limits *limits)
{
	return limits->budget.how != GP_LIMIT_NONE ||
	       limits->budget_warn.how != GP_LIMIT_NONE;
}

static void judge_budget(struct gp_case *c)
{
	const struct gp_limits *limits = &c->series->limits;

	/* Neither side of it is the better one: it must not count as kept. */
	if (c->series->better == GP_BETTER_SAME && has_budget(limits)) {
		gp_outcome_propose(&c->outcome, GP_STATUS_UNJUDGED,
				   GP_SEVERITY_INFO, 0,
				   "a budget contradicts better = same");
		return;
	}
	if (!is_over_budget(c, &limits->budget, GP_SEVERITY_FAIL))
		is_over_budget(c, &limits->budget_warn, GP_SEVERITY_WARN);
}

const struct gp_detector gp_detector_budget = {
	.name = "budget",
	.summary = "a value beyond its absolute limit",
	.judge = judge_budget,
};
