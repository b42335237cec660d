/*
 * Budgets: absolute limits, which need neither baseline nor statistics.
 */
#include <math.h>

#include "case.h"

/* What converting a unit rounds off: 0.2 s is not over 200 ms. */
#define SLACK 1e-9

/* Proposes over-budget where the value is worse than the budget. */
static bool judge_one(struct gp_case *c, const struct gp_limit *budget,
		      enum gp_severity severity)
{
	double amount, over;

	if (budget->how == GP_LIMIT_NONE || !gp_case_amount(c, budget, &amount))
		return false;
	over = c->scale.sign * (c->current.value - amount);
	if (!(over > SLACK * fabs(amount)))
		return false;
	gp_case_propose(c, GP_STATUS_OVER_BUDGET, severity,
			amount != 0 ? over / fabs(amount) : INFINITY, "");
	return true;
}

static void judge(struct gp_case *c)
{
	const struct gp_limits *limits = &c->series->limits;

	if (!judge_one(c, &limits->budget, GP_SEVERITY_FAIL))
		judge_one(c, &limits->budget_warn, GP_SEVERITY_WARN);
}

const struct gp_detector gp_detector_budget = {
	.name = "budget",
	.summary = "a value past its absolute limit",
	.judge = judge,
};
