#ifndef GP_DETECT_HIDDEN_H
#define GP_DETECT_HIDDEN_H

#include "case.h"

/**
 * If results that would count were not seen, says so in the reason; a series
 * that would be ok, early or new is inconclusive then.
 */
void gp_hidden_explain(struct gp_case *c);

#endif /* GP_DETECT_HIDDEN_H */
