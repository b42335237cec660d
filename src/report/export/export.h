#ifndef GP_REPORT_EXPORT_EXPORT_H
#define GP_REPORT_EXPORT_EXPORT_H

#include "gp/report.h"
#include "gp/summary.h"

#include "columns.h"
#include "report/outputs.h"

/** What every exporter works with, and what each of them keeps. */
struct gp_export {
	const struct gp_exporter *exporter;
	struct gp_buf *out;
	const struct gp_export_options *options;
	struct gp_export_counts counts;

	struct gp_oid commit; /**< Of the run under way. */
	int64_t commit_time;
	size_t order; /**< Of that commit in the history, from 1; 0: unknown. */

	struct gp_buf prefix;      /**< csv, ndjson: what a run's rows share. */
	struct gp_columns columns; /**< json, wide. */
	struct gp_buf rows;        /**< wide: packed, a commit after another. */
	struct gp_oid last;        /**< wide: the commit of the last row. */
	size_t at;                 /**< json, wide: how far the end has got. */
	size_t offset;             /**< Within what `at` points to. */
	struct gp_decimal *scratch;
	size_t cap_scratch;
};

/** A piece of the end is at least this long. */
#define GP_EXPORT_PIECE ((size_t)64 << 10)

/** Whether the measurement matches the user's patterns (-k). */
bool gp_export_selects(const struct gp_export *ex,
		       const struct gp_measurement *m);

/** Seconds of a run's time, rounded down. */
int64_t gp_export_seconds(const struct gp_entry *run);

#endif /* GP_REPORT_EXPORT_EXPORT_H */
