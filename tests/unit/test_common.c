/*
 * Runs of the judged commit together: rounds, series that moved together, and
 * runs that disagree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/detect.h"
#include "scene.h"

#define MINUTE ((int64_t)60 * 1000)

/* A suite of series, and the runs of its judged commit. */
struct scene_suite {
	struct gp_series_set set;
	struct gp_findings findings;
};

static const char *const names[] = { "a", "b", "c", "d", "e", "f",
				     "g", "h", "i", "j", "k", "l" };

/* Ten commits, 0.2 % around 100, 200, …; about ten readings of the noise. */
static void open_suite(struct scene_suite *s, size_t n)
{
	static const double noise[] = { .002,  -.002, .003,  -.003, .001,
					-.001, .004,  -.003, .003,  0 };

	memset(s, 0, sizeof(*s));
	scene_open(&s->set);
	for (size_t i = 0; i < n; i++) {
		struct gp_series *series =
			scene_series(&s->set, names[i], GP_BETTER_LOWER, 10);

		for (size_t j = 0; j < 10; j++) {
			double y = 100 * (double)(i + 1) *
				   (1 + noise[(i + j) % 10] / 2);

			scene_run(&s->set, scene_commit(series), &y, 1);
		}
	}
}

/* Another run of the judged commit, so many minutes after the first. */
static struct gp_entry *add_run_at(struct scene_suite *s, int64_t minutes)
{
	struct gp_entry *run = gp_entries_add(&s->set.runs);

	run->time_ms = minutes * MINUTE + (int64_t)s->set.runs.n;
	run->id.raw[0] = (unsigned char)s->set.runs.n;
	return run;
}

/* The run has the series from `from` to `to`, each `factor` times its level. */
static void measure(struct scene_suite *s, struct gp_entry *run, size_t from,
		    size_t to, double factor)
{
	for (size_t i = from; i < to; i++) {
		struct gp_point *point = &s->set.items[i].current;
		double y = 100 * (double)(i + 1) * factor;

		scene_run(&s->set, point, &y, 1);
		point->readings[point->n_readings - 1].run = run;
	}
}

static void judge_suite(struct scene_suite *s)
{
	const struct gp_detect_options options = { .ignore_common = false };

	gp_findings_clear(&s->findings);
	assert_int_equal(gp_detect(&s->findings, &s->set, &options), GP_OK);
}

static void close_suite(struct scene_suite *s)
{
	gp_findings_clear(&s->findings);
	gp_series_set_clear(&s->set);
}

static size_t count_of(const struct scene_suite *s, enum gp_status status)
{
	return s->findings.counts[status];
}

static void expect_cause(const struct scene_suite *s,
			 enum gp_common_cause cause, size_t series)
{
	assert_int_equal(s->findings.n_moves, 1);
	assert_int_equal(s->findings.moves[0]->cause, cause);
	assert_int_equal(s->findings.moves[0]->series, series);
}

/* ---- one run ---- */

static void one_run_cannot_tell(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 12);
	measure(&s, add_run_at(&s, 0), 0, 12, 1.4);
	judge_suite(&s);
	expect_cause(&s, GP_COMMON_OPEN, 12);
	assert_int_equal(count_of(&s, GP_STATUS_COMMON), 12);
	assert_int_equal(s.findings.n_warn, 12);
	assert_int_equal(s.findings.verdict, GP_VERDICT_NONE);
	assert_true(s.findings.moves[0]->change > 0.39 &&
		    s.findings.moves[0]->change < 0.41);
	close_suite(&s);
}

/* A suite may be recorded part by part; each part is too small alone. */
static void parts_are_one_round(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 6);
	for (size_t i = 0; i < 6; i += 2)
		measure(&s, add_run_at(&s, 1), i, i + 2, 0.6);
	judge_suite(&s);
	expect_cause(&s, GP_COMMON_OPEN, 6);
	assert_int_equal(s.findings.n_warn, 6);
	close_suite(&s);
}

