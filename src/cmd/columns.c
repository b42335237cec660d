/*
 * What the user says about columns of plain files: --param, --sample, --ignore
 * and perf.parameters.
 */
#include "columns.h"

bool gp_columns_any(const struct gp_columns_args *columns)
{
	return columns->params.n || columns->samples.n || columns->ignored.n;
}

void gp_columns_configure(struct gp_columns_args *columns,
			  const struct gp_config *config)
{
	struct gp_strings *all = &columns->params;
	const char *const *names;
	size_t n = gp_config_parameters(config, &names);

	for (size_t i = 0; i < n; i++) {
		all->items = gp_grow(all->items, all->n, &all->cap,
				     sizeof(*all->items));
		all->items[all->n++] = names[i];
	}
}

void gp_columns_apply(struct gp_import_options *out,
		      const struct gp_columns_args *columns)
{
	out->params = columns->params.items;
	out->n_params = columns->params.n;
	out->samples = columns->samples.items;
	out->n_samples = columns->samples.n;
	out->ignored = columns->ignored.items;
	out->n_ignored = columns->ignored.n;
}

void gp_columns_args_clear(struct gp_columns_args *columns)
{
	gp_strings_clear(&columns->params);
	gp_strings_clear(&columns->samples);
	gp_strings_clear(&columns->ignored);
}
