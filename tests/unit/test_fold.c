/*
 * Metrics that a tool computed from another one: judged once, unless the user
 * names them, or their source cannot be judged.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/detect.h"
#include "scene.h"

#define COMMITS 12

/* A set, and what it was judged as. */
struct judged {
	struct gp_series_set set;
	struct gp_findings findings;
};

static void open_scene(struct judged *j)
{
	memset(j, 0, sizeof(*j));
	scene_open(&j->set);
}

static void judge(struct judged *j)
{
	const struct gp_detect_options options = {
		.multiplicity = GP_MULTIPLICITY_FWER
	};

	assert_int_equal(gp_detect(&j->findings, &j->set, &options), GP_OK);
}

static void close_scene(struct judged *j)
{
	gp_findings_clear(&j->findings);
	gp_series_set_clear(&j->set);
}

/* A metric around `level`, and `current` at the judged commit. */
static struct gp_series *add_metric(struct judged *j, const char *metric,
				    enum gp_better better, double level,
				    double current)
{
	struct gp_series *s =
		scene_series(&j->set, "BenchmarkParse-8", better, COMMITS);

	s->metric = metric;
	s->source = "";
	for (size_t i = 0; i < COMMITS; i++) {
		double value = level * (1 + .002 * (double)(i * 5 % 7));

		scene_run(&j->set, scene_commit(s), &value, 1);
	}
	if (!isnan(current))
		scene_run(&j->set, &s->current, &current, 1);
	s->absence = isnan(current) ? GP_ABSENCE_MISSING : GP_ABSENCE_NONE;
	return s;
}

/* In the order of their names, as history sorts them. */
static struct gp_series *add_rate(struct judged *j, double current)
{
	struct gp_series *s =
		add_metric(j, "MB/s", GP_BETTER_HIGHER, 1000, current);

	s->source = "ns/op";
	s->unit = "MB/s";
	return s;
}

static struct gp_series *add_time(struct judged *j, double current)
{
	return add_metric(j, "ns/op", GP_BETTER_LOWER, 100, current);
}

static const char *metric_of(const struct judged *j, size_t i)
{
	return j->findings.items[i].series->metric;
}

/* ---- */

static void regression_counts_once(void **state)
{
	const struct gp_finding *f;
	struct judged j;

	(void)state;
	open_scene(&j);
	add_rate(&j, 700);
	add_time(&j, 143);
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_int_equal(j.findings.n_fail, 1);
	assert_int_equal(j.findings.counts[GP_STATUS_REGRESSION], 1);
	assert_int_equal(j.findings.verdict, GP_VERDICT_FAIL);
	f = &j.findings.items[0];
	assert_string_equal(f->series->metric, "ns/op");
	assert_int_equal(f->n_derived, 1);
	assert_string_equal(f->derived[0].series->metric, "MB/s");
	assert_true(f->derived[0].change < -.25);
	assert_true(f->derived[0].current.center == 700);
	close_scene(&j);
}

/* With Holm's correction two tests would double the smaller p. */
static void family_does_not_grow(void **state)
{
	struct judged alone, both;

	(void)state;
	open_scene(&alone);
	add_time(&alone, 101.5);
	judge(&alone);
	open_scene(&both);
	add_rate(&both, 985);
	add_time(&both, 101.5);
	judge(&both);
	assert_int_equal(both.findings.n, 1);
	assert_true(alone.findings.items[0].q > 0);
	assert_true(alone.findings.items[0].q == both.findings.items[0].q);
	close_scene(&alone);
	close_scene(&both);
}

static void named_is_judged_and_counts_once(void **state)
{
	struct gp_series *rate;
	struct judged j;

	(void)state;
	open_scene(&j);
	rate = add_rate(&j, 990);
	rate->named = true;
	rate->limits.budget =
		(struct gp_limit){ GP_LIMIT_ABSOLUTE, 995, "", NULL };
	add_time(&j, 101);
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_int_equal(j.findings.n_fail, 1);
	assert_string_equal(metric_of(&j, 0), "MB/s");
	assert_int_equal(j.findings.items[0].status, GP_STATUS_OVER_BUDGET);
	assert_int_equal(j.findings.items[0].n_derived, 1);
	assert_string_equal(j.findings.items[0].derived[0].series->metric,
			    "ns/op");
	close_scene(&j);
}

static void worse_of_both_stands(void **state)
{
	struct gp_series *rate;
	struct judged j;

	(void)state;
	open_scene(&j);
	rate = add_rate(&j, 700);
	rate->named = true;
	rate->limits.fail.value = .9; /* it warns, the time fails */
	add_time(&j, 143);
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_int_equal(j.findings.n_fail, 1);
	assert_int_equal(j.findings.n_warn, 0);
	assert_string_equal(metric_of(&j, 0), "ns/op");
	assert_int_equal(j.findings.items[0].n_derived, 1);
	close_scene(&j);
}

static void good_ones_count_once(void **state)
{
	struct judged j;

	(void)state;
	open_scene(&j);
	add_rate(&j, 1005)->named = true;
	add_time(&j, 100.5);
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_string_equal(metric_of(&j, 0), "ns/op");
	assert_int_equal(j.findings.verdict, GP_VERDICT_PASS);
	close_scene(&j);
}

/* ---- sources that do not stand for a rate ---- */

