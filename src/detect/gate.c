/*
 * The gate: a step between the baseline and the judged commit.
 */
#include <float.h>
#include <math.h>

#include "gp/phrase.h"

#include "case.h"
#include "zero.h"

/* Rounding of decimal fractions in binary: 110 is 10 % above 100. */
#define SLACK 1e-9

static bool exceeds(double distance, double limit)
{
	return distance >= limit * (1 - SLACK);
}

/* ---- limits ---- */

/*
 * From a baseline of 0 any change for the worse is infinitely large: it warns,
 * but cannot fail, because no limit says how much is too much, unless another
 * part of the limit does.
 */
static double limit_from_zero(const struct gp_case *c,
			      const struct gp_limit *limit)
{
	return limit == &c->series->limits.fail && !limit->also ? INFINITY
								: DBL_MIN;
}

/* A part of a limit as a distance; false if it is in another unit. */
static bool part_distance(struct gp_case *c, double *out,
			  const struct gp_limit *limit, bool worse)
{
	const struct gp_scale *scale = &c->baseline.scale;
	double center = c->outcome.finding->baseline.center, amount;

	if (limit->how == GP_LIMIT_RELATIVE) {
		*out = center == 0 ? limit_from_zero(c, limit)
				   : gp_scale_fraction(scale, center,
						       limit->value, worse);
		return true;
	}
	if (!gp_outcome_amount(&c->outcome, limit, &amount))
		return false;
	*out = gp_scale_amount(scale, center, amount, worse);
	return true;
}

/* A limit as a distance on the scale: that of the part that is passed last. */
static bool limit_distance(struct gp_case *c, double *out,
			   const struct gp_limit *limit, bool worse)
{
	double distance;

	*out = limit->how == GP_LIMIT_NONE ? INFINITY : -INFINITY;
	for (; limit && limit->how != GP_LIMIT_NONE; limit = limit->also) {
		if (!part_distance(c, &distance, limit, worse))
			return false;
		*out = fmax(*out, distance);
	}
	return true;
}

/* What a change for the better must reach: the least limit but the note. */
static const struct gp_limit *limit_for_better(const struct gp_limits *limits)
{
	if (limits->warn.how != GP_LIMIT_NONE)
		return &limits->warn;
	return limits->fail.how != GP_LIMIT_NONE ? &limits->fail
						 : &limits->note;
}

void gp_case_limits(struct gp_case *c)
{
	const struct gp_limits *limits = &c->series->limits;
	const struct gp_limit *better = limit_for_better(limits);
	struct gp_step_test *test = &c->test;

	if (better->how == GP_LIMIT_NONE) {
		gp_outcome_propose(&c->outcome, GP_STATUS_UNJUDGED,
				   GP_SEVERITY_INFO, 0,
				   "neither warn nor fail is set");
		return;
	}
	test->has_limits =
		limit_distance(c, &test->note, &limits->note, true) &&
		limit_distance(c, &test->warn, &limits->warn, true) &&
		limit_distance(c, &test->fail, &limits->fail, true) &&
		limit_distance(c, &test->improvement, better, false);
	test->warn = fmin(test->warn, test->fail);
	test->note = fmin(test->note, test->warn);
}

/* The scale has the judged commit on its worse side, whichever that is. */
static void test_either_way(struct gp_gate_result *result)
{
	result->p_greater = fmin(1, 2 * result->p_greater);
	result->p_less = 1;
}

static void test_step(struct gp_case *c)
{
	const struct gp_baseline *baseline = &c->baseline;
	struct gp_step_test *test = &c->test;

	test->result = baseline->gate;
	if (baseline->n)
		gp_case_limits(c);
	test->tested = test->has_limits && baseline->has_variance;
	if (test->tested && c->mixture.modes.n > 1)
		gp_mixture_test(test, &c->mixture, baseline,
				c->outcome.finding->baseline.center);
	if (c->series->better == GP_BETTER_SAME)
		test_either_way(&test->result);
	if (test->tested)
		c->outcome.finding->p = test->result.p_greater;
}

/* ---- changes that are older or accepted ---- */

/* Whether a baseline commit is beyond the limit, and near the judged one. */
static bool is_at_judged_level(const struct gp_case *c, double center, double y)
{
	const struct gp_baseline *baseline = &c->baseline;

	return exceeds(y - center, c->test.note) &&
	       fabs(y - baseline->judged) <= baseline->distance / 3;
}

/*
 * How many of the newest baseline commits are at the judged level already, and
 * too far from the baseline to be there by chance (one in a hundred).
 */
size_t gp_case_at_level(const struct gp_case *c)
{
	const double z = 2.3263478740408408;
	const struct gp_baseline *b = &c->baseline;
	double center =
		gp_scale_y(&b->scale, c->outcome.finding->baseline.center);
	double total = 0;
	size_t m = 0;

	for (; m < b->n && is_at_judged_level(c, center, b->y[b->n - 1 - m]);
	     m++)
		total += b->y[b->n - 1 - m] - center;
	if (!m ||
	    total / (double)m < z * c->test.result.spread / sqrt((double)m))
		return 0;
	return m;
}

