/*
 * Modes: do values come from several levels in turn, as those of several
 * kinds of machine under one name do?
 *
 * Values in ascending order are cut at their widest gaps: at the widest, at
 * the two widest, and so on. Cuts stand where chance does not make such gaps,
 * not even in a long tail, where spikes do not make such groups, and where
 * neighbouring groups come in turn.
 */
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/rank.h"
#include "gp/stats.h"

#define MOST     GP_MODES_MOST
#define MOST_CUT 5 /* gaps: between modes, and before what lies far out */
#define FEWEST   3 /* values of a mode */
/* The gap between modes: see is_wide(). */
#define GAP_POWER 0.7
#define GAP_LEAST 0.75
#define GAP_MANY  8
#define GAP_FEW   175
#define GAP_STEPS 3
/* Spikes: their share, how far they spread, the chance that they may have. */
#define SPIKE_SHARE 0.03
#define SPIKE_SDS   20
#define SPIKE_P     5e-4
#define SPIKE_N     30
/* Coming in turn. */
#define FEWEST_RUNS  3
#define LEAST_RUNS_Z (-3.09)

struct value {
	double value;
	size_t time;
};

struct search {
	struct value *values; /* ascending, scaled into +-1 */
	size_t n;
	double step;           /* between the nearest two that are not equal */
	size_t gaps[MOST_CUT]; /* before these values; widest first */
	size_t n_gaps;
	unsigned char *side; /* by time: 0 outside, 1 below a cut, 2 above */
};

/* Values [ends[i], ends[i + 1]) are one group; others lie far out. */
struct groups {
	size_t ends[MOST_CUT + 2];
	size_t n;
	double sd; /* within them */
};

/* ---- the values ---- */

static int compare(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? 1 : -1;
	return (x->time > y->time) - (x->time < y->time);
}

static double gap_at(const struct search *s, size_t at)
{
	return s->values[at].value - s->values[at - 1].value;
}

/* Keeps the list of the widest gaps; of equal ones the lower. */
static void add_gap(struct search *s, size_t at)
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

static void open_search(struct search *s, const double *x, size_t n,
			int exponent)
{
	*s = (struct search){ .n = n, .step = INFINITY };
	s->values = gp_malloc(n * sizeof(*s->values));
	s->side = gp_malloc(n);
	for (size_t i = 0; i < n; i++)
		s->values[i] = (struct value){ ldexp(x[i], -exponent), i };
	qsort(s->values, n, sizeof(*s->values), compare);
	for (size_t i = 1; i < n; i++)
		add_gap(s, i);
}

/* The sum of squares about the mean (Welford 1962). */
static double squares(const struct search *s, size_t from, size_t to)
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

static size_t size_of(const struct groups *g, size_t i)
{
	return g->ends[i + 1] - g->ends[i];
}

/* Leaves out one or two values, or a tenth of all, far from the others. */
static void leave_out(struct groups *g, size_t n)
{
	size_t most = n / 10 > FEWEST - 1 ? n / 10 : FEWEST - 1, out = 0;

	while (g->n && size_of(g, g->n - 1) < FEWEST &&
	       out + size_of(g, g->n - 1) <= most)
		out += size_of(g, --g->n);
	while (g->n && size_of(g, 0) < FEWEST && out + size_of(g, 0) <= most) {
		out += size_of(g, 0);
		g->n--;
		for (size_t i = 0; i <= g->n; i++)
			g->ends[i] = g->ends[i + 1];
	}
}

static void cut(struct groups *g, const struct search *s, size_t n_cuts)
{
	*g = (struct groups){ .ends = { 0, s->n }, .n = 1 };
	for (size_t i = 0; i < n_cuts; i++) {
		size_t j = ++g->n;

		for (; g->ends[j - 1] > s->gaps[i]; j--)
			g->ends[j] = g->ends[j - 1];
		g->ends[j] = s->gaps[i];
	}
	leave_out(g, s->n);
}

/* False where there are too few groups, or too few values in one. */
static bool measure(struct groups *g, const struct search *s)
{
	double sum = 0;

	if (g->n < 2 || g->n > MOST)
		return false;
	for (size_t i = 0; i < g->n; i++) {
		if (size_of(g, i) < FEWEST)
			return false;
		sum += squares(s, g->ends[i], g->ends[i + 1]);
	}
	g->sd = sqrt(sum / (double)(g->ends[g->n] - g->ends[0] - g->n));
	return true;
}

/* ---- tests of one cut ---- */

struct side {
	size_t from, to;
};

