#ifndef GP_TESTS_NOISE_H
#define GP_TESTS_NOISE_H

#include <stddef.h>

#include "chance.h"

/**
 * @file
 * Values of one series, a commit each, as logarithms of their ratio to the
 * level: what a benchmark does while nobody changes it.
 */

/** The distribution of values; `size` is a standard deviation unless noted. */
enum noise {
	NOISE_NORMAL,
	NOISE_EXPONENTIAL, /**< A tail to the slow side. */
	NOISE_T3,          /**< Student's t, 3 degrees of freedom, of scale
				size / sqrt(3). */
	NOISE_SPIKES,      /**< Normal; 3 in 100 take 1.2 to 2 times as long. */
	NOISE_UNEVEN,      /**< Normal, 5 times as much from the middle on. */
	NOISE_LEANING,   /**< Autocorrelated: each has .6 of the one before. */
	NOISE_WANDERING, /**< A random walk with steps of `size`. */
	NOISE_COARSE     /**< Normal, to whole numbers from 3 up; `size` in
			      those. */
};

/** Fills `x` with the noise of `n` values. */
void noise_fill(double *x, size_t n, struct sim *sim, enum noise noise,
		double size);

/** A kind of machine: how often it is met, and how slow it is. */
struct machine {
	double share;
	double level; /**< A ratio. */
};

/**
 * Adds machines to `x`, chosen at random; returns how many values are not of
 * the first kind. A share of 0 ends the list.
 */
size_t noise_machines(double *x, size_t n, struct sim *sim,
		      const struct machine *kinds);

/** Makes values from `from` on take `ratio` times as long. */
void noise_step(double *x, size_t n, size_t from, double ratio);

/** Makes each value take `ratio` times as long as the one before. */
void noise_drift(double *x, size_t n, double ratio);

#endif /* GP_TESTS_NOISE_H */
