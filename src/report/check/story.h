#ifndef GP_REPORT_CHECK_STORY_H
#define GP_REPORT_CHECK_STORY_H

#include "report/names.h"

/**
 * @file
 * How a series came to its finding.
 */

/**
 * What the numbers do not say, clause by clause: "confirmed by 2 reruns;
 * since 9f8e7d6; baseline restarts at 3fa91c2: kernel 6.1.0 -> 6.5.0".
 */
void gp_write_why(const struct gp_writer *w, const struct gp_finding *f);
/** "level changed by +12 % at 3fa91c2, 14 commits ago", or nothing. */
void gp_write_restart(const struct gp_writer *w, const struct gp_finding *f);
/** "+11 % since v1.2", or nothing. */
void gp_write_anchor(const struct gp_writer *w, const struct gp_finding *f);
/** "parse/\*, accepted up to 8% from 3fa91c2 on, by Ann: the reason" */
void gp_write_acceptance(const struct gp_writer *w,
			 const struct gp_accepted *accepted);

/**
 * Why a finding warns or fails, in a few words that fit on its line: "level
 * +24.1 % since 9ee41ed, not accepted", "fails from 20 %". Nothing for others.
 */
void gp_write_short_why(const struct gp_writer *w, const struct gp_finding *f);

#endif /* GP_REPORT_CHECK_STORY_H */
