#ifndef GP_REPORT_BLAME_H
#define GP_REPORT_BLAME_H

#include "gp/finding.h"

/**
 * @file
 * The commits that can have made a change.
 */

/**
 * The range from one commit with a result to the next, which are the
 * `from_order`-th and the `to_order`-th of the history; 0: unknown.
 */
struct gp_blame gp_blame_between(const struct gp_oid *from, size_t from_order,
				 const struct gp_oid *to, size_t to_order);

/** Whether other commits than the first that shows the change can have. */
bool gp_blame_is_range(const struct gp_blame *blame);

/**
 * "one of 3 commits a1b2c3d..d4e5f60 (2 not measured)", or "d4e5f60".
 */
void gp_put_blame(struct gp_buf *out, const struct gp_blame *blame,
		  const struct gp_oid *to);

/** The keys from, to and unmeasured of JSON; unmeasured is null if unknown. */
void gp_put_blame_keys(struct gp_buf *out, const struct gp_blame *blame);

#endif /* GP_REPORT_BLAME_H */
