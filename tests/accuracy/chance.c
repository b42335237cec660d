/*
 * Random numbers, the same for the same seed on every platform.
 */
#include <math.h>

#include "chance.h"

void sim_seed(struct sim *sim, uint64_t seed)
{
	*sim = (struct sim){ .state = seed };
}

/* SplitMix64 (Steele, Lea & Flood 2014). */
uint64_t sim_next(struct sim *sim)
{
	uint64_t z = sim->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

double sim_uniform(struct sim *sim)
{
	return (double)(sim_next(sim) >> 11) * 0x1p-53;
}

/* The polar method (Marsaglia & Bray 1964). */
double sim_normal(struct sim *sim)
{
	double u, v, s;

	if (sim->has_spare) {
		sim->has_spare = false;
		return sim->spare;
	}
	do {
		u = 2 * sim_uniform(sim) - 1;
		v = 2 * sim_uniform(sim) - 1;
		s = u * u + v * v;
	} while (s >= 1 || s == 0);
	s = sqrt(-2 * log(s) / s);
	sim->spare = v * s;
	sim->has_spare = true;
	return u * s;
}
