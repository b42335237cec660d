#ifndef GP_REPORT_OUTPUTS_H
#define GP_REPORT_OUTPUTS_H

#include "gp/report.h"

/* One a file, listed in check/check.c, compare/compare.c and export/export.c.
 */

extern const struct gp_reporter gp_reporter_text;
extern const struct gp_reporter gp_reporter_markdown;
extern const struct gp_reporter gp_reporter_json;
extern const struct gp_reporter gp_reporter_github;
extern const struct gp_reporter gp_reporter_junit;

extern const struct gp_compare_reporter gp_compare_text;
extern const struct gp_compare_reporter gp_compare_markdown;
extern const struct gp_compare_reporter gp_compare_json;

extern const struct gp_exporter gp_exporter_csv;
extern const struct gp_exporter gp_exporter_csv_wide; /**< csv --wide */
extern const struct gp_exporter gp_exporter_json;
extern const struct gp_exporter gp_exporter_ndjson;

/**
 * Finds `name` among the names of a table's outputs (outputs.c). GP_EUSAGE
 * lists them.
 */
GP_CHECK enum gp_err gp_format_find(size_t *at, const char *name,
				    const char *const *names, size_t n);

/** Appends "csv, json or ndjson". */
void gp_format_names(struct gp_buf *out, const char *const *names, size_t n);

#endif /* GP_REPORT_OUTPUTS_H */
