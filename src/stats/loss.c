#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loss.h"

#define MIDDLE       (GP_LOSS_STEPS * GP_LOSS_REACH)
#define PRIOR        10   /* residuals that the normal density counts as */
#define ANYWHERE     0.02 /* of all residuals, at least */
#define MOST_LEVELS  200
#define COARSE       3 /* every third first, then beside the best */
#define INV_ROOT_2PI 0.3989422804014327

/* Cuts the cells off at the outlier. */
static void bound(struct gp_loss *loss, double outlier)
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
	bound(loss, outlier);
}

/* ---- learning ---- */

/* Residuals, counted by cells. */
struct counted {
	double cells[GP_LOSS_CELLS];
	double n;
};

static void count(struct counted *out, const double *residuals, size_t n)
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
struct kernel {
	double weights[MIDDLE];
	int reach;
};

static void kernel_init(struct kernel *kernel, double width)
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

static void smooth(double *out, const struct counted *counted,
		   const struct kernel *kernel)
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

/* The share of a cell, where `near` residuals of `n` are near it. */
static double density(int cell, double near, double n)
{
	double r = (double)(cell - MIDDLE) / GP_LOSS_STEPS;
	double normal = INV_ROOT_2PI / GP_LOSS_STEPS * exp(-0.5 * r * r);

	return ANYWHERE / GP_LOSS_CELLS +
	       (1 - ANYWHERE) * (fmax(near, 0) + PRIOR * normal) / (n + PRIOR);
}

/* ln of how likely each residual is by the others. */
static double likelihood(const struct counted *counted, const double *near,
			 double itself)
{
	double sum = 0;

	for (int i = 0; i < GP_LOSS_CELLS; i++)
		if (counted->cells[i] > 0)
			sum += counted->cells[i] *
			       log(density(i, near[i] - itself,
					   counted->n - 1));
	return sum;
}

static void set_cells(struct gp_loss *loss, const double *near, double n)
{
	double all[GP_LOSS_CELLS], least = INFINITY;

	for (int i = 0; i < GP_LOSS_CELLS; i++) {
		all[i] = -2 * log(density(i, near[i], n));
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
	struct counted counted;
	struct kernel kernel;

	loss->outlier = (float)outlier;
	count(&counted, residuals, n);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		double likely;

		kernel_init(&kernel, widths[i]);
		smooth(near, &counted, &kernel);
		likely = likelihood(&counted, near, kernel.weights[0]);
		if (likely <= best)
			continue;
		best = likely;
		memcpy(nearest, near, sizeof(near));
	}
	set_cells(loss, nearest, counted.n);
	bound(loss, outlier);
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
 * Levels from `low` on, `step` apart; the best so far. What divides is done
 * once: at[i] is the cell of a value at the lowest level, per[i] how many
 * cells it falls by with each step.
 */
struct search {
	const struct gp_loss *loss;
	double at[GP_LOSS_MOST], per[GP_LOSS_MOST];
	size_t n;
	double low, step, least;
	int best;
};

static double cost_at(const struct search *search, int step)
{
	double cost = 0;

	for (size_t i = 0; i < search->n && cost < search->least; i++)
		cost += (double)gp_loss_cell(
			search->loss, search->at[i] - step * search->per[i]);
	return cost;
}

static void look(struct search *search, int step)
{
	double cost = cost_at(search, step);

	if (cost >= search->least)
		return;
	search->least = cost;
	search->best = step;
}

static void search_init(struct search *search, const struct gp_piece *piece)
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
	struct search search;
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
	search_init(&search, piece);
	n = (int)ceil((high - low) / search.step);
	look(&search, n / COARSE / 2 * COARSE);
	for (int i = 0; i <= n; i += COARSE)
		look(&search, i);
	coarse = search.best;
	for (int i = coarse - COARSE + 1; i < coarse + COARSE; i++)
		if (i >= 0 && i <= n)
			look(&search, i);
	*cost = search.least;
	return low + search.best * search.step;
}
