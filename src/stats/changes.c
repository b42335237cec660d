/*
 * Change points of a series: estimates the noise, partitions, estimates the
 * noise again from the residuals, partitions again, and then drops the weakest
 * changes.
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
#include "select.h"

#define FEWEST        5
#define ENOUGH        20  /* values from which a density is learned */
#define CLIP          2.5 /* standard deviations, of a residual */
#define FLOOR         5e-4
#define MAX_INFLATION 6
/* Penalties of a change, in ln(n) and the inflation. */
#define FIRST_PRICE  2
#define SECOND_PRICE 3
#define THIRD_PRICE  2.5
#define OUTLIER      9

/* ---- scale ---- */

static void work_init(struct gp_changes_work *work, const double *x, size_t n)
{
	int exponent = gp_exponent_of(x, n);

	memset(work, 0, sizeof(*work));
	work->n = n;
	work->x = gp_malloc(n * sizeof(*work->x));
	work->sd = gp_malloc(n * sizeof(*work->sd));
	work->levels = gp_malloc(n * sizeof(*work->levels));
	work->other = gp_malloc(n * sizeof(*work->other));
	work->inflation = 1;
	work->precise = 1;
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
	free(work->levels);
	free(work->other);
	free(work->cuts);
}

/* ---- partition ---- */

static double penalty_of(const struct gp_changes_work *work, double price)
{
	return price * log((double)work->n) * work->inflation;
}

static void find_partition(struct gp_changes_work *work, double price)
{
	const struct gp_partition_input in = {
		.x = work->x,
		.sd = work->sd,
		.n = work->n,
		.levels = work->levels,
		.typical = work->typical,
		.penalty = penalty_of(work, price),
		.loss = &work->loss,
	};

	work->cuts[0] = 0;
	work->n_cuts = gp_partition(work->cuts + 1, &in) + 2;
	work->cuts[work->n_cuts - 1] = work->n;
}

/* Residuals from the medians of the segments, in standard deviations. */
static void residuals_from_medians(double *out,
				   const struct gp_changes_work *work)
{
	for (size_t i = 0; i + 1 < work->n_cuts; i++) {
		size_t from = work->cuts[i], to = work->cuts[i + 1];
		double center;

		memcpy(out + from, work->x + from, (to - from) * sizeof(*out));
		center = gp_select_median(out + from, to - from);
		for (size_t t = from; t < to; t++)
			out[t] = (work->x[t] - center) / work->sd[t];
	}
}

/*
 * Residuals from the levels of least cost, in standard deviations: the median
 * of noise with two modes is in one of them by chance.
 */
static void residuals_from_levels(double *out,
				  const struct gp_changes_work *work)
{
	for (size_t i = 0; i + 1 < work->n_cuts; i++) {
		size_t from = work->cuts[i], to = work->cuts[i + 1];
		double level = gp_changes_level(NULL, work, from, to);

		for (size_t t = from; t < to; t++)
			out[t] = (work->x[t] - level) / work->sd[t];
	}
}

