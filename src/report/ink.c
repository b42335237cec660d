/*
 * Colours on a terminal.
 */
#include "ink.h"

void gp_ink_put(struct gp_buf *out, bool color, const char *ink,
		const char *text)
{
	if (color)
		gp_buf_puts(out, ink);
	gp_buf_puts(out, text);
	if (color)
		gp_buf_puts(out, GP_INK_OFF);
}

const char *gp_ink_of(enum gp_verdict verdict)
{
	switch (verdict) {
	case GP_VERDICT_FAIL:
		return GP_INK_RED;
	case GP_VERDICT_PASS:
		return GP_INK_GREEN;
	default:
		return GP_INK_YELLOW;
	}
}
