/*
 * Student's t distribution by the incomplete beta function.
 *
 * x and 1 - x are passed together, with their logarithms, because rounding of
 * 1 - x would lose the tails of t, and the range of x those far out.
 */
#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "gp/stats.h"

#define HALF_LOG_TWO_PI 0.91893853320467274
#define LOG_HALF        (-0.69314718055994531)

struct beta_argument {
	double a, b;
	double x, y;         /* y = 1 - x */
	double log_x, log_y; /* exact even if x or y underflows */
};

/*
 * ln Gamma(a) less its Stirling formula, a >= 10: DLMF 5.11.1, whose first
 * seven terms leave 3e-17 there.
 */
static double stirling_rest(double a)
{
	static const double terms[] = {
		1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
		1.0 / 1188, -691.0 / 360360, 1.0 / 156,
	};
	double w = 1 / (a * a), rest = 0;

	for (size_t i = sizeof(terms) / sizeof(terms[0]); i-- > 0;)
		rest = rest * w + terms[i];
	return rest / a;
}

/*
 * ln B(a, b). The difference of large ln Gammas would lose the digits that
 * both share, so there Stirling's formula is subtracted by hand.
 */
static double log_beta(double a, double b)
{
	double p = fmin(a, b), q = fmax(a, b), s = p + q, rest;

	if (q < 10)
		return lgamma(p) + lgamma(q) - lgamma(s);
	rest = stirling_rest(q) - stirling_rest(s);
	if (p < 10)
		return lgamma(p) + rest + p - p * log(s) +
		       (q - 0.5) * log1p(-p / s);
	return HALF_LOG_TWO_PI - 0.5 * log(q) + stirling_rest(p) + rest +
	       (p - 0.5) * log(p / s) + q * log1p(-p / s);
}

/* Keeps a convergent away from zero, where Lentz would divide by it. */
static double away_from_zero(double value)
{
	const double tiny = 1e-300;

	return fabs(value) < tiny ? tiny : value;
}

/*
 * The continued fraction DLMF 8.17.22, by the modified method of Lentz.
 * Requires x < (a + 1) / (a + b + 2), and then needs O(sqrt(max(a, b))) steps.
 */
static double beta_fraction(double a, double b, double x)
{
	const int most = 1000000;
	double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), f = d;

	for (int i = 1; i < most; i++) {
		double m = i, two = 2 * m, step;
		double even = m * (b - m) * x / ((a + two - 1) * (a + two));
		double odd = -(a + m) * (a + b + m) * x /
			     ((a + two) * (a + two + 1));

		d = 1 / away_from_zero(1 + even * d);
		c = away_from_zero(1 + even / c);
		f *= c * d;
		d = 1 / away_from_zero(1 + odd * d);
		c = away_from_zero(1 + odd / c);
		step = c * d;
		f *= step;
		if (fabs(step - 1) <= DBL_EPSILON)
			break;
	}
	return f;
}

/* ln I_x(a, b), if x is in the range that the fraction requires. */
static double log_beta_by_fraction(const struct beta_argument *at)
{
	return at->a * at->log_x + at->b * at->log_y - log_beta(at->a, at->b) -
	       log(at->a) + log(beta_fraction(at->a, at->b, at->x));
}

static struct beta_argument mirror_beta(const struct beta_argument *at)
{
	return (struct beta_argument){
		at->b, at->a, at->y, at->x, at->log_y, at->log_x,
	};
}

/* ln I_x(a, b), finite and exact to rounding even if I underflows. */
static double log_beta_inc(const struct beta_argument *at)
{
	struct beta_argument other = mirror_beta(at);

	if (at->x * (at->a + at->b + 2) <= at->a + 1)
		return log_beta_by_fraction(at);
	return log1p(-exp(log_beta_by_fraction(&other)));
}

double gp_beta_inc(double a, double b, double x)
{
	struct beta_argument at = { a, b, x, 1 - x, log(x), log1p(-x) };

	if (!(a > 0 && b > 0 && isfinite(a) && isfinite(b) && x >= 0 && x <= 1))
		return NAN;
	if (x == 0 || x == 1)
		return x;
	return fmin(exp(log_beta_inc(&at)), 1);
}

/* ---- Student's t ---- */

/* Above this many degrees of freedom Wallace's transform is exact enough. */
#define DF_NORMAL 1e10

/* I_x(df/2, 1/2) with x = df / (df + t^2) is P(|T| > t), t > 0. */
static struct beta_argument beta_of_t(double t, double df)
{
	double ratio = t / sqrt(df), square = ratio * ratio;
	double log_square = 2 * log(t) - log(df);
	bool large = isinf(square), small = square < DBL_MIN;

