/*
 * Series -> findings: each method tests every series, the p-values are
 * corrected for the number of tests, then each method proposes a status and
 * the one of most weight remains.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blame.h"
#include "common.h"
#include "fold.h"
#include "hidden.h"

static const struct gp_detector *const detectors[] = {
	&gp_detector_budget,
	&gp_detector_gate,
	&gp_detector_drift,
};

#define N_DETECTORS (sizeof(detectors) / sizeof(detectors[0]))

static bool is_reported(const struct gp_series *series)
{
	return series->current.n_readings ||
	       series->absence == GP_ABSENCE_MISSING;
}

/* A new or missing source does not stand for one that can be compared. */
static bool is_folded(const struct gp_series_set *set,
		      const struct gp_series *series)
{
	const struct gp_series *source = gp_series_source(set, series);

	return source && is_reported(source) &&
	       gp_fold_covers(
		       source, series,
		       (source->current.n_readings ||
			!series->current.n_readings) &&
			       (source->n_baseline || !series->n_baseline));
}

/* ---- the family of tests ---- */

typedef void adjust_fn(double *q, const double *p, size_t n);

/* Untrusted runs do not weaken the tests of trusted ones. */
static bool is_in_family(const struct gp_case *c, bool untrusted)
{
	return c->test.tested && !c->agreement.apart && !gp_case_is_common(c) &&
	       c->series->untrusted == untrusted;
}

static size_t count_family(const struct gp_case *cases, size_t n,
			   bool untrusted)
{
	size_t tested = 0;

	for (size_t i = 0; i < n; i++)
		tested += is_in_family(&cases[i], untrusted);
	return tested;
}

static void correct_family(struct gp_case *cases, size_t n, bool untrusted,
			   adjust_fn *adjust)
{
	size_t tested = count_family(cases, n, untrusted);
	double *p = gp_malloc(4 * tested * sizeof(*p)), *p_better = p + tested;
	double *q = p + 2 * tested, *q_better = p + 3 * tested;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_in_family(&cases[i], untrusted))
			continue;
		p[at] = cases[i].test.result.p_greater;
		p_better[at++] = cases[i].test.result.p_less;
	}
	adjust(q, p, tested);
	adjust(q_better, p_better, tested);
	for (size_t i = at = 0; i < n; i++) {
		if (!is_in_family(&cases[i], untrusted))
			continue;
		cases[i].test.q_worse = q[at];
		cases[i].test.q_better = q_better[at++];
		/* Both corrections ask this of the smallest of m. */
		cases[i].test.alpha =
			fmin(GP_ALPHA, GP_ALPHA_FAMILY / (double)tested);
	}
	free(p);
}

/* Runs that are apart are outside of the families: Bonferroni's correction. */
static void correct_apart(struct gp_case *c, size_t tested)
{
	for (size_t i = 0; i < 2; i++) {
		struct gp_step_test *test = &c->agreement.alone[i]->test;
		double m = (double)tested + 1;

		test->q_worse = fmin(1, m * test->result.p_greater);
		test->q_better = fmin(1, m * test->result.p_less);
		test->alpha = fmin(GP_ALPHA, GP_ALPHA_FAMILY / m);
	}
	c->test.alpha = c->agreement.alone[0]->test.alpha;
}

/* Those that moved together are not judged: their tests form no family. */
static void correct_common(struct gp_step_test *test)
{
	test->q_worse = test->result.p_greater;
	test->q_better = test->result.p_less;
	test->alpha = GP_ALPHA;
}

static void correct_cases(struct gp_case *cases, size_t n,
			  enum gp_multiplicity multiplicity)
{
	adjust_fn *adjust = multiplicity == GP_MULTIPLICITY_FWER
				    ? gp_adjust_holm
				    : gp_adjust_bh;

	correct_family(cases, n, false, adjust);
	correct_family(cases, n, true, adjust);
	for (size_t i = 0; i < n; i++)
		if (gp_case_is_common(&cases[i]))
			correct_common(&cases[i].test);
		else if (cases[i].agreement.apart)
			correct_apart(&cases[i],
				      count_family(cases, n,
						   cases[i].series->untrusted));
}

/* ---- the worst finding first ---- */

/* Size says little of what is neither worse nor better. */
static bool is_sorted_by_size(const struct gp_finding *f)
{
	return f->severity != GP_SEVERITY_INFO ||
	       f->claimed_severity != GP_SEVERITY_INFO ||
	       f->status == GP_STATUS_REGRESSION ||
	       f->status == GP_STATUS_IMPROVEMENT;
}

/* In the order in which the tool printed them. */
static int by_tool_order(const struct gp_series *x, const struct gp_series *y)
{
	int order = strcmp(x->testbed, y->testbed);

	if (order)
		return order;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x > y) - (x < y);
}

