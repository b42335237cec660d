#ifndef GP_REPORT_H
#define GP_REPORT_H

#include <stdio.h>

#include "gp/buf.h"
#include "gp/changes.h"
#include "gp/comparison.h"
#include "gp/entry.h"
#include "gp/finding.h"
#include "gp/fsck.h"
#include "gp/intake.h"
#include "gp/problem.h"
#include "gp/transfer.h"
#include "gp/trend.h"

/**
 * @file
 * Findings and runs as text. A reporter computes nothing and cannot fail;
 * it appends to a buffer, and the command writes that to a stream.
 */

struct gp_report_options {
	bool verbose; /**< Every finding, not only the worst 25 lines. */
	bool color;   /**< The stream is a terminal with colours. */
	size_t width; /**< Columns that a table may take, beyond which names are
			   cut; 0: no terminal, whatever it needs. */
	int64_t now;  /**< Seconds since 1970; 0: no ages are written. */
};

/** One output of `check`. */
struct gp_reporter {
	const char *name;   /**< The word after --format. */
	const char *suffix; /**< Of a file, without the dot. */
	void (*write)(struct gp_buf *out, const struct gp_findings *findings,
		      const struct gp_report_options *options);
};

/** A borrowed pointer to the output; GP_EUSAGE lists the known names. */
GP_CHECK enum gp_err gp_reporter_find(const struct gp_reporter **out,
				      const char *name);
/** Appends the names for a help text: "text, markdown or json". */
void gp_reporter_names(struct gp_buf *out);

/** One output of `compare`. */
struct gp_compare_reporter {
	const char *name;   /**< The word after --format. */
	const char *suffix; /**< Of a file, without the dot. */
	void (*write)(struct gp_buf *out, const struct gp_comparison *of,
		      const struct gp_report_options *options);
};

/** A borrowed pointer to the output; GP_EUSAGE lists the known names. */
GP_CHECK enum gp_err gp_compare_reporter_find(
	const struct gp_compare_reporter **out, const char *name);
/** Appends the names for a help text: "text, markdown or json". */
void gp_compare_reporter_names(struct gp_buf *out);

/** What to export. */
struct gp_export_options {
	bool samples; /**< One row a sample. */
	bool wide;    /**< A row a commit, a column a series. */
	const char *const *keys;
	size_t n_keys; /**< 0: every key. */
};

/** Counts for the command's final message. */
struct gp_export_counts {
	size_t runs;  /**< Runs that gave at least one row. */
	size_t rows;  /**< Measurements, or samples of them, written. */
	size_t dirty; /**< Runs of modified work trees: always left out. */
};

struct gp_export; /**< State of an export in progress. */

/** One output of `export`: begin, run by run, end. */
struct gp_exporter {
	const char *name;   /**< The word after --format. */
	const char *suffix; /**< Of a file, without the dot. */

	/* private to src/report: what the functions below call */
	void (*begin)(struct gp_export *ex);
	void (*run)(struct gp_export *ex, const struct gp_entry *run);
	bool (*end)(struct gp_export *ex);
};

/** A borrowed pointer to the output; GP_EUSAGE lists the known names. */
GP_CHECK enum gp_err gp_exporter_find(const struct gp_exporter **out,
				      const char *name);
/** Appends the names for a help text: "text, markdown or json". */
void gp_exporter_names(struct gp_buf *out);

/** GP_EUSAGE for options that exclude each other, or `exporter`. */
GP_CHECK enum gp_err gp_export_check(const struct gp_exporter *exporter,
				     const struct gp_export_options *options);

/**
 * `out` receives text as it is made; flush it whenever it is long. `options`
 * must have passed gp_export_check(); they and `out` are borrowed until
 * gp_export_free().
 */
struct gp_export *gp_export_new(const struct gp_exporter *exporter,
				struct gp_buf *out,
				const struct gp_export_options *options);

/**
 * Says that the next runs belong to the `order`-th commit of the history, from
 * 1, so that commits without results can be counted; 0: unknown.
 */
