#ifndef GP_INTAKE_H
#define GP_INTAKE_H

#include "gp/entry.h"
#include "gp/notices.h"
#include "gp/span.h"

/**
 * @file
 * The result of reading benchmark output: a run's measurements, the values that
 * were refused or left out, and the guesses that were made.
 */

struct gp_import_options;

/**
 * A value, row, line, column or file that was not recorded; strings are in the
 * run's arena.
 */
struct gp_refusal {
	const char *benchmark; /**< What it is: the benchmark, else the file,
				    the line or the column. */
	const char *reason;
	bool detail; /**< The tool's own counters and settings: for people it is
			  only counted. */
};
/** A direction that was guessed; strings are in the run's arena. */
struct gp_guess {
	const char *benchmark; /**< If the words of its name count, and only
				    this benchmark has the metric; or NULL. */
	const char *metric;
	const char *unit;
	enum gp_better better;
	bool configured; /**< The direction is configured for this metric. */
	bool told;       /**< An earlier run has the metric and direction. */
};

struct gp_intake {
	struct gp_entry
		*run; /**< Borrowed; measurements, tool, facts and tags. */
	const char *format; /**< The driver's name; borrowed. */
	const struct gp_import_options
		*options;           /**< Borrowed; NULL: the defaults. */
	struct gp_refusal *refused; /**< Could be a result, but is not usable:
					 the tool marked it as failed, it is
					 not a number, it is ambiguous. */
	size_t n_refused, cap_refused;
	struct gp_refusal *left_out; /**< Was never a result to record: text
					  around a report, a column of ids, an
					  old file, a side file. */
	size_t n_left_out, cap_left_out;
	struct gp_notices notices; /**< Warnings about what was recorded. */
	struct gp_guess *guessed;  /**< Once a metric. */
	size_t n_guessed, cap_guessed;
	size_t n_benchmarks; /**< Distinct names that were read. */
};

/** Records that a row was refused, and why. */
void gp_intake_refuse(struct gp_intake *intake, struct gp_span benchmark,
		      const char *reason);
/** Records that something in the input was left out, and why. */
void gp_intake_leave_out(struct gp_intake *intake, struct gp_span what,
			 const char *reason);
/** The same for a detail, of which a report may have many. */
void gp_intake_leave_out_detail(struct gp_intake *intake, struct gp_span what,
				const char *reason);
/**
 * Marks the run as broken off, with the first reason that is given: "panic in
 * BenchmarkParse". It also becomes a notice.
 */
void gp_intake_break_off(struct gp_intake *intake, const char *reason);
/** Frees the lists; the run stays. */
void gp_intake_clear(struct gp_intake *intake);

/** Who bid what on an input, and what came of it, for `record --explain`. */
struct gp_explanation {
	const char *path; /**< Of the input; borrowed. */
	struct gp_explained_bid {
		const char *bid;           /**< "signature", ..., "no". */
		const char *format;        /**< The driver's name. */
		const char *recognised_by; /**< Its summary. */
		int height;                /**< To sort by; 0: no. */
	} * bids; /**< Of each driver that --from allows, the highest first. */
	size_t n_bids;
	const char **unread; /**< Tools without a driver whose marks it has. */
	size_t n_unread;
	const char *format; /**< Of the driver that reads it; NULL: refused. */
	bool side;          /**< Refused, but only because it is a side file. */
	char *refusal;      /**< Why it is refused; NULL if it is not. */
};

#endif /* GP_INTAKE_H */
