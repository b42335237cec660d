#ifndef GP_IMPORT_CORE_PEEK_H
#define GP_IMPORT_CORE_PEEK_H

#include <stdbool.h>

#include "gp/span.h"

/**
 * @file
 * What a driver can tell from the first bytes of an input, which may be cut
 * off anywhere; for bids. Nothing here fails.
 */

/**
 * Whether JSON begins with these tokens: '{', '[', ':' and ',' stand for
 * themselves, 's' for any string. `last` is set to the last string, without its
 * quotes and with its escapes.
 */
bool gp_peek_shape(struct gp_span *last, struct gp_span head,
		   const char *pattern);

/** The most frequent of ',', ';' and tab outside quotes; ',' if none. */
char gp_peek_separator(struct gp_span line);

/**
 * Cuts a cell off a line, without white space and quotes around it; behind
 * the last one `rest->data` is NULL.
 */
struct gp_span gp_peek_cell(struct gp_span *rest, char sep);

#endif /* GP_IMPORT_CORE_PEEK_H */