void gp_export_set_order(struct gp_export *ex, size_t order);

/**
 * Adds a run that is recorded at `commit`. All runs of a commit come one
 * after the other. Entries that are not measurements, and runs of a
 * modified work tree, are left out.
 */
void gp_export_run(struct gp_export *ex, const struct gp_oid *commit,
		   int64_t commit_time, const struct gp_entry *run);

/**
 * Appends the next piece of the remaining text to `out`. Returns true while
 * there is more: flush `out` and call again.
 */
bool gp_export_end(struct gp_export *ex);
/** The counts so far; borrowed. */
const struct gp_export_counts *gp_export_counted(const struct gp_export *ex);
/** Frees it; NULL is allowed. */
void gp_export_free(struct gp_export *ex);

/**
 * Everything recorded at a commit, for people and as show/1 JSON: what was
 * measured, and the acceptances and aliases in `marks`. A run of another commit
 * with another tree than `tree`, that of `commit`, was carried over.
 */
void gp_report_show_text(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_oid *tree,
			 const struct gp_entries *runs,
			 const struct gp_entries *marks);
void gp_report_show_json(struct gp_buf *out, const struct gp_oid *commit,
			 const struct gp_oid *tree,
			 const struct gp_entries *runs,
			 const struct gp_entries *marks);

/**
 * Acceptances and aliases for people, in the order of `marks`. The commit of a
 * mark is written unless it is `commit`; NULL: it is always written.
 */
void gp_report_marks_text(struct gp_buf *out, const struct gp_oid *commit,
			  const struct gp_entries *marks);
/** Those of `kind` as accept/1 or alias/1 JSON. */
void gp_report_marks_json(struct gp_buf *out, unsigned kind,
			  const struct gp_entries *marks);

/**
 * What was read, for people: what was skipped, which directions were guessed
 * (unless they are configured), and a line about what was recorded, or with
 * `dry_run` would be.
 */
void gp_report_record_text(struct gp_buf *out, const struct gp_intake *intake,
			   bool dry_run);
/** Only what was skipped and left out, and warnings about the input. */
void gp_report_refused_text(struct gp_buf *out, const struct gp_intake *intake);

/** What was recorded, as record/1 JSON. */
void gp_report_record_json(struct gp_buf *out, const struct gp_intake *intake);

/** How each input was recognised, as text and as explain/1 JSON. */
void gp_report_explain_text(struct gp_buf *out,
			    const struct gp_explanation *inputs, size_t n);
void gp_report_explain_json(struct gp_buf *out,
			    const struct gp_explanation *inputs, size_t n);

/** The measurements of one run, as show prints them. */
void gp_report_run_text(struct gp_buf *out, const struct gp_entry *run);

/** What detect found. */
struct gp_detected {
	size_t n; /**< Values. */
	struct gp_changes changes;
	bool has_drift; /**< It was asked for. */
	struct gp_drift drift;
	bool relative; /**< The drift is in fractions. */
};

/** The index of each change, a line each, and a comment about the drift. */
void gp_report_detected_text(struct gp_buf *out,
			     const struct gp_detected *detected);
/** One line of JSON: the name of the series, the indices, the drift. */
void gp_report_detected_line(struct gp_buf *out, const char *name,
			     const struct gp_detected *detected);
/** As detect/1 JSON. */
void gp_report_detected_json(struct gp_buf *out,
			     const struct gp_detected *detected);

/** What to show of a history; nothing is computed here. */
struct gp_log_options {
	bool json;
	bool stats;   /**< The plain facts: gp_trends_measure() was called. */
	bool oneline; /**< A line a commit, and no more. */
	bool color;
	size_t width; /**< Columns of the terminal. */
	/* What was asked for, for JSON; borrowed. */
	const char *const *revs;
	size_t n_revs;
	int64_t since, until; /**< 0: no bound. */
};

struct gp_log; /**< State of a log in progress. */

/** The arguments are borrowed until gp_log_free(). */
struct gp_log *gp_log_new(struct gp_buf *out, const struct gp_trends *trends,
			  const struct gp_log_options *options);

