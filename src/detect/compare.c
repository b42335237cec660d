/*
 * Two commits, or two files, side by side.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "contrast.h"
#include "table.h"

/* What decimal fractions lose in binary: 110 is 10 % above 100. */
#define SLACK 1e-9
/* Nobody measures more often than this for one table. */
#define MOST_SAMPLES 99

/* One series on its way to a row. */
struct line {
	struct gp_case c;
	struct gp_series cut; /* the series, up to the old point */
	const struct gp_series *series;
	const struct gp_point *old; /* NULL: not measured there */
	struct gp_contrast contrast;
	struct gp_row row;
};

/* ---- testbeds ---- */

struct names {
	const char *const *items;
	size_t n;
};

static bool has(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->items[i], name))
			return true;
	return false;
}

/* Those of `from` that are in `other`, or that are not; each once. */
static const char **pick(struct gp_arena *arena, size_t *n,
			 const struct names *from, const struct names *other,
			 bool wanted)
{
	const char **out = gp_arena_array(arena, from->n, sizeof(*out));
	struct names picked = { out, 0 };

	for (size_t i = 0; i < from->n; i++)
		if (has(other, from->items[i]) == wanted &&
		    !has(&picked, from->items[i]))
			out[picked.n++] = from->items[i];
	*n = picked.n;
	return out;
}

static void find_testbeds(struct gp_comparison *out,
			  const struct gp_compare_input *in)
{
	const struct names old = { in->old_testbeds, in->n_old_testbeds };
	const struct names new = { in->set->testbeds, in->set->n_testbeds };

	out->testbeds = pick(&out->arena, &out->n_testbeds, &new, &old, true);
	out->old_only = pick(&out->arena, &out->n_old_only, &old, &new, false);
	out->new_only = pick(&out->arena, &out->n_new_only, &new, &old, false);
}

/* ---- which points ---- */

/* A commit against itself: the judged one is never in its own baseline. */
static bool is_itself(const struct gp_series_set *set)
{
	return set->base.size && gp_oid_same(&set->base, &set->commit);
}

static const struct gp_point *old_point(const struct gp_series_set *set,
					const struct gp_series *series)
{
	if (is_itself(set))
		return series->current.n_readings ? &series->current : NULL;
	for (size_t i = series->n_baseline; i-- > 0;)
		if (gp_oid_same(&series->baseline[i].commit, &set->base))
			return &series->baseline[i];
	return NULL;
}

static bool is_compared(const struct gp_comparison *out,
			const struct gp_series *series)
{
	const struct names testbeds = { out->testbeds, out->n_testbeds };

	return has(&testbeds, series->testbed) &&
	       (series->current.n_readings || old_point(out->set, series));
}

static void open_line(struct line *line, const struct gp_series_set *set)
{
	const struct gp_series *series = line->series;
	struct gp_case *c = &line->c;

	line->old = old_point(set, series);
	line->cut = *series;
	if (!line->old)
		line->cut.n_baseline = 0;
	else if (line->old != &series->current)
		line->cut.n_baseline =
			(size_t)(line->old - series->baseline) + 1;
	/* What was accepted since then is no part of that history. */
	while (line->cut.n_accepted &&
	       line->cut.accepted[line->cut.n_accepted - 1].from >=
		       line->cut.n_baseline)
		line->cut.n_accepted--;
	gp_case_open(c, set, &line->cut);
	line->contrast = gp_contrast_of(c, line->old);
	c->finding->first = c->finding->last = line->old;
	if (c->settled || line->old)
		return;
	c->settled = true;
	gp_case_propose(c, GP_STATUS_NEW, GP_SEVERITY_INFO, 0, "");
}

/* ---- the family of tests ---- */

/* How many samples could show something among `tests`, where these cannot. */
static size_t enough(const struct line *line, size_t tests)
{
	size_t n = 4;

	if (line->contrast.method != GP_METHOD_SAMPLES ||
	    gp_shift_least(line->contrast.n_old, line->contrast.n_new) *
			    (double)tests <=
		    GP_COMPARE_ALPHA)
		return 0;
	while (n < MOST_SAMPLES &&
	       gp_shift_least(n, n) * (double)tests > GP_COMPARE_ALPHA)
		n++;
	return n;
}

static bool is_apart(const struct gp_contrast *of)
{
	return of->method == GP_METHOD_INTERVALS &&
	       (of->low > 0 || of->high < 0);
}

/*
 * Where all values are equal no arrangement of them has a smaller p than 1, so
 * that the family is none the larger for it (Tarone 1990): bytes and counts
 * that never vary take no power from the times.
 */
static bool is_tested(const struct line *line)
{
	return isfinite(line->contrast.p) && !line->contrast.equal;
}

static size_t correct(struct line *lines, size_t n)
{
	double *p = gp_malloc(2 * n * sizeof(*p)), *q = p + n;
	size_t tests = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		if (is_tested(&lines[i]))
			p[tests++] = lines[i].contrast.p;
	gp_adjust_holm(q, p, tests);
	for (size_t i = 0; i < n; i++) {
		struct line *line = &lines[i];
		struct gp_finding *f = line->c.finding;

		line->row.equal = line->contrast.equal;
		line->row.differs = is_apart(&line->contrast);
		f->q = f->p;
		if (!is_tested(line))
			continue;
		f->q = q[at++];
		line->row.differs = f->q <= GP_COMPARE_ALPHA;
		line->row.enough = enough(line, tests);
	}
	free(p);
	return tests;
}

