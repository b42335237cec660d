#ifndef GP_MODEL_METRIC_WORDS_H
#define GP_MODEL_METRIC_WORDS_H

#include <stddef.h>

#include "gp/span.h"

/**
 * @file
 * The words that names of metrics are made of, and what each says. There is
 * one table: unit, direction and kind of a metric are all read from it.
 */

/** What a word says about a value; a word may have several classes. */
enum gp_word_class {
	GP_WORD_STATISTIC = 1 << 0,  /**< How it was computed: "mean". */
	GP_WORD_RATE = 1 << 1,       /**< Higher is better: "throughput". */
	GP_WORD_TIME = 1 << 2,       /**< Lower is better: "duration". */
	GP_WORD_LATENCY = 1 << 3,    /**< A time of the kind latency: "ttfb". */
	GP_WORD_SECONDS = 1 << 4,    /**< "s" after it is seconds: "cpu_s". */
	GP_WORD_MEMORY = 1 << 5,     /**< Lower is better: "rss". */
	GP_WORD_ALLOCATION = 1 << 6, /**< Lower, also per second: "allocs". */
	GP_WORD_COST = 1 << 7,       /**< Lower is better: "cycles". */
	GP_WORD_FAILURE = 1 << 8,    /**< Lower, of the kind error: "errors". */
	GP_WORD_BAD = 1 << 9,        /**< Lower is better: "misses". */
	GP_WORD_SUCCESS = 1 << 10,   /**< Higher, except of a time: "hits". */
	GP_WORD_EITHER = 1 << 11,    /**< No direction: "saved", "stddev". */
	GP_WORD_AMOUNT =
		1 << 12,         /**< No direction, except of a time: "free". */
	GP_WORD_MOVED = 1 << 13, /**< No direction of bytes: "read". */
	GP_WORD_COUNTED = 1 << 14,   /**< Can be counted: "request". */
	GP_WORD_PLURAL = 1 << 15,    /**< Is counted: "requests". */
	GP_WORD_QUANTITY = 1 << 16,  /**< A number of others: "count". */
	GP_WORD_SHARE = 1 << 17,     /**< A part of all: "ratio". */
	GP_WORD_RATE_OF = 1 << 18,   /**< "rate", of whatever is counted. */
	GP_WORD_UNIT = 1 << 19,      /**< Names a unit. */
	GP_WORD_PER = 1 << 20,       /**< "per" or "/". */
	GP_WORD_PERCENTILE = 1 << 21 /**< "p99"; not in the table. */
};

/** A list of words that say the same. */
struct gp_word_group {
	unsigned classes;
	const char *const *words; /**< Lower case, sorted. */
	size_t n;
};

/** A word and the unit that it names. */
struct gp_unit_word {
	const char *text, *unit;
};

struct gp_unit_group {
	unsigned classes;
	const struct gp_unit_word *words; /**< Lower case, sorted. */
	size_t n;
};

/** Returns the lists of words, for tests, and sets `*n`. */
const struct gp_word_group *gp_word_groups(size_t *n);
/** Returns the lists of names of units, for tests, and sets `*n`. */
const struct gp_unit_group *gp_unit_groups(size_t *n);

/** What the table says of a word. */
struct gp_metric_word {
	unsigned classes;
	const char *unit; /**< That it names; NULL for none. */
};

/**
 * Finds a word in any case, in the singular or plural; two words with one blank
 * between them are one word ("std dev"). False, and no classes, if it is not
 * known.
 */
bool gp_metric_word_find(struct gp_metric_word *out, struct gp_span text);

#endif /* GP_MODEL_METRIC_WORDS_H */
