#ifndef GP_PARTIAL_DEEPEN_H
#define GP_PARTIAL_DEEPEN_H

#include "choose_notes.h"

/**
 * Fetches the history that is missing: the base branch, and the commits beyond
 * the boundary of a shallow clone. If the remote refuses a part of it,
 * out->trouble says why, and that is not a failure.
 */
GP_CHECK enum gp_err gp_partial_deepen(struct gp_partial_pull *pull);

#endif /* GP_PARTIAL_DEEPEN_H */