/* ---- verdicts ---- */

static bool past(double amount, double limit)
{
	return amount >= limit * (1 - SLACK);
}

/*
 * A limit as an amount in the unit of the series. From 0 any change is
 * infinitely large: it warns and, nobody having said how much is too much,
 * cannot fail.
 */
static bool amount_of(struct line *line, const struct gp_limit *limit,
		      double *out)
{
	double size = fabs(line->c.finding->baseline.center);

	if (limit->how == GP_LIMIT_NONE)
		*out = INFINITY;
	else if (limit->how != GP_LIMIT_RELATIVE)
		return gp_case_amount(&line->c, limit, out);
	else if (size > 0)
		*out = limit->value * size;
	else
		*out = limit == &line->series->limits.fail ? INFINITY : DBL_MIN;
	return true;
}

/* Whether such values could have shown a change at all. */
static bool is_telling(const struct line *line)
{
	return line->contrast.method != GP_METHOD_NONE && !line->row.enough;
}

/* The change for the worse, with the end of its interval. */
static void judge_change(struct line *line, double warn, double fail)
{
	bool lower = line->series->better == GP_BETTER_LOWER;
	double worse = lower ? line->contrast.shift : -line->contrast.shift;
	double most = lower ? line->contrast.high : -line->contrast.low;
	double bar = isfinite(fail) ? fail : warn;
	enum gp_severity severity = GP_SEVERITY_INFO;
	enum gp_status status = GP_STATUS_INCONCLUSIVE;

	if (line->row.differs && past(worse, fmin(warn, fail))) {
		status = GP_STATUS_REGRESSION;
		severity =
			past(worse, fail) ? GP_SEVERITY_FAIL : GP_SEVERITY_WARN;
	} else if (line->row.differs &&
		   past(-worse, isfinite(warn) ? warn : fail)) {
		status = GP_STATUS_IMPROVEMENT;
	} else if (most < bar) { /* false where it is not known */
		status = GP_STATUS_OK;
	} else if (!is_telling(line) && past(worse, fail)) {
		severity = GP_SEVERITY_WARN;
	}
	gp_case_propose(&line->c, status, severity, 0, "");
}

static void judge(struct line *line)
{
	const struct gp_limits *limits = &line->series->limits;
	double warn, fail;

	if (line->c.settled || !amount_of(line, &limits->warn, &warn) ||
	    !amount_of(line, &limits->fail, &fail))
		return;
	if (limits->warn.how == GP_LIMIT_NONE &&
	    limits->fail.how == GP_LIMIT_NONE)
		gp_case_propose(&line->c, GP_STATUS_UNJUDGED, GP_SEVERITY_INFO,
				0, "neither warn nor fail is set");
	else
		judge_change(line, warn, fail);
}

/* ---- the stages ---- */

static void add_row(struct gp_comparison *out, struct line *line)
{
	struct gp_row *row = &line->row;
	struct gp_finding *f = &row->finding;

	*f = *line->c.finding;
	f->series = line->series;
	gp_case_tidy(f);
	row->method = line->contrast.method;
	out->rows = gp_grow(out->rows, out->n, &out->cap, sizeof(*out->rows));
	out->rows[out->n++] = *row;
	out->counts[f->status]++;
	if (isfinite(f->baseline.center) && isfinite(f->current.center))
		out->by_method[row->method]++;
	out->n_fail += f->severity == GP_SEVERITY_FAIL;
	out->n_warn += f->severity == GP_SEVERITY_WARN;
}

/* The newest run of a point comes last. */
static const struct gp_entry *newest(const struct gp_point *point)
{
	return point->readings[point->n_readings - 1].run;
}

/* Series of one suite have the same two runs: those are looked at once. */
static void find_facts(struct gp_comparison *out, const struct line *lines,
		       size_t n)
{
	const struct gp_entry *old = NULL, *new = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct line *line = &lines[i];

		if (!line->old || !line->series->current.n_readings ||
		    (newest(line->old) == old &&
		     newest(&line->series->current) == new))
			continue;
		old = newest(line->old);
		new = newest(&line->series->current);
		gp_table_facts(out, old, new);
	}
}

void gp_compare(struct gp_comparison *out, const struct gp_compare_input *in)
{
	const struct gp_series_set *set = in->set;
	struct line *lines = gp_calloc(set->n, sizeof(*lines));
	struct gp_arena scratch = { 0 };
	size_t n = 0;

	out->set = set;
	out->old_name = in->old_name;
	out->new_name = in->new_name;
	find_testbeds(out, in);
	for (size_t i = 0; i < set->n; i++) {
		if (!is_compared(out, &set->items[i]))
			continue;
		lines[n].c.arena = &out->arena;
		lines[n].c.scratch = &scratch;
		lines[n].series = &set->items[i];
		open_line(&lines[n++], set);
	}
	out->n_tests = correct(lines, n);
	for (size_t i = 0; i < n; i++) {
		judge(&lines[i]);
		gp_case_distrust(&lines[i].c);
		add_row(out, &lines[i]);
	}
	find_facts(out, lines, n);
	out->verdict = gp_verdict_of(out->counts, out->n_fail, out->n_warn);
	gp_table_group(out);
	gp_arena_clear(&scratch);
	free(lines);
}
