#ifndef GP_MODEL_NAME_WORDS_H
#define GP_MODEL_NAME_WORDS_H

#include "metric_words.h"

/**
 * @file
 * The words of a name: "p99Ms", "requests_per_second", "GC pause (ms)".
 */

#define GP_NAME_WORDS_MAX 32 /* the rest of a name is not read */

struct gp_name_word {
	struct gp_span text; /**< Of the name; empty for a '/'. */
	unsigned classes;    /**< 0: not known. */
	const char *unit;    /**< That it names; NULL for none. */
};

struct gp_name_words {
	struct gp_name_word items[GP_NAME_WORDS_MAX];
	size_t n;
	bool all_known;
};

/**
 * Splits a name into words and looks them up. Everything except letters and
 * digits separates words, and a capital begins one. A '/' is the word "per".
 * "StdDev" and "std_dev" are one word, "p99ms" and "walltime" are two. `name`
 * is borrowed.
 */
void gp_name_words_read(struct gp_name_words *out, struct gp_span name);

#endif /* GP_MODEL_NAME_WORDS_H */
