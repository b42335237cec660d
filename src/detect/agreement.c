/*
 * The runs of the judged commit: do they agree within the noise of the series?
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"

#include "case.h"

/*
 * Two honest runs differ by more standard deviations than this once in 200
 * times, also if noise has long tails; and by more if the baseline has few
 * degrees of freedom (docs/ACCURACY.md has the rates).
 */
#define APART      5
#define APART_MORE 3
/* The same if only the samples of the runs are known. */
#define APART_ALPHA 0.001
/* Runs that lie closer than this share of the warn limit never disagree. */
#define LEAST_OF_WARN 0.5
/* More values are not listed in a reason. */
#define MOST_VALUES 5

/* ---- the runs ---- */

double gp_run_value(const struct gp_reading *reading)
{
	struct gp_reading copy = *reading;
	struct gp_point run = { .readings = &copy, .n_readings = 1 };

	return gp_value_of(&run).value;
}

static void read_judged_runs(struct gp_case *c)
{
	const struct gp_point *point = &c->judged;
	struct gp_agreement *a = &c->agreement;

	a->runs =
		gp_arena_array(c->scratch, point->n_readings, sizeof(*a->runs));
	for (size_t i = 0; i < point->n_readings; i++) {
		const struct gp_reading *reading = &point->readings[i];
		double value = gp_run_value(reading);

		if (isfinite(value))
			a->runs[a->n++] =
				(struct gp_judged_run){ reading->run, value,
							false };
	}
}

/* ---- how far honest runs may differ ---- */

/* From the runs' own samples, if the history says nothing about noise. */
static double noise_of_samples(const struct gp_case *c)
{
	const struct gp_value *now = &c->values.current;
	const struct gp_scale *scale = &c->baseline.scale;
	double by = scale->log ? now->value : scale->unit;
	double part, sd;

	if (!(now->sample_df > 0) || !now->runs)
		return 0;
	part = now->parts.sample / now->parts.run;
	sd = sqrt(now->sample_var * part) / fabs(by);
	return -gp_t_quantile(APART_ALPHA / 2, now->sample_df) * M_SQRT2 * sd;
}

/* The limit that warns, or the one that fails, as a distance; 0: none. */
static double least_limit(const struct gp_case *c)
{
	double warn = c->test.warn;

	return c->test.has_limits && isfinite(warn) ? warn : 0;
}

/* Of several levels that alternate, two runs may see the outermost. */
static double spread_of_levels(const struct gp_case *c)
{
	const struct gp_modes *modes = &c->mixture.modes;
	const struct gp_scale *scale = &c->baseline.scale;

	if (modes->n < 2)
		return 0;
	return fabs(gp_scale_y(scale, modes->level[modes->n - 1]) -
		    gp_scale_y(scale, modes->level[0]));
}

static void find_noise(struct gp_case *c)
{
	struct gp_agreement *a = &c->agreement;
	const struct gp_baseline *b = &c->baseline;

	if (!b->has_variance) {
		a->noise = fmax(least_limit(c), noise_of_samples(c));
		return;
	}
	a->noise = APART * (1 + APART_MORE / b->gate.df) * sqrt(2 * a->var);
	a->noise = fmax(a->noise, LEAST_OF_WARN * least_limit(c));
	a->noise += spread_of_levels(c);
}

/* ---- which of them agree ---- */

struct run_on_scale {
	double y;
	size_t at; /* in agreement.runs */
};

static int by_distance(const void *a, const void *b)
{
	const struct run_on_scale *x = a, *y = b;

	return (x->y > y->y) - (x->y < y->y);
}

/* Runs of a sorted list that lie within the noise of each other. */
struct agreeing_runs {
	size_t from, n;
	double width;
	bool tied; /* others that are as many agree on something else */
};

static bool overlaps(const struct agreeing_runs *a, size_t from)
{
	return from < a->from + a->n;
}

static void find_agreeing(struct agreeing_runs *best,
			  const struct run_on_scale *sorted, size_t n,
			  double noise)
{
	*best = (struct agreeing_runs){ 0, 0, 0, false };
	for (size_t from = 0; from < n; from++) {
		size_t m = 1;
		double width;

		while (from + m < n &&
		       sorted[from + m].y - sorted[from].y <= noise)
			m++;
		width = sorted[from + m - 1].y - sorted[from].y;
		if (m == best->n && !overlaps(best, from))
			best->tied = true;
		if (m > best->n || (m == best->n && overlaps(best, from) &&
				    width < best->width))
			*best = (struct agreeing_runs){ from, m, width, false };
	}
}

