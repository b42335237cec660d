#ifndef GP_MODEL_MEANING_H
#define GP_MODEL_MEANING_H

#include "gp/limits.h"
#include "name_words.h"
#include "unit.h"

/**
 * @file
 * What the words of a metric, of its benchmark and of its unit say together.
 */

struct gp_signs {
	/** Classes of the words of the metric's name. */
	unsigned metric;
	/**
	 * The same, with the words of the unit and, if the metric is "p50",
	 * "mean", "value" or the like, of the last part of the benchmark.
	 */
	unsigned own;
	/** Of the other parts of the benchmark, for such a metric. */
	unsigned path;
	bool of_benchmark; /**< The benchmark's name was read. */
	bool part_known;   /**< All words of the last part are in the table. */
	bool is_statistic; /**< "p50" or the like, and not "value". */
	bool per_time;     /**< "…_per_second", "…/s" */
	bool per_other;    /**< "…_per_op" */
	bool per_cost; /**< "…_per_cycle": the fewer of these the better. */
	bool given;    /**< The unit is not guessed. */
	const char *unit_text;
	struct gp_unit unit;
	char guessed_unit[GP_GUESSED_UNIT_MAX]; /**< "" if it is given. */
};

/** Reads the names; `unit` is borrowed by `out`. */
void gp_signs_read(struct gp_signs *out, const char *benchmark,
		   const char *metric, const char *unit);

/** Whether the unit counts per time, as "/s", "rps" and "GFLOPS" do. */
bool gp_signs_is_rate(const struct gp_signs *signs);

/** Whether it is a share of all: a percentage, a ratio, "error rate". */
bool gp_signs_is_share(const struct gp_signs *signs);

/**
 * Finds the unit that a name contains: "ms" in "latency_ms_p99", "rows/s" in
 * "rowsPerSec". Returns false, and sets `out` to "", if there is none.
 */
bool gp_words_unit(char out[GP_GUESSED_UNIT_MAX],
		   const struct gp_name_words *words);

#endif /* GP_MODEL_MEANING_H */
