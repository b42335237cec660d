#ifndef GP_REPORT_EXPORT_COLUMNS_H
#define GP_REPORT_EXPORT_COLUMNS_H

#include "gp/entry.h"
#include "gp/map.h"
#include "gp/mem.h"

/**
 * @file
 * The series of an export, found while its runs go by. A series has the unit
 * of its newest run; its points remember their own and are converted when
 * they are written. A unit of another dimension starts another series.
 */
struct gp_column {
	const char *testbed;
	const char *benchmark;
	const char *metric;
	const char *unit;
	const struct gp_parameters *parameters; /**< NULL: none. */
	enum gp_better better; /**< The newest that is known. */
	struct gp_buf points;  /**< Packed by the output that needs them. */
};

/** A run that points belong to. */
struct gp_column_run {
	struct gp_entry_id id;
	struct gp_oid commit;
	int64_t commit_time;
	int64_t recorded; /**< Seconds. */
	size_t order;     /**< As in struct gp_export. */
};

/** Zero-initialised is empty and valid. */
struct gp_columns {
	struct gp_column *items; /**< In the order of their first point. */
	size_t n, cap;
	struct gp_column_run *runs;
	size_t n_runs, cap_runs;
	const char **units;
	size_t n_units, cap_units;
	const char **testbeds;
	size_t n_testbeds, cap_testbeds;

	/* private */
	struct gp_arena arena;
	struct gp_map by_key, by_unit, by_testbed;
	struct gp_buf key;
};

/** Index of the series that `m` belongs to; takes its unit over. */
size_t gp_columns_find(struct gp_columns *columns, const struct gp_entry *run,
		       const struct gp_measurement *m);

/** Index in `units`. */
size_t gp_columns_unit(struct gp_columns *columns, const char *unit);

/** What a point in `units[unit]` is multiplied with, in this column. */
double gp_columns_factor(const struct gp_columns *columns,
			 const struct gp_column *column, size_t unit);

/** Frees the columns with their points, and leaves `columns` empty. */
void gp_columns_clear(struct gp_columns *columns);

#endif /* GP_REPORT_EXPORT_COLUMNS_H */
