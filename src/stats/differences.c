/*
 * Order statistics of all differences between two sorted samples.
 */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "gp/mem.h"

#include "differences.h"

/*
 * Row i has the differences to a[i]; those of b[from] to b[to - 1] remain
 * candidates.
 */
struct difference_row {
	size_t from, to;
};

struct difference_matrix {
	const double *a, *b;
	size_t n_a, n_b;
	struct difference_row *rows;
	uint64_t random; /* state of a linear congruential generator */
};

static size_t count_remaining(const struct difference_matrix *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_a; i++)
		n += p->rows[i].to - p->rows[i].from;
	return n;
}

/* One of those that remain; always the same for the same input. */
static double choose_pivot(struct difference_matrix *p)
{
	size_t at, i;

	p->random = p->random * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
	at = (size_t)(p->random >> 33) % count_remaining(p);
	for (i = 0; at >= p->rows[i].to - p->rows[i].from; i++)
		at -= p->rows[i].to - p->rows[i].from;
	return p->b[p->rows[i].from + at] - p->a[i];
}

/* How many differences are below the pivot, and how many not above it. */
struct pivot_counts {
	size_t below, up_to;
};

/* From row to row both bounds only move up, because a[i] does. */
static struct pivot_counts count_by_pivot(const struct difference_matrix *p,
					  double pivot)
{
	struct pivot_counts n = { 0, 0 };
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

static void keep_below_pivot(struct difference_matrix *p, double pivot)
{
	size_t j = 0;

	for (size_t i = 0; i < p->n_a; i++) {
		struct difference_row *row = &p->rows[i];

		while (j < p->n_b && p->b[j] - p->a[i] < pivot)
			j++;
		row->to = row->to < j ? row->to : j;
		row->from = row->from < row->to ? row->from : row->to;
	}
}

static void keep_above_pivot(struct difference_matrix *p, double pivot)
{
	size_t j = 0;

	for (size_t i = 0; i < p->n_a; i++) {
		struct difference_row *row = &p->rows[i];

		while (j < p->n_b && p->b[j] - p->a[i] <= pivot)
			j++;
		row->from = row->from > j ? row->from : j;
		row->to = row->to > row->from ? row->to : row->from;
	}
}

/* The k-th difference; `up_to` is set to how many are not above it. */
static double select_by_pivots(size_t *up_to, struct difference_matrix *p,
			       size_t k)
{
	for (;;) {
		double pivot = choose_pivot(p);
		struct pivot_counts n = count_by_pivot(p, pivot);

		*up_to = n.up_to;
		if (n.below > k)
			keep_below_pivot(p, pivot);
		else if (n.up_to <= k)
			keep_above_pivot(p, pivot);
		else
			return pivot;
	}
}

/* The smallest difference that is above. */
static double next_difference(const struct difference_matrix *p, double above)
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

static void matrix_init(struct difference_matrix *p, struct gp_sorted a,
			struct gp_sorted b)
{
	*p = (struct difference_matrix){ a.x, b.x, a.n, b.n, NULL, 0 };
	p->rows = gp_malloc(a.n * sizeof(*p->rows));
	for (size_t i = 0; i < a.n; i++)
		p->rows[i] = (struct difference_row){ 0, b.n };
}

double gp_differences_select(struct gp_sorted a, struct gp_sorted b, size_t k)
{
	struct difference_matrix p;
	size_t up_to;
	double found;

	assert(a.n && b.n && k < a.n * b.n);
	matrix_init(&p, a, b);
	found = select_by_pivots(&up_to, &p, k);
	free(p.rows);
	return found;
}

double gp_differences_median(struct gp_sorted a, struct gp_sorted b)
{
	size_t n = a.n * b.n, up_to;
	struct difference_matrix p;
	double low, high;

	assert(n);
	matrix_init(&p, a, b);
	low = high = select_by_pivots(&up_to, &p, (n - 1) / 2);
	if (n % 2 == 0 && up_to == n / 2)
		high = next_difference(&p, low);
	free(p.rows);
	return low / 2 + high / 2;
}
