#ifndef GP_REPORT_CHECK_NOTES_H
#define GP_REPORT_CHECK_NOTES_H

#include "report/names.h"

/**
 * @file
 * The text output of check while it is written.
 */

struct gp_page {
	struct gp_writer writer;
	struct gp_buf *out;
	bool color;
};

/** Whether a finding has lines of its own; else a note counts it. */
bool gp_finding_is_listed(const struct gp_finding *f);

/** Writes the notes; not those that `verbose` says with each finding. */
void gp_notes_write(const struct gp_page *page, bool verbose);

#endif /* GP_REPORT_CHECK_NOTES_H */