static void small_suites_are_judged(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 4);
	measure(&s, add_run_at(&s, 0), 0, 4, 1.4);
	judge_suite(&s);
	assert_int_equal(s.findings.n_moves, 0);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 4);
	close_suite(&s);
}

static void what_did_not_move_is_judged(void **state)
{
	struct scene_suite s;
	struct gp_entry *run;

	(void)state;
	open_suite(&s, 10);
	run = add_run_at(&s, 0);
	measure(&s, run, 0, 8, 1.4);
	measure(&s, run, 8, 9, 1);
	measure(&s, run, 9, 10, 3);
	judge_suite(&s);
	expect_cause(&s, GP_COMMON_OPEN, 8);
	assert_int_equal(count_of(&s, GP_STATUS_OK), 1);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 1);
	assert_int_equal(s.findings.verdict, GP_VERDICT_FAIL);
	close_suite(&s);
}

static void other_testbeds_are_other_suites(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 8);
	for (size_t i = 4; i < 8; i++)
		s.set.items[i].testbed = "there";
	measure(&s, add_run_at(&s, 0), 0, 8, 1.4);
	judge_suite(&s);
	assert_int_equal(s.findings.n_moves, 0);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 8);
	close_suite(&s);
}

static void allocations_are_no_part(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 6);
	for (size_t i = 0; i < 6; i++) {
		s.set.items[i].unit = "B/op";
		s.set.items[i].limits = gp_limits_default(GP_KIND_MEMORY);
	}
	measure(&s, add_run_at(&s, 0), 0, 6, 1.4);
	judge_suite(&s);
	assert_int_equal(s.findings.n_moves, 0);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 6);
	close_suite(&s);
}

/* The commit before it is as slow: measured a minute, or an hour, earlier. */
static void expect_before(int64_t minutes, size_t common)
{
	struct scene_suite s;
	struct gp_entry *run;

	open_suite(&s, 6);
	run = add_run_at(&s, 100 - minutes);
	for (size_t i = 0; i < 6; i++) {
		struct gp_point *point = &s.set.items[i].baseline[9];
		double y = 140 * (double)(i + 1);

		point->n_readings = 0;
		scene_run(&s.set, point, &y, 1);
		point->readings[0].run = run;
	}
	measure(&s, add_run_at(&s, 100), 0, 6, 1.4);
	judge_suite(&s);
	assert_int_equal(count_of(&s, GP_STATUS_COMMON), common);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 6 - common);
	close_suite(&s);
}

static void commit_before_it_shows_the_same(void **state)
{
	(void)state;
	expect_before(1, 6);
	expect_before(60, 0);
}

/* ---- a second run ---- */

static void expect_second(int64_t minutes, const char *job, double factor,
			  enum gp_common_cause cause)
{
	struct scene_suite s;
	struct gp_entry *run;

	open_suite(&s, 6);
	measure(&s, add_run_at(&s, 0), 0, 6, 1.4);
	run = add_run_at(&s, minutes);
	if (job)
		gp_entry_set(run, &run->facts, gp_span_of("job-url"),
			     gp_span_of(job));
	measure(&s, run, 0, 6, factor);
	judge_suite(&s);
	expect_cause(&s, cause, 6);
	assert_int_equal(count_of(&s, GP_STATUS_COMMON),
			 cause == GP_COMMON_OPEN ? 6 : 0);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION),
			 cause == GP_COMMON_CONFIRMED ? 6 : 0);
	assert_int_equal(count_of(&s, GP_STATUS_OK),
			 cause == GP_COMMON_MACHINE ? 6 : 0);
	if (cause == GP_COMMON_CONFIRMED)
		assert_non_null(strstr(s.findings.items[0].reason,
				       "confirmed by a second run"));
	if (cause == GP_COMMON_MACHINE)
		assert_non_null(
			strstr(s.findings.items[0].reason, "does not count"));
	close_suite(&s);
}