static void source_is_not_measured(void **state)
{
	struct judged j;

	(void)state;
	open_scene(&j);
	add_rate(&j, 700);
	add_time(&j, NAN);
	judge(&j);
	assert_int_equal(j.findings.n, 2);
	assert_int_equal(j.findings.n_fail, 1);
	assert_string_equal(metric_of(&j, 0), "MB/s");
	assert_int_equal(j.findings.counts[GP_STATUS_MISSING], 1);
	close_scene(&j);
}

static void both_are_missing_once(void **state)
{
	struct judged j;

	(void)state;
	open_scene(&j);
	add_rate(&j, NAN);
	add_time(&j, NAN);
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_int_equal(j.findings.counts[GP_STATUS_MISSING], 1);
	assert_string_equal(metric_of(&j, 0), "ns/op");
	close_scene(&j);
}

static void source_is_not_judged(void **state)
{
	struct gp_series *time;
	struct judged j;

	(void)state;
	for (int i = 0; i < 4; i++) {
		open_scene(&j);
		add_rate(&j, 700);
		time = add_time(&j, 143);
		if (i == 0)
			time->limits.gate = false;
		if (i == 1)
			time->better = GP_BETTER_NONE;
		if (i == 2)
			time->n_baseline = 0;
		if (i == 3)
			time->limits.warn.how = time->limits.fail.how =
				GP_LIMIT_NONE;
		judge(&j);
		assert_int_equal(j.findings.n, 2);
		assert_int_equal(j.findings.n_fail, 1);
		assert_string_equal(metric_of(&j, 0), "MB/s");
		close_scene(&j);
	}
}

/* Notes are not trusted: nothing is lost if two name each other. */
static void circle_is_judged(void **state)
{
	struct judged j;

	(void)state;
	open_scene(&j);
	add_rate(&j, 700);
	add_time(&j, 143)->source = "MB/s";
	judge(&j);
	assert_int_equal(j.findings.n, 2);
	assert_int_equal(j.findings.n_fail, 2);
	close_scene(&j);
	open_scene(&j);
	add_time(&j, 143)->source = "ns/op";
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_int_equal(j.findings.n_fail, 1);
	close_scene(&j);
}

static void rate_without_gate_is_folded(void **state)
{
	struct gp_series *rate;
	struct judged j;

	(void)state;
	open_scene(&j);
	rate = add_rate(&j, 700);
	rate->named = true;
	rate->limits.gate = false;
	add_time(&j, 100);
	judge(&j);
	assert_int_equal(j.findings.n, 1);
	assert_string_equal(metric_of(&j, 0), "ns/op");
	close_scene(&j);
}

/* ---- compare ---- */

static const struct gp_row *find_row(const struct gp_comparison *of,
				     const char *metric)
{
	for (size_t i = 0; i < of->n; i++)
		if (!strcmp(of->rows[i].finding.series->metric, metric))
			return &of->rows[i];
	return NULL;
}

static void compare_counts_once(void **state)
{
	struct gp_comparison of;
	struct judged j;

	(void)state;
	open_scene(&j);
	add_rate(&j, 700);
	add_time(&j, 143);
	scene_compare(&of, &j.set);
	assert_int_equal(of.n, 2);
	assert_int_equal(of.n_folded, 1);
	assert_int_equal(of.n_tests, 1);
	assert_int_equal(of.n_fail, 1);
	assert_int_equal(of.counts[GP_STATUS_REGRESSION], 1);
	assert_int_equal(of.counts[GP_STATUS_UNJUDGED], 0);
	assert_true(find_row(&of, "MB/s")->folded);
	assert_true(find_row(&of, "MB/s")->finding.change < -.25);
	assert_true(isnan(find_row(&of, "MB/s")->finding.p));
	assert_false(find_row(&of, "ns/op")->folded);
	gp_comparison_clear(&of);
	close_scene(&j);
}

static void compare_judges_named(void **state)
{
	struct gp_series *rate;
	struct gp_comparison of;
	struct judged j;

	(void)state;
	open_scene(&j);
	rate = add_rate(&j, 700);
	rate->named = true;
	add_time(&j, 143)->limits.fail.value = .9;
	scene_compare(&of, &j.set);
	assert_int_equal(of.n_tests, 2);
	assert_int_equal(of.n_fail, 1);
	assert_int_equal(of.n_warn, 0);
	assert_false(find_row(&of, "MB/s")->folded);
	assert_true(find_row(&of, "ns/op")->folded);
	assert_int_equal(find_row(&of, "ns/op")->finding.severity,
			 GP_SEVERITY_INFO);
	gp_comparison_clear(&of);
	close_scene(&j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regression_counts_once),
		cmocka_unit_test(family_does_not_grow),
		cmocka_unit_test(named_is_judged_and_counts_once),
		cmocka_unit_test(worse_of_both_stands),
		cmocka_unit_test(good_ones_count_once),
		cmocka_unit_test(source_is_not_measured),
		cmocka_unit_test(both_are_missing_once),
		cmocka_unit_test(source_is_not_judged),
		cmocka_unit_test(circle_is_judged),
		cmocka_unit_test(rate_without_gate_is_folded),
		cmocka_unit_test(compare_counts_once),
		cmocka_unit_test(compare_judges_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
