#ifndef GP_REPORT_NAMES_H
#define GP_REPORT_NAMES_H

#include "gp/report.h"

#include "report/shared.h"

/**
 * @file
 * Names and numbers for people, the same in every output. The outputs differ
 * in how a name is made harmless, so each brings its functions for that.
 */

/** Where an output for people writes, and how. */
struct gp_writer {
	struct gp_buf *out;
	/** Writes a name: quoted, cut, or both. */
	void (*name)(struct gp_buf *out, const char *text);
	/** Writes text that may contain a name, not quoted. */
	void (*plain)(struct gp_buf *out, const char *text);
	const struct gp_findings *findings; /**< Borrowed. */
	int64_t now;  /**< Seconds since 1970; 0: write no ages. */
	bool verbose; /**< Explain the series that are ok, too. */
	const struct gp_shared *shared; /**< Left out of names; NULL: nothing.
					 */
	size_t key_width; /**< Columns to which keys are cut, so that they stay
			       different; 0: whole keys. */
};

/** A name in markdown, as a code span. */
void gp_name_markdown(struct gp_buf *out, const char *text);

/**
 * Appends "3 new" after `*between`, which becomes a comma; nothing if `n` is 0.
 */
void gp_list_count(struct gp_buf *out, const char **between, size_t n,
		   const char *label);

/** "FAIL", "WARN", "PASS", "NONE". */
const char *gp_verdict_title(enum gp_verdict verdict);
/**
 * Whether a finding is ok but warns or fails: the commit is like those before
 * it, and their level is worse than it was.
 */
bool gp_finding_regressed(const struct gp_finding *f);
/** Whether it is a change that is listed only, because of perf.note. */
bool gp_finding_is_noted(const struct gp_finding *f);
/** The label of its status; "regressed" if gp_finding_regressed(). */
const char *gp_finding_label(const struct gp_finding *f);

/** "parse/large:p99"; with " on TESTBED" if there are several testbeds. */
void gp_write_key(const struct gp_writer *w, const struct gp_finding *f);
/** "1.23 ms": a value in `unit`. */
void gp_write_value(const struct gp_writer *w, double value, const char *unit);
/** "1.23 ms → 1.51 ms", or the one that is known. */
void gp_write_values(const struct gp_writer *w, const struct gp_finding *f);
/** "+23.1 % (+20.8 … +25.4 %)" */
void gp_write_change(const struct gp_writer *w, const struct gp_finding *f);
/** "(+20.8 … +25.4 %)", or nothing. */
void gp_write_interval(const struct gp_writer *w, const struct gp_finding *f);
/** "fails from 20 %", "budget 200 ms", or nothing. */
void gp_write_limit(const struct gp_writer *w, const struct gp_finding *f);
/** "p 0.0003", or nothing. */
void gp_write_chance(const struct gp_writer *w, double p);

/**
 * "not measured: 3fa91c2, 2 commits earlier, beyond v0.9": whose results are
 * used for a commit that has none.
 */
void gp_write_nearest(const struct gp_writer *w,
		      const struct gp_nearest *nearest);

/** Writes one part of a sentence about a finding, or nothing. */
typedef void gp_write_fn(const struct gp_writer *w, const struct gp_finding *f);
/**
 * Writes `before` and that part; if the part is empty, nothing. Returns
 * whether anything was written.
 */
bool gp_write_part(const struct gp_writer *w, const char *before,
		   gp_write_fn *part, const struct gp_finding *f);

#endif /* GP_REPORT_NAMES_H */