/* Names the commit that the level changed at, if it is not the judged one. */
static bool changed_before(struct gp_case *c, const char **reason)
{
	size_t m = gp_case_at_level(c);

	if (!m)
		return false;
	c->outcome.finding->since =
		c->baseline.points[c->baseline.n - m]->commit;
	*reason = gp_reason_format(c->outcome.arena,
				   "the level changed %zu commit%s earlier", m,
				   gp_plural(m));
	return true;
}

/* Whether this very change was accepted; an exceeded bound is noted. */
static bool propose_accepted(struct gp_case *c)
{
	const struct gp_accepted *a = c->acceptances.judged;
	struct gp_outcome *out = &c->outcome;

	if (!a)
		return false;
	if (gp_accept_exceeded(out->arena, c->series, a,
			       out->finding->baseline.center,
			       c->values.current.value)) {
		c->acceptances.exceeded =
			gp_accept_exceeded_reason(a, out->arena);
		return false;
	}
	out->finding->accepted = a;
	gp_outcome_propose(out, GP_STATUS_ACCEPTED, GP_SEVERITY_INFO,
			   c->baseline.distance, "");
	return true;
}

/* ---- statuses ---- */

static void propose_regression(struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;
	struct gp_outcome *out = &c->outcome;
	enum gp_severity severity = GP_SEVERITY_INFO;
	double distance = c->baseline.distance, limit = test->note;
	const char *reason = "";

	if (exceeds(distance, test->fail)) {
		severity = GP_SEVERITY_FAIL;
		limit = test->fail;
	} else if (exceeds(distance, test->warn)) {
		severity = GP_SEVERITY_WARN;
		limit = test->warn;
	}

	if (out->finding->baseline.center == 0)
		reason = "a change from 0 has no percentage";
	out->finding->q = test->q_worse;
	if (propose_accepted(c))
		return;
	if (((changed_before(c, &reason) && !c->set->on_base) ||
	     c->segments.new_fact) &&
	    severity == GP_SEVERITY_FAIL)
		severity = GP_SEVERITY_WARN;
	gp_outcome_propose(out, GP_STATUS_REGRESSION, severity,
			   distance - limit, reason);
	if (c->segments.new_fact)
		gp_outcome_add_clause(out,
				      "the testbed changed with this commit");
	if (*c->acceptances.exceeded)
		gp_outcome_add_clause(out, c->acceptances.exceeded);
}

static void propose_improvement(struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;

	c->outcome.finding->p = test->result.p_less;
	c->outcome.finding->q = test->q_better;
	gp_outcome_propose(&c->outcome, GP_STATUS_IMPROVEMENT, GP_SEVERITY_INFO,
			   -c->baseline.distance - test->improvement, "");
}

static bool is_significant(double p, double q)
{
	return p < GP_ALPHA && q <= GP_ALPHA_FAMILY;
}

static bool is_worse(const struct gp_step_test *test)
{
	return is_significant(test->result.p_greater, test->q_worse);
}

static bool is_better(const struct gp_step_test *test)
{
	return is_significant(test->result.p_less, test->q_better);
}

/* The distance that matters most: of the limits that are set. */
static double highest_limit(const struct gp_case *c)
{
	const struct gp_limits *limits = &c->series->limits;

	if (limits->fail.how != GP_LIMIT_NONE)
		return c->test.fail;
	return limits->warn.how != GP_LIMIT_NONE ? c->test.warn : c->test.note;
}

/* Whether a change by `fail` would have been detected, and was not. */
static bool is_ok(const struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;
	double upper = c->baseline.distance -
		       gp_t_quantile(0.05, test->result.df) * test->result.se;

	return upper < highest_limit(c);
}

/* Only a value on none of the levels, far beyond one of them, is worse. */
static void judge_among_levels(struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;
	double distance = c->baseline.distance;

	if (is_worse(test) &&
	    exceeds(distance - test->gap, gp_test_effect(test)))
		propose_regression(c);
	else
		gp_outcome_propose(&c->outcome, GP_STATUS_INCONCLUSIVE,
				   GP_SEVERITY_INFO, distance - test->fail,
				   gp_mixture_reason(&c->mixture,
						     c->series->unit,
						     c->outcome.arena));
}

/* Better than the new level, even if that is not certain. */
static bool may_be_better(const struct gp_case *c)
{
	return c->outcome.finding->status == GP_STATUS_INCONCLUSIVE &&
	       c->baseline.distance < 0;
}

/*
 * On the base branch a change of the level beyond `fail` keeps warning while
 * it is among the newest commits of the baseline, is not accepted and has not
 * been undone. A result that may be better only mentions it.
 */
