/*
 * How a repository is set up, for people.
 */
#include "gp/report.h"

/* "base     main"; without a value, what sets one. */
static void put_setup_line(struct gp_buf *out, const char *title,
			   const char *value, const char *otherwise)
{
	gp_buf_puts(out, title);
	if (value)
		gp_escape_text(out, value);
	else
		gp_buf_puts(out, otherwise);
}

void gp_report_setup_text(struct gp_buf *out,
			  const struct gp_report_setup *setup)
{
	put_setup_line(out, "base     ", setup->base,
		       "none: git config perf.base <branch>");
	put_setup_line(out, "\ntestbed  ", setup->testbed, "");
	put_setup_line(out, "\nremote   ",
		       *setup->remote ? setup->remote : NULL, "none");
	put_setup_line(out, "\nhook     ", setup->hook,
		       "none: git perf init --hooks");
	if (setup->hook_outdated)
		gp_buf_puts(out, ", outdated: git perf init --hooks");
	gp_buf_putc(out, '\n');
}
