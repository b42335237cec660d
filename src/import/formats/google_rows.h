#ifndef GP_IMPORT_FORMATS_GOOGLE_ROWS_H
#define GP_IMPORT_FORMATS_GOOGLE_ROWS_H

#include "gp/import.h"

#include "import/core/values.h"

/**
 * @file
 * What a row of Google Benchmark means, in whichever of its three forms.
 *
 * Rows of one name are the repetitions of one benchmark. Aggregate rows count
 * only if a benchmark has nothing else, and then become one summary.
 */

enum gp_google_role {
	GP_GOOGLE_ITERATION,
	GP_GOOGLE_MEDIAN,
	GP_GOOGLE_MEAN,
	GP_GOOGLE_SPREAD,
	GP_GOOGLE_MIN,
	GP_GOOGLE_MAX,
	GP_GOOGLE_OTHER,  /**< Follows from the others: cv, a percentage. */
	GP_GOOGLE_FIT,    /**< BigO, RMS: a fit over several benchmarks. */
	GP_GOOGLE_UNKNOWN /**< A user's statistic. */
};

struct gp_google_row {
	struct gp_span name; /**< The benchmark's. */
	enum gp_google_role role;
	struct gp_span suffixed; /**< The printed name, if only its ending tells
				      what the row is; else empty. */
	uint64_t n;              /**< Repetitions behind an aggregate. */
};

/** What an aggregate of this name ("mean") is. */
enum gp_google_role gp_google_role_of(struct gp_span aggregate);

/** Judges a row by its printed name: "BM_x_mean" is the mean of BM_x. */
struct gp_google_row gp_google_row_of(struct gp_span printed);

/** What one column of a row is; `time_unit` is that of the times. */
struct gp_value_id gp_google_value_id(const struct gp_google_row *row,
				      const char *key, const char *time_unit);

/** One input; zero-initialised but for `out` and `first`. */
struct gp_google {
	struct gp_intake *out;
	size_t first; /**< Results there were before. */

	/* private */
	struct gp_map rows;     /**< By name: the rows of its own. */
	struct gp_map suffixed; /**< By name: rows that only end so. */
};

/** First pass, over every row; the names must outlive `g`. */
void gp_google_note(struct gp_google *g, const struct gp_google_row *row);

/**
 * Second pass: whether the row counts. One that ends like an aggregate, but
 * is alone, becomes a row of its own. Fits and a user's statistics are left
 * out.
 */
bool gp_google_counts(struct gp_google *g, struct gp_google_row *row);

/** Adds one value of a row that counts. */
void gp_google_add(struct gp_google *g, const struct gp_google_row *row,
		   const struct gp_value_id *id, struct gp_decimal value);

/** Refuses a value, with the reason; once for all aggregates. */
void gp_google_refuse(struct gp_google *g, const struct gp_google_row *row,
		      const struct gp_value_id *id, const char *why);
/** Frees the maps; `out` stays. */
void gp_google_clear(struct gp_google *g);

#endif /* GP_IMPORT_FORMATS_GOOGLE_ROWS_H */
