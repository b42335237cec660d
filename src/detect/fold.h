#ifndef GP_DETECT_FOLD_H
#define GP_DETECT_FOLD_H

#include "case.h"

/**
 * @file
 * Derived metrics: a rate that a tool computed from a time shows the change of
 * that time once more. Such a series is folded under its source: it is not
 * tested, and not counted.
 */

/**
 * Whether `derived` is not judged because its source is. It is judged if its
 * metric is named by the configuration, or if the source was not measured, or
 * cannot be judged. `has_source_values` says whether the source has a value
 * wherever `derived` has one.
 */
bool gp_fold_covers(const struct gp_series *source,
		    const struct gp_series *derived, bool has_source_values);

/**
 * Whether finding `a` replaces `b` if both show one change: it is more severe,
 * or further beyond its limit.
 */
bool gp_fold_is_worse(const struct gp_outcome *a, const struct gp_outcome *b);

/**
 * After all cases were judged: of a derived metric that was judged besides its
 * source, and that source, the worse finding remains. Fills `derived` of the
 * findings that remain, and moves their cases to the front; returns how many.
 */
size_t gp_fold_cases(struct gp_case *cases, size_t n);

#endif /* GP_DETECT_FOLD_H */
