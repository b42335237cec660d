#ifndef GP_REPORT_CHECK_CPU_COUNT_H
#define GP_REPORT_CHECK_CPU_COUNT_H

#include "gp/finding.h"

/**
 * @file
 * Go's -N behind the names of benchmarks, which is the number of processors.
 */

/** Two such endings without the '-'; borrowed from names of series. */
struct gp_cpu_counts {
	struct gp_span old, now;
};

/**
 * Whether at least two series are missing, as many are new, and they differ
 * only in that X-4 became X-8: the same two numbers in all of them.
 */
bool gp_cpu_counts_find(struct gp_cpu_counts *out,
			const struct gp_findings *findings);

#endif /* GP_REPORT_CHECK_CPU_COUNT_H */
