/*
 * Several levels in turn: a baseline that is no baseline.
 */
#include <math.h>
#include <stdlib.h>

#include "case.h"

/* Fewer newest commits than this off the usual level: it is over. */
#define STILL 3
/* Of the values; what is left may be spikes as well as a kind of machine. */
#define MOST 0.79

static size_t nearest(const struct gp_modes *modes, double value)
{
	size_t best = 0;

	for (size_t i = 1; i < modes->n; i++)
		if (fabs(value - modes->level[i]) <
		    fabs(value - modes->level[best]))
			best = i;
	return best;
}

/* Whether the commits that a baseline is made of are of several levels. */
static bool goes_on(const struct gp_case *c, size_t from)
{
	size_t n = c->past.n, wanted = c->set->wanted, most = 0;
	size_t counts[GP_MODES_MOST] = { 0 };

	if (wanted && n - from > wanted)
		from = n - wanted;
	for (size_t i = from; i < n; i++)
		counts[nearest(&c->modes, c->past.raw[i])]++;
	for (size_t i = 0; i < c->modes.n; i++)
		most = counts[i] > most ? counts[i] : most;
	return n - from >= most + STILL;
}

/* Noise is mostly relative; levels are in the unit either way. */
static void find(struct gp_case *c, const double *raw, size_t n)
{
	double *x = gp_malloc(n * sizeof(*x));

	c->modes_log = true;
	for (size_t i = 0; i < n; i++)
		c->modes_log &= raw[i] > 0;
	for (size_t i = 0; i < n; i++)
		x[i] = c->modes_log ? log(raw[i]) : raw[i];
	gp_modes_find(&c->modes, x, n);
	for (size_t i = 0; i < c->modes.n && c->modes_log; i++)
		c->modes.level[i] = exp(c->modes.level[i]);
	free(x);
}

void gp_case_modes(struct gp_case *c, size_t from)
{
	c->modes_of = c->past.n - from;
	find(c, c->past.raw + from, c->modes_of);
	if (c->modes.n > 1 && !goes_on(c, from))
		c->modes.n = 1;
	c->finding->bimodal = c->modes.n > 1;
}

/* The place of a level, the best being the first. */
static size_t place_of(const struct gp_case *c, size_t i)
{
	return c->scale.sign > 0 ? i : c->modes.n - 1 - i;
}

/* The gate's test, against one level and the noise in each. */
static void against(struct gp_case *c, size_t i)
{
	const struct gp_modes *modes = &c->modes;
	double level = modes->level[place_of(c, i)];
	double share = modes->share[place_of(c, i)];
	double n = fmax(1, share * (double)c->modes_of);
	double spread = modes->spread * (c->modes_log ? level : 1);
	double sd = spread / (c->scale.log ? level : c->scale.unit);
	double center = gp_scale_y(&c->scale, c->finding->baseline.center), d;

	c->gap = gp_scale_y(&c->scale, level) - center;
	d = c->d - c->gap;
	c->gate.df = fmax(1, (double)(c->modes_of - modes->n));
	c->gate.se = sd * sqrt(1 + 1 / n);
	if (c->gate.se > 0) {
		c->gate.p_greater = gp_t_sf(d / c->gate.se, c->gate.df);
		c->gate.p_less = gp_t_cdf(d / c->gate.se, c->gate.df);
		return;
	}
	c->gate.p_greater = d > 0 ? 0 : 1;
	c->gate.p_less = d < 0 ? 0 : 1;
}

static bool most_are_better(const struct gp_case *c, size_t than)
{
	double share = 0;

	for (size_t i = 0; i < than; i++)
		share += c->modes.share[place_of(c, i)];
	return share > MOST;
}

/*
 * A value between two levels is of neither. Where most commits are better, it
 * is one of those that got worse: three spikes of one height hide no change.
 */
void gp_modes_test(struct gp_case *c)
{
	size_t i = c->modes.n - 1;

	against(c, i);
	while (c->gate.p_less < GP_ALPHA && most_are_better(c, i))
		against(c, --i);
	c->gate.p_less = 1;
}

/* Four digits tell levels apart. */
static void put_level(struct gp_buf *out, double value, const char *unit)
{
	double step = pow(10, floor(log10(fabs(value))) - 3);
	double rounded = round(value / step) * step;

	/* A step below one is no binary fraction: divide by its inverse. */
	if (step < 1)
		rounded = round(value / step) / round(1 / step);
	gp_double_format(out, isfinite(rounded) ? rounded : value);
	if (*unit)
		gp_buf_printf(out, " %s", unit);
}

const char *gp_modes_reason(struct gp_case *c)
{
	struct gp_buf text = GP_BUF_INIT;
	const char *reason;

	gp_buf_printf(&text, "the baseline has %zu levels in turn", c->modes.n);
	for (size_t i = 0; i < c->modes.n; i++) {
		gp_buf_puts(&text, i ? ", " : ": ");
		put_level(&text, c->modes.level[i], c->series->unit);
		gp_buf_printf(&text, " (%ld %%)",
			      lround(100 * c->modes.share[i]));
	}
	gp_buf_puts(&text, ": several machines under one testbed name?");
	reason = gp_arena_strdup(c->arena, gp_buf_str(&text));
	gp_buf_clear(&text);
	return reason;
}
