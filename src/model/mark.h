#ifndef GP_MODEL_MARK_H
#define GP_MODEL_MARK_H

#include "gp/entry.h"
#include "reader.h"

/**
 * @file
 * What an acceptance or an alias says, as its line has it.
 */

/** Reads [pattern, reason, who, upto]; never NULL, ask the reader. */
struct gp_accept *gp_accept_read(struct gp_fields *r);

/** Reads [from, to, who]; never NULL, ask the reader. */
struct gp_alias *gp_alias_read(struct gp_fields *r);

#endif /* GP_MODEL_MARK_H */
