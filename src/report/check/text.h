#ifndef GP_REPORT_CHECK_TEXT_H
#define GP_REPORT_CHECK_TEXT_H

#include "report/words.h"

/**
 * @file
 * The text output in the making: text.c the head and the findings,
 * text_notes.c what stands aside of them.
 */
struct gp_page {
	struct gp_words words;
	struct gp_buf *out;
	bool color;
};

#define GP_INK_RED    "\x1b[1;31m"
#define GP_INK_YELLOW "\x1b[1;33m"
#define GP_INK_GREEN  "\x1b[1;32m"
#define GP_INK_DIM    "\x1b[2m"

/** The colour of a verdict. */
const char *gp_ink_of(enum gp_verdict verdict);
/** Appends `text`, in colour where the page has any. */
void gp_page_ink(const struct gp_page *page, const char *code,
		 const char *text);

/** A name in a line that has other things to say. */
void gp_text_short_name(struct gp_buf *out, const char *text);

/** Whether a finding has lines of its own; else a note counts it. */
bool gp_text_is_shown(const struct gp_finding *f);

/** The notes; `verbose` leaves out what stands at each finding then. */
void gp_text_notes(const struct gp_page *page, bool verbose);

#endif /* GP_REPORT_CHECK_TEXT_H */
