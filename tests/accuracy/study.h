#ifndef GP_TESTS_STUDY_H
#define GP_TESTS_STUDY_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/**
 * @file
 * A table of what was simulated: a line a figure, each with its bar.
 */

/** What a program of this folder was asked for: [TIMES [SALT]]. */
struct study {
	uint64_t salt;
	size_t series;  /**< Simulated for the first figure. */
	size_t *missed; /**< How many bars; lent. */
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
 * Prints a line. Where `got` is a share of `n`, which else is 0, and beyond its
 * bar, "~" says that so few get there by chance more often than one time in
 * 1,000: it misses no bar, and a longer run has to tell.
 */
void study_report(const struct study *study, const char *what, double got,
		  size_t n, struct bar bar);

#endif /* GP_TESTS_STUDY_H */