/**
 * Appends the next piece to `out`; true while there is more: flush `out` and
 * call again.
 */
bool gp_log_next(struct gp_log *log);
/** Frees it; NULL is allowed. */
void gp_log_free(struct gp_log *log);

/* ---- sharing: push, pull, status ---- */

/** What a push did, or with `dry_run` would do: lines for people, push/1. */
void gp_report_push_text(struct gp_buf *out, const struct gp_pushed *pushed,
			 bool dry_run);
void gp_report_push_json(struct gp_buf *out, const struct gp_pushed *pushed,
			 bool dry_run);

/** What a pull did: a line for people, pull/1; `last` is 0 without --last. */
void gp_report_pull_text(struct gp_buf *out, const struct gp_pulled *pulled);
void gp_report_pull_json(struct gp_buf *out, const struct gp_pulled *pulled,
			 size_t last);
/** How a pull with --last changed the history of the clone; may be nothing. */
void gp_report_pull_history(struct gp_buf *out, const struct gp_pulled *pulled,
			    size_t last);

/** Notes of commits that are in no history here; all borrowed. */
struct gp_report_lost {
	const struct gp_lost_notes *notes;
	const char *next; /**< The command that brings them back. */
};

/** The state of a repository, for `status`; all borrowed. */
struct gp_report_status {
	const struct gp_oid *commit; /**< HEAD; NULL before the first commit. */
	const char *branch;          /**< "" if HEAD is detached. */
	bool dirty;                  /**< The work tree is modified. */
	size_t runs;                 /**< Recorded at HEAD. */
	const char *base;            /**< The base branch, or NULL. */
	const struct gp_oid *merge_base; /**< Of HEAD and base, if there is. */
	const char *testbed;             /**< The name of this machine. */
	const char *ref;                 /**< The notes ref. */
	size_t notes;                    /**< On that ref. */
	const struct gp_pending *pending;
	const struct gp_metric_directions
		*directions; /**< Of the newest results. */
	struct gp_report_lost lost;
};

/** Lines for people, and status/1. */
void gp_report_status_text(struct gp_buf *out,
			   const struct gp_report_status *status);
void gp_report_status_json(struct gp_buf *out,
			   const struct gp_report_status *status);

/** How a repository is set up, for `init`; all borrowed. */
struct gp_report_setup {
	const char *base; /**< The base branch, or NULL. */
	const char *testbed;
	const char *remote; /**< The default of push; "" for none. */
	const char *hook;   /**< Path of the pre-push hook, or NULL. */
	bool hook_outdated; /**< Another version of git perf wrote it. */
};

/** A line for each, with what sets it if it is missing. */
void gp_report_setup_text(struct gp_buf *out,
			  const struct gp_report_setup *setup);

/* ---- fsck, doctor, formats ---- */

/** "12 runs of 10 commits count nowhere: 10 are not in this repository" */
void gp_lost_notes_put(struct gp_buf *out, const struct gp_lost_notes *notes);
/** Lines that begin with `lead`, and what to do; nothing if none are lost. */
void gp_report_lost_text(struct gp_buf *out, const struct gp_report_lost *lost,
			 const char *lead);

/** A problem on a line; `ref` is named if it is about no note. */
void gp_report_fsck_problem_text(struct gp_buf *out,
				 const struct gp_fsck_problem *problem,
				 const char *ref);
/** The last line. */
void gp_report_fsck_text(struct gp_buf *out,
			 const struct gp_fsck_counts *counts);
/** fsck/1 in three steps: begin, each problem, and the counts. `lost` is NULL
 * if it is not known. */
void gp_report_fsck_begin_json(struct gp_buf *out);
void gp_report_fsck_problem_json(struct gp_buf *out,
				 const struct gp_fsck_problem *problem,
				 const char *ref);
void gp_report_fsck_json(struct gp_buf *out,
			 const struct gp_fsck_counts *counts,
			 const struct gp_report_lost *lost);

