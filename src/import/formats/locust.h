#ifndef GP_IMPORT_FORMATS_LOCUST_H
#define GP_IMPORT_FORMATS_LOCUST_H

#include "gp/buf.h"
#include "gp/import.h"

/**
 * @file
 * What Locust's outputs have in common: the same metrics under the names of
 * its CSV, whichever output they come from.
 */

/** One metric, as a header names it. */
struct gp_locust_metric {
	char name[48];
	const char *unit;
	enum gp_better better;
	bool of_requests; /**< Means nothing if no request was made. */
	bool of_answers;  /**< Means nothing if every request failed. */
};

/**
 * Knows the headers of each version and of the console ("Avg"); a percentile
 * "99.9%" becomes "p99.9". False for a column that is not a metric.
 */
bool gp_locust_metric(struct gp_locust_metric *out, struct gp_span header);

/** The metric of a name that is in the table; programmer's words only. */
struct gp_locust_metric gp_locust_known(const char *name);

/** "GET /path", or the name alone; in `buf`, of which a view is returned. */
struct gp_span gp_locust_benchmark(struct gp_buf *buf, struct gp_span type,
				   struct gp_span name);

/**
 * Whether every request failed: times and rate are those of errors then. If so
 * and `say`, they are refused with one reason.
 */
bool gp_locust_all_failed(struct gp_intake *intake, struct gp_span benchmark,
			  double requests, double failures, bool say);

/** Derives error_rate, in percent; nothing without requests. */
void gp_locust_add_error_rate(struct gp_intake *intake,
			      struct gp_span benchmark, double requests,
			      double failures);

#endif /* GP_IMPORT_FORMATS_LOCUST_H */
