#ifndef GP_REPORT_JSON_FIELDS_H
#define GP_REPORT_JSON_FIELDS_H

#include "gp/changes.h"
#include "gp/finding.h"
#include "gp/limits.h"
#include "gp/summary.h"

#include "report/json_writer.h"

/**
 * @file
 * Groups of JSON keys that several documents share.
 */

/** The keys mean, stddev, min, p50, max. */
void gp_put_statistics(struct gp_buf *out, const struct gp_five *five);
/**
 * `key`: the limit as a fraction, to be compared with "change"; null if there
 * is none or it is not a percentage alone. `key`_limit: the limit as it is
 * configured, for example "20%", "1pp" or "5ms"; null if there is none.
 * `key`_parts: the parts of "10% and 5ns"; null if there is one at most.
 */
void gp_put_limit(struct gp_buf *out, const char *key,
		  const struct gp_limit *limit);
/** An object with a string for each pair. */
void gp_put_pairs(struct gp_buf *out, const struct gp_pairs *pairs);
/** The key parameters: an object with a string for each; {} for none. */
void gp_put_key_parameters(struct gp_buf *out,
			   const struct gp_parameters *parameters);
/**
 * The key entries: an object with the number of entries of each kind that
 * occurs, by its name in messages ("runs", "untrusted runs").
 */
void gp_put_entry_counts(struct gp_buf *out,
			 const struct gp_entry_counts *counts);
/** The keys claimed and claimed_severity: null unless untrusted. */
void gp_put_claim(struct gp_buf *out, const struct gp_finding *f);
/** The keys change, change_low, change_high, delta, p, q. */
void gp_put_change(struct gp_buf *out, const struct gp_finding *f);
/** The keys size, size_low, size_high of a change point: fractions. */
void gp_put_change_size(struct gp_buf *out, const struct gp_change *change);
/** The keys delta, delta_low, delta_high: the same in the unit. */
void gp_put_change_delta(struct gp_buf *out, const struct gp_change *change);
/**
 * The key nearest: whose results are used for a commit that has none; null if
 * they are its own.
 */
void gp_put_key_nearest(struct gp_buf *out, const struct gp_nearest *nearest);
/** The key counts: an object with the number of findings of each status. */
void gp_put_counts(struct gp_buf *out, const size_t counts[GP_STATUS_N]);

#endif /* GP_REPORT_JSON_FIELDS_H */
