/*
 * Every command, in the order of `git perf -h`.
 */
#include <stddef.h>

#include "table.h"

static const struct gp_cmd *const cmds[] = {
	NULL,
};

const struct gp_cmd *const *gp_cmds(void)
{
	return cmds;
}
