/*
 * The loss function of a partition: the cost of a residual, learned from the
 * density of the noise, and the level at which values cost least.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loss.h"

#define MIDDLE       (GP_LOSS_STEPS * GP_LOSS_REACH)
#define PRIOR        10   /* weight of the normal density, in residuals */
#define ANYWHERE     0.02 /* share of residuals that is spread evenly */
#define MOST_LEVELS  200
#define COARSE       3 /* first every third level, then those around the best */
#define INV_ROOT_2PI 0.3989422804014327

/* Limits the cost of each cell to that of an outlier. */
static void limit_to_outlier(struct gp_loss *loss, double outlier)
{
	int reach = 0;

	loss->outlier = (float)outlier;
	loss->cells[0] = loss->cells[GP_LOSS_CELLS - 1] = loss->outlier;
	for (int i = 0; i < GP_LOSS_CELLS; i++) {
		if (loss->cells[i] < loss->outlier)
			reach = abs(i - MIDDLE) > reach ? abs(i - MIDDLE)
							: reach;
		else
			loss->cells[i] = loss->outlier;
	}
	loss->reach = (float)(reach + 1) / GP_LOSS_STEPS;
}

void gp_loss_biweight(struct gp_loss *loss, double outlier)
{
	for (int i = 0; i < GP_LOSS_CELLS; i++) {
		float r = (float)(i - MIDDLE) / GP_LOSS_STEPS;

		loss->cells[i] = r * r;
	}
	limit_to_outlier(loss, outlier);
}

/* ---- learning a density ---- */

/* How many residuals are in each cell. */
struct cell_counts {
	double cells[GP_LOSS_CELLS];
	double n;
};

static void count_by_cell(struct cell_counts *out, const double *residuals,
			  size_t n)
{
	memset(out, 0, sizeof(*out));
	out->n = (double)n;
	for (size_t i = 0; i < n; i++) {
		double at = residuals[i] * GP_LOSS_STEPS + MIDDLE + 0.5;

		if (at >= 0 && at < GP_LOSS_CELLS)
			out->cells[(int)at]++;
	}
}

/* A normal kernel, cut off at four times its width. */
struct smoothing_kernel {
	double weights[MIDDLE];
	int reach;
};

static void kernel_init(struct smoothing_kernel *kernel, double width)
{
	double sum = 0;

	kernel->reach = (int)ceil(4 * width);
	for (int i = 0; i <= kernel->reach; i++) {
		kernel->weights[i] = exp(-0.5 * i * i / (width * width));
		sum += (i ? 2 : 1) * kernel->weights[i];
	}
	for (int i = 0; i <= kernel->reach; i++)
		kernel->weights[i] /= sum;
}

static void smooth_counts(double *out, const struct cell_counts *counted,
			  const struct smoothing_kernel *kernel)
{
	memset(out, 0, GP_LOSS_CELLS * sizeof(*out));
	for (int i = 0; i < GP_LOSS_CELLS; i++) {
		double n = counted->cells[i];
		int from = i < kernel->reach ? -i : -kernel->reach;
		int to = GP_LOSS_CELLS - 1 - i;

		if (to > kernel->reach)
			to = kernel->reach;
		for (int j = from; n > 0 && j <= to; j++)
			out[i + j] += n * kernel->weights[j < 0 ? -j : j];
	}
}

/* The density in a cell, if `near` of `n` residuals are near it. */
static double cell_density(int cell, double near, double n)
{
	double r = (double)(cell - MIDDLE) / GP_LOSS_STEPS;
	double normal = INV_ROOT_2PI / GP_LOSS_STEPS * exp(-0.5 * r * r);

	return ANYWHERE / GP_LOSS_CELLS +
	       (1 - ANYWHERE) * (fmax(near, 0) + PRIOR * normal) / (n + PRIOR);
}

/* ln of the likelihood of each residual, given the others. */
static double log_likelihood(const struct cell_counts *counted,
			     const double *near, double itself)
{
	double sum = 0;

	for (int i = 0; i < GP_LOSS_CELLS; i++)
		if (counted->cells[i] > 0)
			sum += counted->cells[i] *
			       log(cell_density(i, near[i] - itself,
						counted->n - 1));
	return sum;
}

