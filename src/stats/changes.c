/*
 * Change points of a series: noise, partition, noise again from what is left
 * over, partition again, and then the weakest changes go.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/changes.h"
#include "gp/mem.h"
#include "gp/stats.h"

#include "changes_work.h"
#include "noise.h"
#include "partition.h"

#define FEWEST        5
#define CLIP          2.5 /* standard deviations, of a residual */
#define FLOOR         5e-4
#define MAX_INFLATION 6
#define FIRST_PRICE   2
#define PRICE         3.5

/* ---- scale ---- */

static int exponent_of(const double *x, size_t n)
{
	double most = 0;
	int exponent;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(x[i]));
	frexp(most, &exponent);
	return exponent;
}

static void work_init(struct gp_changes_work *work, const double *x, size_t n)
{
	int exponent = exponent_of(x, n);

	memset(work, 0, sizeof(*work));
	work->n = n;
	work->x = gp_malloc(n * sizeof(*work->x));
	work->sd = gp_malloc(n * sizeof(*work->sd));
	work->sum = gp_malloc((n + 1) * sizeof(*work->sum));
	work->cuts = gp_malloc((n + 2) * sizeof(*work->cuts));
	work->cuts[0] = 0;
	work->cuts[1] = n;
	work->n_cuts = 2;
	work->exponent = exponent;
	for (size_t i = 0; i < n; i++)
		work->x[i] = ldexp(x[i], -exponent);
}

static void work_clear(struct gp_changes_work *work)
{
	free(work->x);
	free(work->sd);
	free(work->sum);
	free(work->cuts);
}

/* ---- partition ---- */

/*
 * An outlier costs so much that a run of five of them is worth a segment of
 * its own, and fewer are not.
 */
static void partition(struct gp_changes_work *work, double price)
{
	double penalty = price * log((double)work->n) * work->inflation;
	const struct gp_partition_input in = {
		.x = work->x,
		.sd = work->sd,
		.n = work->n,
		.penalty = penalty,
		.outlier = fmax(CLIP * CLIP, 2 * penalty / 5),
	};

	work->cuts[0] = 0;
	work->n_cuts = gp_partition(work->cuts + 1, &in) + 2;
	work->cuts[work->n_cuts - 1] = work->n;
}

/* Distances from the segments' medians, in standard deviations. */
static void residuals(double *out, const struct gp_changes_work *work)
{
	for (size_t i = 0; i + 1 < work->n_cuts; i++) {
		size_t from = work->cuts[i], to = work->cuts[i + 1];
		double center = gp_median(work->x + from, to - from);

		for (size_t t = from; t < to; t++)
			out[t] = (work->x[t] - center) / work->sd[t];
	}
}

static double clip(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* The values with what stands out of its seven neighbours cut off. */
static void without_spikes(double *out, const struct gp_changes_work *work)
{
	double window[7];

	for (size_t t = 0; t < work->n; t++) {
		double reach = CLIP * work->sd[t], center;

		for (size_t i = 0; i < 7; i++) {
			size_t at = t + i < 3 ? 0 : t + i - 3;

			window[i] = work->x[at < work->n ? at : work->n - 1];
		}
		center = gp_median_inplace(window, 7);
		out[t] = clip(work->x[t], center - reach, center + reach);
	}
}

/* Differences of neighbours see only some of the noise: what is left says. */
static void learn(struct gp_changes_work *work, double *scratch)
{
	double k, first = work->inflation;

	residuals(scratch, work);
	memcpy(work->sum, scratch, work->n * sizeof(*scratch));
	k = fmax(gp_noise_central(work->sum, work->n), 0.7);
	for (size_t t = 0; t < work->n; t++) {
		work->sd[t] *= k;
		scratch[t] = clip(scratch[t] / k, -CLIP, CLIP);
	}
	work->inflation = fmin(fmax(first, gp_noise_long_run(scratch, work->n)),
			       MAX_INFLATION);
}

static void search(struct gp_changes_work *work)
{
	double *scratch = gp_malloc(work->n * sizeof(*scratch));
	double least = FLOOR * fabs(gp_median(work->x, work->n));

	gp_noise_local(work->sd, work->x, work->n, fmax(least, 1e-12));
	without_spikes(scratch, work);
	work->inflation = fmin(gp_noise_blocks(scratch, work->sd, work->n),
			       MAX_INFLATION);
	partition(work, FIRST_PRICE);
	learn(work, scratch);
	partition(work, PRICE);
	work->sum[0] = 0;
	for (size_t t = 0; t < work->n; t++)
		work->sum[t + 1] = work->sum[t] + work->sd[t];
	free(scratch);
}

/* ---- what is told ---- */

static void tell_segment(struct gp_segment *out, const double *x, size_t from,
			 size_t to)
{
	out->from = from;
	out->to = to;
	out->center = gp_median(x + from, to - from);
	out->spread = to - from > 1 ? gp_robust_sd(x + from, to - from) : NAN;
}

static void tell(struct gp_changes *out, const struct gp_changes_work *work,
		 const double *x)
{
	out->n_segments = work->n_cuts - 1;
	out->segments = gp_calloc(out->n_segments, sizeof(*out->segments));
	out->n = out->n_segments - 1;
	out->changes = gp_calloc(out->n + 1, sizeof(*out->changes));
	for (size_t i = 0; i < out->n_segments; i++)
		tell_segment(&out->segments[i], x, work->cuts[i],
			     work->cuts[i + 1]);
	for (size_t i = 0; i < out->n; i++)
		gp_changes_measure(&out->changes[i], work, i + 1,
				   out->segments[i].center);
}

static void find(struct gp_changes *out, const double *x, size_t n)
{
	struct gp_changes_work work;

	memset(out, 0, sizeof(*out));
	if (!n)
		return;
	work_init(&work, x, n);
	if (n >= FEWEST) {
		search(&work);
		gp_changes_prune(&work);
	}
	tell(out, &work, x);
	work_clear(&work);
}

/* From indices of the `m` values that are there to those of all `n`. */
static void spread_out(struct gp_changes *out, const size_t *place, size_t n)
{
	for (size_t i = 0; i < out->n; i++) {
		out->changes[i].index = place[out->changes[i].index];
		out->segments[i].to = out->changes[i].index;
		out->segments[i + 1].from = out->changes[i].index;
	}
	if (out->n_segments)
		out->segments[out->n_segments - 1].to = n;
}

void gp_changes_find(struct gp_changes *out, const double *x, size_t n)
{
	double *there = gp_malloc((n + 1) * sizeof(*there));
	size_t *place = gp_malloc((n + 1) * sizeof(*place));
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(x[i]))
			continue;
		there[m] = x[i];
		place[m++] = i;
	}
	find(out, there, m);
	spread_out(out, place, n);
	free(place);
	free(there);
}

void gp_changes_clear(struct gp_changes *changes)
{
	free(changes->changes);
	free(changes->segments);
	memset(changes, 0, sizeof(*changes));
}