/* Equal findings are in the order of the tool. */
static int by_severity_then_status(const void *a, const void *b)
{
	const struct gp_case *x = a, *y = b;
	const struct gp_finding *f = x->outcome.finding,
				*g = y->outcome.finding;

	if (f->severity != g->severity)
		return f->severity > g->severity ? -1 : 1;
	if (f->claimed_severity != g->claimed_severity)
		return f->claimed_severity > g->claimed_severity ? -1 : 1;
	if (f->severity == GP_SEVERITY_INFO &&
	    gp_status_place(f->status) != gp_status_place(g->status))
		return gp_status_place(f->status) - gp_status_place(g->status);
	if (is_sorted_by_size(f) && x->outcome.excess != y->outcome.excess)
		return x->outcome.excess > y->outcome.excess ? -1 : 1;
	return by_tool_order(x->series, y->series);
}

static void collect_findings(struct gp_findings *out, struct gp_case *cases,
			     size_t n)
{
	n = gp_fold_cases(cases, n);
	gp_common_count(out, cases, n);
	qsort(cases, n, sizeof(*cases), by_severity_then_status);
	for (size_t i = 0; i < n; i++) {
		struct gp_finding *f = cases[i].outcome.finding;

		gp_finding_drop_infinities(f);
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = *f;
		out->counts[f->status]++;
		out->n_fail += f->severity == GP_SEVERITY_FAIL;
		out->n_warn += f->severity == GP_SEVERITY_WARN;
	}
	out->verdict =
		gp_verdict_of(out->counts, out->n_fail,
			      out->n_warn + out->set->n_missing_testbeds);
}

/* ---- the stages ---- */

/* All that needs more of the history than the baseline. */
static void test_with_all(struct gp_case *c)
{
	for (size_t j = 0; j < N_DETECTORS && !c->outcome.decided && !c->folded;
	     j++)
		if (detectors[j]->test)
			detectors[j]->test(c);
}

static void test_case(struct gp_case *c)
{
	if (!c->folded)
		gp_case_agree(c);
	test_with_all(c);
	if (c->agreement.apart) {
		gp_agreement_split(c);
		test_with_all(c->agreement.alone[0]);
		test_with_all(c->agreement.alone[1]);
	}
	gp_case_close_values(c);
}

static void judge_with_all(struct gp_case *c)
{
	for (size_t j = 0; j < N_DETECTORS && !c->outcome.decided; j++)
		detectors[j]->judge(c);
}

static void explain_common(struct gp_case *c)
{
	const struct gp_common_part *part = &c->common;
	enum gp_status status = c->outcome.finding->status;

	if (part->left_out)
		gp_outcome_add_clause(&c->outcome, part->left_out);
	if (part->move && part->move->cause == GP_COMMON_CONFIRMED &&
	    (status == GP_STATUS_REGRESSION || status == GP_STATUS_IMPROVEMENT))
		gp_outcome_add_clause(
			&c->outcome,
			part->move->by_base
				? "confirmed by a run of the base, which did "
				  "not move"
				: "confirmed by a second run");
}

static void judge_case(struct gp_case *c)
{
	if (c->folded)
		return;
	if (c->agreement.apart && !gp_case_is_common(c)) {
		judge_with_all(c->agreement.alone[0]);
		judge_with_all(c->agreement.alone[1]);
		gp_agreement_judge(c);
	} else {
		judge_with_all(c);
	}
	gp_agreement_explain(c);
	explain_common(c);
	gp_hidden_explain(c);
	gp_case_blame(c);
	gp_outcome_distrust(&c->outcome);
}

/* Tests again what loses a run. */
static void find_common(struct gp_findings *out, struct gp_case *cases,
			size_t n, const struct gp_case_context *context)
{
	gp_common_find(out, cases, n);
	for (size_t i = 0; i < n; i++) {
		const struct gp_common_part part = cases[i].common;

		if (!part.left_out)
			continue;
		gp_case_reopen(&cases[i], context, &part.kept);
		test_case(&cases[i]);
		cases[i].common = part;
	}
}

enum gp_err gp_detect(struct gp_findings *out, const struct gp_series_set *set,
		      const struct gp_detect_options *options)
{
	struct gp_case *cases = gp_calloc(set->n, sizeof(*cases));
	struct gp_arena scratch = { 0 };
	const struct gp_case_context context = { set, &out->arena, &scratch };
	size_t n = 0;

	out->set = set;
	for (size_t i = 0; i < set->n; i++) {
		if (!is_reported(&set->items[i]))
			continue;
		gp_case_open(&cases[n], &context, &set->items[i]);
		cases[n].folded = is_folded(set, &set->items[i]);
		test_case(&cases[n++]);
	}
	if (!options->ignore_common)
		find_common(out, cases, n, &context);
	correct_cases(cases, n, options->multiplicity);
	for (size_t i = 0; i < n; i++)
		judge_case(&cases[i]);
	collect_findings(out, cases, n);
	gp_arena_clear(&scratch);
	free(cases);
	return GP_OK;
}
