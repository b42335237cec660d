#ifndef GP_IMPORT_FORMATS_HYPERFINE_H
#define GP_IMPORT_FORMATS_HYPERFINE_H

#include "import/core/values.h"

/**
 * @file
 * The metrics of hyperfine, under one name in every output of every version.
 */

/**
 * Sets metric, unit and direction from the name that 2.0 gives a metric:
 * "time_wall_clock" is "time", as it is for 1.x.
 */
void gp_hyperfine_metric(struct gp_value_id *id, struct gp_span name);

/** The short form of a unit: "second" is "s". */
struct gp_span gp_hyperfine_unit(struct gp_span unit);

#endif /* GP_IMPORT_FORMATS_HYPERFINE_H */
