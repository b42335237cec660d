#ifndef GP_REPORT_COMPARE_CELLS_H
#define GP_REPORT_COMPARE_CELLS_H

#include "report/names.h"

/**
 * @file
 * The cells of a table of compare, the same in every output for people. The
 * `findings` of the writer are not used.
 */

/** "45.2 ns", or nothing. */
void gp_compare_value(const struct gp_writer *w, const struct gp_level *level,
		      const char *unit);
/** "1.1 %": the larger side of its interval, or nothing. */
void gp_compare_spread(const struct gp_writer *w, const struct gp_level *level);
/** "+10.4 %", "~", "equal", "? +3.0 %", "new" … */
void gp_compare_change(const struct gp_writer *w, const struct gp_row *row);
/** "(+8.1 … +12.2 %)", or nothing. */
void gp_compare_interval(const struct gp_writer *w, const struct gp_row *row);
/**
 * "p 0.0003"; without a test how many samples there are: "n 1+1". With the
 * mark of a note, "p 0.0003 ²", if rows are judged by different methods.
 */
void gp_compare_chance(const struct gp_writer *w,
		       const struct gp_comparison *of,
		       const struct gp_row *row);
/** "+3.1 %" */
void gp_compare_mean(const struct gp_writer *w,
		     const struct gp_row_group *group);

/** Whether the row has a value on both sides. */
bool gp_compare_has_both(const struct gp_finding *f);
/** Whether the change of the row is only that of another metric. */
bool gp_compare_is_derived(const struct gp_row *row);
/** Whether so many values could show a change at all. */
bool gp_compare_can_show(const struct gp_row *row);
/**
 * The mark of the note about a method: "¹", "²" or "³"; "" if all rows are
 * judged by one method. A constant.
 */
const char *gp_compare_mark(const struct gp_comparison *of,
			    enum gp_method method);

#endif /* GP_REPORT_COMPARE_CELLS_H */
