#ifndef GP_REPORT_GLYPH_H
#define GP_REPORT_GLYPH_H

#include <stdbool.h>
#include <stdint.h>

#include "gp/span.h"

/**
 * @file
 * Text from anywhere, character by character.
 */

#define GP_GLYPH_BAD UINT32_MAX

struct gp_glyph {
	const char *at;
	size_t len;
	uint32_t code; /**< GP_GLYPH_BAD: a byte that is not UTF-8. */
};

/** Cuts the next character off `rest`; false when nothing is left. */
bool gp_glyph_next(struct gp_glyph *out, struct gp_span *rest);

/**
 * Whether it may not be shown as it is: a control character, or one that
 * reorders, hides or breaks the text around it; or a bad byte.
 */
bool gp_glyph_hostile(const struct gp_glyph *glyph);

/** Columns that it takes on a terminal: 0, 1 or 2. */
size_t gp_glyph_width(const struct gp_glyph *glyph);

#endif /* GP_REPORT_GLYPH_H */
