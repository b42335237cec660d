#ifndef GP_TESTS_STUDY_H
#define GP_TESTS_STUDY_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/**
 * @file
 * A table of simulated figures, one on each line with its bar.
 */

/** The arguments of a program of this folder: [TIMES [SALT]]. */
struct study {
	uint64_t salt;
	size_t series;  /**< Simulated for the first figure. */
	size_t *missed; /**< How many bars; borrowed. */
};

/**
 * Reads the arguments into a study that has the rest, and prints the head of
 * the table: TIMES as many series, and another salt than 1 makes a fresh suite.
 */
void study_open(struct study *study, int argc, char **argv);

/** A study of a part of the series. */
struct study study_part(const struct study *study, size_t of);

/** What a figure must be; `least` 0 and `most` INFINITY are no bounds. */
struct bar {
	double least, most;
};

static inline struct bar bar_most(double most)
{
	return (struct bar){ 0, most };
}

static inline struct bar bar_least(double least)
{
	return (struct bar){ least, INFINITY };
}

static inline struct bar bar_none(void)
{
	return (struct bar){ 0, INFINITY };
}

/**
 * Prints a line. `n` is 0 unless `got` is a share of `n`. If that misses its
 * bar, but by chance with a probability above 1 in 1,000, it is marked "~" and
 * does not count as missed: a longer run must decide.
 */
void study_report(const struct study *study, const char *what, double got,
		  size_t n, struct bar bar);

#endif /* GP_TESTS_STUDY_H */