	return (struct beta_argument){
		.a = df / 2,
		.b = 0.5,
		.x = 1 / (1 + square),
		.y = large ? 1 : square / (1 + square),
		.log_x = large ? -log_square : -log1p(square),
		.log_y = small ? log_square : -log1p(1 / square),
	};
}

/* The normal quantile of the same tail (Wallace 1959), for huge df. */
static double normal_equivalent(double t, double df)
{
	double ratio = t / sqrt(df);

	if (isinf(df))
		return t;
	return sqrt((df - 0.5) * log1p(ratio * ratio));
}

/* ln P(T > t), t > 0. */
static double log_tail(double t, double df)
{
	struct beta_argument at;

	if (df > DF_NORMAL)
		return log(erfc(normal_equivalent(t, df) * M_SQRT1_2)) +
		       LOG_HALF;
	at = beta_of_t(t, df);
	return log_beta_inc(&at) + LOG_HALF;
}

/* ln P(0 < T < t), t > 0, to its own relative accuracy. */
static double log_middle(double t, double df)
{
	struct beta_argument at, other;

	if (df > DF_NORMAL)
		return log(erf(normal_equivalent(t, df) * M_SQRT1_2)) +
		       LOG_HALF;
	at = beta_of_t(t, df);
	other = mirror_beta(&at);
	return log_beta_inc(&other) + LOG_HALF;
}

double gp_t_sf(double t, double df)
{
	double tail;

	if (isnan(t) || !(df > 0))
		return NAN;
	if (t == 0)
		return 0.5;
	if (isinf(t))
		return t > 0 ? 0 : 1;
	tail = exp(log_tail(fabs(t), df));
	return t > 0 ? tail : 1 - tail;
}

double gp_t_cdf(double t, double df)
{
	return gp_t_sf(-t, df);
}

/* ---- quantiles ---- */

/* ln of the density at t >= 0. */
static double log_density(double t, double df)
{
	double ratio = t / sqrt(df);

	if (isinf(df))
		return -t * t / 2 - HALF_LOG_TWO_PI;
	return -(df + 1) / 2 * log1p(ratio * ratio) - log(df) / 2 -
	       log_beta(0.5, df / 2);
}

/* The logarithm that a probability of t = e^u must have. */
struct probability_target {
	double (*log_of)(double t, double df);
	double df;
	double value;
	int sign; /* 1 if it grows with t, else -1 */
};

/* ln of the probability at u = ln t, less its target. */
static double excess_at(const struct probability_target *want, double u,
			double *slope)
{
	double t = exp(u), got = want->log_of(t, want->df);

	*slope = exp(u + log_density(t, want->df) - got);
	return want->sign * (got - want->value);
}

/*
 * Newton's iteration between `low` and `high`. It starts from `u`, the end at
 * which the curve bends towards the root, and bisects if rounding or overflow
 * leads out of the bracket.
 */
static double solve_quantile(const struct probability_target *want, double low,
			     double high, double u)
{
	for (int i = 0; i < 200; i++) {
		double slope, over = excess_at(want, u, &slope), next;

		if (over > 0)
			high = u;
		else
			low = u;
		next = u - over / slope;
		if (!(next >= low && next <= high))
			next = low + (high - low) / 2;
		if (fabs(next - u) <= 4 * DBL_EPSILON * fmax(1, fabs(u)))
			return next;
		u = next;
	}
	return u;
}

/* The t > 0 with P(T > t) = q, q <= 1/4. */
static double quantile_from_tail(double q, double df)
{
	const double most = log(DBL_MAX);
	struct probability_target want = { log_tail, df, log(q), -1 };
	double low = -1, high = 1, slope;

	for (; high < most && excess_at(&want, high, &slope) < 0; high *= 2)
		low = high;
	if (high >= most) {
		high = most;
		if (excess_at(&want, high, &slope) < 0)
			return INFINITY;
	}
	return exp(solve_quantile(&want, low, high, high));
}

/* The t > 0 with P(0 < T < t) = r, 0 < r < 1/4. */
static double quantile_from_middle(double r, double df)
{
	struct probability_target want = { log_middle, df, log(r), 1 };
	double low = want.value - log_density(0, df);

	return exp(solve_quantile(&want, low, low + 20, low));
}

double gp_t_quantile(double p, double df)
{
	double r = p - 0.5, t;

	if (!(df > 0) || !(p >= 0 && p <= 1))
		return NAN;
	if (p == 0 || p == 1 || p == 0.5)
		return p == 0.5 ? 0 : copysign(INFINITY, r);
	t = fabs(r) < 0.25 ? quantile_from_middle(fabs(r), df)
			   : quantile_from_tail(fmin(p, 1 - p), df);
	return copysign(t, r);
}
