/*
 * The gate: a step between the baseline and the judged commit.
 */
#include <float.h>
#include <math.h>

#include "gp/phrase.h"

#include "case.h"

/* What decimal fractions lose in binary: 110 is 10 % above 100. */
#define SLACK 1e-9

static bool past(double d, double limit)
{
	return d >= limit * (1 - SLACK);
}

/* ---- limits ---- */

/*
 * From a baseline of 0 any change for the worse is infinitely large: it warns
 * and, nobody having said how much is too much, cannot fail.
 */
static double from_zero(const struct gp_case *c, const struct gp_limit *limit)
{
	return limit == &c->series->limits.fail ? INFINITY : DBL_MIN;
}

static bool distance(struct gp_case *c, double *out,
		     const struct gp_limit *limit, bool worse)
{
	double center = c->finding->baseline.center, amount;

	if (limit->how == GP_LIMIT_NONE) {
		*out = INFINITY;
		return true;
	}
	if (limit->how == GP_LIMIT_RELATIVE) {
		*out = center == 0 ? from_zero(c, limit)
				   : gp_scale_fraction(&c->scale, center,
						       limit->value, worse);
		return true;
	}
	if (!gp_case_amount(c, limit, &amount))
		return false;
	*out = gp_scale_amount(&c->scale, center, amount, worse);
	return true;
}

static void read_limits(struct gp_case *c)
{
	const struct gp_limit *warn = &c->series->limits.warn;
	const struct gp_limit *fail = &c->series->limits.fail;

	if (warn->how == GP_LIMIT_NONE && fail->how == GP_LIMIT_NONE) {
		gp_case_propose(c, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO, 0,
				"neither warn nor fail is set");
		return;
	}
	c->fits = distance(c, &c->warn, warn, true) &&
		  distance(c, &c->fail, fail, true) &&
		  distance(c, &c->better_warn,
			   warn->how == GP_LIMIT_NONE ? fail : warn, false);
	c->warn = fmin(c->warn, c->fail);
}

static void test(struct gp_case *c)
{
	if (c->n)
		read_limits(c);
	c->tested = c->fits && c->enough;
	if (c->tested && c->modes.n > 1)
		gp_modes_test(c);
	if (c->tested)
		c->finding->p = c->gate.p_greater;
}

/* ---- verdicts ---- */

/* Whether a baseline commit is past the limit, and near to x. */
static bool is_there(const struct gp_case *c, double center, double y)
{
	return past(y - center, c->warn) && fabs(y - c->x) <= c->d / 3;
}

/*
 * How many of the newest baseline commits are at the judged level already, and
 * too far from the baseline to be there by chance (one in a hundred).
 */
static size_t already_there(const struct gp_case *c)
{
	const double z = 2.3263478740408408;
	double center = gp_scale_y(&c->scale, c->finding->baseline.center);
	double total = 0;
	size_t m = 0;

	for (; m < c->n && is_there(c, center, c->y[c->n - 1 - m]); m++)
		total += c->y[c->n - 1 - m] - center;
	if (!m || total / (double)m < z * c->gate.spread / sqrt((double)m))
		return 0;
	return m;
}

/* An acceptance of this very change; else says why it is none. */
static bool is_accepted(struct gp_case *c)
{
	const struct gp_accepted *a = c->covers;

	if (!a)
		return false;
	if (gp_accept_exceeded(c, a, c->finding->baseline.center,
			       c->current.value)) {
		c->breach = gp_case_reason(c,
					   "more than the %s that was "
					   "accepted",
					   a->run->accept->upto);
		return false;
	}
	c->finding->accepted = a;
	gp_case_propose(c, GP_STATUS_ACCEPTED, GP_SEVERITY_INFO, c->d, "");
	return true;
}

/* Names the commit that the level changed at, if not at this one. */
static bool is_older(struct gp_case *c, const char **reason)
{
	size_t m = already_there(c);

	if (!m)
		return false;
	c->finding->since = c->points[c->n - m]->commit;
	*reason = gp_case_reason(c, "the level changed %zu commit%s before", m,
				 gp_plural(m));
	return true;
}

static void regression(struct gp_case *c)
{
	bool fails = past(c->d, c->fail);
	enum gp_severity severity = fails ? GP_SEVERITY_FAIL : GP_SEVERITY_WARN;
	const char *reason = "";

	if (c->finding->baseline.center == 0)
		reason = "the baseline is 0";
	c->finding->q = c->q_worse;
	if (is_accepted(c))
		return;
	if ((is_older(c, &reason) && !c->set->on_base) || c->news)
		severity = GP_SEVERITY_WARN;
	gp_case_propose(c, GP_STATUS_REGRESSION, severity,
			c->d - (fails ? c->fail : c->warn), reason);
	if (c->news)
		gp_case_say(c, "the testbed changed with this commit");
	if (*c->breach)
		gp_case_say(c, c->breach);
}

