#ifndef GP_CODEC_MARKS_H
#define GP_CODEC_MARKS_H

#include "fields.h"
#include "gp/entry.h"

/**
 * @file
 * Reads the MessagePack of marks.
 */

/** Reads [pattern, reason, who, upto]; never NULL, check `r->wrong`. */
struct gp_accept *gp_accept_read(struct gp_fields *r);

/** Reads [from, to, who]; never NULL, check `r->wrong`. */
struct gp_alias *gp_alias_read(struct gp_fields *r);

/** Reads [pattern, reason, who]; never NULL, check `r->wrong`. */
struct gp_retire *gp_retire_read(struct gp_fields *r);

#endif /* GP_CODEC_MARKS_H */
