/*
 * Series -> findings: each method tests every series, the tests are corrected
 * for their number, each method proposes a status, the weightiest stays.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

static const struct gp_detector *const detectors[] = {
	&gp_detector_budget,
	&gp_detector_gate,
	&gp_detector_drift,
};

#define N_DETECTORS (sizeof(detectors) / sizeof(detectors[0]))

/* ---- one status for one finding ---- */

/* 0 is the weightiest. */
static int weight_of(enum gp_status status)
{
	switch (status) {
	case GP_STATUS_OVER_BUDGET:
		return 0;
	case GP_STATUS_REGRESSION:
		return 1;
	case GP_STATUS_ACCEPTED:
		return 2;
	case GP_STATUS_DRIFTING:
		return 3;
	case GP_STATUS_UNJUDGED:
		return 4;
	default:
		return 5;
	}
}

void gp_case_propose(struct gp_case *c, enum gp_status status,
		     enum gp_severity severity, double excess,
		     const char *reason)
{
	struct gp_finding *f = c->finding;
	bool first = f->status == GP_STATUS_N;
	bool worse = first || severity > f->severity;
	/* What could not be judged does not hide what could. */
	bool wins = first || weight_of(status) < weight_of(f->status) ||
		    (worse && f->status == GP_STATUS_UNJUDGED);

	/* A fail must say why, whatever else is said. */
	if (!first && !wins && worse)
		f->reason = gp_case_reason(c, "%s%salso %s", f->reason,
					   *f->reason ? "; " : "",
					   gp_status_name(status));
	if (worse) {
		f->severity = severity;
		c->excess = excess;
	}
	if (wins) {
		f->status = status;
		f->reason = reason;
	}
}

void gp_case_say(struct gp_case *c, const char *clause)
{
	struct gp_finding *f = c->finding;

	f->reason = *f->reason ? gp_case_reason(c, "%s; %s", f->reason, clause)
			       : clause;
}

const char *gp_case_reason(struct gp_case *c, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return gp_arena_strdup(c->arena, text);
}

bool gp_case_amount(struct gp_case *c, const struct gp_limit *limit,
		    double *amount)
{
	const char *unit = c->series->unit;
	bool points = limit->how == GP_LIMIT_POINTS;
	struct gp_buf text = GP_BUF_INIT;

	if (gp_limit_in_unit(limit, unit, amount))
		return true;
	gp_double_format(&text, limit->value);
	gp_buf_puts(&text, points ? "pp" : limit->unit);
	gp_case_propose(
		c, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO, 0,
		gp_case_reason(
			c, "the limit %s does not fit %s%s", gp_buf_str(&text),
			*unit ? "the unit " : "a value without a unit", unit));
	gp_buf_clear(&text);
	return false;
}

/* ---- what no method is asked about ---- */

static void settle(struct gp_case *c, enum gp_status status,
		   enum gp_severity severity, const char *reason)
{
	c->settled = true;
	gp_case_propose(c, status, severity, -INFINITY, reason);
}

static void at_the_door(struct gp_case *c)
{
	const struct gp_series *series = c->series;

	if (!series->current.n_readings)
		settle(c, GP_STATUS_MISSING, GP_SEVERITY_WARN, "");
	else if (!series->limits.gate)
		settle(c, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO, "gate = false");
	else if (series->better == GP_BETTER_NONE)
		settle(c, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
		       "no direction is better");
	else if (isnan(c->current.value))
		settle(c, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
		       "the value is too large for a number");
}

void gp_case_distrust(struct gp_case *c)
{
	struct gp_finding *f = c->finding;

	if (!c->series->untrusted)
		return;
	f->claimed = f->status;
	f->claimed_severity = f->severity;
	f->status = GP_STATUS_UNTRUSTED;
	f->severity = GP_SEVERITY_INFO;
}

/* Whether the judged commit ran on the testbed of `series` at all. */
static bool testbed_ran(const struct gp_series_set *set,
			const struct gp_series *series)
{
	for (size_t i = 0; i < set->n_testbeds; i++)
		if (!strcmp(set->testbeds[i], series->testbed))
			return true;
	return false;
}

static bool is_reported(const struct gp_series_set *set,
			const struct gp_series *series)
{
	return series->current.n_readings ||
	       (series->missing_newest && testbed_ran(set, series));
}

/* ---- the family of tests ---- */

typedef void adjust_fn(double *q, const double *p, size_t n);

/* What nobody vouches for weakens no test of what somebody does. */
static bool is_kin(const struct gp_case *c, bool untrusted)
{
	return c->tested && c->series->untrusted == untrusted;
}

static size_t count_kin(const struct gp_case *cases, size_t n, bool untrusted)
{
	size_t tested = 0;

	for (size_t i = 0; i < n; i++)
		tested += is_kin(&cases[i], untrusted);
	return tested;
}

