#ifndef GP_CMD_LIMIT_ARGS_H
#define GP_CMD_LIMIT_ARGS_H

#include "gp/config.h"

#include "args.h"

/**
 * @file
 * The options that set limits for changes: --fail, --warn and --note.
 */

/** Three rows for a table of options. */
#define GP_OPTS_LIMITS(limits)                                                 \
	GP_OPT_STRINGS(0, "fail", &(limits)->fails, "[glob=]limit",            \
		       "a change for the worse that fails"),                   \
		GP_OPT_STRINGS(0, "warn", &(limits)->warns, "[glob=]limit",    \
			       "a change for the worse that warns"),           \
		GP_OPT_STRINGS(0, "note", &(limits)->notes, "[glob=]limit",    \
			       "a change for the worse that is listed")

/** Adds them to the configuration. GP_EUSAGE if one is invalid. */
GP_CHECK enum gp_err gp_limit_args_apply(struct gp_config *config,
					 const struct gp_limit_args *limits);

/** Frees the lists. */
void gp_limit_args_clear(struct gp_limit_args *limits);

#endif /* GP_CMD_LIMIT_ARGS_H */
