/*
 * Corrections of p-values for the number of tests.
 */
#include <math.h>
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/stats.h"

struct indexed_p {
	double p;
	size_t at;
};

/* By p, then by index, so that the order of equal p-values is fixed. */
static int by_p_then_index(const void *a, const void *b)
{
	const struct indexed_p *x = a, *y = b;

	if (x->p != y->p)
		return x->p > y->p ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

static struct indexed_p *sort_p_values(const double *p, size_t n)
{
	struct indexed_p *sorted = gp_malloc(n * sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct indexed_p){ p[i], i };
	qsort(sorted, n, sizeof(*sorted), by_p_then_index);
	return sorted;
}

void gp_adjust_bh(double *q, const double *p, size_t n)
{
	struct indexed_p *sorted = sort_p_values(p, n);
	double least = 1;

	for (size_t i = n; i-- > 0;) {
		double raised = sorted[i].p * ((double)n / (double)(i + 1));

		least = fmin(least, raised);
		q[sorted[i].at] = least;
	}
	free(sorted);
}

void gp_adjust_holm(double *q, const double *p, size_t n)
{
	struct indexed_p *sorted = sort_p_values(p, n);
	double most = 0;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, fmin(1, sorted[i].p * (double)(n - i)));
		q[sorted[i].at] = most;
	}
	free(sorted);
}
