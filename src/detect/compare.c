/*
 * Compares two commits, or two files: one row for each series that both have,
 * with the correction for the number of tests and the verdict.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "contrast.h"
#include "fold.h"
#include "table.h"

/* Rounding of decimal fractions in binary: 110 is 10 % above 100. */
#define SLACK 1e-9
/* A larger number of samples is not worth suggesting. */
#define MOST_SAMPLES 99

/* One series on its way to a row. */
struct compared_pair {
	struct gp_case c;
	struct gp_series until_old; /* the series, up to the old point */
	const struct gp_series *series;
	const struct gp_point *old; /* NULL: not measured there */
	struct gp_contrast contrast;
	struct gp_row row;
	struct compared_pair *source; /* computed from that; or NULL */
	struct compared_pair *worst;  /* of it and what was computed from it */
};

/* ---- testbeds ---- */

/* Names of testbeds. */
struct testbed_names {
	const char *const *items;
	size_t n;
};

static bool is_testbed_listed(const struct testbed_names *names,
			      const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->items[i], name))
			return true;
	return false;
}

/* Those of `from` that are in `other`, or are not, without duplicates. */
static const char **pick_testbeds(struct gp_arena *arena, size_t *n,
				  const struct testbed_names *from,
				  const struct testbed_names *other,
				  bool wanted)
{
	const char **out = gp_arena_array(arena, from->n, sizeof(*out));
	struct testbed_names picked = { out, 0 };

	for (size_t i = 0; i < from->n; i++)
		if (is_testbed_listed(other, from->items[i]) == wanted &&
		    !is_testbed_listed(&picked, from->items[i]))
			out[picked.n++] = from->items[i];
	*n = picked.n;
	return out;
}

static void find_testbeds(struct gp_comparison *out,
			  const struct gp_compare_input *in)
{
	const struct testbed_names old = { in->old_testbeds,
					   in->n_old_testbeds };
	const struct testbed_names new = { in->set->testbeds,
					   in->set->n_testbeds };

	out->testbeds =
		pick_testbeds(&out->arena, &out->n_testbeds, &new, &old, true);
	out->old_only =
		pick_testbeds(&out->arena, &out->n_old_only, &old, &new, false);
	out->new_only =
		pick_testbeds(&out->arena, &out->n_new_only, &new, &old, false);
}

/* ---- which points ---- */

/*
 * Whether a commit is compared with itself: the judged commit is never in its
 * own baseline.
 */
static bool is_same_commit(const struct gp_series_set *set)
{
	return set->base.size && gp_oid_same(&set->base, &set->commit);
}

static const struct gp_point *point_at_base(const struct gp_series_set *set,
					    const struct gp_series *series)
{
	if (is_same_commit(set))
		return series->current.n_readings ? &series->current : NULL;
	for (size_t i = series->n_baseline; i-- > 0;)
		if (gp_oid_same(&series->baseline[i].commit, &set->base))
			return &series->baseline[i];
	return NULL;
}

static bool is_compared(const struct gp_comparison *out,
			const struct gp_series *series)
{
	const struct testbed_names testbeds = { out->testbeds,
						out->n_testbeds };

	return is_testbed_listed(&testbeds, series->testbed) &&
	       (series->current.n_readings || point_at_base(out->set, series));
}

/* The series as it was at the old point, without what was accepted later. */
static struct gp_series series_until(const struct gp_series *series,
				     const struct gp_point *old)
{
	struct gp_series until = *series;

	if (!old)
		until.n_baseline = 0;
	else if (old != &series->current)
		until.n_baseline = (size_t)(old - series->baseline) + 1;
	while (until.n_accepted &&
	       until.accepted[until.n_accepted - 1].from >= until.n_baseline)
		until.n_accepted--;
	return until;
}

static void open_pair(struct compared_pair *pair,
		      const struct gp_case_context *context,
		      const struct gp_series *series)
{
	struct gp_case *c = &pair->c;

	pair->series = series;
	pair->old = point_at_base(context->set, series);
	pair->until_old = series_until(series, pair->old);
	gp_case_open(c, context, &pair->until_old);
	gp_case_close_values(c);
	pair->contrast = gp_contrast_of(c, pair->old);
	c->outcome.finding->first = c->outcome.finding->last = pair->old;
	if (c->outcome.decided || pair->old)
		return;
	c->outcome.decided = true;
	gp_outcome_propose(&c->outcome, GP_STATUS_NEW, GP_SEVERITY_INFO, 0,
			   series->other_tags ? series->other_tags : "");
}

