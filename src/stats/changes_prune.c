/*
 * Which of the changes stay. Partitioning weighs a change by its likelihood
 * under one noise; here each is measured by itself, without assuming a
 * distribution.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

#include "changes_work.h"

/*
 * Two-sided 1e-4. The changes were chosen on the same values, so that this
 * is a filter, and no probability of anything.
 */
#define Z 3.8905918864131203
/* Standard error of the Hodges-Lehmann shift over that of means. */
#define HL_FACTOR 1.05
#define LEAST_SD  0.5

/*
 * A tournament of the changes that are left, the weakest at the root: tree[1]
 * is the root, tree[size + i] is change i. A removed one has no strength to
 * compare and loses.
 */
struct contest {
	const struct gp_changes_work *work;
	double *strength;
	size_t *before, *after; /* neighbours in work->cuts */
	size_t *tree;
	size_t size; /* a power of two */
};

static struct gp_sorted side(double *to, const double *x, size_t n)
{
	memcpy(to, x, n * sizeof(*to));
	gp_sort(to, n);
	return (struct gp_sorted){ to, n };
}

void gp_changes_sides(struct gp_changes_sides *out, const double *x,
		      const size_t from_at_to[3])
{
	size_t at = from_at_to[1];
	size_t n_a = at - from_at_to[0], n_b = from_at_to[2] - at;

	if (n_a > GP_CHANGES_NEAREST)
		n_a = GP_CHANGES_NEAREST;
	if (n_b > GP_CHANGES_NEAREST)
		n_b = GP_CHANGES_NEAREST;
	out->a = side(out->values[0], x + at - n_a, n_a);
	out->b = side(out->values[1], x + at, n_b);
}

/* Below 1: too weak to stay. */
static double strength_of(const struct gp_changes_work *work,
			  const size_t at[3])
{
	double n_a = (double)(at[1] - at[0]), n_b = (double)(at[2] - at[1]);
	double sd_a = (work->sum[at[1]] - work->sum[at[0]]) / n_a;
	double sd_b = (work->sum[at[2]] - work->sum[at[1]]) / n_b;
	double error =
		HL_FACTOR *
		sqrt(work->inflation * (sd_a * sd_a / n_a + sd_b * sd_b / n_b));
	double sd = sqrt((sd_a * sd_a * n_a + sd_b * sd_b * n_b) / (n_a + n_b));
	struct gp_changes_sides s;
	double shift;

	gp_changes_sides(&s, work->x, at);
	shift = fabs(gp_pairs_median(s.a, s.b));
	return fmin(shift / error / Z, shift / sd / LEAST_SD);
}

static void judge(struct contest *c, size_t i)
{
	const size_t *cuts = c->work->cuts;
	const size_t at[3] = { cuts[c->before[i]], cuts[i], cuts[c->after[i]] };

	c->strength[i] = strength_of(c->work, at);
}

static size_t weaker(const struct contest *c, size_t i, size_t j)
{
	return c->strength[j] < c->strength[i] ? j : i;
}

static void replay(struct contest *c, size_t i)
{
	for (size_t at = (c->size + i) / 2; at; at /= 2)
		c->tree[at] = weaker(c, c->tree[2 * at], c->tree[2 * at + 1]);
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
		judge(c, i);
	}
	for (size_t at = c->size - 1; at; at--)
		c->tree[at] = weaker(c, c->tree[2 * at], c->tree[2 * at + 1]);
}

static void contest_clear(struct contest *c)
{
	free(c->strength);
	free(c->before);
	free(c->tree);
}

static void drop(struct contest *c, size_t i)
{
	size_t before = c->before[i], after = c->after[i];

	c->strength[i] = INFINITY;
	replay(c, i);
	if (before) {
		c->after[before] = after;
		judge(c, before);
		replay(c, before);
	}
	if (after + 1 < c->work->n_cuts) {
		c->before[after] = before;
		judge(c, after);
		replay(c, after);
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
		drop(&c, c.tree[1]);
	for (size_t i = 1; i + 1 < work->n_cuts; i++)
		if (c.strength[i] < INFINITY)
			work->cuts[kept++] = work->cuts[i];
	work->cuts[kept++] = work->n;
	work->n_cuts = kept;
	contest_clear(&c);
}
