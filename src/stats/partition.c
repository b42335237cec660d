/*
 * Robust optimal partitioning on a grid of levels.
 *
 * For every level of the grid the cost of the best segmentation that ends on
 * it is updated: Q(level) = min(Q(level), min Q + penalty) + loss. All levels
 * but those near recent values are at "min Q + penalty" and need no work. So
 * the grid is made of blocks: a block in which a new segment would be cheaper
 * at every level sleeps until a value comes near.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "partition.h"

#define CELLS      64
#define STEPS      10   /* levels in one standard deviation */
#define MAX_BLOCKS 4096 /* two megabytes */

/*
 * Costs are relative to the smallest one of the previous value. They never
 * exceed the penalty plus an outlier, so a float is precise enough.
 */
struct level_block {
	float cost[CELLS];
	int32_t start[CELLS]; /* first value of the segment that ends here */
	double base;          /* level of the first cell */
	float least;          /* of the costs */
	bool awake;
};

struct level_grid {
	struct level_block *blocks; /* by base */
	size_t n;
	double step;
	uint32_t *awake; /* indices of blocks */
	size_t n_awake;
	float least; /* of all costs */
};

/* ---- setting up ---- */

/*
 * Places blocks so that they contain every level, and the levels up to a
 * quarter of a block on either side; returns their number. `out` may be NULL.
 */
static size_t place_blocks(const double *levels, size_t n, double width,
			   struct level_block *out)
{
	size_t blocks = 0;
	double end = -INFINITY;

	for (size_t i = 0; i < n; i++) {
		double from = levels[i] - width / 4, to = from + width / 2;

		while (end < to) {
			double base = end < from ? from : end;

			if (out)
				out[blocks].base = base;
			blocks++;
			end = base + width;
			if (end <= base)
				return blocks;
		}
	}
	return blocks;
}

static void grid_init(struct level_grid *grid,
		      const struct gp_partition_input *in)
{
	memset(grid, 0, sizeof(*grid));
	grid->step = in->typical / STEPS;
	for (;;) {
		grid->n = place_blocks(in->levels, in->n, grid->step * CELLS,
				       NULL);
		if (grid->n <= MAX_BLOCKS)
			break;
		grid->step *= 2;
	}
	grid->blocks = gp_calloc(grid->n, sizeof(*grid->blocks));
	grid->awake = gp_calloc(grid->n, sizeof(*grid->awake));
	place_blocks(in->levels, in->n, grid->step * CELLS, grid->blocks);
	/* The first segment costs nothing at any level. */
	for (size_t i = 0; i < grid->n; i++) {
		grid->blocks[i].awake = true;
		grid->awake[grid->n_awake++] = (uint32_t)i;
	}
}

static void grid_clear(struct level_grid *grid)
{
	free(grid->blocks);
	free(grid->awake);
}

/* ---- one value ---- */

struct partition_value {
	double x, sd;
	float least; /* cost of the best segmentation so far */
	float penalty;
	int32_t index;
	const struct gp_loss *loss;
};

static void wake_block(struct level_grid *grid, size_t i,
		       const struct partition_value *v)
{
	struct level_block *block = &grid->blocks[i];

	if (block->awake)
		return;
	block->awake = true;
	grid->awake[grid->n_awake++] = (uint32_t)i;
	for (size_t j = 0; j < CELLS; j++)
		block->cost[j] = v->least + v->penalty + 1;
}

/* Wakes the blocks with a level at which the value is not an outlier. */
static void wake_near_value(struct level_grid *grid,
			    const struct partition_value *v)
{
	double half = (double)v->loss->reach * v->sd;
	double width = grid->step * CELLS;
	size_t low = 0, high = grid->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (grid->blocks[middle].base + width < v->x - half)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < grid->n && grid->blocks[low].base <= v->x + half; low++)
		wake_block(grid, low, v);
}