static void second_run_decides(void **state)
{
	(void)state;
	expect_second(9, NULL, 1.41, GP_COMMON_OPEN);
	expect_second(11, NULL, 1.41, GP_COMMON_CONFIRMED);
	expect_second(1, "https://ci/2", 1.41, GP_COMMON_CONFIRMED);
	expect_second(1, NULL, 1, GP_COMMON_MACHINE);
	expect_second(11, NULL, 1, GP_COMMON_MACHINE);
	expect_second(11, "https://ci/2", 1.001, GP_COMMON_MACHINE);
	/* both are slow, but not by the same factor */
	expect_second(11, NULL, 2, GP_COMMON_OPEN);
}

static void slow_again_outvotes_one(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 6);
	measure(&s, add_run_at(&s, 0), 0, 6, 1.4);
	measure(&s, add_run_at(&s, 20), 0, 6, 1);
	measure(&s, add_run_at(&s, 40), 0, 6, 1.4);
	judge_suite(&s);
	expect_cause(&s, GP_COMMON_CONFIRMED, 6);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 6);
	close_suite(&s);
}

/* Two jobs measure two halves: what one shows says nothing of the other. */
/* The base, measured again right after the judged commit. */
static void expect_pair(double base, int64_t minutes,
			enum gp_common_cause cause, enum gp_status status)
{
	struct scene_suite s;
	struct gp_entry *run;

	open_suite(&s, 6);
	measure(&s, add_run_at(&s, 100), 0, 6, 1.4);
	run = add_run_at(&s, 100 + minutes);
	for (size_t i = 0; i < 6; i++) {
		struct gp_point *point = &s.set.items[i].baseline[9];
		double y = 100 * (double)(i + 1) * base;

		scene_run(&s.set, point, &y, 1);
		point->readings[point->n_readings - 1].run = run;
	}
	judge_suite(&s);
	expect_cause(&s, cause, 6);
	assert_int_equal(count_of(&s, status), 6);
	close_suite(&s);
}

static void pair_with_the_base_decides(void **state)
{
	(void)state;
	expect_pair(1, 2, GP_COMMON_CONFIRMED, GP_STATUS_REGRESSION);
	expect_pair(1.39, 2, GP_COMMON_MACHINE, GP_STATUS_OK);
	expect_pair(1, -2, GP_COMMON_OPEN, GP_STATUS_COMMON);
	expect_pair(1, 60, GP_COMMON_OPEN, GP_STATUS_COMMON);
}

static void halves_of_two_jobs(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 12);
	measure(&s, add_run_at(&s, 0), 0, 6, 1.4);
	measure(&s, add_run_at(&s, 20), 6, 12, 1);
	judge_suite(&s);
	expect_cause(&s, GP_COMMON_OPEN, 6);
	assert_int_equal(count_of(&s, GP_STATUS_COMMON), 6);
	assert_int_equal(count_of(&s, GP_STATUS_OK), 6);
	close_suite(&s);
}

static void regression_in_the_second_run(void **state)
{
	struct scene_suite s;
	struct gp_entry *run;

	(void)state;
	open_suite(&s, 6);
	measure(&s, add_run_at(&s, 0), 0, 6, 1.4);
	run = add_run_at(&s, 20);
	measure(&s, run, 0, 5, 1);
	measure(&s, run, 5, 6, 1.4);
	judge_suite(&s);
	assert_int_equal(count_of(&s, GP_STATUS_OK), 5);
	assert_int_equal(count_of(&s, GP_STATUS_REGRESSION), 1);
	close_suite(&s);
}