/* ---- derived metrics ---- */

/* The pairs are in the order of their series: the source is not far away. */
static struct compared_pair *find_source(const struct gp_series_set *set,
					 struct compared_pair *pairs, size_t n,
					 size_t at)
{
	const struct gp_series *source =
		gp_series_source(set, pairs[at].series);

	for (size_t i = 1; source && i < n; i++) {
		if (at >= i && pairs[at - i].series == source)
			return &pairs[at - i];
		if (at + i < n && pairs[at + i].series == source)
			return &pairs[at + i];
	}
	return NULL;
}

/* Whether the source was measured on each side on which the pair was. */
static bool has_sides_of(const struct compared_pair *source,
			 const struct compared_pair *pair)
{
	return (source->old || !pair->old) &&
	       (source->series->current.n_readings ||
		!pair->series->current.n_readings);
}

static void fold_pair(struct compared_pair *pair)
{
	struct gp_outcome *out = &pair->c.outcome;
	struct gp_finding *f = out->finding;

	pair->row.folded = true;
	f->p = f->q = NAN;
	f->status = GP_STATUS_N;
	f->severity = GP_SEVERITY_INFO;
	out->decided = false;
	gp_outcome_decide(out, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
			  gp_reason_format(out->arena,
					   "computed from %.100s, which is "
					   "judged",
					   pair->series->source));
}

static void fold_derived(const struct gp_series_set *set,
			 struct compared_pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct compared_pair *pair = &pairs[i];

		pair->worst = pair;
		pair->source = find_source(set, pairs, n, i);
		if (pair->source &&
		    gp_fold_covers(pair->source->series, pair->series,
				   has_sides_of(pair->source, pair)))
			fold_pair(pair);
	}
}

/* ---- the family of tests ---- */

/*
 * The number of samples on each side with which one of `tests` tests can be
 * significant; 0 if the samples are enough.
 */
static size_t samples_needed(const struct compared_pair *pair, size_t tests)
{
	size_t n = 4;

	if (pair->contrast.method != GP_METHOD_SAMPLES ||
	    gp_shift_least(pair->contrast.n_old, pair->contrast.n_new) *
			    (double)tests <=
		    GP_COMPARE_ALPHA)
		return 0;
	while (n < MOST_SAMPLES &&
	       gp_shift_least(n, n) * (double)tests > GP_COMPARE_ALPHA)
		n++;
	return n;
}

static bool are_intervals_apart(const struct gp_contrast *of)
{
	return of->method == GP_METHOD_INTERVALS &&
	       (of->low > 0 || of->high < 0);
}

/*
 * If all values are equal, p is 1 however they are arranged, so the family
 * does not grow by that test (Tarone 1990): bytes and counts that never vary
 * do not reduce the power of the tests of times.
 */
static bool is_pair_tested(const struct compared_pair *pair)
{
	return isfinite(pair->contrast.p) && !pair->contrast.equal &&
	       !pair->row.folded;
}

static size_t correct_pairs(struct compared_pair *pairs, size_t n)
{
	double *p = gp_malloc(2 * n * sizeof(*p)), *q = p + n;
	size_t tests = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		if (is_pair_tested(&pairs[i]))
			p[tests++] = pairs[i].contrast.p;
	gp_adjust_holm(q, p, tests);
	for (size_t i = 0; i < n; i++) {
		struct compared_pair *pair = &pairs[i];
		struct gp_finding *f = pair->c.outcome.finding;

		pair->row.equal = pair->contrast.equal;
		pair->row.differs = are_intervals_apart(&pair->contrast);
		f->q = f->p;
		if (!is_pair_tested(pair))
			continue;
		f->q = q[at++];
		pair->row.differs = f->q <= GP_COMPARE_ALPHA;
		pair->row.enough = samples_needed(pair, tests);
	}
	free(p);
	return tests;
}

/* ---- verdicts ---- */

static bool reaches(double amount, double limit)
{
	return amount >= limit * (1 - SLACK);
}

/*
 * A part of a limit as an amount in the unit of the series. From 0 any change
 * is infinitely large: it warns, but cannot fail, because no limit says how
 * much is too much, unless another part of the limit does.
 */
