#ifndef GP_IMPORT_UNWRAP_H
#define GP_IMPORT_UNWRAP_H

#include "import/reading.h"

/**
 * @file
 * Removes what terminals and CI systems add to a text, before any driver sees
 * it.
 */

/** The text that an input has then, if it is not a part of its own. */
struct gp_unwrapped {
	struct gp_buf text;
};

/**
 * Sets the text of `in` without escape sequences, text that was written over,
 * and the prefix that all of its lines share; it lives in `keep`. GP_EPARSE if
 * only some lines have a prefix and a driver would read their results, or if
 * the lines of several services are mixed.
 */
GP_CHECK enum gp_err gp_unwrap(struct gp_import_reading *reading,
			       struct gp_input *in, struct gp_unwrapped *keep);
/** Frees the text. */
void gp_unwrapped_clear(struct gp_unwrapped *keep);

#endif /* GP_IMPORT_UNWRAP_H */
