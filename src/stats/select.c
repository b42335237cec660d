/*
 * Order statistics of many values, without sorting them; ranks.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "gp/mem.h"

#include "select.h"

static void swap(double *x, ptrdiff_t i, ptrdiff_t j)
{
	double value = x[i];

	x[i] = x[j];
	x[j] = value;
}

/*
 * Narrows [*low, *high] to where, by a sample of them, the k-th of many values
 * is likely to be (Floyd & Rivest 1975); a wrong guess costs time only.
 */
static void narrow(ptrdiff_t *low, ptrdiff_t *high, ptrdiff_t k)
{
	double n = (double)(*high - *low + 1), i = (double)(k - *low + 1);
	double z = log(n), s = 0.5 * exp(2 * z / 3);
	double sd = 0.5 * sqrt(z * s * (n - s) / n) * (i < n / 2 ? -1 : 1);
	double from = (double)k - i * s / n + sd;
	double to = (double)k + (n - i) * s / n + sd;

	*low = (ptrdiff_t)fmax((double)*low, from);
	*high = (ptrdiff_t)fmin((double)*high, to);
}

static void place(double *x, ptrdiff_t low, ptrdiff_t high, ptrdiff_t k);

/* Splits [low, high] by the value at k; returns where that one went. */
static ptrdiff_t split(double *x, ptrdiff_t low, ptrdiff_t high, ptrdiff_t k)
{
	double pivot = x[k];
	ptrdiff_t i = low, j = high;

	swap(x, low, k);
	if (x[high] > pivot)
		swap(x, high, low);
	while (i < j) {
		swap(x, i++, j--);
		while (x[i] < pivot)
			i++;
		while (x[j] > pivot)
			j--;
	}
	if (x[low] == pivot)
		swap(x, low, j);
	else
		swap(x, ++j, high);
	return j;
}

/* Puts the value that belongs there at k, smaller ones below it. */
static void place(double *x, ptrdiff_t low, ptrdiff_t high, ptrdiff_t k)
{
	while (high > low) {
		ptrdiff_t from = low, to = high, j;

		if (high - low > 600) {
			narrow(&from, &to, k);
			place(x, from, to, k);
		}
		j = split(x, low, high, k);
		if (j <= k)
			low = j + 1;
		if (k <= j)
			high = j - 1;
	}
}

double gp_select(double *x, size_t n, size_t k)
{
	assert(k < n);
	place(x, 0, (ptrdiff_t)n - 1, (ptrdiff_t)k);
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

struct place {
	double value;
	size_t at;
};

static int compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

double gp_ranks(double *ranks, const double *x, size_t n)
{
	struct place *sorted = gp_malloc(n * sizeof(*sorted));
	double ties = 0;

	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct place){ x[i], i };
	qsort(sorted, n, sizeof(*sorted), compare);
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
