#ifndef GP_STATS_LOSS_H
#define GP_STATS_LOSS_H

#include <stddef.h>

/**
 * @file
 * The cost of a residual: -2 ln of the density of the noise, less its
 * smallest, in steps of a tenth of a standard deviation up to 12 of them. No
 * residual costs more than an outlier.
 */

#define GP_LOSS_STEPS 10
#define GP_LOSS_REACH 12
#define GP_LOSS_CELLS (2 * GP_LOSS_STEPS * GP_LOSS_REACH + 1)
/** Most values of a piece. */
#define GP_LOSS_MOST 1000

struct gp_loss {
	float cells[GP_LOSS_CELLS]; /**< The first and the last: an outlier. */
	float outlier;
	float reach; /**< Residuals farther out are outliers; in standard
				deviations. */
};

/** min(r^2, outlier): for normal noise with outliers. */
void gp_loss_biweight(struct gp_loss *loss, double outlier);

/**
 * Learns the density of `n` residuals, so that noise may have two modes or
 * one long tail. A kernel estimate (Silverman 1986) with that of seven widths
 * under which the residuals are likeliest, each given the others (Habbema,
 * Hermans & van den Broek 1974); a normal density counts as ten more
 * residuals, and two in a hundred are spread evenly.
 */
void gp_loss_learn(struct gp_loss *loss, const double *residuals, size_t n,
		   double outlier);

/** The score: half the slope of the loss at a residual; r for normal noise. */
double gp_loss_score(const struct gp_loss *loss, double residual);

/** Values with the standard deviation of the noise at each; borrowed. */
struct gp_piece {
	const double *x, *sd;
	size_t n; /**< From 1 to GP_LOSS_MOST. */
};

/**
 * The level between `low` and `high` at which a piece costs least, in steps
 * of a tenth of its noise; at most 200 levels are tried. Its cost to `cost`.
 */
double gp_loss_level(double *cost, const struct gp_loss *loss,
		     const struct gp_piece *piece, double low, double high);

/** Position of a residual of 0 in cells; rounded down, its cell. */
#define GP_LOSS_MIDDLE (GP_LOSS_STEPS * GP_LOSS_REACH + 0.5)

/** The cost at a position in cells, rounded down. */
static inline float gp_loss_cell(const struct gp_loss *loss, double at)
{
	at = at > 0 ? at : 0;
	return loss->cells[at < GP_LOSS_CELLS ? (int)at : 0];
}

/** The cost of a residual. */
static inline float gp_loss_of(const struct gp_loss *loss, double residual)
{
	return gp_loss_cell(loss, residual * GP_LOSS_STEPS + GP_LOSS_MIDDLE);
}

#endif /* GP_STATS_LOSS_H */
