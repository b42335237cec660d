/*
 * Order statistics of all differences between two sorted samples.
 */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "gp/mem.h"

#include "pairs.h"

/* Of row i, the differences to a[i], b[from] to b[to - 1] are left. */
struct row {
	size_t from, to;
};

struct pairs {
	const double *a, *b;
	size_t n_a, n_b;
	struct row *rows;
	uint64_t chance;
};

static size_t left(const struct pairs *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_a; i++)
		n += p->rows[i].to - p->rows[i].from;
	return n;
}

/* One of those that are left; always the same one. */
static double pivot_of(struct pairs *p)
{
	size_t at, i;

	p->chance = p->chance * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
	at = (size_t)(p->chance >> 33) % left(p);
	for (i = 0; at >= p->rows[i].to - p->rows[i].from; i++)
		at -= p->rows[i].to - p->rows[i].from;
	return p->b[p->rows[i].from + at] - p->a[i];
}

/* How many differences are below the pivot, and how many are not above. */
struct counts {
	size_t below, up_to;
};

/* Along the rows both bounds move up, as a[i] does. */
static struct counts count(const struct pairs *p, double pivot)
{
	struct counts n = { 0, 0 };
	size_t j = 0, k = 0;

	for (size_t i = 0; i < p->n_a; i++) {
		while (j < p->n_b && p->b[j] - p->a[i] < pivot)
			j++;
		if (k < j)
			k = j;
		while (k < p->n_b && p->b[k] - p->a[i] <= pivot)
			k++;
		n.below += j;
		n.up_to += k;
	}
	return n;
}

static void keep_below(struct pairs *p, double pivot)
{
	size_t j = 0;

	for (size_t i = 0; i < p->n_a; i++) {
		struct row *row = &p->rows[i];

		while (j < p->n_b && p->b[j] - p->a[i] < pivot)
			j++;
		row->to = row->to < j ? row->to : j;
		row->from = row->from < row->to ? row->from : row->to;
	}
}

static void keep_above(struct pairs *p, double pivot)
{
	size_t j = 0;

	for (size_t i = 0; i < p->n_a; i++) {
		struct row *row = &p->rows[i];

		while (j < p->n_b && p->b[j] - p->a[i] <= pivot)
			j++;
		row->from = row->from > j ? row->from : j;
		row->to = row->to > row->from ? row->to : row->from;
	}
}

/* The k-th; `up_to` is how many are not above it. */
static double search(size_t *up_to, struct pairs *p, size_t k)
{
	for (;;) {
		double pivot = pivot_of(p);
		struct counts n = count(p, pivot);

		*up_to = n.up_to;
		if (n.below > k)
			keep_below(p, pivot);
		else if (n.up_to <= k)
			keep_above(p, pivot);
		else
			return pivot;
	}
}

/* The smallest difference that is above. */
static double next(const struct pairs *p, double above)
{
	double least = INFINITY;
	size_t j = 0;

	for (size_t i = 0; i < p->n_a; i++) {
		while (j < p->n_b && p->b[j] - p->a[i] <= above)
			j++;
		if (j < p->n_b)
			least = fmin(least, p->b[j] - p->a[i]);
	}
	return least;
}

static void pairs_init(struct pairs *p, struct gp_sorted a, struct gp_sorted b)
{
	*p = (struct pairs){ a.x, b.x, a.n, b.n, NULL, 0 };
	p->rows = gp_malloc(a.n * sizeof(*p->rows));
	for (size_t i = 0; i < a.n; i++)
		p->rows[i] = (struct row){ 0, b.n };
}

double gp_pairs_select(struct gp_sorted a, struct gp_sorted b, size_t k)
{
	struct pairs p;
	size_t up_to;
	double found;

	assert(a.n && b.n && k < a.n * b.n);
	pairs_init(&p, a, b);
	found = search(&up_to, &p, k);
	free(p.rows);
	return found;
}

double gp_pairs_median(struct gp_sorted a, struct gp_sorted b)
{
	size_t n = a.n * b.n, up_to;
	struct pairs p;
	double low, high;

	assert(n);
	pairs_init(&p, a, b);
	low = high = search(&up_to, &p, (n - 1) / 2);
	if (n % 2 == 0 && up_to == n / 2)
		high = next(&p, low);
	free(p.rows);
	return low / 2 + high / 2;
}
