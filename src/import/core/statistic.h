#ifndef GP_IMPORT_CORE_STATISTIC_H
#define GP_IMPORT_CORE_STATISTIC_H

#include <stdbool.h>

/**
 * @file
 * Columns and keys that are statistics of one measurement, by their names:
 * "mean_ns", "Std Dev (s)", "2*Stdev", "n".
 */

enum gp_statistic {
	GP_STATISTIC_NONE,
	GP_STATISTIC_MEDIAN,
	GP_STATISTIC_MEAN,
	GP_STATISTIC_PLAIN, /**< "value" */
	GP_STATISTIC_SPREAD,
	GP_STATISTIC_SPREAD_TWICE, /**< Two standard deviations. */
	GP_STATISTIC_COUNT,
	GP_STATISTIC_MIN,
	GP_STATISTIC_MAX,
	GP_STATISTIC_LOW,
	GP_STATISTIC_HIGH
};

/** What a name is, without its unit, upper case and breaks between words. */
enum gp_statistic gp_statistic_of(const char *name);

/** Whether a list of numbers under this name holds the samples of a value. */
bool gp_statistic_is_samples(const char *name);

/** The unit that the name of a statistic ends in: "mean_s"; "" for none. */
const char *gp_statistic_unit(const char *name);

/** p50, p99_9, 95th: has the dimension of the mean next to it. */
bool gp_statistic_is_percentile(const char *name);

#endif /* GP_IMPORT_CORE_STATISTIC_H */
