/*
 * Which of the changes stay, and where exactly they are. The partition is
 * lenient, so that a level that comes and goes after a while is found; here
 * each change must be significant by itself.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

#include "changes_work.h"
#include "select.h"

/*
 * The cost that a change must save: PRICE (ln(n) + FEW / n), times the
 * inflation. With few values the noise is not well known; ln(n) does not
 * include that.
 */
#define PRICE 3.5
#define FEW   30
/*
 * The least size of a change, in the precision of one value, and in standard
 * errors of the two levels.
 */
#define LEAST 0.6
#define WELCH 3.5
/* The least spread of a side over the local noise: for five equal values. */
#define NARROW   0.6
#define SHORTEST 5   /* values: fewer are a run of outliers */
#define LONGEST  500 /* values on a side that are used */
/* In standard deviations: levels this far apart differ without a test. */
#define FAR 20
/* Strength of a change that a line explains: dropped after the weak ones. */
#define SLOPE     0.99
#define MAD_SCALE 1.482602218505602

/*
 * A tournament tree of the remaining changes with the weakest at the root:
 * tree[1] is the root, tree[size + i] is change i. A removed one has infinite
 * strength.
 */
struct contest {
	const struct gp_changes_work *work;
	double *strength;
	size_t *before, *after; /* neighbours in work->cuts */
	size_t *tree;
	size_t size; /* a power of two */
};

/* ---- one change ---- */

static double level_between(double *cost, const struct gp_changes_work *work,
			    const size_t range[2], double low, double high)
{
	const struct gp_piece piece = { work->x + range[0], work->sd + range[0],
					range[1] - range[0] };

	return gp_loss_level(cost, &work->loss, &piece, low, high);
}

double gp_changes_level(double *cost, const struct gp_changes_work *work,
			size_t from, size_t to)
{
	const size_t some[2] = { from,
				 to - from > LONGEST ? from + LONGEST : to };
	double half = 4 * work->sd[from + (some[1] - from) / 2], unused;
	double copy[LONGEST], center;

	memcpy(copy, work->x + from, (some[1] - from) * sizeof(*copy));
	center = gp_select_median(copy, some[1] - from);

	return level_between(cost ? cost : &unused, work, some, center - half,
			     center + half);
}

/* The values on one side of a change. */
struct fitted_level {
	size_t n;
	double level, cost;
	double spread; /* of the values: a standard deviation */
};

/* The MAD, but at least `least`: half of the values may be equal. */
static double spread_beside(const double *x, size_t n, double least)
{
	double copy[LONGEST], center;

	memcpy(copy, x, n * sizeof(*copy));
	center = gp_select_median(copy, n);
	for (size_t i = 0; i < n; i++)
		copy[i] = fabs(x[i] - center);
	return fmax(MAD_SCALE * gp_select_median(copy, n), least);
}

static void fit_level(struct fitted_level *out,
		      const struct gp_changes_work *work, size_t from,
		      size_t to)
{
	out->n = to - from;
	out->level = gp_changes_level(&out->cost, work, from, to);
	out->spread =
		spread_beside(work->x + from, out->n, NARROW * work->sd[from]);
}

/*
 * Welch's statistic over its critical value. The noise may differ after the
 * change, and is estimated from few values.
 */
static double welch_ratio(const struct gp_changes_work *work,
			  const struct fitted_level *a,
			  const struct fitted_level *b)
{
	double n_a = (double)a->n, n_b = (double)b->n;
	double variance =
		a->spread * a->spread / n_a + b->spread * b->spread / n_b;
	double error = work->precise * sqrt(work->inflation * variance);

	return fabs(a->level - b->level) /
	       (WELCH * (1 + 1 / n_a + 1 / n_b) * error);
}

/* Slope of a line through the medians of the outer thirds (Tukey 1970). */
static double slope_of_thirds(const double *x, size_t n)
{
	size_t third = (n + 2) / 3;
	double first[LONGEST], last[LONGEST];

	memcpy(first, x, third * sizeof(*first));
	memcpy(last, x + n - third, third * sizeof(*last));
	return (gp_select_median(last, third) -
		gp_select_median(first, third)) /
	       (double)(n > third ? n - third : 1);
}

/* Cost of a line with this slope at the offset that costs least. */
static double line_cost(const struct gp_changes_work *work,
			const size_t range[2], double slope)
{
	size_t n = range[1] - range[0];
	double level, cost, sd = work->sd[range[0] + n / 2];
	double x[2 * LONGEST], copy[2 * LONGEST];
	const struct gp_piece piece = { x, work->sd + range[0], n };

	for (size_t i = 0; i < n; i++)
		copy[i] = x[i] = work->x[range[0] + i] - slope * (double)i;
	level = gp_select_median(copy, n);
	gp_loss_level(&cost, &work->loss, &piece, level - 2 * sd,
		      level + 2 * sd);
	return cost;
}

/*
 * Whether a line explains both sides as well as two levels of this cost do,
 * and each side has a slope of the same sign: values that fall and then stay
 * are not on a line.
 */
static bool is_explained_by_line(const struct gp_changes_work *work,
				 const size_t range[2], size_t at, double cost)
{
	const double *x = work->x;
	double slope = slope_of_thirds(x + range[0], range[1] - range[0]);
	double before = slope_of_thirds(x + range[0], at - range[0]);
	double after = slope_of_thirds(x + at, range[1] - at);

	return before * slope > 0 && after * slope > 0 &&
	       line_cost(work, range, slope) < cost + work->inflation;
}

