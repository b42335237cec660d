#ifndef GP_REPORT_CHECK_SENTENCES_H
#define GP_REPORT_CHECK_SENTENCES_H

#include "report/names.h"

/**
 * @file
 * Sentences about one finding.
 */

/** Values, change, limit and chance, with commas between them. */
void gp_write_numbers(const struct gp_writer *w, const struct gp_finding *f);
/**
 * "baseline of 30 commits, 90 samples: 1.22 ms … 1.24 ms, spread 12 µs,
 * smallest detectable change 2 %"; nothing without a baseline.
 */
void gp_write_baseline(const struct gp_writer *w, const struct gp_finding *f);
/**
 * A finding for a reader who sees nothing else: "parse/large:p99 on TESTBED
 * is a regression: ", the numbers, and why.
 */
void gp_write_sentence(const struct gp_writer *w, const struct gp_finding *f);

#endif /* GP_REPORT_CHECK_SENTENCES_H */
