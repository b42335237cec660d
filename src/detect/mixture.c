/*
 * Several levels that alternate: the values before the judged commit are a
 * mixture, and a single baseline would mean nothing.
 */
#include <math.h>
#include <stdlib.h>

#include "mixture.h"
#include "outcome.h"

/* With fewer newest commits than this off the usual level, it is over. */
#define ALTERNATING 3
/* Share of the values: the others may be spikes as well as another machine. */
#define MOST 0.79

static size_t nearest_mode(const struct gp_modes *modes, double value)
{
	size_t best = 0;

	for (size_t i = 1; i < modes->n; i++)
		if (fabs(value - modes->level[i]) <
		    fabs(value - modes->level[best]))
			best = i;
	return best;
}

/* Whether the values that a baseline would use are on several levels, too. */
static bool still_alternates(const struct gp_mixture *mixture,
			     const struct gp_values *values, size_t from,
			     size_t wanted)
{
	size_t n = values->n, most = 0;
	size_t counts[GP_MODES_MOST] = { 0 };

	if (wanted && n - from > wanted)
		from = n - wanted;
	for (size_t i = from; i < n; i++)
		counts[nearest_mode(&mixture->modes, values->raw[i])]++;
	for (size_t i = 0; i < mixture->modes.n; i++)
		most = counts[i] > most ? counts[i] : most;
	return n - from >= most + ALTERNATING;
}

/* Noise is mostly relative; levels are in the unit either way. */
static void find_modes(struct gp_mixture *out, const double *raw, size_t n)
{
	double *x = gp_malloc(n * sizeof(*x));

	out->log = true;
	for (size_t i = 0; i < n; i++)
		out->log &= raw[i] > 0;
	for (size_t i = 0; i < n; i++)
		x[i] = out->log ? log(raw[i]) : raw[i];
	gp_modes_find(&out->modes, x, n);
	for (size_t i = 0; i < out->modes.n && out->log; i++)
		out->modes.level[i] = exp(out->modes.level[i]);
	free(x);
}

void gp_mixture_find(struct gp_mixture *out, const struct gp_values *values,
		     size_t from, size_t wanted)
{
	out->commits = values->n - from;
	find_modes(out, values->raw + from, out->commits);
	if (out->modes.n > 1 && !still_alternates(out, values, from, wanted))
		out->modes.n = 1;
}

/* ---- the test ---- */

/* Index of the i-th level, the best being the first. */
static size_t best_mode(const struct gp_mixture *mixture,
			const struct gp_scale *scale, size_t i)
{
	return scale->sign > 0 ? i : mixture->modes.n - 1 - i;
}

/* The gate's test, against one level and the noise around each level. */
static void test_against(struct gp_step_test *test,
			 const struct gp_mixture *mixture,
			 const struct gp_baseline *baseline, double center,
			 size_t i)
{
	const struct gp_modes *modes = &mixture->modes;
	const struct gp_scale *scale = &baseline->scale;
	struct gp_gate_result *result = &test->result;
	double level = modes->level[best_mode(mixture, scale, i)];
	double share = modes->share[best_mode(mixture, scale, i)];
	double n = fmax(1, share * (double)mixture->commits);
	double spread = modes->spread * (mixture->log ? level : 1);
	double sd = spread / (scale->log ? level : scale->unit), d;

	test->gap = gp_scale_y(scale, level) - gp_scale_y(scale, center);
	d = baseline->distance - test->gap;
	result->df = fmax(1, (double)(mixture->commits - modes->n));
	result->se = sd * sqrt(1 + 1 / n);
	if (result->se > 0) {
		result->p_greater = gp_t_sf(d / result->se, result->df);
		result->p_less = gp_t_cdf(d / result->se, result->df);
		return;
	}
	result->p_greater = d > 0 ? 0 : 1;
	result->p_less = d < 0 ? 0 : 1;
}

static bool most_are_better(const struct gp_mixture *mixture,
			    const struct gp_scale *scale, size_t than)
{
	double share = 0;

	for (size_t i = 0; i < than; i++)
		share += mixture->modes.share[best_mode(mixture, scale, i)];
	return share > MOST;
}

/*
 * A value between two levels is on neither. If most commits are on a better
 * level, it is one of those that got worse: three spikes of one height must
 * not hide a change.
 */
void gp_mixture_test(struct gp_step_test *test,
		     const struct gp_mixture *mixture,
		     const struct gp_baseline *baseline, double center)
{
	size_t i = mixture->modes.n - 1;

	test_against(test, mixture, baseline, center, i);
	while (test->result.p_less < GP_ALPHA &&
	       most_are_better(mixture, &baseline->scale, i))
		test_against(test, mixture, baseline, center, --i);
	test->result.p_less = 1;
}

/* ---- its description ---- */

static void put_mode_level(struct gp_buf *out, double value, const char *unit)
{
	gp_reason_put_value(out, value);
	if (*unit)
		gp_buf_printf(out, " %s", unit);
}

const char *gp_mixture_reason(const struct gp_mixture *mixture,
			      const char *unit, struct gp_arena *arena)
{
	const struct gp_modes *modes = &mixture->modes;
	struct gp_buf text = GP_BUF_INIT;
	const char *reason;

	gp_buf_printf(&text, "the baseline alternates between %zu levels",
		      modes->n);
	for (size_t i = 0; i < modes->n; i++) {
		gp_buf_puts(&text, i ? ", " : ": ");
		put_mode_level(&text, modes->level[i], unit);
		gp_buf_printf(&text, " (%ld %%)",
			      lround(100 * modes->share[i]));
	}
	gp_buf_puts(&text, ": several machines under one testbed name?");
	reason = gp_arena_strdup(arena, gp_buf_str(&text));
	gp_buf_clear(&text);
	return reason;
}
