#ifndef GP_IMPORT_CORE_SPREAD_H
#define GP_IMPORT_CORE_SPREAD_H

#include "gp/intake.h"

/**
 * @file
 * Repetitions that lie further apart than any noise.
 */

/**
 * Adds a notice for each measurement whose samples lie more than 10 times
 * apart: two benchmarks may have one name. To be called when units are known.
 */
void gp_intake_check_spread(struct gp_intake *intake);

#endif /* GP_IMPORT_CORE_SPREAD_H */