static void mark_odd_runs(struct gp_agreement *a,
			  const struct run_on_scale *sorted,
			  const struct agreeing_runs *best)
{
	a->apart = best->n < a->n && (best->n < 2 || best->tied);
	for (size_t i = 0; !a->apart && i < a->n; i++) {
		bool odd = i < best->from || i >= best->from + best->n;

		a->runs[sorted[i].at].odd = odd;
		a->n_odd += odd;
	}
}

static void compare_runs(struct gp_case *c)
{
	struct gp_agreement *a = &c->agreement;
	struct run_on_scale *sorted =
		gp_arena_array(c->scratch, a->n, sizeof(*sorted));
	struct agreeing_runs best;

	for (size_t i = 0; i < a->n; i++)
		sorted[i] = (struct run_on_scale){
			gp_scale_y(&c->baseline.scale, a->runs[i].value), i
		};
	qsort(sorted, a->n, sizeof(*sorted), by_distance);
	find_agreeing(&best, sorted, a->n, a->noise);
	mark_odd_runs(a, sorted, &best);
}

/* ---- the value of those that decide ---- */

static bool counts_in_agreement(const struct gp_agreement *a,
				const struct gp_reading *reading)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->runs[i].entry == reading->run && !a->runs[i].odd &&
		    a->runs[i].value == gp_run_value(reading))
			return true;
	return false;
}

/* Judges the runs that are not odd. */
static void leave_out_odd_runs(struct gp_case *c)
{
	struct gp_point *point = &c->judged;
	struct gp_reading *kept =
		gp_arena_array(c->scratch, point->n_readings, sizeof(*kept));
	size_t n = 0;

	for (size_t i = 0; i < point->n_readings; i++)
		if (counts_in_agreement(&c->agreement, &point->readings[i]))
			kept[n++] = point->readings[i];
	point->readings = kept;
	point->n_readings = n;
	c->values.current = gp_value_of(point);
	gp_case_level(c);
	gp_case_anchor(c);
}

void gp_case_agree(struct gp_case *c)
{
	struct gp_agreement *a = &c->agreement;

	read_judged_runs(c);
	if (!c->baseline.n || c->outcome.decided)
		return;
	if (a->n < 2) {
		const struct gp_gate_result *gate = &c->baseline.gate;

		a->var = fmax(0, gate->se * gate->se - gate->mean_var);
		return;
	}
	a->var = gp_case_run_variance(c);
	gp_case_limits(c);
	find_noise(c);
	compare_runs(c);
	if (a->n_odd)
		leave_out_odd_runs(c);
}

/* ---- runs that are apart ---- */

/* The run with the smallest, or the largest, distance. */
static size_t outermost_run(const struct gp_case *c, bool worst)
{
	const struct gp_agreement *a = &c->agreement;
	double sign = (worst ? 1 : -1) * c->baseline.scale.sign;
	size_t best = 0;

	for (size_t i = 1; i < a->n; i++)
		if (sign * (a->runs[i].value - a->runs[best].value) > 0)
			best = i;
	return best;
}

static struct gp_case *case_of_run(struct gp_case *c, size_t at)
{
	const struct gp_judged_run *run = &c->agreement.runs[at];
	struct gp_case *alone = gp_arena_alloc(c->scratch, sizeof(*alone));
	const struct gp_point *all = &c->judged;
	struct gp_reading *kept = gp_arena_alloc(c->scratch, sizeof(*kept));

	*alone = *c;
	alone->agreement = (struct gp_agreement){ .n = 0 };
	gp_outcome_open(&alone->outcome, c->series, c->outcome.arena,
			c->scratch);
	for (size_t i = 0; i < all->n_readings; i++)
		if (all->readings[i].run == run->entry &&
		    gp_run_value(&all->readings[i]) == run->value)
			*kept = all->readings[i];
	alone->judged.readings = kept;
	alone->judged.n_readings = 1;
	alone->values.current = gp_value_of(&alone->judged);
	gp_case_level(alone);
	return alone;
}

void gp_agreement_split(struct gp_case *c)
{
	struct gp_agreement *a = &c->agreement;

	for (size_t i = 0; i < 2; i++)
		a->alone[i] = case_of_run(c, outermost_run(c, i == 1));
}

