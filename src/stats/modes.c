/*
 * Modes: whether values alternate between several levels, as those of several
 * kinds of machine under one name do.
 *
 * Values in ascending order are cut at their widest gaps: at the widest, at
 * the two widest, and so on. A cut is accepted if chance does not make such a
 * gap, even in a long tail, if spikes do not make such groups, and if the
 * values of both sides alternate in time.
 */
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/rank.h"
#include "gp/stats.h"

#define MOST     GP_MODES_MOST
#define MOST_CUT 5 /* gaps: between modes, and before values far out */
#define FEWEST   3 /* values of a mode */
/* The gap between modes: see is_wide_gap(). */
#define GAP_POWER 0.7
#define GAP_LEAST 0.75
#define GAP_MANY  8
#define GAP_FEW   175
#define GAP_STEPS 3
/* Spikes: their share, their range, the probability that is tolerated. */
#define SPIKE_SHARE 0.03
#define SPIKE_SDS   20
#define SPIKE_P     5e-4
#define SPIKE_N     30
/* Alternation. */
#define FEWEST_RUNS  3
#define LEAST_RUNS_Z (-3.09)

struct timed_value {
	double value;
	size_t time;
};

struct mode_search {
	struct timed_value *values; /* ascending, scaled into +-1 */
	size_t n;
	double step;           /* between the nearest two that are not equal */
	size_t gaps[MOST_CUT]; /* before these values; widest first */
	size_t n_gaps;
	unsigned char *side; /* by time: 0 outside, 1 below a cut, 2 above */
};

/* Values [ends[i], ends[i + 1]) are one group; the others are far out. */
struct mode_groups {
	size_t ends[MOST_CUT + 2];
	size_t n;
	double sd; /* within them */
};

/* ---- the values ---- */

static int by_value_then_time(const void *a, const void *b)
{
	const struct timed_value *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? 1 : -1;
	return (x->time > y->time) - (x->time < y->time);
}

static double gap_at(const struct mode_search *s, size_t at)
{
	return s->values[at].value - s->values[at - 1].value;
}

/* Keeps the list of the widest gaps; of equal gaps the lower comes first. */
static void add_gap(struct mode_search *s, size_t at)
{
	double gap = gap_at(s, at);
	size_t i = s->n_gaps;

	if (!(gap > 0))
		return;
	s->step = fmin(s->step, gap);
	while (i > 0 && gap_at(s, s->gaps[i - 1]) < gap)
		i--;
	if (i == MOST_CUT)
		return;
	s->n_gaps += s->n_gaps < MOST_CUT;
	for (size_t j = s->n_gaps - 1; j > i; j--)
		s->gaps[j] = s->gaps[j - 1];
	s->gaps[i] = at;
}

static void open_mode_search(struct mode_search *s, const double *x, size_t n,
			     int exponent)
{
	*s = (struct mode_search){ .n = n, .step = INFINITY };
	s->values = gp_malloc(n * sizeof(*s->values));
	s->side = gp_malloc(n);
	for (size_t i = 0; i < n; i++)
		s->values[i] =
			(struct timed_value){ ldexp(x[i], -exponent), i };
	qsort(s->values, n, sizeof(*s->values), by_value_then_time);
	for (size_t i = 1; i < n; i++)
		add_gap(s, i);
}

/* The sum of squares about the mean (Welford 1962). */
static double squares_about_mean(const struct mode_search *s, size_t from,
				 size_t to)
{
	double mean = 0, sum = 0;

	for (size_t i = from; i < to; i++) {
		double d = s->values[i].value - mean;

		mean += d / (double)(i - from + 1);
		sum += d * (s->values[i].value - mean);
	}
	return sum;
}

/* ---- groups ---- */

static size_t group_size(const struct mode_groups *g, size_t i)
{
	return g->ends[i + 1] - g->ends[i];
}

/* Leaves out one or two values, or a tenth of all, far from the others. */
static void leave_out_far(struct mode_groups *g, size_t n)
{
	size_t most = n / 10 > FEWEST - 1 ? n / 10 : FEWEST - 1, out = 0;

	while (g->n && group_size(g, g->n - 1) < FEWEST &&
	       out + group_size(g, g->n - 1) <= most)
		out += group_size(g, --g->n);
	while (g->n && group_size(g, 0) < FEWEST &&
	       out + group_size(g, 0) <= most) {
		out += group_size(g, 0);
		g->n--;
		for (size_t i = 0; i <= g->n; i++)
			g->ends[i] = g->ends[i + 1];
	}
}

static void cut_at_gaps(struct mode_groups *g, const struct mode_search *s,
			size_t n_cuts)
{
	*g = (struct mode_groups){ .ends = { 0, s->n }, .n = 1 };
	for (size_t i = 0; i < n_cuts; i++) {
		size_t j = ++g->n;

		for (; g->ends[j - 1] > s->gaps[i]; j--)
			g->ends[j] = g->ends[j - 1];
		g->ends[j] = s->gaps[i];
	}
	leave_out_far(g, s->n);
}

/* False if there are too few groups, or too few values in a group. */
static bool measure_groups(struct mode_groups *g, const struct mode_search *s)
{
	double sum = 0;

	if (g->n < 2 || g->n > MOST)
		return false;
	for (size_t i = 0; i < g->n; i++) {
		if (group_size(g, i) < FEWEST)
			return false;
		sum += squares_about_mean(s, g->ends[i], g->ends[i + 1]);
	}
	g->sd = sqrt(sum / (double)(g->ends[g->n] - g->ends[0] - g->n));
	return true;
}

/* ---- tests of one cut ---- */

struct value_range {
	size_t from, to;
};

