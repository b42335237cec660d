/*
 * What to do in a clone that never asked its remote for results.
 */
#include "gp/report.h"

void gp_report_put_unasked(struct gp_buf *out, const char *remote)
{
	gp_buf_puts(out, "git perf pull (never synced with ");
	gp_escape_text(out, remote);
	gp_buf_putc(out, ')');
}
