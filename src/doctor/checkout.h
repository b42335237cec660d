#ifndef GP_DOCTOR_CHECKOUT_H
#define GP_DOCTOR_CHECKOUT_H

#include "diagnosis.h"

/**
 * @file
 * What the checks of the base branch share.
 */

/** Whether HEAD is a merge commit and detached, as CI checks out requests. */
bool gp_checkout_is_merge(const struct gp_doctor_input *input);

/** Appends the git fetch that brings a branch into its tracking ref. */
void gp_checkout_put_fetch(struct gp_buf *out, const char *remote,
			   const char *branch);

#endif /* GP_DOCTOR_CHECKOUT_H */
