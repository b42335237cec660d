#ifndef GP_CMD_COLUMNS_H
#define GP_CMD_COLUMNS_H

#include "gp/config.h"
#include "gp/import.h"

#include "args.h"

/**
 * @file
 * The options that say what columns of plain files are.
 */

/** Three rows for a table of options. */
#define GP_OPTS_COLUMNS(columns)                                               \
	GP_OPT_STRINGS(0, "param", &(columns)->params, "column",               \
		       "this column or key is a parameter"),                   \
		GP_OPT_STRINGS(0, "sample", &(columns)->samples, "column",     \
			       "rows that differ only here are samples"),      \
		GP_OPT_STRINGS(0, "ignore", &(columns)->ignored, "column",     \
			       "leave this column or key out")

/** Whether one of the three was given. */
bool gp_columns_any(const struct gp_columns_args *columns);

/** Adds the names of perf.parameters; `config` must outlive `columns`. */
void gp_columns_configure(struct gp_columns_args *columns,
			  const struct gp_config *config);

/** Borrows the names for an import. */
void gp_columns_apply(struct gp_import_options *out,
		      const struct gp_columns_args *columns);

/** Frees the lists. */
void gp_columns_args_clear(struct gp_columns_args *columns);

#endif /* GP_CMD_COLUMNS_H */
