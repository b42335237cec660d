#ifndef GP_REPORT_COMPARE_WORDS_H
#define GP_REPORT_COMPARE_WORDS_H

#include "report/words.h"

/**
 * @file
 * A comparison in words, the same in every output that people read; the
 * `findings` of its words are not used.
 */

/** "1 regression, 2 warnings; 41 of 44 rows ok, 1 new" */
void gp_compare_counts(const struct gp_words *w,
		       const struct gp_comparison *of);
/** "v1.0 (3fa91c2) → v1.1 (a1b2c3d)", or two files. */
void gp_compare_sides(const struct gp_words *w, const struct gp_comparison *of);
/** "real_time on TESTBED, lower is better" */
void gp_compare_group(const struct gp_words *w, const struct gp_comparison *of,
		      const struct gp_row_group *group);

/** "45.2 ns", or nothing. */
void gp_compare_value(const struct gp_words *w, const struct gp_level *level,
		      const char *unit);
/** "1.1 %": the larger side of its interval, or nothing. */
void gp_compare_spread(const struct gp_words *w, const struct gp_level *level);
/** "+10.4 %", "~", "equal", "? +3.0 %", "new" … */
void gp_compare_change(const struct gp_words *w, const struct gp_row *row);
/** "(+8.1 … +12.2 %)", or nothing. */
void gp_compare_interval(const struct gp_words *w, const struct gp_row *row);
/**
 * "p 0.0003"; without a test how many samples there are: "n 1+1". With the
 * mark of a note, "p 0.0003 ²", where rows stand on different things.
 */
void gp_compare_chance(const struct gp_words *w, const struct gp_comparison *of,
		       const struct gp_row *row);
/** "+3.1 %" */
void gp_compare_mean(const struct gp_words *w,
		     const struct gp_row_group *group);

/** Says the i-th of several things, or nothing. */
typedef void gp_compare_say_fn(const struct gp_words *w,
			       const struct gp_comparison *of, size_t i);

#define GP_COMPARE_N_NOTES 7
/** The i-th of the notes below the table, one sentence, or nothing. */
void gp_compare_note(const struct gp_words *w, const struct gp_comparison *of,
		     size_t i);

#define GP_COMPARE_N_ABOUT 3
/** The i-th line above it: where, what differs, what is left out. */
void gp_compare_about(const struct gp_words *w, const struct gp_comparison *of,
		      size_t i);

#endif /* GP_REPORT_COMPARE_WORDS_H */