static double range_size(struct value_range side)
{
	return (double)(side.to - side.from);
}

/*
 * Of n values from an exponential distribution, k times the gap before the
 * last k is exponential too. Against the standard deviation within both sides
 * an exponent of k below 1 has the most power for mixtures of three to one.
 * The bound is exceeded by one in 2,000 series that are normal, lognormal,
 * exponential or of Student's t with 3 degrees of freedom, by simulation for
 * 10 to 100 values (tests/accuracy/modes.c).
 */
static bool is_wide_gap(double gap, double sd, double k, double n)
{
	return gap >= GAP_LEAST * sd &&
	       gap * pow(k, GAP_POWER) >= (GAP_MANY + GAP_FEW / n) * sd;
}

/*
 * If one value in 33 is a spike of up to 20 standard deviations: whether that
 * makes so many of them, or a group of so many in so narrow a range, with
 * more than the tolerated probability.
 */
static bool could_be_spikes(double n, double k, double width)
{
	double room = fmin(1, width / SPIKE_SDS);
	double near = k * pow(room, k - 1) - (k - 1) * pow(room, k);
	double log_groups = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) +
			    k * log(SPIKE_SHARE);
	double most = SPIKE_P * fmin(1, SPIKE_N * SPIKE_N / (n * n));

	return gp_beta_inc(k, n - k + 1, SPIKE_SHARE) > most &&
	       exp(log_groups) * near > most;
}

static void mark_range(struct mode_search *s, struct value_range side,
		       unsigned char as)
{
	for (size_t i = side.from; i < side.to; i++)
		s->side[s->values[i].time] = as;
}

/* The runs test of Wald & Wolfowitz (1940), against too few runs. */
static bool alternates(struct mode_search *s, struct value_range few,
		       struct value_range many)
{
	double all = range_size(few) + range_size(many);
	double twice = 2 * range_size(few) * range_size(many), runs = 0,
	       runs_few = 0;
	double sd = sqrt(twice * (twice - all) / (all * all * (all - 1)));
	unsigned char last = 0;

	mark_range(s, (struct value_range){ 0, s->n }, 0);
	mark_range(s, few, 1);
	mark_range(s, many, 2);
	for (size_t i = 0; i < s->n; i++) {
		if (!s->side[i] || s->side[i] == last)
			continue;
		last = s->side[i];
		runs++;
		runs_few += last == 1;
	}
	return runs_few >= FEWEST_RUNS &&
	       runs >= twice / all + 1 + LEAST_RUNS_Z * sd;
}

/* The standard deviation within the largest group. */
static double largest_group_sd(const struct mode_groups *g,
			       const struct mode_search *s)
{
	size_t most = 0;

	for (size_t i = 1; i < g->n; i++)
		if (group_size(g, i) > group_size(g, most))
			most = i;
	return sqrt(squares_about_mean(s, g->ends[most], g->ends[most + 1]) /
		    (double)(group_size(g, most) - 1));
}

static bool is_real_cut(struct mode_search *s, const struct mode_groups *g,
			size_t i)
{
	const struct value_range below = { g->ends[0], g->ends[i] };
	const struct value_range above = { g->ends[i], g->ends[g->n] };
	bool is_below = range_size(below) <= range_size(above);
	const struct value_range few = is_below ? below : above;
	const struct value_range many = is_below ? above : below;
	double sd = fmax(largest_group_sd(g, s), s->step), width;
	double gap = gap_at(s, g->ends[i]);

	width = s->values[few.to - 1].value - s->values[few.from].value;
	return gap >= GAP_STEPS * s->step &&
	       is_wide_gap(gap, g->sd, range_size(few),
			   range_size(few) + range_size(many)) &&
	       !could_be_spikes((double)s->n, range_size(few), width / sd) &&
	       alternates(s, few, many);
}

static bool are_cuts_real(struct mode_search *s, const struct mode_groups *g)
{
	for (size_t i = 1; i < g->n; i++)
		if (!is_real_cut(s, g, i))
			return false;
	return true;
}

/* ---- the result ---- */

static void set_modes(struct gp_modes *out, const struct mode_search *s,
		      const struct mode_groups *g, int exponent)
{
	out->n = g->n;
	out->spread = ldexp(g->sd, exponent);
	for (size_t i = 0; i < g->n; i++) {
		size_t low = g->ends[i] + (group_size(g, i) - 1) / 2;
		size_t high = g->ends[i] + group_size(g, i) / 2;

		out->share[i] = (double)group_size(g, i) / (double)s->n;
		out->level[i] = ldexp(
			(s->values[low].value + s->values[high].value) / 2,
			exponent);
	}
}

static void set_single_mode(struct gp_modes *out, const double *x, size_t n)
{
	*out = (struct gp_modes){ .n = 1, .level = { NAN } };
	if (!n)
		return;
	out->level[0] = gp_median(x, n);
	out->share[0] = 1;
	out->spread = gp_robust_sd(x, n);
}

void gp_modes_find(struct gp_modes *out, const double *x, size_t n)
{
	struct mode_search s;
	struct mode_groups g;
	double most = 0;
	int exponent;

	set_single_mode(out, x, n);
	if (n < 2 * FEWEST)
		return;
	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(x[i]));
	frexp(most, &exponent);
	open_mode_search(&s, x, n, exponent);
	for (size_t i = 1; i <= s.n_gaps; i++) {
		cut_at_gaps(&g, &s, i);
		if (measure_groups(&g, &s) && g.n > out->n &&
		    are_cuts_real(&s, &g))
			set_modes(out, &s, &g, exponent);
	}
	free(s.values);
	free(s.side);
}
