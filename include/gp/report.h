#ifndef GP_REPORT_H
#define GP_REPORT_H

#include <stdio.h>

#include "gp/buf.h"
#include "gp/finding.h"
#include "gp/run.h"

/**
 * @file
 * Findings and runs as text. A reporter computes nothing and cannot fail;
 * it appends to a buffer, and the command writes that to a stream.
 */

struct gp_report_options {
	bool verbose; /**< Every finding, not only the worst 25 lines. */
	bool color;   /**< The stream is a terminal that wants it. */
};

/** One output of `check`. */
struct gp_reporter {
	const char *name;   /**< The word after --format. */
	const char *suffix; /**< Of a file, without the dot. */
	void (*write)(struct gp_buf *out, const struct gp_findings *findings,
		      const struct gp_report_options *options);
};

/** Lends the reporter; GP_EUSAGE lists the known names. */
GP_CHECK enum gp_err gp_reporter_find(const struct gp_reporter **out,
				      const char *name);

/** One output of `export`: begin, run by run, end. */
struct gp_export_options {
	bool samples; /**< One row a sample. */
	bool wide;    /**< A row a commit, a column a series. */
	const char *const *keys;
	size_t n_keys;
};

struct gp_export; /**< State of an export in progress. */

struct gp_exporter {
	const char *name; /**< "csv", "json", "ndjson". */
	const char *suffix;
};
GP_CHECK enum gp_err gp_exporter_find(const struct gp_exporter **out,
				      const char *name);

/** `out` receives text as it is made; flush it whenever it is long. */
struct gp_export *gp_export_new(const struct gp_exporter *exporter,
				struct gp_buf *out,
				const struct gp_export_options *options);
void gp_export_run(struct gp_export *ex, const struct gp_oid *commit,
		   int64_t commit_time, const struct gp_run *run);
void gp_export_end(struct gp_export *ex);
void gp_export_free(struct gp_export *ex);

/** Everything recorded at a commit, for people and as show/1 JSON. */
void gp_report_show_text(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_runs *runs);
void gp_report_show_json(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_runs *runs);

/** The measurements of one run, as show prints them. */
void gp_report_run_text(struct gp_buf *out, const struct gp_run *run);

/* ---- escaping: hostile names never leave as anything but data ---- */

/** Control characters, escapes and bad UTF-8 as \xNN; for terminals. */
void gp_escape_text(struct gp_buf *out, const char *text);
/** A JSON string with its quotes. */
void gp_escape_json(struct gp_buf *out, const char *text);
/** A CSV cell: quoted where needed, formulas neutralised. */
void gp_escape_csv(struct gp_buf *out, const char *text);
/** Text inside a markdown table cell. */
void gp_escape_markdown(struct gp_buf *out, const char *text);

/** "2026-11-21T09:40:00Z"; seconds since 1970, proleptic Gregorian. */
void gp_format_time(struct gp_buf *out, int64_t seconds);
/** A value with its unit for people: 1234567 ns -> "1.23 ms". */
void gp_format_value(struct gp_buf *out, double value, const char *unit);
/** A fraction as "+12.3 %"; "?" when not finite. */
void gp_format_change(struct gp_buf *out, double fraction);

#endif /* GP_REPORT_H */