/* The hot loops: constant length, no branches. */
static void advance_block(struct level_block *block, double step,
			  const struct partition_value *v)
{
	const float steps = GP_LOSS_STEPS, most = GP_LOSS_CELLS - 1;
	float from = (float)((v->x - block->base) / v->sd) * steps +
		     (GP_LOSS_REACH * GP_LOSS_STEPS + 0.5F);
	float by = (float)(step / v->sd) * steps;
	const float penalty = v->penalty, least = v->least;
	float *cost = block->cost;
	int32_t *start = block->start, cell[CELLS];

	for (int32_t j = 0; j < CELLS; j++) {
		float at = from - (float)j * by;

		at = at > 0 ? at : 0;
		cell[j] = (int32_t)(at < most ? at : most);
	}
	for (int32_t j = 0; j < CELLS; j++) {
		float q = cost[j] - least;

		start[j] = q > penalty ? v->index : start[j];
		cost[j] = (q > penalty ? penalty : q) + v->loss->cells[cell[j]];
	}
}

static float least_cost(const struct level_block *block)
{
	float least[16];

	memcpy(least, block->cost, sizeof(least));
	for (int i = 16; i < CELLS; i += 16)
		for (int j = 0; j < 16; j++)
			least[j] = block->cost[i + j] < least[j]
					   ? block->cost[i + j]
					   : least[j];
	for (int j = 1; j < 16; j++)
		least[0] = least[j] < least[0] ? least[j] : least[0];
	return least[0];
}

/* Lets blocks sleep in which a new segment is cheaper at every level. */
static void let_blocks_sleep(struct level_grid *grid, float penalty)
{
	size_t kept = 0;

	for (size_t i = 0; i < grid->n_awake; i++) {
		struct level_block *block = &grid->blocks[grid->awake[i]];

		block->awake = block->least - grid->least < penalty;
		if (block->awake)
			grid->awake[kept++] = grid->awake[i];
	}
	grid->n_awake = kept;
}

/* The first value of the best segment that ends here. */
static int32_t best_start(const struct level_grid *grid)
{
	for (size_t i = 0; i < grid->n_awake; i++) {
		const struct level_block *block = &grid->blocks[grid->awake[i]];

		for (size_t j = 0; block->least == grid->least && j < CELLS;
		     j++)
			if (block->cost[j] == grid->least)
				return block->start[j];
	}
	return 0;
}

static int32_t advance_grid(struct level_grid *grid,
			    const struct partition_value *v)
{
	float least = INFINITY;

	wake_near_value(grid, v);
	for (size_t i = 0; i < grid->n_awake; i++) {
		struct level_block *block = &grid->blocks[grid->awake[i]];

		advance_block(block, grid->step, v);
		block->least = least_cost(block);
		least = block->least < least ? block->least : least;
	}
	grid->least = least;
	let_blocks_sleep(grid, v->penalty);
	return best_start(grid);
}

/* ---- all values ---- */

size_t gp_partition(size_t *starts, const struct gp_partition_input *in)
{
	struct level_grid grid;
	int32_t *best;
	size_t n = 0;

	if (!in->n)
		return 0;
	best = gp_malloc(in->n * sizeof(*best));
	grid_init(&grid, in);
	for (size_t t = 0; t < in->n; t++) {
		struct partition_value v = { .x = in->x[t],
					     .sd = fmax(in->sd[t],
							2 * grid.step),
					     .least = grid.least,
					     .penalty = (float)in->penalty,
					     .index = (int32_t)t,
					     .loss = in->loss };

		best[t] = advance_grid(&grid, &v);
	}
	grid_clear(&grid);
	for (size_t t = (size_t)best[in->n - 1]; t; t = (size_t)best[t - 1])
		starts[n++] = t;
	free(best);
	for (size_t i = 0; i < n / 2; i++) {
		size_t other = starts[n - 1 - i];

		starts[n - 1 - i] = starts[i];
		starts[i] = other;
	}
	return n;
}