static void untrusted_runs_are_no_part(void **state)
{
	struct scene_suite s;

	(void)state;
	open_suite(&s, 6);
	for (size_t i = 0; i < 6; i++)
		s.set.items[i].untrusted = true;
	measure(&s, add_run_at(&s, 0), 0, 6, 1.4);
	judge_suite(&s);
	assert_int_equal(s.findings.n_moves, 0);
	assert_int_equal(count_of(&s, GP_STATUS_UNTRUSTED), 6);
	assert_int_equal(s.findings.items[0].claimed, GP_STATUS_REGRESSION);
	close_suite(&s);
}

/* ---- runs that disagree ---- */

static void expect_runs(size_t n, const double *factors, enum gp_status status,
			enum gp_severity severity, const char *reason)
{
	struct scene_suite s;
	struct gp_finding *f;

	open_suite(&s, 1);
	for (size_t i = 0; i < n; i++)
		measure(&s, add_run_at(&s, (int64_t)i), 0, 1, factors[i]);
	judge_suite(&s);
	f = &s.findings.items[0];
	assert_int_equal(f->status, status);
	assert_int_equal(f->severity, severity);
	assert_string_equal(f->reason, reason);
	assert_int_equal(f->n_runs, *reason ? n : 0);
	close_suite(&s);
}

static void runs_disagree(void **state)
{
	const double pair[] = { 2, 1 }, alike[] = { 1.002, 0.998 };
	const double three[] = { 2, 1, 1.001 }, slow[] = { 1, 1.9, 1.901 };
	const double none[] = { 2, 1, 1.5 }, four[] = { 2, 1, 2.001, 1.001 };
	const double better[] = { 0.5, 1 }, both[] = { 1.5, 2 };

	(void)state;
	expect_runs(2, pair, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_WARN,
		    "runs disagree (200 and 100), one more decides");
	expect_runs(2, alike, GP_STATUS_OK, GP_SEVERITY_INFO, "");
	expect_runs(3, three, GP_STATUS_OK, GP_SEVERITY_INFO,
		    "1 of 3 runs disagrees (200) and does not count");
	expect_runs(3, slow, GP_STATUS_REGRESSION, GP_SEVERITY_FAIL,
		    "1 of 3 runs disagrees (100) and does not count");
	expect_runs(3, none, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_WARN,
		    "runs disagree (200, 100 and 150), one more decides");
	expect_runs(4, four, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_WARN,
		    "runs disagree (200, 100, 200.1 and 100.1), one more "
		    "decides");
	expect_runs(2, better, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_INFO,
		    "runs disagree (50 and 100), one more decides");
	expect_runs(2, both, GP_STATUS_REGRESSION, GP_SEVERITY_FAIL,
		    "runs disagree (150 and 200), and each alone says the "
		    "same");
}

static void interval_covers_both(void **state)
{
	struct scene_suite s;
	struct gp_finding *f;

	(void)state;
	open_suite(&s, 1);
	measure(&s, add_run_at(&s, 0), 0, 1, 2);
	measure(&s, add_run_at(&s, 1), 0, 1, 1);
	judge_suite(&s);
	f = &s.findings.items[0];
	assert_true(f->change_low < 0 && f->change_high > 1);
	assert_true(f->current.low < 100 && f->current.high > 200);
	assert_int_equal(f->more_runs, 1);
	close_suite(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_run_cannot_tell),
		cmocka_unit_test(parts_are_one_round),
		cmocka_unit_test(small_suites_are_judged),
		cmocka_unit_test(what_did_not_move_is_judged),
		cmocka_unit_test(other_testbeds_are_other_suites),
		cmocka_unit_test(allocations_are_no_part),
		cmocka_unit_test(commit_before_it_shows_the_same),
		cmocka_unit_test(second_run_decides),
		cmocka_unit_test(slow_again_outvotes_one),
		cmocka_unit_test(pair_with_the_base_decides),
		cmocka_unit_test(halves_of_two_jobs),
		cmocka_unit_test(regression_in_the_second_run),
		cmocka_unit_test(untrusted_runs_are_no_part),
		cmocka_unit_test(runs_disagree),
		cmocka_unit_test(interval_covers_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
