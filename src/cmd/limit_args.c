/*
 * The options --fail, --warn and --note of check and compare.
 */
#include "limit_args.h"

static enum gp_err add_limits(struct gp_config *config, const char *key,
			      const struct gp_strings *limits)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < limits->n; i++)
		err = gp_config_option(config, key, limits->items[i]);
	return err;
}

enum gp_err gp_limit_args_apply(struct gp_config *config,
				const struct gp_limit_args *limits)
{
	enum gp_err err;

	if ((err = add_limits(config, "note", &limits->notes)) ||
	    (err = add_limits(config, "warn", &limits->warns)))
		return err;
	return add_limits(config, "fail", &limits->fails);
}

void gp_limit_args_clear(struct gp_limit_args *limits)
{
	gp_strings_clear(&limits->notes);
	gp_strings_clear(&limits->warns);
	gp_strings_clear(&limits->fails);
}
