/*
 * Two samples: a test whether one is above the other, and an estimate of the
 * shift between them.
 */
#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/rank.h"
#include "gp/stats.h"

#include "select.h"

/* Up to so many differences are sorted; more take too much memory. */
#define SORTED_UP_TO 1024

/* Up to so many values all arrangements are counted: fewer than 2^53. */
#define EXACT_UP_TO 50

/* Both sorted, and `scale` times what was given. */
struct two_samples {
	double *a, *b;
	size_t n_a, n_b;
	double scale;
	double *sorted; /* all b - a; NULL if there are too many */
	double *tail;   /* P(U <= u) for u = 0 ... n_a n_b; NULL if not exact */
};

/* ---- the distribution of U ---- */

/*
 * How many arrangements of m and n values without ties have U = 0 ... m n:
 * the coefficients of the product of (1 - q^(n + i)) / (1 - q^i) for i = 1 to
 * m (Mann & Whitney 1947).
 */
static double *arrangements(size_t m, size_t n)
{
	size_t last = m * n;
	double *count = gp_calloc(last + 1, sizeof(*count));

	count[0] = 1;
	for (size_t i = 1; i <= m; i++) {
		for (size_t u = last + 1; u-- > n + i;)
			count[u] -= count[u - n - i];
		for (size_t u = i; u <= last; u++)
			count[u] += count[u - i];
	}
	return count;
}

/* P(U <= u) for u = 0 ... m n. */
static double *lower_tails(size_t m, size_t n)
{
	double *tail = arrangements(m, n);

	for (size_t u = 1; u <= m * n; u++)
		tail[u] += tail[u - 1];
	for (size_t u = 0; u < m * n; u++)
		tail[u] /= tail[m * n];
	tail[m * n] = 1;
	return tail;
}

static bool is_exact(const struct two_samples *pairs)
{
	return pairs->n_a + pairs->n_b <= EXACT_UP_TO;
}

/* ---- the test ---- */

/* U: the number of pairs with b above a; equal pairs count one half. */
static void test_exactly(struct gp_shift *out, const struct two_samples *pairs,
			 double u)
{
	size_t most = pairs->n_a * pairs->n_b, at = (size_t)u;

	out->p_less = pairs->tail[at];
	out->p_greater = pairs->tail[most - at];
}

double gp_shift_least(size_t m, size_t n)
{
	return 2 * exp(lgamma((double)m + 1) + lgamma((double)n + 1) -
		       lgamma((double)(m + n) + 1));
}

static void test_normal(struct gp_shift *out, const struct two_samples *pairs,
			double u, double ties)
{
	double m = (double)pairs->n_a, n = (double)pairs->n_b, all = m + n;
	double var = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
	double above = u - m * n / 2, sd = sqrt(2 * fmax(0, var));
	double least = gp_shift_least(pairs->n_a, pairs->n_b) / 2;

	if (!(sd > 0)) {
		out->p_greater = out->p_less = 1;
		return;
	}
	out->p_greater = fmax(least, erfc((above - 0.5) / sd) / 2);
	out->p_less = fmax(least, erfc((-above - 0.5) / sd) / 2);
}

static void test_ranks(struct gp_shift *out, const struct two_samples *pairs)
{
	size_t n_a = pairs->n_a, n_b = pairs->n_b;
	double *all = gp_malloc((n_a + n_b) * sizeof(*all));
	double *ranks = gp_malloc((n_a + n_b) * sizeof(*ranks));
	double u = -(double)n_b * ((double)n_b + 1) / 2, ties;

	memcpy(all, pairs->a, n_a * sizeof(*all));
	memcpy(all + n_a, pairs->b, n_b * sizeof(*all));
	ties = gp_ranks(ranks, all, n_a + n_b);
	for (size_t i = 0; i < n_b; i++)
		u += ranks[n_a + i];
	if (is_exact(pairs) && ties == 0)
		test_exactly(out, pairs, u);
	else
		test_normal(out, pairs, u, ties);
	out->p = fmin(1, 2 * fmin(out->p_greater, out->p_less));
	free(all);
	free(ranks);
}

/* ---- order statistics of all differences ---- */

/* How many differences are at most `value`. */
static uint64_t count_up_to(const struct two_samples *pairs, double value)
{
	uint64_t count = 0;
	size_t j = 0;

	for (size_t i = 0; i < pairs->n_a; i++) {
		while (j < pairs->n_b && pairs->b[j] - pairs->a[i] <= value)
			j++;
		count += j;
	}
	return count;
}

#define SIGN (UINT64_C(1) << 63)

