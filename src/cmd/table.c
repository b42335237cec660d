/*
 * Every command, in the order of `git perf -h`.
 */
#include <stddef.h>

#include "table.h"

static const struct gp_cmd *const cmds[] = {
	&gp_cmd_record, &gp_cmd_check,  &gp_cmd_compare, &gp_cmd_accept,
	&gp_cmd_alias,  &gp_cmd_retire, &gp_cmd_show,    &gp_cmd_log,
	&gp_cmd_detect, &gp_cmd_export, &gp_cmd_status,  &gp_cmd_push,
	&gp_cmd_pull,   &gp_cmd_forget, &gp_cmd_pin,     &gp_cmd_remap,
	&gp_cmd_fsck,   &gp_cmd_doctor, &gp_cmd_formats, &gp_cmd_init,
	NULL,
};

const struct gp_cmd *const *gp_cmds(void)
{
	return cmds;
}
