#ifndef GP_TESTS_CHANCE_H
#define GP_TESTS_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

/** A stream of random numbers, the same for the same seed everywhere. */
struct sim {
	uint64_t state;
	double spare; /**< The second of a pair of normal numbers. */
	bool has_spare;
};

/** Any seed is good, zero too. */
void sim_seed(struct sim *sim, uint64_t seed);
uint64_t sim_next(struct sim *sim);
double sim_uniform(struct sim *sim); /**< In [0, 1). */
double sim_normal(struct sim *sim);

#endif /* GP_TESTS_CHANCE_H */