static void spread_q(struct gp_case *cases, size_t n, bool untrusted,
		     adjust_fn *adjust)
{
	size_t tested = count_kin(cases, n, untrusted);
	double *p = gp_malloc(4 * tested * sizeof(*p)), *p_better = p + tested;
	double *q = p + 2 * tested, *q_better = p + 3 * tested;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_kin(&cases[i], untrusted))
			continue;
		p[at] = cases[i].gate.p_greater;
		p_better[at++] = cases[i].gate.p_less;
	}
	adjust(q, p, tested);
	adjust(q_better, p_better, tested);
	for (size_t i = at = 0; i < n; i++) {
		if (!is_kin(&cases[i], untrusted))
			continue;
		cases[i].q_worse = q[at];
		cases[i].q_better = q_better[at++];
		/* Both corrections ask this of the smallest of m. */
		cases[i].alpha =
			fmin(GP_ALPHA, GP_ALPHA_FAMILY / (double)tested);
	}
	free(p);
}

static void correct(struct gp_case *cases, size_t n,
		    enum gp_multiplicity multiplicity)
{
	adjust_fn *adjust = multiplicity == GP_MULTIPLICITY_FWER
				    ? gp_adjust_holm
				    : gp_adjust_bh;

	spread_q(cases, n, false, adjust);
	spread_q(cases, n, true, adjust);
}

/* ---- worst first ---- */

/* Among findings of severity info: what is good to know, then the rest. */
static int place_of(enum gp_status status)
{
	static const int places[GP_STATUS_N] = {
		[GP_STATUS_REGRESSION] = 0,  [GP_STATUS_OVER_BUDGET] = 0,
		[GP_STATUS_DRIFTING] = 0,    [GP_STATUS_ACCEPTED] = 1,
		[GP_STATUS_IMPROVEMENT] = 2, [GP_STATUS_INCONCLUSIVE] = 3,
		[GP_STATUS_EARLY] = 4,       [GP_STATUS_NEW] = 5,
		[GP_STATUS_MISSING] = 6,     [GP_STATUS_OK] = 7,
		[GP_STATUS_UNTRUSTED] = 8,   [GP_STATUS_UNJUDGED] = 9,
	};

	return places[status];
}

/* Cases stand in the order of their series, which settles what is equal. */
static int compare(const void *a, const void *b)
{
	const struct gp_case *x = a, *y = b;
	const struct gp_finding *f = x->finding, *g = y->finding;

	if (f->severity != g->severity)
		return f->severity > g->severity ? -1 : 1;
	if (f->claimed_severity != g->claimed_severity)
		return f->claimed_severity > g->claimed_severity ? -1 : 1;
	if (f->severity == GP_SEVERITY_INFO &&
	    place_of(f->status) != place_of(g->status))
		return place_of(f->status) - place_of(g->status);
	if (x->excess != y->excess)
		return x->excess > y->excess ? -1 : 1;
	return (x->series > y->series) - (x->series < y->series);
}

void gp_case_tidy(struct gp_finding *f)
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

static void collect(struct gp_findings *out, struct gp_case *cases, size_t n)
{
	qsort(cases, n, sizeof(*cases), compare);
	for (size_t i = 0; i < n; i++) {
		struct gp_finding *f = cases[i].finding;

		gp_case_tidy(f);
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = *f;
		out->counts[f->status]++;
		out->n_fail += f->severity == GP_SEVERITY_FAIL;
		out->n_warn += f->severity == GP_SEVERITY_WARN;
	}
	out->verdict = gp_verdict_of(out->counts, out->n_fail, out->n_warn);
}

/* ---- the stages ---- */

static void begin(struct gp_case *c, const struct gp_series_set *set,
		  const struct gp_series *series)
{
	const struct gp_level none = { 0, 0, NAN, NAN, NAN, NAN };

	c->set = set;
	c->series = series;
	c->finding = gp_arena_alloc(c->scratch, sizeof(*c->finding));
	*c->finding = (struct gp_finding){
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
	gp_case_past(c);
	gp_case_restart(c);
	gp_case_level(c);
	gp_case_anchor(c);
	at_the_door(c);
}

void gp_case_open(struct gp_case *c, const struct gp_series_set *set,
		  const struct gp_series *series)
{
	begin(c, set, series);
	gp_case_forget(c);
}

/* All that needs more of the past than the baseline. */
static void test(struct gp_case *c)
{
	for (size_t j = 0; j < N_DETECTORS && !c->settled; j++)
		if (detectors[j]->test)
			detectors[j]->test(c);
	gp_case_forget(c);
}

static void judge(struct gp_case *c)
{
	for (size_t j = 0; j < N_DETECTORS && !c->settled; j++)
		detectors[j]->judge(c);
	gp_case_distrust(c);
}

enum gp_err gp_detect(struct gp_findings *out, const struct gp_series_set *set,
		      const struct gp_detect_options *options)
{
	struct gp_case *cases = gp_calloc(set->n, sizeof(*cases));
	struct gp_arena scratch = { 0 };
	size_t n = 0;

	out->set = set;
	for (size_t i = 0; i < set->n; i++) {
		if (!is_reported(set, &set->items[i]))
			continue;
		cases[n].arena = &out->arena;
		cases[n].scratch = &scratch;
		begin(&cases[n], set, &set->items[i]);
		test(&cases[n++]);
	}
	correct(cases, n, options->multiplicity);
	for (size_t i = 0; i < n; i++)
		judge(&cases[i]);
	collect(out, cases, n);
	gp_arena_clear(&scratch);
	free(cases);
	return GP_OK;
}