static void remind_of_change(struct gp_case *c)
{
	const struct gp_baseline *b = &c->baseline;
	const char *exceeded = c->acceptances.exceeded;
	struct gp_finding *f = c->outcome.finding;
	double before = c->segments.level_before, fail = c->test.fail;
	double old = gp_scale_y(&b->scale, before), now = b->judged - old;
	double moved = gp_scale_y(&b->scale, f->baseline.center) - old;

	if (isnan(before) || !c->set->on_base || !isfinite(old) ||
	    f->severity != GP_SEVERITY_INFO || c->acceptances.judged)
		return;
	if (c->series->better == GP_BETTER_SAME && moved < 0) {
		moved = -moved;
		now = -now;
		if (!limit_distance(c, &fail, &c->series->limits.fail, false))
			return;
	}
	if (!exceeds(moved, fail) || !exceeds(now, fail))
		return;
	if (!may_be_better(c)) {
		f->severity = GP_SEVERITY_WARN;
		f->unaccepted = true;
		c->outcome.excess = now - fail;
	}
	gp_outcome_add_clause(&c->outcome,
			      *exceeded ? exceeded
					: "this change has not been accepted");
}

/* One run cannot tell: not judged, unless the change was accepted. */
static void propose_common(struct gp_case *c)
{
	double distance = c->baseline.distance;

	if (is_worse(&c->test) && exceeds(distance, c->test.warn) &&
	    propose_accepted(c))
		return;
	if (c->common.paired) {
		gp_outcome_propose(&c->outcome, GP_STATUS_OK, GP_SEVERITY_INFO,
				   distance,
				   "the base, measured right after it, moved "
				   "by the same factor");
		return;
	}
	gp_outcome_propose(&c->outcome, GP_STATUS_COMMON, GP_SEVERITY_WARN,
			   distance - fmin(c->test.fail, DBL_MAX),
			   "one run cannot tell the machine from the commit");
}

static void judge_with_statistics(struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;
	double distance = c->baseline.distance;

	c->outcome.finding->q = test->q_worse;
	gp_case_plan(c);
	if (gp_case_is_common(c)) {
		propose_common(c);
		return;
	}
	if (c->mixture.modes.n > 1)
		judge_among_levels(c);
	else if (is_worse(test) && exceeds(distance, test->note))
		propose_regression(c);
	else if (is_better(test) && exceeds(-distance, test->improvement))
		propose_improvement(c);
	else
		gp_outcome_propose(&c->outcome,
				   is_ok(c) ? GP_STATUS_OK
					    : GP_STATUS_INCONCLUSIVE,
				   GP_SEVERITY_INFO, distance - test->fail, "");
	remind_of_change(c);
}

static enum gp_severity early_severity(const struct gp_case *c, bool fails,
				       bool warns)
{
	if (fails && c->series->limits.early_fails && !c->segments.new_fact)
		return GP_SEVERITY_FAIL;
	return warns ? GP_SEVERITY_WARN : GP_SEVERITY_INFO;
}

/* Results with other tags could have been expected in the baseline. */
static void add_other_tags(struct gp_case *c, enum gp_status status)
{
	const char *clause = c->series->other_tags;

	if (clause && *clause && c->outcome.finding->status == status)
		gp_outcome_add_clause(&c->outcome, clause);
}

/* One to four commits: only the threshold decides, and the reason says so. */
static void judge_early(struct gp_case *c)
{
	const struct gp_step_test *test = &c->test;
	struct gp_outcome *out = &c->outcome;
	double distance = c->baseline.distance;
	size_t n = c->baseline.n;
	bool zero = out->finding->baseline.center == 0;
	bool fails = exceeds(distance, test->fail);
	bool warns =
		fails || (isinf(test->fail) && exceeds(distance, test->warn));

	if (warns && propose_accepted(c))
		return;
	gp_outcome_propose(
		out, GP_STATUS_EARLY, early_severity(c, fails, warns),
		distance - fmin(test->fail, DBL_MAX),
		gp_reason_format(out->arena,
				 "%s%zu baseline commit%s: only the threshold "
				 "was checked",
				 zero ? "a change from 0 has no percentage; "
				      : "",
				 n, gp_plural(n)));
	add_other_tags(c, GP_STATUS_EARLY);
}

static void propose_new(struct gp_outcome *out)
{
	const char *load = out->finding->restart.what, *reason = "";

	if (*load)
		reason = gp_reason_format(
			out->arena, "the load changed with this commit: %s",
			load);
	gp_outcome_propose(out, GP_STATUS_NEW, GP_SEVERITY_INFO, 0, reason);
}

static void judge_step(struct gp_case *c)
{
	if (!c->baseline.n) {
		propose_new(&c->outcome);
		add_other_tags(c, GP_STATUS_NEW);
	} else if (gp_zero_propose(c))
		return;
	else if (c->test.tested)
		judge_with_statistics(c);
	else if (c->test.has_limits)
		judge_early(c);
}

const struct gp_detector gp_detector_gate = {
	.name = "gate",
	.summary = "a step against the baseline",
	.test = test_step,
	.judge = judge_step,
};
