#ifndef GP_REPORT_COMPARE_NOTES_H
#define GP_REPORT_COMPARE_NOTES_H

#include "report/names.h"

/**
 * @file
 * The notes below the tables of a comparison.
 */

/** Writes the i-th of several lines, or nothing. */
typedef void gp_compare_line_fn(const struct gp_writer *w,
				const struct gp_comparison *of, size_t i);

#define GP_COMPARE_N_NOTES 8
/** The i-th of the notes below the table, one sentence, or nothing. */
void gp_compare_note(const struct gp_writer *w, const struct gp_comparison *of,
		     size_t i);

#endif /* GP_REPORT_COMPARE_NOTES_H */
