/*
 * The size of a change, with its confidence interval.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "gp/stats.h"

#include "changes_work.h"
#include "differences.h"

#define NEAREST 200

/* The values around a change, sorted: at most the nearest ones. */
struct beside_change {
	double values[2][NEAREST];
	struct gp_sorted a, b;
};

#define Z_95 1.959963984540054

static struct gp_sorted copy_sorted(double *to, const double *x, size_t n)
{
	memcpy(to, x, n * sizeof(*to));
	gp_sort(to, n);
	return (struct gp_sorted){ to, n };
}

static void read_beside(struct beside_change *out, const double *x,
			const size_t from_at_to[3])
{
	size_t at = from_at_to[1];
	size_t n_a = at - from_at_to[0], n_b = from_at_to[2] - at;

	if (n_a > NEAREST)
		n_a = NEAREST;
	if (n_b > NEAREST)
		n_b = NEAREST;
	out->a = copy_sorted(out->values[0], x + at - n_a, n_a);
	out->b = copy_sorted(out->values[1], x + at, n_b);
}

static double clamp_to_double(double x)
{
	return isnan(x) ? x : fmax(fmin(x, DBL_MAX), -DBL_MAX);
}

/*
 * The ranks of the differences that bound the shift. Mann and Whitney's
 * statistic has the variance n_a n_b (n_a + n_b + 1) / 12 for independent
 * values of any distribution; dependent neighbours inflate it as they inflate
 * that of a mean. If no rank is low enough, the bounds are the extremes.
 */
static size_t lower_rank(const struct beside_change *s, double inflation)
{
	double a = (double)s->a.n, b = (double)s->b.n;
	double rank =
		a * b / 2 - Z_95 * sqrt(inflation * a * b * (a + b + 1) / 12);

	return rank > 0 ? (size_t)rank : 0;
}

void gp_changes_measure(struct gp_change *out,
			const struct gp_changes_work *work, size_t cut,
			double center)
{
	struct beside_change s;
	size_t low, last;

	read_beside(&s, work->x, work->cuts + cut - 1);
	last = s.a.n * s.b.n - 1;
	low = lower_rank(&s, work->inflation);
	out->index = work->cuts[cut];
	out->delta = clamp_to_double(
		ldexp(gp_differences_median(s.a, s.b), work->exponent));
	out->delta_low = clamp_to_double(
		ldexp(gp_differences_select(s.a, s.b, low), work->exponent));
	out->delta_high = clamp_to_double(ldexp(
		gp_differences_select(s.a, s.b, last - low), work->exponent));
	center = center == 0 ? NAN : fabs(center);
	out->size = clamp_to_double(out->delta / center);
	out->size_low = clamp_to_double(out->delta_low / center);
	out->size_high = clamp_to_double(out->delta_high / center);
}