/* Below 1: not significant. */
static double strength_of_change(const struct gp_changes_work *work,
				 size_t from, size_t at, size_t to)
{
	size_t range[2] = { at - from > LONGEST ? at - LONGEST : from,
			    to - at > LONGEST ? at + LONGEST : to };
	double n = (double)work->n, sd = work->sd[at], cost, shift, strength;
	double price = PRICE * (log(n) + FEW / n) * work->inflation;
	struct fitted_level a, b;

	fit_level(&a, work, range[0], at);
	fit_level(&b, work, at, range[1]);
	shift = fabs(a.level - b.level);
	if (shift > FAR * sd) {
		strength = shift / sd;
	} else {
		level_between(&cost, work, range, fmin(a.level, b.level) - sd,
			      fmax(a.level, b.level) + sd);
		strength = fmin((cost - a.cost - b.cost) / price,
				shift / (LEAST * work->precise * sd));
		strength = fmin(strength, welch_ratio(work, &a, &b));
	}
	if (strength >= 1 &&
	    is_explained_by_line(work, range, at, a.cost + b.cost))
		return SLOPE;
	return strength;
}

/* A segment that is too short never stays: its weaker end is dropped. */
static void weigh_change(struct contest *c, size_t i)
{
	const size_t *cuts = c->work->cuts;
	size_t from = cuts[c->before[i]], to = cuts[c->after[i]];
	double strength = strength_of_change(c->work, from, cuts[i], to);

	if (cuts[i] - from < SHORTEST || to - cuts[i] < SHORTEST)
		strength = strength > 1 ? 1 - 1 / (2 + strength) : strength / 2;
	c->strength[i] = strength;
}

static size_t weaker_change(const struct contest *c, size_t i, size_t j)
{
	return c->strength[j] < c->strength[i] ? j : i;
}

static void update_path(struct contest *c, size_t i)
{
	for (size_t at = (c->size + i) / 2; at; at /= 2)
		c->tree[at] =
			weaker_change(c, c->tree[2 * at], c->tree[2 * at + 1]);
}

static void contest_init(struct contest *c, const struct gp_changes_work *work)
{
	c->work = work;
	c->size = 1;
	while (c->size < work->n_cuts)
		c->size *= 2;
	c->strength = gp_malloc(c->size * sizeof(*c->strength));
	c->before = gp_malloc(2 * work->n_cuts * sizeof(*c->before));
	c->after = c->before + work->n_cuts;
	c->tree = gp_malloc(2 * c->size * sizeof(*c->tree));
	for (size_t i = 0; i < c->size; i++) {
		c->strength[i] = INFINITY;
		c->tree[c->size + i] = i;
	}
	for (size_t i = 1; i + 1 < work->n_cuts; i++) {
		c->before[i] = i - 1;
		c->after[i] = i + 1;
		weigh_change(c, i);
	}
	for (size_t at = c->size - 1; at; at--)
		c->tree[at] =
			weaker_change(c, c->tree[2 * at], c->tree[2 * at + 1]);
}

static void contest_clear(struct contest *c)
{
	free(c->strength);
	free(c->before);
	free(c->tree);
}

static void drop_change(struct contest *c, size_t i)
{
	size_t before = c->before[i], after = c->after[i];

	c->strength[i] = INFINITY;
	update_path(c, i);
	if (before) {
		c->after[before] = after;
		weigh_change(c, before);
		update_path(c, before);
	}
	if (after + 1 < c->work->n_cuts) {
		c->before[after] = before;
		weigh_change(c, after);
		update_path(c, after);
	}
}

void gp_changes_prune(struct gp_changes_work *work)
{
	struct contest c;
	size_t kept = 1;

	if (work->n_cuts < 3)
		return;
	contest_init(&c, work);
	while (c.strength[c.tree[1]] < 1)
		drop_change(&c, c.tree[1]);
	for (size_t i = 1; i + 1 < work->n_cuts; i++)
		if (c.strength[i] < INFINITY)
			work->cuts[kept++] = work->cuts[i];
	work->cuts[kept++] = work->n;
	work->n_cuts = kept;
	contest_clear(&c);
}

/* ---- the exact index ---- */

static size_t best_split(const struct gp_changes_work *work, size_t from,
			 size_t at, size_t to)
{
	double a = gp_changes_level(NULL, work, from, at);
	double b = gp_changes_level(NULL, work, at, to);
	double cost = 0, least = INFINITY;

	for (size_t t = from; t < to; t++) {
		if (t >= from + SHORTEST && t + SHORTEST <= to &&
		    cost < least) {
			least = cost;
			at = t;
		}
		cost += (double)gp_loss_of(&work->loss,
					   (work->x[t] - a) / work->sd[t]) -
			(double)gp_loss_of(&work->loss,
					   (work->x[t] - b) / work->sd[t]);
	}
	return at;
}

void gp_changes_refine(struct gp_changes_work *work)
{
	size_t *cuts = work->cuts;

	for (size_t i = 1; i + 1 < work->n_cuts; i++)
		cuts[i] = best_split(work, cuts[i - 1], cuts[i], cuts[i + 1]);
}
