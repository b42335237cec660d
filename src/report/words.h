#ifndef GP_REPORT_WORDS_H
#define GP_REPORT_WORDS_H

#include "gp/report.h"

/**
 * @file
 * A verdict in words, the same in every output that people read. How a name
 * is made harmless differs, so the output brings that along.
 */
struct gp_words {
	struct gp_buf *out;
	void (*name)(struct gp_buf *out, const char *text);
	/** Words that may hold a name, not quoted. */
	void (*plain)(struct gp_buf *out, const char *text);
	const struct gp_findings *findings;
	int64_t now;
	bool verbose; /**< Say too what explains a series that is ok. */
};

/** A name where text is plain, cut to a length that a line has room for. */
void gp_words_name(struct gp_buf *out, const char *text);
/** "FAIL", "WARN", "PASS", "NONE". */
const char *gp_words_title(enum gp_verdict verdict);
/** "1 regression, 2 warnings; 41 of 44 series ok, 1 new". */
void gp_words_counts(const struct gp_words *w);
/** "3fa91c2 against 30 commits of main"; without a baseline the commit. */
void gp_words_subject(const struct gp_words *w);
/** "on linux-x86_64-epyc-7763, baseline a1b2c3d..9f8e7d6, newest 2 days ago" */
void gp_words_where(const struct gp_words *w);
/** The status of a finding; "regressed" where only its level is warned of. */
const char *gp_words_kind(const struct gp_finding *f);

/** "parse/large:p99", with " on TESTBED" where there are several. */
void gp_words_key(const struct gp_words *w, const struct gp_finding *f);
/** "1.23 ms → 1.51 ms", or the one that there is. */
void gp_words_values(const struct gp_words *w, const struct gp_finding *f);
/** "+23.1 % (+20.8 % … +25.4 %)" */
void gp_words_change(const struct gp_words *w, const struct gp_finding *f);
/** "(+20.8 … +25.4 %)", or nothing. */
void gp_words_interval(const struct gp_words *w, const struct gp_finding *f);
/** "fails from 20 %", "budget 200 ms", or nothing. */
void gp_words_limit(const struct gp_words *w, const struct gp_finding *f);
/** "p 0.0003", or nothing. */
void gp_words_chance(const struct gp_words *w, double p);
/** "±4.1 % at best; 6 more runs would show 2 %" */
void gp_words_unsure(const struct gp_words *w, const struct gp_finding *f);
/** "6 more runs would show 2 %", or nothing. */
void gp_words_more(const struct gp_words *w, const struct gp_finding *f);

/**
 * Appends `before` and what `say` says; false, and nothing, where that says
 * nothing.
 */
bool gp_words_part(const struct gp_words *w, const char *before,
		   void (*say)(const struct gp_words *w,
			       const struct gp_finding *f),
		   const struct gp_finding *f);
/** Values, change, limit and chance, with commas between them. */
void gp_words_numbers(const struct gp_words *w, const struct gp_finding *f);
/**
 * "baseline of 30 commits, 90 samples: 1.22 ms … 1.24 ms, spread 12 µs,
 * detectable 2 %"; nothing without a baseline.
 */
void gp_words_behind(const struct gp_words *w, const struct gp_finding *f);
/**
 * A finding for a reader who sees nothing else: "parse/large:p99 on TESTBED
 * is a regression: ", the numbers, and why.
 */
void gp_words_sentence(const struct gp_words *w, const struct gp_finding *f);

/* ---- words_story.c ---- */

/**
 * What the numbers do not say, clause by clause: "confirmed by 2 reruns;
 * since 9f8e7d6; baseline restarts at 3fa91c2: kernel 6.1.0 -> 6.5.0".
 */
void gp_words_why(const struct gp_words *w, const struct gp_finding *f);
/** "level changed by +12 % at 3fa91c2, 14 commits ago", or nothing. */
void gp_words_restart(const struct gp_words *w, const struct gp_finding *f);
/** "+11 % since v1.2", or nothing. */
void gp_words_anchor(const struct gp_words *w, const struct gp_finding *f);
/** "parse/\*, accepted up to 8% from 3fa91c2 on, by Ann: the reason" */
void gp_words_acceptance(const struct gp_words *w,
			 const struct gp_accepted *accepted);

/* ---- words_next.c ---- */

/** What to do next, sentences with `between` them; nothing is nothing. */
void gp_words_next(const struct gp_words *w, const char *between);
/** The same for one finding, as if it were the worst, on one line. */
void gp_words_next_of(const struct gp_words *w, const struct gp_finding *f);

#endif /* GP_REPORT_WORDS_H */
