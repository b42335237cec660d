/*
 * The hint of all commands that find no results in a clone that never asked
 * for them.
 */
#include <stdio.h>

#include "gp/report.h"

#include "unasked.h"

bool gp_warn_unasked(struct gp_repo *repo)
{
	struct gp_buf name = GP_BUF_INIT, line = GP_BUF_INIT;
	bool unasked;

	gp_sync_unasked(repo, &name);
	unasked = name.len;
	if (unasked) {
		gp_buf_puts(&line, "next  ");
		gp_report_put_unasked(&line, gp_buf_str(&name));
		fprintf(stderr, "%s\n", gp_buf_str(&line));
	}
	gp_buf_clear(&line);
	gp_buf_clear(&name);
	return unasked;
}