static bool part_amount(struct compared_pair *pair,
			const struct gp_limit *limit, double *out)
{
	const struct gp_limit *fail = &pair->series->limits.fail;
	double size = fabs(pair->c.outcome.finding->baseline.center);

	if (limit->how != GP_LIMIT_RELATIVE)
		return gp_outcome_amount(&pair->c.outcome, limit, out);
	if (size > 0)
		*out = limit->value * size;
	else
		*out = limit == fail && !limit->also ? INFINITY : DBL_MIN;
	return true;
}

/* A limit as an amount: that of the part that is passed last. */
static bool limit_amount(struct compared_pair *pair,
			 const struct gp_limit *limit, double *out)
{
	double amount;

	*out = limit->how == GP_LIMIT_NONE ? INFINITY : 0;
	for (; limit && limit->how != GP_LIMIT_NONE; limit = limit->also) {
		if (!part_amount(pair, limit, &amount))
			return false;
		*out = fmax(*out, amount);
	}
	return true;
}

/* Whether a test of these values can be significant at all. */
static bool could_show(const struct compared_pair *pair)
{
	return pair->contrast.method != GP_METHOD_NONE && !pair->row.enough;
}

/* Limits as amounts in the unit of the series; INFINITY: none. */
struct amounts {
	double note, warn, fail;
	double effect; /* the highest of them */
};

/* How much worse the new side is, and the end of that interval. */
static void measure_worse(const struct compared_pair *pair, double *worse,
			  double *most)
{
	const struct gp_contrast *of = &pair->contrast;

	switch (pair->series->better) {
	case GP_BETTER_SAME:
		*worse = fabs(of->shift);
		*most = fabs(of->low) > fabs(of->high) ? fabs(of->low)
						       : fabs(of->high);
		break;
	case GP_BETTER_LOWER:
		*worse = of->shift;
		*most = of->high;
		break;
	default:
		*worse = -of->shift;
		*most = -of->low;
	}
}

static enum gp_severity severity_of_amount(double worse,
					   const struct amounts *limits)
{
	if (reaches(worse, limits->fail))
		return GP_SEVERITY_FAIL;
	return reaches(worse, limits->warn) ? GP_SEVERITY_WARN
					    : GP_SEVERITY_INFO;
}

/* Judges the change for the worse, and the end of its interval. */
static void judge_difference(struct compared_pair *pair,
			     const struct amounts *limits)
{
	double least = fmin(limits->note, fmin(limits->warn, limits->fail));
	enum gp_severity severity = GP_SEVERITY_INFO;
	enum gp_status status = GP_STATUS_INCONCLUSIVE;
	double worse, most;

	measure_worse(pair, &worse, &most);
	if (pair->row.differs && reaches(worse, least)) {
		status = GP_STATUS_REGRESSION;
		severity = severity_of_amount(worse, limits);
	} else if (pair->row.differs &&
		   reaches(-worse, isfinite(limits->warn) ? limits->warn
							  : limits->effect)) {
		status = GP_STATUS_IMPROVEMENT;
	} else if (most < limits->effect) { /* false if it is NAN */
		status = GP_STATUS_OK;
	} else if (!could_show(pair) && reaches(worse, limits->fail)) {
		severity = GP_SEVERITY_WARN;
	}
	gp_outcome_propose(&pair->c.outcome, status, severity, 0, "");
}

static void judge_pair(struct compared_pair *pair)
{
	const struct gp_limits *limits = &pair->series->limits;
	struct amounts amounts;

	if (pair->c.outcome.decided ||
	    !limit_amount(pair, &limits->note, &amounts.note) ||
	    !limit_amount(pair, &limits->warn, &amounts.warn) ||
	    !limit_amount(pair, &limits->fail, &amounts.fail))
		return;
	amounts.effect = isfinite(amounts.fail)   ? amounts.fail
			 : isfinite(amounts.warn) ? amounts.warn
						  : amounts.note;
	if (limits->warn.how == GP_LIMIT_NONE &&
	    limits->fail.how == GP_LIMIT_NONE &&
	    limits->note.how == GP_LIMIT_NONE)
		gp_outcome_propose(&pair->c.outcome, GP_STATUS_UNJUDGED,
				   GP_SEVERITY_INFO, 0,
				   "neither warn nor fail is set");
	else
		judge_difference(pair, &amounts);
}

/* ---- one change, one row that counts ---- */