static double count(struct side side)
{
	return (double)(side.to - side.from);
}

/*
 * Of n values from an exponential distribution, k times the gap before the
 * last k is exponential too. Against the standard deviation within both sides
 * a power of k less than 1 has the most power for mixtures of three to one;
 * with it the bound is what one in 2,000 series has that are normal,
 * lognormal, exponential or of Student's t with 3 degrees of freedom, by
 * simulation for 10 to 100 values (tests/accuracy/modes.c).
 */
static bool is_wide(double gap, double sd, double k, double n)
{
	return gap >= GAP_LEAST * sd &&
	       gap * pow(k, GAP_POWER) >= (GAP_MANY + GAP_FEW / n) * sd;
}

/*
 * Whether one value in 33 being anywhere up to 20 standard deviations away
 * makes so many of them, or a group of so many in so little room, too often.
 */
static bool is_spikes(double n, double k, double width)
{
	double room = fmin(1, width / SPIKE_SDS);
	double near = k * pow(room, k - 1) - (k - 1) * pow(room, k);
	double log_groups = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) +
			    k * log(SPIKE_SHARE);
	double most = SPIKE_P * fmin(1, SPIKE_N * SPIKE_N / (n * n));

	return gp_beta_inc(k, n - k + 1, SPIKE_SHARE) > most &&
	       exp(log_groups) * near > most;
}

static void mark(struct search *s, struct side side, unsigned char as)
{
	for (size_t i = side.from; i < side.to; i++)
		s->side[s->values[i].time] = as;
}

/* The runs test of Wald & Wolfowitz (1940), against too few. */
static bool in_turn(struct search *s, struct side few, struct side many)
{
	double all = count(few) + count(many);
	double twice = 2 * count(few) * count(many), runs = 0, runs_few = 0;
	double sd = sqrt(twice * (twice - all) / (all * all * (all - 1)));
	unsigned char last = 0;

	mark(s, (struct side){ 0, s->n }, 0);
	mark(s, few, 1);
	mark(s, many, 2);
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
static double main_sd(const struct groups *g, const struct search *s)
{
	size_t most = 0;

	for (size_t i = 1; i < g->n; i++)
		if (size_of(g, i) > size_of(g, most))
			most = i;
	return sqrt(squares(s, g->ends[most], g->ends[most + 1]) /
		    (double)(size_of(g, most) - 1));
}

static bool stands(struct search *s, const struct groups *g, size_t i)
{
	const struct side below = { g->ends[0], g->ends[i] };
	const struct side above = { g->ends[i], g->ends[g->n] };
	bool is_below = count(below) <= count(above);
	const struct side few = is_below ? below : above;
	const struct side many = is_below ? above : below;
	double sd = fmax(main_sd(g, s), s->step), width;
	double gap = gap_at(s, g->ends[i]);

	width = s->values[few.to - 1].value - s->values[few.from].value;
	return gap >= GAP_STEPS * s->step &&
	       is_wide(gap, g->sd, count(few), count(few) + count(many)) &&
	       !is_spikes((double)s->n, count(few), width / sd) &&
	       in_turn(s, few, many);
}

static bool all_stand(struct search *s, const struct groups *g)
{
	for (size_t i = 1; i < g->n; i++)
		if (!stands(s, g, i))
			return false;
	return true;
}

/* ---- the answer ---- */

static void put_modes(struct gp_modes *out, const struct search *s,
		      const struct groups *g, int exponent)
{
	out->n = g->n;
	out->spread = ldexp(g->sd, exponent);
	for (size_t i = 0; i < g->n; i++) {
		size_t low = g->ends[i] + (size_of(g, i) - 1) / 2;
		size_t high = g->ends[i] + size_of(g, i) / 2;

		out->share[i] = (double)size_of(g, i) / (double)s->n;
		out->level[i] = ldexp(
			(s->values[low].value + s->values[high].value) / 2,
			exponent);
	}
}

static void put_one(struct gp_modes *out, const double *x, size_t n)
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
	struct search s;
	struct groups g;
	double most = 0;
	int exponent;

	put_one(out, x, n);
	if (n < 2 * FEWEST)
		return;
	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(x[i]));
	frexp(most, &exponent);
	open_search(&s, x, n, exponent);
	for (size_t i = 1; i <= s.n_gaps; i++) {
		cut(&g, &s, i);
		if (measure(&g, &s) && g.n > out->n && all_stand(&s, &g))
			put_modes(out, &s, &g, exponent);
	}
	free(s.values);
	free(s.side);
}
