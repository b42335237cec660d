#ifndef GP_REPORT_EXPORT_PACK_H
#define GP_REPORT_EXPORT_PACK_H

#include <stdint.h>

#include "gp/buf.h"
#include "gp/decimal.h"

/**
 * @file
 * Numbers in few bytes (about six for a decimal), because all values of an
 * export stay in memory until the last run is read. The bytes never leave the
 * process, so they are read back without checks.
 */

/** Append a value; the unpack function of the same type reads it. */
void gp_pack_count(struct gp_buf *out, uint64_t value);
void gp_pack_decimal(struct gp_buf *out, struct gp_decimal value);

/**
 * Read the next number and remove it from the front of `rest`, which must
 * begin with one of that type.
 */
uint64_t gp_unpack_count(struct gp_span *rest);
struct gp_decimal gp_unpack_decimal(struct gp_span *rest);

#endif /* GP_REPORT_EXPORT_PACK_H */