static bool are_both_judged(const struct compared_pair *a,
			    const struct compared_pair *b)
{
	return gp_status_judged(a->c.outcome.finding->status) &&
	       gp_status_judged(b->c.outcome.finding->status);
}

/* The row stays as it was judged, but it neither warns nor fails. */
static void leave_to(struct compared_pair *pair,
		     const struct compared_pair *other)
{
	struct gp_outcome *out = &pair->c.outcome;

	pair->row.folded = true;
	out->finding->severity = GP_SEVERITY_INFO;
	gp_outcome_add_clause(out,
			      gp_reason_format(out->arena, "counted as %.100s",
					       other->series->metric));
}

/* The row of a derived metric looks like that of its source. */
static void copy_marks(struct gp_row *row, const struct gp_row *source)
{
	row->differs = source->differs;
	row->enough = source->enough;
}

static void settle_derived(struct compared_pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct compared_pair *pair = &pairs[i];
		struct compared_pair *source = pair->source;

		if (!source)
			continue;
		if (pair->row.folded) {
			copy_marks(&pair->row, &source->row);
		} else if (are_both_judged(pair, source->worst)) {
			bool worse = gp_fold_is_worse(
				&pair->c.outcome, &source->worst->c.outcome);
			struct compared_pair *less =
				worse ? source->worst : pair;

			source->worst = worse ? pair : source->worst;
			leave_to(less, source->worst);
		}
	}
}

/* ---- the stages ---- */

static void add_pair(struct gp_comparison *out, struct compared_pair *pair)
{
	struct gp_row *row = &pair->row;
	struct gp_finding *f = &row->finding;

	*f = *pair->c.outcome.finding;
	f->series = pair->series;
	gp_finding_drop_infinities(f);
	row->method = pair->contrast.method;
	out->rows = gp_grow(out->rows, out->n, &out->cap, sizeof(*out->rows));
	out->rows[out->n++] = *row;
	out->n_folded += row->folded;
	if (row->folded)
		return;
	out->counts[f->status]++;
	if (isfinite(f->baseline.center) && isfinite(f->current.center))
		out->by_method[row->method]++;
	out->n_fail += f->severity == GP_SEVERITY_FAIL;
	out->n_warn += f->severity == GP_SEVERITY_WARN;
}

/* The newest run of a point comes last. */
static const struct gp_entry *newest_run(const struct gp_point *point)
{
	return point->readings[point->n_readings - 1].run;
}

/* Series of one suite share two runs, which are compared once. */
static void find_fact_changes(struct gp_comparison *out,
			      const struct compared_pair *pairs, size_t n)
{
	const struct gp_entry *old = NULL, *new = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct compared_pair *pair = &pairs[i];

		if (!pair->old || !pair->series->current.n_readings ||
		    (newest_run(pair->old) == old &&
		     newest_run(&pair->series->current) == new))
			continue;
		old = newest_run(pair->old);
		new = newest_run(&pair->series->current);
		gp_table_facts(out, old, new);
	}
}

void gp_compare(struct gp_comparison *out, const struct gp_compare_input *in)
{
	const struct gp_series_set *set = in->set;
	struct compared_pair *pairs = gp_calloc(set->n, sizeof(*pairs));
	struct gp_arena scratch = { 0 };
	const struct gp_case_context context = { set, &out->arena, &scratch };
	size_t n = 0;

	out->set = set;
	out->old_name = in->old_name;
	out->new_name = in->new_name;
	out->old = in->old;
	out->new = in->new;
	find_testbeds(out, in);
	for (size_t i = 0; i < set->n; i++) {
		if (!is_compared(out, &set->items[i]))
			continue;
		open_pair(&pairs[n++], &context, &set->items[i]);
	}
	fold_derived(set, pairs, n);
	out->n_tests = correct_pairs(pairs, n);
	for (size_t i = 0; i < n; i++) {
		judge_pair(&pairs[i]);
		gp_outcome_distrust(&pairs[i].c.outcome);
	}
	settle_derived(pairs, n);
	for (size_t i = 0; i < n; i++)
		add_pair(out, &pairs[i]);
	find_fact_changes(out, pairs, n);
	out->verdict = gp_verdict_of(out->counts, out->n_fail, out->n_warn);
	gp_table_group(out);
	gp_arena_clear(&scratch);
	free(pairs);
}
