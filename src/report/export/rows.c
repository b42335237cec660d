/*
 * What an export writes of a run, whatever its output.
 */
#include "gp/limits.h"

#include "export.h"

bool gp_export_selects(const struct gp_export *ex,
		       const struct gp_measurement *m)
{
	const struct gp_export_options *options = ex->options;

	if (!m->n_samples)
		return false;
	for (size_t i = 0; i < options->n_keys; i++)
		if (gp_key_match(options->keys[i], m->benchmark, m->metric))
			return true;
	return !options->n_keys;
}

int64_t gp_export_seconds(const struct gp_entry *run)
{
	return gp_seconds_of_ms(run->time_ms);
}
