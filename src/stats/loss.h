#ifndef GP_STATS_LOSS_H
#define GP_STATS_LOSS_H

#include <stddef.h>

/**
 * @file
 * What a distance from the level costs: -2 ln of the density of the noise,
 * above its smallest, in tenths of a standard deviation up to 12 of them. No
 * value costs more than an outlier.
 */

#define GP_LOSS_STEPS 10
#define GP_LOSS_REACH 12
#define GP_LOSS_CELLS (2 * GP_LOSS_STEPS * GP_LOSS_REACH + 1)
/** Values of a piece, at most. */
#define GP_LOSS_MOST 1000

struct gp_loss {
	float cells[GP_LOSS_CELLS]; /**< The first and last: outlier. */
	float outlier;
	float reach; /**< All that is farther away is one. */
};

/** min(r^2, outlier): of normal noise, robust. */
void gp_loss_biweight(struct gp_loss *loss, double outlier);

/**
 * Learns the density of `n` residuals, so that noise with two modes, or with
 * one long tail, is known as what it is. A kernel estimate (Silverman 1986)
 * whose width is the one of seven under which each residual is likeliest,
 * given the others (Habbema, Hermans & van den Broek 1974); a normal density
 * counts as ten residuals more, and two in a hundred may be anywhere.
 */
void gp_loss_learn(struct gp_loss *loss, const double *residuals, size_t n,
		   double outlier);

/** Half the slope of the loss at a residual: the score, r for normal noise. */
double gp_loss_score(const struct gp_loss *loss, double residual);

/** Values with the noise at each. */
struct gp_piece {
	const double *x, *sd;
	size_t n; /**< From 1 to GP_LOSS_MOST. */
};

/**
 * The level between `low` and `high` at which a piece costs least, in steps
 * of a tenth of its noise; at most 200 levels are looked at. Writes the cost.
 */
double gp_loss_level(double *cost, const struct gp_loss *loss,
		     const struct gp_piece *piece, double low, double high);

/** Where a value at its level is, in cells; rounds down to its own. */
#define GP_LOSS_MIDDLE (GP_LOSS_STEPS * GP_LOSS_REACH + 0.5)

static inline float gp_loss_cell(const struct gp_loss *loss, double at)
{
	at = at > 0 ? at : 0;
	return loss->cells[at < GP_LOSS_CELLS ? (int)at : 0];
}

/** What one value costs at a distance from its level. */
static inline float gp_loss_of(const struct gp_loss *loss, double residual)
{
	return gp_loss_cell(loss, residual * GP_LOSS_STEPS + GP_LOSS_MIDDLE);
}

#endif /* GP_STATS_LOSS_H */
