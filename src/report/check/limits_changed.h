#ifndef GP_REPORT_CHECK_LIMITS_CHANGED_H
#define GP_REPORT_CHECK_LIMITS_CHANGED_H

#include "report/names.h"

/**
 * @file
 * What the judged branch changes in .gitperf. Nothing is written if there is
 * nothing.
 */

/** The number of keys that it changes. */
size_t gp_limits_changed(const struct gp_writer *w);

/** "limits of this branch are not in effect until they are merged". */
void gp_write_limits_changed(const struct gp_writer *w);

/** "perf.fail 10% -> 300%". */
void gp_write_limit_change(const struct gp_writer *w, size_t i);

/** The whole of it as one sentence. */
void gp_write_limits_sentence(const struct gp_writer *w);

/** "limits_changed", and what the limits come from, as keys of an object. */
void gp_put_limits_changed(struct gp_buf *out, const struct gp_series_set *set);

#endif /* GP_REPORT_CHECK_LIMITS_CHANGED_H */
