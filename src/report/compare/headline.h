#ifndef GP_REPORT_COMPARE_HEADLINE_H
#define GP_REPORT_COMPARE_HEADLINE_H

#include "report/names.h"

/**
 * @file
 * What is written above the tables of a comparison.
 */

/** "1 regression, 2 warnings; 41 of 44 rows ok, 1 new" */
void gp_compare_counts(const struct gp_writer *w,
		       const struct gp_comparison *of);
/** "v1.0 (3fa91c2) → v1.1 (a1b2c3d)", or two files. */
void gp_compare_sides(const struct gp_writer *w,
		      const struct gp_comparison *of);
/** "real_time on TESTBED, lower is better" */
void gp_compare_group(const struct gp_writer *w, const struct gp_comparison *of,
		      const struct gp_row_group *group);

#define GP_COMPARE_N_ABOUT 3
/** The i-th line above it: where, what differs, what is left out. */
void gp_compare_about(const struct gp_writer *w, const struct gp_comparison *of,
		      size_t i);

#endif /* GP_REPORT_COMPARE_HEADLINE_H */
