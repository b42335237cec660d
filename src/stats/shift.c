/*
 * Two samples: is one above the other, and by how much?
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

/* Of so many values all arrangements are counted: below 2^53 exactly. */
#define EXACT_UP_TO 50

/* Both sorted, and `scale` times what was given. */
struct pairs {
	double *a, *b;
	size_t n_a, n_b;
	double scale;
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

static bool is_small(const struct pairs *pairs)
{
	return pairs->n_a + pairs->n_b <= EXACT_UP_TO;
}

/* ---- the test ---- */

/* U is how many pairs have b above a, of equals a half. */
static void test_exactly(struct gp_shift *out, const struct pairs *pairs,
			 double u)
{
	double *tail = lower_tails(pairs->n_a, pairs->n_b);
	size_t most = pairs->n_a * pairs->n_b, at = (size_t)u;

	out->p_less = tail[at];
	out->p_greater = tail[most - at];
	free(tail);
}

double gp_shift_least(size_t m, size_t n)
{
	return 2 * exp(lgamma((double)m + 1) + lgamma((double)n + 1) -
		       lgamma((double)(m + n) + 1));
}

static void test_normal(struct gp_shift *out, const struct pairs *pairs,
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

static void test(struct gp_shift *out, const struct pairs *pairs)
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
	if (is_small(pairs) && ties == 0)
		test_exactly(out, pairs, u);
	else
		test_normal(out, pairs, u, ties);
	out->p = fmin(1, 2 * fmin(out->p_greater, out->p_less));
	free(all);
	free(ranks);
}

/* ---- differences, without a list of them ---- */

/* How many differences are at most `value`: b's place only moves up. */
static uint64_t count_to(const struct pairs *pairs, double value)
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

/* Whole numbers in the order of the doubles, one for each. */
static uint64_t key_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits & SIGN ? ~bits : bits | SIGN;
}

static double value_of(uint64_t key)
{
	uint64_t bits = key & SIGN ? key & ~SIGN : ~key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/*
 * The k-th smallest difference, from 1: the smallest double that so many are
 * not above, by halving. Rounded differences are in the order of the true
 * ones, so that it is one of them.
 */
static double difference(const struct pairs *pairs, uint64_t k)
{
	uint64_t low = key_of(pairs->b[0] - pairs->a[pairs->n_a - 1]);
	uint64_t high = key_of(pairs->b[pairs->n_b - 1] - pairs->a[0]);

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (count_to(pairs, value_of(middle)) < k)
			low = middle + 1;
		else
			high = middle;
	}
	return value_of(low) + 0.0; /* no -0 */
}

static double limited(double value)
{
	return fmax(-DBL_MAX, fmin(value, DBL_MAX));
}

/* ---- the shift ---- */

/* Which difference from either end is the end of the interval; 0: none. */
static uint64_t rank_of_end(const struct pairs *pairs, double confidence)
{
	double m = (double)pairs->n_a, n = (double)pairs->n_b, *tail;
	double alpha = (1 - confidence) / 2, z;
	size_t k = 0;

	if (!is_small(pairs)) {
		z = -gp_t_quantile(alpha, INFINITY);
		z = m * n / 2 - z * sqrt(m * n * (m + n + 1) / 12);
		return z > 0 ? (uint64_t)z : 0;
	}
	tail = lower_tails(pairs->n_a, pairs->n_b);
	/* (1 - 0.95) / 2 is not quite 0.025 */
	while (tail[k] <= alpha * (1 + 4 * DBL_EPSILON))
		k++;
	free(tail);
	return k;
}

static void estimate(struct gp_shift *out, const struct pairs *pairs,
		     double confidence)
{
	uint64_t n = (uint64_t)pairs->n_a * pairs->n_b;
	uint64_t k = rank_of_end(pairs, confidence);

	out->shift = difference(pairs, n / 2 + 1);
	if (n % 2 == 0)
		out->shift = (out->shift + difference(pairs, n / 2)) / 2;
	out->shift = limited(out->shift / pairs->scale);
	out->low = out->high = NAN;
	if (!k)
		return;
	out->low = limited(difference(pairs, k) / pairs->scale);
	out->high = limited(difference(pairs, n + 1 - k) / pairs->scale);
}

/* A quarter where differences would overflow. */
static double scale_for(const double *x, size_t n)
{
	double scale = 1;

	for (size_t i = 0; i < n; i++)
		if (fabs(x[i]) > DBL_MAX / 4)
			scale = 0.25;
	return scale;
}

static double *sorted_copy(const double *x, size_t n, double scale)
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
	struct pairs pairs = { .n_a = n_a, .n_b = n_b };

	assert(n_a > 0 && n_b > 0 && confidence > 0 && confidence < 1);
	pairs.scale = fmin(scale_for(a, n_a), scale_for(b, n_b));
	pairs.a = sorted_copy(a, n_a, pairs.scale);
	pairs.b = sorted_copy(b, n_b, pairs.scale);
	test(out, &pairs);
	estimate(out, &pairs, confidence);
	free(pairs.a);
	free(pairs.b);
}