static void put_run_values(struct gp_buf *out, const struct gp_agreement *a,
			   bool odd_only)
{
	size_t all = odd_only ? a->n_odd : a->n;
	size_t n = 0, most = all > MOST_VALUES ? MOST_VALUES - 1 : all;

	gp_buf_puts(out, "(");
	for (size_t i = 0; i < a->n && n < most; i++) {
		if (odd_only && !a->runs[i].odd)
			continue;
		if (n)
			gp_buf_puts(out, n + 1 == all ? " and " : ", ");
		gp_reason_put_value(out, a->runs[i].value);
		n++;
	}
	if (n < all)
		gp_buf_printf(out, " and %zu more", all - n);
	gp_buf_puts(out, ")");
}

static const char *apart_reason(struct gp_case *c, const char *then)
{
	struct gp_buf text = GP_BUF_INIT;
	const char *reason;

	gp_buf_puts(&text, "runs disagree ");
	put_run_values(&text, &c->agreement, false);
	gp_buf_puts(&text, then);
	reason = gp_arena_strdup(c->outcome.arena, gp_buf_str(&text));
	gp_buf_clear(&text);
	return reason;
}

/* Whether the answer is the same, and more careful than "inconclusive". */
static bool gives_same_answer(const struct gp_finding *a,
			      const struct gp_finding *b)
{
	return a->status == b->status && a->severity == b->severity &&
	       (a->severity != GP_SEVERITY_INFO ||
		a->status == GP_STATUS_ACCEPTED ||
		a->status == GP_STATUS_UNJUDGED);
}

/* With a short history a change beyond `fail` warns. */
static bool fails_alone(const struct gp_finding *f)
{
	return f->severity == GP_SEVERITY_FAIL ||
	       (f->severity == GP_SEVERITY_WARN &&
		f->status == GP_STATUS_EARLY);
}

/* From the best end of the one to the worst end of the other. */
static void cover_both(struct gp_finding *f, const struct gp_finding *a,
		       const struct gp_finding *b)
{
	f->change_low = fmin(fmin(a->change, b->change),
			     fmin(a->change_low, b->change_low));
	f->change_high = fmax(fmax(a->change, b->change),
			      fmax(a->change_high, b->change_high));
	f->current.low = fmin(fmin(a->current.center, b->current.center),
			      fmin(a->current.low, b->current.low));
	f->current.high = fmax(fmax(a->current.center, b->current.center),
			       fmax(a->current.high, b->current.high));
}

void gp_agreement_judge(struct gp_case *c)
{
	struct gp_case *const *alone = c->agreement.alone;
	const struct gp_finding *a = alone[0]->outcome.finding;
	const struct gp_finding *b = alone[1]->outcome.finding;
	struct gp_finding *f = c->outcome.finding;
	bool warns = fails_alone(a) || fails_alone(b);

	cover_both(f, a, b);
	if (gives_same_answer(a, b)) {
		gp_outcome_propose(
			&c->outcome, a->status, a->severity,
			alone[0]->outcome.excess,
			apart_reason(c, ", and each alone says the same"));
		f->p = a->p;
		f->q = a->q;
		f->accepted = a->accepted;
		return;
	}
	f->more_runs = 1;
	gp_outcome_propose(&c->outcome, GP_STATUS_INCONCLUSIVE,
			   warns ? GP_SEVERITY_WARN : GP_SEVERITY_INFO,
			   alone[1]->outcome.excess,
			   apart_reason(c, ", one more decides"));
}

/* ---- what is said ---- */

static void list_values(struct gp_finding *f, const struct gp_agreement *a,
			struct gp_arena *arena)
{
	double *values = gp_arena_array(arena, a->n, sizeof(*values));

	for (size_t i = 0; i < a->n; i++)
		values[i] = a->runs[i].value;
	f->runs = values;
	f->n_runs = a->n;
}

void gp_agreement_explain(struct gp_case *c)
{
	const struct gp_agreement *a = &c->agreement;
	struct gp_buf text = GP_BUF_INIT;

	if (!a->n_odd && !a->apart)
		return;
	list_values(c->outcome.finding, a, c->outcome.arena);
	if (!a->n_odd)
		return;
	gp_buf_printf(&text, "%zu of %zu runs disagree%s ", a->n_odd, a->n,
		      a->n_odd == 1 ? "s" : "");
	put_run_values(&text, a, true);
	gp_buf_printf(&text, " and %s not count",
		      a->n_odd == 1 ? "does" : "do");
	gp_outcome_add_clause(&c->outcome, gp_arena_strdup(c->outcome.arena,
							   gp_buf_str(&text)));
	gp_buf_clear(&text);
}
