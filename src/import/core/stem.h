#ifndef GP_IMPORT_CORE_STEM_H
#define GP_IMPORT_CORE_STEM_H

#include "gp/buf.h"
#include "gp/span.h"

/**
 * Appends `name` without the ids and dates between its separators (- _ . + @
 * and blanks), which would make each file a benchmark of its own: the hex id
 * `commit` or at least 7 digits of it, other hex digits if they are at least 7
 * and have a letter and a figure, UUIDs, days ("20261130", "2026-11-30"), a
 * time of day behind a day, and seconds since 1970. Of "20261130" remains
 * "results". `commit` may be NULL. Returns whether something was left off.
 */
bool gp_stem_put(struct gp_buf *out, struct gp_span name, const char *commit);

#endif /* GP_IMPORT_CORE_STEM_H */
