#ifndef GP_REPORT_CHECK_HEADLINE_H
#define GP_REPORT_CHECK_HEADLINE_H

#include "report/names.h"

/**
 * @file
 * The head of a report.
 */

/** "1 regression, 2 warnings; 40 of 44 series ok, 1 new": each is counted once.
 */
void gp_write_counts(const struct gp_writer *w);
/** "3fa91c2 against 30 commits of main"; without a baseline, the commit. */
void gp_write_subject(const struct gp_writer *w);
/** "on linux-x86_64-epyc-7763, baseline a1b2c3d..9f8e7d6, newest 2 days ago" */
void gp_write_where(const struct gp_writer *w);

/**
 * Run `i` of the judged commit that broke off: "the run of 3fa91c2 broke off
 * (panic in BenchmarkB): results behind it are missing".
 */
void gp_write_incomplete(const struct gp_writer *w, size_t i);

#endif /* GP_REPORT_CHECK_HEADLINE_H */
