/*
 * What an export writes of a run, whatever its output.
 */
#include "gp/limits.h"

#include "export.h"

bool gp_export_selects(const struct gp_export *ex,
		       const struct gp_measurement *m)
{
	const struct gp_export_options *options = ex->options;

	return m->n_samples && gp_keys_match(options->keys, options->n_keys,
					     m->benchmark, m->metric);
}

int64_t gp_export_seconds(const struct gp_entry *run)
{
	return gp_seconds_of_ms(run->time_ms);
}
