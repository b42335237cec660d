#ifndef GP_REPORT_EXPORT_PACK_H
#define GP_REPORT_EXPORT_PACK_H

#include <stdint.h>

#include "gp/buf.h"
#include "gp/decimal.h"

/**
 * @file
 * Numbers in few bytes, for what has to wait in memory until the last run is
 * seen: six bytes or so a decimal. Nothing of it leaves the process, so it is
 * read back without checks.
 */

void gp_pack_count(struct gp_buf *out, uint64_t value);
void gp_pack_decimal(struct gp_buf *out, struct gp_decimal value);

/** Both cut what they read off `rest`. */
uint64_t gp_unpack_count(struct gp_span *rest);
struct gp_decimal gp_unpack_decimal(struct gp_span *rest);

#endif /* GP_REPORT_EXPORT_PACK_H */