static void set_cells(struct gp_loss *loss, const double *near, double n)
{
	double all[GP_LOSS_CELLS], least = INFINITY;

	for (int i = 0; i < GP_LOSS_CELLS; i++) {
		all[i] = -2 * log(cell_density(i, near[i], n));
		least = fmin(least, all[i]);
	}
	for (int i = 0; i < GP_LOSS_CELLS; i++)
		loss->cells[i] =
			(float)fmin(all[i] - least, (double)loss->outlier);
}

void gp_loss_learn(struct gp_loss *loss, const double *residuals, size_t n,
		   double outlier)
{
	static const double widths[] = { 1, 1.4, 2, 2.8, 4, 5.6, 8 };
	double near[GP_LOSS_CELLS], nearest[GP_LOSS_CELLS] = { 0 };
	double best = -INFINITY;
	struct cell_counts counted;
	struct smoothing_kernel kernel;

	loss->outlier = (float)outlier;
	count_by_cell(&counted, residuals, n);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		double likely;

		kernel_init(&kernel, widths[i]);
		smooth_counts(near, &counted, &kernel);
		likely = log_likelihood(&counted, near, kernel.weights[0]);
		if (likely <= best)
			continue;
		best = likely;
		memcpy(nearest, near, sizeof(near));
	}
	set_cells(loss, nearest, counted.n);
	limit_to_outlier(loss, outlier);
}

double gp_loss_score(const struct gp_loss *loss, double residual)
{
	double at = residual * GP_LOSS_STEPS + MIDDLE + 0.5;
	int i = at >= 1 && at < GP_LOSS_CELLS - 1 ? (int)at : 0;

	if (!i)
		return 0;
	return (double)(loss->cells[i + 1] - loss->cells[i - 1]) / 4 *
	       GP_LOSS_STEPS;
}

/* ---- levels ---- */

/*
 * Levels from `low` on, `step` apart, and the best so far. Divisions are done
 * once: at[i] is the cell of value i at the lowest level, per[i] the number of
 * cells by which it falls with each step.
 */
struct level_search {
	const struct gp_loss *loss;
	double at[GP_LOSS_MOST], per[GP_LOSS_MOST];
	size_t n;
	double low, step, least;
	int best;
};

static double cost_of_level(const struct level_search *search, int step)
{
	double cost = 0;

	for (size_t i = 0; i < search->n && cost < search->least; i++)
		cost += (double)gp_loss_cell(
			search->loss, search->at[i] - step * search->per[i]);
	return cost;
}

static void try_level(struct level_search *search, int step)
{
	double cost = cost_of_level(search, step);

	if (cost >= search->least)
		return;
	search->least = cost;
	search->best = step;
}

static void level_search_init(struct level_search *search,
			      const struct gp_piece *piece)
{
	for (size_t i = 0; i < piece->n; i++) {
		double cells = GP_LOSS_STEPS / piece->sd[i];

		search->at[i] =
			(piece->x[i] - search->low) * cells + GP_LOSS_MIDDLE;
		search->per[i] = search->step * cells;
	}
}

double gp_loss_level(double *cost, const struct gp_loss *loss,
		     const struct gp_piece *piece, double low, double high)
{
	struct level_search search;
	int n, coarse;

	assert(piece->n <= GP_LOSS_MOST);
	search.loss = loss;
	search.n = piece->n;
	search.low = low;
	search.step = 0;
	search.least = INFINITY;
	search.best = 0;
	for (size_t i = 0; i < piece->n; i++)
		search.step += piece->sd[i];
	search.step /= (double)piece->n * GP_LOSS_STEPS;
	search.step = fmax(search.step, (high - low) / MOST_LEVELS);
	level_search_init(&search, piece);
	n = (int)ceil((high - low) / search.step);
	try_level(&search, n / COARSE / 2 * COARSE);
	for (int i = 0; i <= n; i += COARSE)
		try_level(&search, i);
	coarse = search.best;
	for (int i = coarse - COARSE + 1; i < coarse + COARSE; i++)
		if (i >= 0 && i <= n)
			try_level(&search, i);
	*cost = search.least;
	return low + search.best * search.step;
}
