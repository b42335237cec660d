#ifndef GP_PARSE_JSON_LENIENT_H
#define GP_PARSE_JSON_LENIENT_H

#include <stdbool.h>

#include "gp/buf.h"

/**
 * @file
 * JSON as tools really print it, made strict.
 */

/**
 * Appends `text` with what JSON does not allow replaced: NaN and infinities in
 * every spelling become 1e999, a number that is not finite; numbers like "+1",
 * ".5" and "1." are written as JSON wants them; commas before a closing bracket
 * are removed. No line moves. Returns false if nothing was replaced.
 */
bool gp_json_make_strict(struct gp_buf *out, struct gp_span text);

#endif /* GP_PARSE_JSON_LENIENT_H */
