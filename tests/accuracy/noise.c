/*
 * Noise of many shapes for simulated series.
 */
#include <math.h>

#include "noise.h"

#define LEAN 0.6

static double exponential(struct sim *sim)
{
	return -log1p(-sim_uniform(sim));
}

static double student3(struct sim *sim)
{
	double square = 0, z = sim_normal(sim);

	for (int i = 0; i < 3; i++) {
		double y = sim_normal(sim);

		square += y * y;
	}
	return z / sqrt(square / 3);
}

/* The logarithm of a ratio that stays above a tenth. */
static double log_ratio(double ratio)
{
	return log(fmax(ratio, 0.1));
}

static double spiky(struct sim *sim, double size)
{
	double x = log_ratio(1 + size * sim_normal(sim));

	if (sim_uniform(sim) < 0.03)
		x += log(1.2 + 0.8 * sim_uniform(sim));
	return x;
}

static double one(struct sim *sim, enum noise noise, double size)
{
	switch (noise) {
	case NOISE_EXPONENTIAL:
		return log_ratio(1 + size * (exponential(sim) - 1));
	case NOISE_T3:
		return log_ratio(1 + size / sqrt(3) * student3(sim));
	case NOISE_SPIKES:
		return spiky(sim, size);
	default:
		return log_ratio(1 + size * sim_normal(sim));
	}
}

static void fill_leaning(double *x, size_t n, struct sim *sim, double size)
{
	double last = sim_normal(sim);

	for (size_t i = 0; i < n; i++) {
		last = LEAN * last + sqrt(1 - LEAN * LEAN) * sim_normal(sim);
		x[i] = log_ratio(1 + size * last);
	}
}

static void fill_wandering(double *x, size_t n, struct sim *sim, double size)
{
	double last = 0;

	for (size_t i = 0; i < n; i++)
		x[i] = last += size * sim_normal(sim);
}

static void fill_coarse(double *x, size_t n, struct sim *sim, double size)
{
	double level = 3 + floor(200 * sim_uniform(sim));

	for (size_t i = 0; i < n; i++)
		x[i] = log(fmax(1, rint(level + size * sim_normal(sim))));
}

void noise_fill(double *x, size_t n, struct sim *sim, enum noise noise,
		double size)
{
	switch (noise) {
	case NOISE_LEANING:
		fill_leaning(x, n, sim, size);
		return;
	case NOISE_WANDERING:
		fill_wandering(x, n, sim, size);
		return;
	case NOISE_COARSE:
		fill_coarse(x, n, sim, size);
		return;
	default:
		for (size_t i = 0; i < n; i++) {
			bool more = noise == NOISE_UNEVEN && i >= n / 2;

			x[i] = one(sim, noise, more ? 5 * size : size);
		}
	}
}

size_t noise_machines(double *x, size_t n, struct sim *sim,
		      const struct machine *kinds)
{
	size_t others = 0;

	for (size_t i = 0; i < n; i++) {
		const struct machine *kind = kinds;
		double u = sim_uniform(sim);

		for (; u >= kind->share && kind[1].share > 0; kind++)
			u -= kind->share;
		x[i] += log(kind->level);
		others += kind != kinds;
	}
	return others;
}

void noise_step(double *x, size_t n, size_t from, double ratio)
{
	for (size_t i = from; i < n; i++)
		x[i] += log(ratio);
}

void noise_drift(double *x, size_t n, double ratio)
{
	for (size_t i = 0; i < n; i++)
		x[i] += (double)i * log(ratio);
}
