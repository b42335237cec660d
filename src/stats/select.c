/*
 * Order statistics of many values, without sorting them; ranks.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "gp/mem.h"

#include "select.h"

static void swap_values(double *x, ptrdiff_t i, ptrdiff_t j)
{
	double value = x[i];

	x[i] = x[j];
	x[j] = value;
}

/*
 * Narrows [*low, *high] to the range in which the k-th of many values probably
 * is, estimated from a sample (Floyd & Rivest 1975). A wrong guess only costs
 * time.
 */
static void narrow_by_sample(ptrdiff_t *low, ptrdiff_t *high, ptrdiff_t k)
{
	double n = (double)(*high - *low + 1), i = (double)(k - *low + 1);
	double z = log(n), s = 0.5 * exp(2 * z / 3);
	double sd = 0.5 * sqrt(z * s * (n - s) / n) * (i < n / 2 ? -1 : 1);
	double from = (double)k - i * s / n + sd;
	double to = (double)k + (n - i) * s / n + sd;

	*low = (ptrdiff_t)fmax((double)*low, from);
	*high = (ptrdiff_t)fmin((double)*high, to);
}

static void select_in_range(double *x, ptrdiff_t low, ptrdiff_t high,
			    ptrdiff_t k);

/* Splits [low, high] by the value at k; returns the new index of it. */
static ptrdiff_t split_by_pivot(double *x, ptrdiff_t low, ptrdiff_t high,
				ptrdiff_t k)
{
	double pivot = x[k];
	ptrdiff_t i = low, j = high;

	swap_values(x, low, k);
	if (x[high] > pivot)
		swap_values(x, high, low);
	while (i < j) {
		swap_values(x, i++, j--);
		while (x[i] < pivot)
			i++;
		while (x[j] > pivot)
			j--;
	}
	if (x[low] == pivot)
		swap_values(x, low, j);
	else
		swap_values(x, ++j, high);
	return j;
}

/* Moves the k-th smallest value to index k, and smaller ones below it. */
static void select_in_range(double *x, ptrdiff_t low, ptrdiff_t high,
			    ptrdiff_t k)
{
	while (high > low) {
		ptrdiff_t from = low, to = high, j;

		if (high - low > 600) {
			narrow_by_sample(&from, &to, k);
			select_in_range(x, from, to, k);
		}
		j = split_by_pivot(x, low, high, k);
		if (j <= k)
			low = j + 1;
		if (k <= j)
			high = j - 1;
	}
}

double gp_select(double *x, size_t n, size_t k)
{
	assert(k < n);
	select_in_range(x, 0, (ptrdiff_t)n - 1, (ptrdiff_t)k);
	return x[k];
}

double gp_select_median(double *x, size_t n)
{
	double high = gp_select(x, n, n / 2), low;

	if (n % 2)
		return high;
	low = x[0];
	for (size_t i = 1; i < n / 2; i++)
		low = fmax(low, x[i]);
	return low / 2 + high / 2;
}

struct indexed_value {
	double value;
	size_t at;
};

static int by_indexed_value(const void *a, const void *b)
{
	const struct indexed_value *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

double gp_ranks(double *ranks, const double *x, size_t n)
{
	struct indexed_value *sorted = gp_malloc(n * sizeof(*sorted));
	double ties = 0;

	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct indexed_value){ x[i], i };
	qsort(sorted, n, sizeof(*sorted), by_indexed_value);
	for (size_t i = 0, j; i < n; i = j) {
		double t;

		for (j = i; j < n && sorted[j].value == sorted[i].value; j++)
			;
		t = (double)(j - i);
		ties += t * t * t - t;
		for (size_t k = i; k < j; k++)
			ranks[sorted[k].at] = (double)i + (t + 1) / 2;
	}
	free(sorted);
	return ties;
}