static void improvement(struct gp_case *c)
{
	c->finding->p = c->gate.p_less;
	c->finding->q = c->q_better;
	gp_case_propose(c, GP_STATUS_IMPROVEMENT, GP_SEVERITY_INFO,
			-c->d - c->better_warn, "");
}

static bool is_significant(double p, double q)
{
	return p < GP_ALPHA && q <= GP_ALPHA_FAMILY;
}

/* Whether a change by `fail` would have been seen, and was not. */
static bool is_ok(const struct gp_case *c)
{
	bool fails = c->series->limits.fail.how != GP_LIMIT_NONE;
	double upper = c->d - gp_t_quantile(0.05, c->gate.df) * c->gate.se;

	return upper < (fails ? c->fail : c->warn);
}

/* Of several levels only what is at none, and beyond one by far, is worse. */
static void among_modes(struct gp_case *c)
{
	double least = isfinite(c->fail) ? c->fail : c->warn;

	if (is_significant(c->gate.p_greater, c->q_worse) &&
	    past(c->d - c->gap, least))
		regression(c);
	else
		gp_case_propose(c, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_INFO,
				c->d - c->fail, gp_modes_reason(c));
}

/*
 * A level that changed by as much as fails stays in sight on the base branch:
 * while the change is among the baseline's newest commits, nobody accepted it
 * and it has not been undone, it warns.
 */
static void remind(struct gp_case *c)
{
	struct gp_finding *f = c->finding;
	double old = gp_scale_y(&c->scale, c->before);

	if (isnan(c->before) || !c->set->on_base || !isfinite(old) ||
	    f->severity != GP_SEVERITY_INFO || c->covers)
		return;
	if (!past(gp_scale_y(&c->scale, f->baseline.center) - old, c->fail) ||
	    !past(c->x - old, c->fail))
		return;
	f->severity = GP_SEVERITY_WARN;
	c->excess = c->x - old - c->fail;
	gp_case_say(c, *c->breach ? c->breach : "nobody has accepted that");
}

static void with_statistics(struct gp_case *c)
{
	c->finding->q = c->q_worse;
	gp_case_plan(c);
	if (c->modes.n > 1)
		among_modes(c);
	else if (is_significant(c->gate.p_greater, c->q_worse) &&
		 past(c->d, c->warn))
		regression(c);
	else if (is_significant(c->gate.p_less, c->q_better) &&
		 past(-c->d, c->better_warn))
		improvement(c);
	else
		gp_case_propose(
			c, is_ok(c) ? GP_STATUS_OK : GP_STATUS_INCONCLUSIVE,
			GP_SEVERITY_INFO, c->d - c->fail, "");
	remind(c);
}

/* One to four commits: the threshold alone, told as such. */
static void early(struct gp_case *c)
{
	bool zero = c->finding->baseline.center == 0;
	bool fails = past(c->d, c->fail);
	bool warns = fails || (isinf(c->fail) && past(c->d, c->warn));
	bool strict = c->series->limits.early_fails && !c->news;
	enum gp_severity severity = fails && strict ? GP_SEVERITY_FAIL
				    : warns         ? GP_SEVERITY_WARN
						    : GP_SEVERITY_INFO;

	if (warns && is_accepted(c))
		return;

	gp_case_propose(c, GP_STATUS_EARLY, severity,
			c->d - fmin(c->fail, DBL_MAX),
			gp_case_reason(c,
				       "%sthe threshold alone: %zu baseline "
				       "commit%s",
				       zero ? "the baseline is 0; " : "", c->n,
				       gp_plural(c->n)));
}

static void judge(struct gp_case *c)
{
	const char *load = c->finding->restart.what;

	if (!c->n)
		gp_case_propose(c, GP_STATUS_NEW, GP_SEVERITY_INFO, 0,
				!*load ? ""
				       : gp_case_reason(c,
							"the load changed with "
							"this commit: %s",
							load));
	else if (c->tested)
		with_statistics(c);
	else if (c->fits)
		early(c);
}

const struct gp_detector gp_detector_gate = {
	.name = "gate",
	.summary = "a step against the baseline",
	.test = test,
	.judge = judge,
};
