#ifndef GP_CODEC_SAMPLES_H
#define GP_CODEC_SAMPLES_H

#include "fields.h"
#include "gp/entry.h"

/**
 * @file
 * The samples of one result, decoded.
 */

/**
 * Reads the samples of `m`, which has none yet, into the arena of `r`, and adds
 * their number to `n_samples`, which counts those of the whole entry.
 */
void gp_samples_read(struct gp_fields *r, struct gp_measurement *m,
		     size_t *n_samples);

#endif /* GP_CODEC_SAMPLES_H */