static double clip_between(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* The median of the seven values around each; sorted ones to `levels`. */
static double *running_medians(struct gp_changes_work *work)
{
	double *medians = gp_malloc(work->n * sizeof(*medians)), window[7];

	for (size_t t = 0; t < work->n; t++) {
		for (size_t i = 0; i < 7; i++) {
			size_t at = t + i < 3 ? 0 : t + i - 3;

			window[i] = work->x[at < work->n ? at : work->n - 1];
		}
		medians[t] = gp_median_inplace(window, 7);
	}
	memcpy(work->levels, medians, work->n * sizeof(*medians));
	gp_sort(work->levels, work->n);
	return medians;
}

/* The values, clipped to the running median +- CLIP standard deviations. */
static double *without_spikes(struct gp_changes_work *work)
{
	double *out = running_medians(work);

	for (size_t t = 0; t < work->n; t++) {
		double most = CLIP * work->sd[t];

		out[t] = clip_between(work->x[t], out[t] - most, out[t] + most);
	}
	return out;
}

static double tenth_percentile(const double *x, size_t n, double *copy)
{
	memcpy(copy, x, n * sizeof(*copy));
	gp_sort(copy, n);
	return gp_quantile_sorted(copy, n, 0.1);
}

/* ---- the noise ---- */

/*
 * Differences of neighbours contain only some of the noise: the residuals of
 * the first partition correct its scale.
 */
static void learn_scale(struct gp_changes_work *work, double *scratch)
{
	double *copy = work->other, k;

	residuals_from_medians(scratch, work);
	memcpy(copy, scratch, work->n * sizeof(*scratch));
	k = fmax(gp_noise_central(copy, work->n), 0.7);
	work->typical *= k;
	for (size_t t = 0; t < work->n; t++) {
		work->sd[t] *= k;
		scratch[t] = clip_between(scratch[t] / k, -CLIP, CLIP);
	}
}

/* Learns the density of the residuals, twice: the first improves levels. */
static void learn_loss(struct gp_changes_work *work, double *scratch)
{
	double sum = 0;

	residuals_from_medians(scratch, work);
	for (int i = 0; i < 2; i++) {
		gp_loss_learn(&work->loss, scratch, work->n, work->outlier);
		residuals_from_levels(scratch, work);
	}
	for (size_t t = 0; t < work->n; t++) {
		scratch[t] = gp_loss_score(&work->loss, scratch[t]);
		sum += scratch[t] * scratch[t];
	}
	work->precise = 1 / sqrt(fmax(sum / (double)work->n, 1));
}

/*
 * Two estimates of how far neighbours depend on each other. The one from
 * blocks is not distorted by undetected changes or modes, but varies by a
 * quarter; the one from the scores is steady, but misses what the partition
 * explained as changes. In simulations their geometric mean was better than
 * either of them, and than the larger.
 */
static void learn_inflation(struct gp_changes_work *work, double blocks,
			    const double *scores)
{
	double scored = gp_noise_long_run(scores, work->n);

	work->inflation = fmin(sqrt(blocks * scored), MAX_INFLATION);
}

static void search_changes(struct gp_changes_work *work)
{
	double least = FLOOR * fabs(gp_median(work->x, work->n));
	double *scratch, blocks;

	gp_noise_local(work->sd, work->x, work->n, fmax(least, 1e-12));
	scratch = without_spikes(work);
	work->typical = tenth_percentile(work->sd, work->n, work->other);
	blocks = fmin(gp_noise_blocks(scratch, work->sd, work->n),
		      MAX_INFLATION);
	work->inflation = blocks;
	work->outlier = fmax(CLIP * CLIP, 0.4 * penalty_of(work, FIRST_PRICE));
	gp_loss_biweight(&work->loss, work->outlier);
	find_partition(work, FIRST_PRICE);
	learn_scale(work, scratch);
	for (int i = 0; i < 2; i++) {
		work->outlier = fmin(OUTLIER, penalty_of(work, THIRD_PRICE));
		if (work->n >= ENOUGH) {
			learn_loss(work, scratch);
			learn_inflation(work, blocks, scratch);
		} else {
			gp_loss_biweight(&work->loss, work->outlier);
		}
		find_partition(work, i ? THIRD_PRICE : SECOND_PRICE);
	}
	free(scratch);
}

/* ---- the result ---- */

static void describe_segment(struct gp_segment *out, const double *x,
			     size_t from, size_t to)
{
	out->from = from;
	out->to = to;
	out->center = gp_median(x + from, to - from);
	out->spread = to - from > 1 ? gp_robust_sd(x + from, to - from) : NAN;
}

static void describe_changes(struct gp_changes *out,
			     const struct gp_changes_work *work,
			     const double *x)
{
	out->n_segments = work->n_cuts - 1;
	out->segments = gp_calloc(out->n_segments, sizeof(*out->segments));
	out->n = out->n_segments - 1;
	out->changes = gp_calloc(out->n + 1, sizeof(*out->changes));
	for (size_t i = 0; i < out->n_segments; i++)
		describe_segment(&out->segments[i], x, work->cuts[i],
				 work->cuts[i + 1]);
	for (size_t i = 0; i < out->n; i++)
		gp_changes_measure(&out->changes[i], work, i + 1,
				   out->segments[i].center);
}

static void find_in_present(struct gp_changes *out, const double *x, size_t n)
{
	struct gp_changes_work work;

	memset(out, 0, sizeof(*out));
	if (!n)
		return;
	work_init(&work, x, n);
	if (n >= FEWEST) {
		search_changes(&work);
		gp_changes_prune(&work);
		gp_changes_refine(&work);
	}
	describe_changes(out, &work, x);
	work_clear(&work);
}

/* Converts indexes of the present values to indexes of all `n`. */
static void restore_indexes(struct gp_changes *out, const size_t *index_of,
			    size_t n)
{
	for (size_t i = 0; i < out->n; i++) {
		out->changes[i].index = index_of[out->changes[i].index];
		out->segments[i].to = out->changes[i].index;
		out->segments[i + 1].from = out->changes[i].index;
	}
	if (out->n_segments)
		out->segments[out->n_segments - 1].to = n;
}

void gp_changes_find(struct gp_changes *out, const double *x, size_t n)
{
	double *present = gp_malloc((n + 1) * sizeof(*present));
	size_t *index_of = gp_malloc((n + 1) * sizeof(*index_of));
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(x[i]))
			continue;
		present[m] = x[i];
		index_of[m++] = i;
	}
	find_in_present(out, present, m);
	restore_indexes(out, index_of, n);
	free(index_of);
	free(present);
}

void gp_changes_clear(struct gp_changes *changes)
{
	free(changes->changes);
	free(changes->segments);
	memset(changes, 0, sizeof(*changes));
}