/* Maps doubles to integers in the same order, one to one. */
static uint64_t ordered_bits(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits & SIGN ? ~bits : bits | SIGN;
}

static double from_ordered_bits(uint64_t key)
{
	uint64_t bits = key & SIGN ? key & ~SIGN : ~key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/*
 * The k-th smallest difference, from 1, by bisection: the smallest double for
 * which at least k differences are not above it. Rounded differences have the
 * order of the true ones, so it is one of them.
 */
static double kth_difference(const struct two_samples *pairs, uint64_t k)
{
	uint64_t low = ordered_bits(pairs->b[0] - pairs->a[pairs->n_a - 1]);
	uint64_t high = ordered_bits(pairs->b[pairs->n_b - 1] - pairs->a[0]);

	if (pairs->sorted)
		return pairs->sorted[k - 1];
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (count_up_to(pairs, from_ordered_bits(middle)) < k)
			low = middle + 1;
		else
			high = middle;
	}
	return from_ordered_bits(low) + 0.0; /* no -0 */
}

/* If there are few: all of them, in order. */
static double *sorted_differences(const struct two_samples *pairs)
{
	size_t n = pairs->n_a * pairs->n_b, at = 0;
	double *all = gp_malloc(n * sizeof(*all));

	for (size_t i = 0; i < pairs->n_a; i++)
		for (size_t j = 0; j < pairs->n_b; j++)
			all[at++] = pairs->b[j] - pairs->a[i] + 0.0;
	gp_sort(all, n);
	return all;
}

static double limit_shift(double value)
{
	return fmax(-DBL_MAX, fmin(value, DBL_MAX));
}

/* ---- the shift ---- */

/* The rank, from either end, of the interval's bounds; 0: no interval. */
static uint64_t rank_of_end(const struct two_samples *pairs, double confidence)
{
	double m = (double)pairs->n_a, n = (double)pairs->n_b;
	double alpha = (1 - confidence) / 2, z;
	size_t k = 0;

	if (!is_exact(pairs)) {
		z = -gp_t_quantile(alpha, INFINITY);
		z = m * n / 2 - z * sqrt(m * n * (m + n + 1) / 12);
		return z > 0 ? (uint64_t)z : 0;
	}
	/* (1 - 0.95) / 2 is not quite 0.025 */
	while (pairs->tail[k] <= alpha * (1 + 4 * DBL_EPSILON))
		k++;
	return k;
}

static void estimate_shift(struct gp_shift *out,
			   const struct two_samples *pairs, double confidence)
{
	uint64_t n = (uint64_t)pairs->n_a * pairs->n_b;
	uint64_t k = rank_of_end(pairs, confidence);

	out->shift = kth_difference(pairs, n / 2 + 1);
	if (n % 2 == 0)
		out->shift = (out->shift + kth_difference(pairs, n / 2)) / 2;
	out->shift = limit_shift(out->shift / pairs->scale);
	out->low = out->high = NAN;
	if (!k)
		return;
	out->low = limit_shift(kth_difference(pairs, k) / pairs->scale);
	out->high =
		limit_shift(kth_difference(pairs, n + 1 - k) / pairs->scale);
}

/* A quarter if differences would overflow. */
static double overflow_scale(const double *x, size_t n)
{
	double scale = 1;

	for (size_t i = 0; i < n; i++)
		if (fabs(x[i]) > DBL_MAX / 4)
			scale = 0.25;
	return scale;
}

static double *sorted_scaled(const double *x, size_t n, double scale)
{
	double *copy = gp_malloc(n * sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = x[i] * scale;
	gp_sort(copy, n);
	return copy;
}

void gp_shift_test(struct gp_shift *out, const double *a, size_t n_a,
		   const double *b, size_t n_b, double confidence)
{
	struct two_samples pairs = { .n_a = n_a, .n_b = n_b };

	assert(n_a > 0 && n_b > 0 && confidence > 0 && confidence < 1);
	pairs.scale = fmin(overflow_scale(a, n_a), overflow_scale(b, n_b));
	pairs.a = sorted_scaled(a, n_a, pairs.scale);
	pairs.b = sorted_scaled(b, n_b, pairs.scale);
	if (is_exact(&pairs))
		pairs.tail = lower_tails(n_a, n_b);
	if (n_a <= SORTED_UP_TO / n_b)
		pairs.sorted = sorted_differences(&pairs);
	test_ranks(out, &pairs);
	estimate_shift(out, &pairs, confidence);
	free(pairs.a);
	free(pairs.b);
	free(pairs.tail);
	free(pairs.sorted);
}