/** What doctor found after `checks` checks: for people, and as doctor/1. */
void gp_report_problems_text(struct gp_buf *out,
			     const struct gp_problems *problems, size_t checks);
void gp_report_problems_json(struct gp_buf *out,
			     const struct gp_problems *problems, size_t checks);

/** One input format. */
struct gp_report_format {
	const char *name;
	const char *summary; /**< What it is recognised by. */
};
/** A line for each format, and formats/1; then the names of tools (NULL ends
 * them) that are known, but not read. */
void gp_report_formats_text(struct gp_buf *out,
			    const struct gp_report_format *formats, size_t n,
			    const char *const *unread);
void gp_report_formats_json(struct gp_buf *out,
			    const struct gp_report_format *formats, size_t n,
			    const char *const *unread);

/* ---- escaping: hostile names never leave as anything but data ---- */

/**
 * For terminals and logs: control characters and bad UTF-8 as \xNN; C1
 * controls, characters that reorder or hide text, and line separators as
 * \uNNNN; and what a CI system would execute anywhere in a line.
 */
void gp_escape_text(struct gp_buf *out, const char *text);
/**
 * "git perf pull (never synced with origin)": what to do if there are no
 * results in a clone that never asked for them.
 */
void gp_report_put_unasked(struct gp_buf *out, const char *remote);

/** As gp_escape_text, cut in the middle ("...") to `width` columns. */
void gp_escape_short(struct gp_buf *out, const char *text, size_t width);
/**
 * A JSON string with its quotes. Whatever gp_escape_text would not let pass
 * is written as \uNNNN, which is the same string; a bad byte is U+FFFD.
 */
void gp_escape_json(struct gp_buf *out, const char *text);
/**
 * A CSV cell: quoted where RFC 4180 needs it, a leading ' where a
 * spreadsheet would see a formula; controls but TAB, CR and LF as \xNN.
 */
void gp_escape_csv(struct gp_buf *out, const char *text);
/**
 * A name for people in markdown, also in a table's cell: a code span, so
 * that it is not read as markup, a link, a mention or HTML. Cut to `width`
 * columns; 0 does not cut.
 */
void gp_escape_markdown(struct gp_buf *out, const char *text, size_t width);
/**
 * Words for people in markdown that may hold a name: marks that would be
 * markup, a link or a mention become numbers.
 */
void gp_escape_prose(struct gp_buf *out, const char *text);

/**
 * The message of a workflow command of GitHub Actions, on one line: as
 * gp_escape_text, with what the runner would turn back as %NN.
 */
void gp_escape_github(struct gp_buf *out, const char *text);
/** The same for the value of a property, which ends at a colon or comma. */
void gp_escape_github_property(struct gp_buf *out, const char *text);
/**
 * XML 1.0, in an element or between quotes: as gp_escape_text, with markup
 * and quotes as numbers.
 */
void gp_escape_xml(struct gp_buf *out, const char *text);

/** Columns that UTF-8 text takes on a terminal. */
size_t gp_text_width(struct gp_span text);
/** Removes the blanks at the end of a line, and ends it. */
void gp_text_end_line(struct gp_buf *out);
/** Appends blanks until what was added since `start` is `width` wide. */
void gp_text_pad(struct gp_buf *out, size_t start, size_t width);

/** "2026-11-21T09:40:00Z"; seconds since 1970, years 0 to 9999. */
void gp_format_time(struct gp_buf *out, int64_t seconds);
/** Whole seconds of milliseconds, rounded down. */
int64_t gp_seconds_of_ms(int64_t ms);
/** A value with its unit for people: 1234567 ns -> "1.23 ms". */
void gp_format_value(struct gp_buf *out, double value, const char *unit);
/** A fraction as "+12.3 %"; "?" when not finite. */
void gp_format_change(struct gp_buf *out, double fraction);
/** The same without the sign: "12.3 %". */
void gp_format_share(struct gp_buf *out, double fraction);
/** A number for people with three digits that count; "?" when not finite. */
void gp_format_number(struct gp_buf *out, double value);

#endif /* GP_REPORT_H */
