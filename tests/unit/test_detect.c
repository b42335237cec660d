/*
 * Series -> findings: the numbers, the family, the order.
 */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/detect.h"
#include "scene.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

#define LOWER  GP_BETTER_LOWER
#define HIGHER GP_BETTER_HIGHER

/* About 1 % of noise around 100; and a lot of it. */
#define QUIET 100, 101, 99, 100.5, 99.5, 100, 101, 99, 100.2, 99.8
#define LOUD  100, 130, 75, 110, 90, 140, 70, 100, 120, 80

#define WARN GP_SEVERITY_WARN
#define FAIL GP_SEVERITY_FAIL

static struct gp_findings judge(const struct gp_series_set *set)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };

	assert_int_equal(gp_detect(&findings, set, &options), GP_OK);
	assert_ptr_equal(findings.set, set);
	return findings;
}

/* ---- the numbers ---- */

static void near(double got, double want, double tolerance)
{
	if (fabs(got - want) > tolerance)
		fail_msg("%.17g is not %.17g", got, want);
}

static void test_numbers(void **state)
{
	const double baseline[] = { QUIET };
	struct gp_findings findings;
	struct gp_series_set set;
	struct gp_finding *f;

	(void)state;
	scene_open(&set);
	scene_values(&set, LOWER, baseline, LEN(baseline), 112);
	findings = judge(&set);
	f = &findings.items[0];
	assert_int_equal(f->baseline.commits, 10);
	assert_int_equal(f->baseline.samples, 10);
	assert_int_equal(f->current.commits, 1);
	assert_true(f->baseline.center == 100 && f->current.center == 112);
	near(f->change, 0.12, 1e-12);
	near(f->delta, 12, 1e-12);
	/* SciPy: expm1(log(1.12) -+ t.ppf(.975, 9) std(log(y)) sqrt(1.1)) */
	near(f->change_low, 0.10120276809386546, 1e-10);
	near(f->change_high, 0.13911809554503082, 1e-10);
	assert_true(f->baseline.low < 100 && f->baseline.low > 99);
	assert_true(f->baseline.high > 100 && f->baseline.high < 101);
	assert_true(f->current.low < 112 && f->current.high > 112);
	near(f->baseline.spread, 0.7413, 0.01);
	assert_true(f->p < 1e-6 && f->q == f->p);
	assert_true(f->detectable > 0.10 && f->detectable < 0.12);
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

/* What higher-is-better turns round is the direction alone. */
static void test_mirror(void **state)
{
	const double times[] = { QUIET };
	double rates[LEN(times)];
	struct gp_findings findings;
	struct gp_series_set set;

	(void)state;
	for (size_t i = 0; i < LEN(times); i++)
		rates[i] = 1 / times[i];
	scene_open(&set);
	scene_values(&set, LOWER, times, LEN(times), 125);
	scene_values(&set, HIGHER, rates, LEN(rates), 1 / 125.0);
	set.items[1].limits.fail.value = 0.2;
	findings = judge(&set);
	near(findings.items[0].p, findings.items[1].p, 1e-12);
	for (size_t i = 0; i < 2; i++) {
		struct gp_finding *f = &findings.items[i];
		bool lower = f->series == &set.items[0];

		assert_int_equal(f->status, GP_STATUS_REGRESSION);
		near(f->change, lower ? 0.25 : -0.2, 1e-12);
		assert_true(f->change_low < f->change &&
			    f->change < f->change_high);
		assert_true(lower ? f->change_low > 0 : f->change_high < 0);
	}
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

/* An improvement's p is that of its own test. */
static void test_improvement_p(void **state)
{
	const double baseline[] = { QUIET };
	struct gp_findings findings;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	scene_values(&set, LOWER, baseline, LEN(baseline), 90);
	findings = judge(&set);
	assert_true(findings.items[0].p < 0.005);
	assert_true(findings.items[0].q <= 0.05);
	assert_true(findings.items[0].change_high < 0);
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

/* ---- values of commits ---- */

static struct gp_finding one(struct gp_series_set *set, double *center)
{
	struct gp_findings findings = judge(set);
	struct gp_finding f = findings.items[0];

	*center = f.current.center;
	gp_findings_clear(&findings);
	return f;
}

static void test_value(void **state)
{
	const double a[] = { 1, 100, 3 }, b[] = { 10, 20 }, c[] = { 4 };
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_finding f;
	double center;

	(void)state;
	scene_open(&set);
	series = scene_series(&set, "b", LOWER, 1);
	scene_run(&set, &series->current, a, 3);
	scene_run(&set, &series->current, b, 2);
	scene_run(&set, &series->current, c, 1);
	f = one(&set, &center);
	assert_true(center == 4); /* of 3, 15 and 4 */
	assert_int_equal(f.current.samples, 6);
	assert_int_equal(f.status, GP_STATUS_NEW);

	series->current.readings[2].scale = 1000;
	one(&set, &center);
	assert_true(center == 15);
	gp_series_set_clear(&set);
}

/* What a tool summed up counts with its n and its spread. */
static void test_summary(void **state)
{
	struct gp_summary summary = { .n = 1000 };
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_finding f;
	double value = 50, center;

	(void)state;
	summary.spread = gp_decimal_real(10);
	scene_open(&set);
	series = scene_series(&set, "b", LOWER, 1);
	scene_run(&set, &series->current, &value, 1)->summary = &summary;
	f = one(&set, &center);
	assert_true(center == 50);
	assert_int_equal(f.current.samples, 1000);
	/* 1.9623 * (10 / 50) / sqrt(1000) either way */
	near(f.current.low, 50 * exp(-0.012411), 1e-3);
	near(f.current.high, 50 * exp(0.012411), 1e-3);

	summary.n = UINT64_MAX;
	one(&set, &center);
	assert_true(center == 50);
	gp_series_set_clear(&set);
}

/* A scale that overflows: no number, no judgement, and no crash. */
static void test_overflow(void **state)
{
	const double baseline[] = { 1e300, 1e300, 1e300, 1e300, 1e300, 1e300 };
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_finding f;
	double center;

	(void)state;
	scene_open(&set);
	series = scene_values(&set, LOWER, baseline, 6, 1e300);
	series->baseline[2].readings[0].scale = 1e10;
	f = one(&set, &center);
	assert_int_equal(f.baseline.commits, 5);
	assert_int_equal(f.status, GP_STATUS_OK);
	series->current.readings[0].scale = 1e10;
	f = one(&set, &center);
	assert_int_equal(f.status, GP_STATUS_UNJUDGED);
	assert_true(isnan(center));
	gp_series_set_clear(&set);
}

/* ---- who is asked ---- */

static void test_missing(void **state)
{
	const double baseline[] = { QUIET };
	struct gp_findings findings;
	struct gp_series_set set;
	struct gp_series *series;

	(void)state;
	scene_open(&set);
	series = scene_values(&set, LOWER, baseline, LEN(baseline), 1);
	series->current.n_readings = 0;
	findings = judge(&set);
	assert_int_equal(findings.n, 0); /* nobody looks for it */
	assert_int_equal(findings.verdict, GP_VERDICT_NONE);
	gp_findings_clear(&findings);

	series->absence = GP_ABSENCE_MISSING;
	findings = judge(&set);
	assert_int_equal(findings.n, 1);
	assert_int_equal(findings.items[0].status, GP_STATUS_MISSING);
	assert_int_equal(findings.items[0].severity, GP_SEVERITY_WARN);
	assert_true(findings.items[0].baseline.center == 100);
	assert_true(isnan(findings.items[0].change));
	assert_true(isnan(findings.items[0].p));
	assert_int_equal(findings.verdict, GP_VERDICT_NONE);
	gp_findings_clear(&findings);

	series->absence = GP_ABSENCE_NOT_DUE;
	findings = judge(&set);
	assert_int_equal(findings.n, 0);
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

static void test_door(void **state)
{
	const double baseline[] = { QUIET };
	struct gp_series_set set;
	struct gp_series *series;
	struct gp_finding f;
	double center;

	(void)state;
	scene_open(&set);
	series = scene_values(&set, LOWER, baseline, LEN(baseline), 200);
	series->limits.budget =
		(struct gp_limit){ GP_LIMIT_ABSOLUTE, 1, "", NULL };
	series->untrusted = true;
	f = one(&set, &center);
	assert_int_equal(f.status, GP_STATUS_UNTRUSTED);
	assert_int_equal(f.severity, GP_SEVERITY_INFO);
	assert_int_equal(f.claimed, GP_STATUS_OVER_BUDGET);
	assert_int_equal(f.claimed_severity, FAIL);
	series->untrusted = false;
	assert_int_equal(one(&set, &center).claimed, GP_STATUS_N);
	series->limits.gate = false;
	assert_int_equal(one(&set, &center).status, GP_STATUS_UNJUDGED);
	series->limits.gate = true;
	series->better = GP_BETTER_NONE;
	f = one(&set, &center);
	assert_int_equal(f.status, GP_STATUS_UNJUDGED);
	assert_int_equal(f.severity, GP_SEVERITY_INFO);
	near(f.change, 1, 1e-12); /* shown all the same */
	series->better = LOWER;
	assert_int_equal(one(&set, &center).status, GP_STATUS_OVER_BUDGET);
	gp_series_set_clear(&set);
}

/* Of what nobody vouches for, however much, no test depends. */
static void test_families(void **state)
{
	const double baseline[] = { QUIET };
	struct gp_findings findings;
	struct gp_series_set set;
	double q[2];

	(void)state;
	for (int others = 0; others < 2; others++) {
		scene_open(&set);
		scene_values(&set, LOWER, baseline, LEN(baseline), 112);
		for (int i = 0; others && i < 400; i++)
			scene_values(&set, LOWER, baseline, LEN(baseline),
				     100.3)
				->untrusted = true;
		findings = judge(&set);
		assert_int_equal(findings.items[0].status,
				 GP_STATUS_REGRESSION);
		assert_int_equal(findings.verdict, GP_VERDICT_FAIL);
		assert_int_equal(findings.counts[GP_STATUS_UNTRUSTED],
				 others ? 400 : 0);
		q[others] = findings.items[0].q;
		gp_findings_clear(&findings);
		gp_series_set_clear(&set);
	}
	near(q[1], q[0], 0);
}

/* ---- since ---- */

struct since_row {
	const char *name;
	double newest[4]; /* after ten quiet commits; 0 ends them */
	double current;
	bool on_base;
	unsigned char since; /* first byte of the id; 0: none */
	enum gp_severity severity;
};

static const struct since_row since_rows[] = {
	{ "this commit's", { 100, 100, 100, 100 }, 130, false, 0, FAIL },
	{ "changed before", { 100, 100, 131, 129 }, 130, false, 13, WARN },
	{ "changed before, on the base",
	  { 100, 100, 131, 129 },
	  130,
	  true,
	  13,
	  FAIL },
	{ "one commit before", { 100, 100, 100, 130 }, 130, false, 14, WARN },
	{ "a lesser step before", { 100, 100, 110, 110 }, 150, false, 0, FAIL },
	{ "a spike that is over", { 100, 130, 130, 100 }, 130, false, 0, FAIL },
	{ "a little noise before",
	  { 100, 100, 100, 104 },
	  112,
	  false,
	  0,
	  FAIL },
};

static void test_since(void **state)
{
	double baseline[14] = { QUIET };

	(void)state;
	for (size_t i = 0; i < LEN(since_rows); i++) {
		const struct since_row *row = &since_rows[i];
		struct gp_series_set set;
		struct gp_finding f;
		double center;

		memcpy(baseline + 10, row->newest, sizeof(row->newest));
		scene_open(&set);
		set.on_base = row->on_base;
		scene_values(&set, LOWER, baseline, 14, row->current);
		f = one(&set, &center);
		if (f.status != GP_STATUS_REGRESSION ||
		    f.severity != row->severity || f.since.raw[0] != row->since)
			fail_msg("%s: %s %s since %d", row->name,
				 gp_status_name(f.status),
				 gp_severity_name(f.severity), f.since.raw[0]);
		gp_series_set_clear(&set);
	}
}

/* ---- many series ---- */

/* One worse series among `n`; its p is near .003. */
static enum gp_status among(size_t n, enum gp_multiplicity multiplicity,
			    double *detectable)
{
	const double baseline[] = { QUIET };
	struct gp_detect_options options = { .multiplicity = multiplicity };
	struct gp_findings findings = { 0 };
	enum gp_status status = GP_STATUS_N;
	struct gp_series_set set;

	scene_open(&set);
	for (size_t i = 0; i < n; i++) {
		struct gp_series *series = scene_values(
			&set, LOWER, baseline, LEN(baseline), i ? 100 : 102.7);

		series->limits.warn.value = 0.01;
		series->limits.fail.value = 0.02;
	}
	assert_int_equal(gp_detect(&findings, &set, &options), GP_OK);
	for (size_t i = 0; i < findings.n; i++) {
		if (findings.items[i].series != &set.items[0])
			continue;
		status = findings.items[i].status;
		*detectable = findings.items[i].detectable;
	}
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
	return status;
}

static void test_family(void **state)
{
	double alone, many;

	(void)state;
	assert_int_equal(among(1, GP_MULTIPLICITY_FDR, &alone),
			 GP_STATUS_REGRESSION);
	assert_int_equal(among(5, GP_MULTIPLICITY_FDR, &many),
			 GP_STATUS_REGRESSION);
	near(many, alone, 1e-12);
	assert_int_equal(among(40, GP_MULTIPLICITY_FDR, &many),
			 GP_STATUS_INCONCLUSIVE);
	assert_true(many > alone); /* and says so */
	assert_int_equal(among(40, GP_MULTIPLICITY_FWER, &many),
			 GP_STATUS_INCONCLUSIVE);
}

/* ---- order, counts, verdicts ---- */

static void add(struct gp_series_set *set, const char *name, double current,
		size_t commits)
{
	const double baseline[] = { QUIET };

	scene_values(set, LOWER, baseline, commits, current)->benchmark = name;
}

/* The worst first; what is not worse is in the order of the tool. */
static void test_order(void **state)
{
	static const char *const want[] = { "fail 50", "fail 20", "warn 7",
					    "gone",    "better",  "early",
					    "new",     "ok 2",    "ok 1",
					    "untold" };
	struct gp_findings findings;
	struct gp_series_set set;

	(void)state;
	scene_open(&set);
	add(&set, "ok 2", 100, 10);
	add(&set, "untold", 100, 10);
	set.items[1].better = GP_BETTER_NONE;
	add(&set, "new", 100, 0);
	add(&set, "gone", 100, 10);
	set.items[3].current.n_readings = 0;
	set.items[3].absence = GP_ABSENCE_MISSING;
	add(&set, "warn 7", 107, 10);
	add(&set, "fail 20", 120, 10);
	add(&set, "better", 80, 10);
	add(&set, "fail 50", 150, 10);
	add(&set, "early", 100, 3);
	add(&set, "ok 1", 100.5, 10);
	findings = judge(&set);
	assert_int_equal(findings.n, LEN(want));
	for (size_t i = 0; i < LEN(want); i++)
		assert_string_equal(findings.items[i].series->benchmark,
				    want[i]);
	assert_int_equal(findings.n_fail, 2);
	assert_int_equal(findings.n_warn, 2);
	assert_int_equal(findings.counts[GP_STATUS_REGRESSION], 3);
	assert_int_equal(findings.counts[GP_STATUS_OK], 2);
	assert_int_equal(findings.verdict, GP_VERDICT_FAIL);
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

static void test_verdicts(void **state)
{
	static const struct {
		double current;
		size_t commits;
		enum gp_verdict verdict;
	} cases[] = {
		{ 100, 10, GP_VERDICT_PASS }, { 107, 10, GP_VERDICT_WARN },
		{ 130, 10, GP_VERDICT_FAIL }, { 80, 10, GP_VERDICT_PASS },
		{ 100, 3, GP_VERDICT_PASS },  { 130, 3, GP_VERDICT_WARN },
		{ 100, 0, GP_VERDICT_NONE },
	};
	struct gp_findings findings;
	struct gp_series_set set;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		scene_open(&set);
		add(&set, "b", cases[i].current, cases[i].commits);
		findings = judge(&set);
		assert_int_equal(findings.verdict, cases[i].verdict);
		gp_findings_clear(&findings);
		gp_series_set_clear(&set);
	}
	scene_open(&set);
	findings = judge(&set);
	assert_int_equal(findings.verdict, GP_VERDICT_NONE);
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
}

/* ---- unequal numbers of samples and runs ---- */

/* Ten commits of `k` samples, the judged one of `x_k` in `x_runs` runs. */
static double detectable_with(size_t k, size_t x_k, size_t x_runs, int *more)
{
	static const double noise[] = { -2, 1, 0, 3, -1, 2, -3, 0, 1, -1, 2 };
	const double levels[] = { QUIET };
	struct gp_series_set set;
	struct gp_series *series;
	double x[64], center;
	struct gp_finding f;

	scene_open(&set);
	series = scene_series(&set, "b", LOWER, LEN(levels));
	series->limits.fail.value = 0.001;
	for (size_t i = 0; i < LEN(levels); i++) {
		for (size_t j = 0; j < k; j++)
			x[j] = levels[i] + noise[(i + j) % LEN(noise)];
		scene_run(&set, scene_commit(series), x, k);
	}
	for (size_t r = 0; r < x_runs; r++) {
		for (size_t j = 0; j < x_k; j++)
			x[j] = 100 + noise[(j + 2 * r) % LEN(noise)];
		scene_run(&set, &series->current, x, x_k);
	}
	f = one(&set, &center);
	*more = f.more_runs;
	gp_series_set_clear(&set);
	return f.detectable;
}

static void test_unequal(void **state)
{
	double same, fewer, more, runs;
	int more_runs, later;

	(void)state;
	same = detectable_with(9, 9, 1, &more_runs);
	fewer = detectable_with(9, 2, 1, &later);
	more = detectable_with(9, 60, 1, &later);
	assert_true(fewer > same * 1.2);
	assert_true(more < same);
	assert_true(more_runs > 0);
	runs = detectable_with(9, 9, 3, &later);
	assert_true(runs < same);
}

/* ---- the same again ---- */

static void test_locale(void **state)
{
	static const char *const locales[] = { "C", "de_DE.UTF-8", "C.UTF-8" };
	const double baseline[] = { LOUD };
	struct gp_series_set set;
	struct gp_series *series;

	(void)state;
	scene_open(&set);
	series = scene_values(&set, LOWER, baseline, LEN(baseline), 100);
	series->limits.budget =
		(struct gp_limit){ GP_LIMIT_ABSOLUTE, 2.5, "MB", NULL };
	for (size_t i = 0; i < LEN(locales); i++) {
		struct gp_findings findings;

		setlocale(LC_ALL, locales[i]); /* where it exists */
		findings = judge(&set);
		assert_string_equal(findings.items[0].reason,
				    "the limit 2.5MB does not fit the unit "
				    "ns");
		gp_findings_clear(&findings);
	}
	setlocale(LC_ALL, "C");
	gp_series_set_clear(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_mirror),
		cmocka_unit_test(test_improvement_p),
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_summary),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_door),
		cmocka_unit_test(test_families),
		cmocka_unit_test(test_since),
		cmocka_unit_test(test_family),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_unequal),
		cmocka_unit_test(test_locale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
