/*
 * What push and pull do alike: open and print.
 */
#include <stdio.h>
#include <unistd.h>

#include "gp/config.h"

#include "cmd.h"
#include "sharing.h"

enum gp_err gp_sharing_open(struct gp_repo **repo, struct gp_sync *sync)
{
	struct gp_config *config = NULL;
	enum gp_err err;

	if ((err = gp_repo_open(repo)) ||
	    (err = gp_config_load(&config, *repo, NULL)))
		return err;
	gp_warn_all(&(*repo)->notices);
	sync->durable = gp_config_durable(config);
	sync->progress = isatty(STDERR_FILENO);
	gp_config_free(config);
	return GP_OK;
}

enum gp_err gp_sharing_print(struct gp_buf *text, bool json, bool quiet)
{
	if (quiet && !json)
		return GP_OK;
	return json ? gp_output(text, NULL) : gp_buf_flush(text, stderr);
}
