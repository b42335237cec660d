#ifndef GP_IMPORT_CORE_CLEAN_H
#define GP_IMPORT_CORE_CLEAN_H

#include "gp/buf.h"
#include "gp/span.h"

/**
 * @file
 * Text as a terminal would show it.
 */

/** What gp_clean_text() removed. */
struct gp_cleaned {
	size_t n_escapes;     /**< Lines with escape sequences. */
	size_t n_overwritten; /**< Texts that a carriage return wrote over. */
};

/**
 * Returns `text` without escape sequences and without what was written over, as
 * progress bars do; the result is `text` itself or in `buf`. If there is no
 * line feed at all, carriage returns end lines. Carriage returns of JSON stay.
 */
struct gp_span gp_clean_text(struct gp_buf *buf, struct gp_span text,
			     struct gp_cleaned *what);

/** Whether a text begins as JSON does, which "[12:00:00] x" does not. */
bool gp_clean_is_json(struct gp_span text);

#endif /* GP_IMPORT_CORE_CLEAN_H */
