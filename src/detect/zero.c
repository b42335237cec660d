/*
 * A time or a rate of 0, if none was 0 before: not an improvement.
 */
#include "gp/value.h"

#include "model/unit.h"

#include "zero.h"

static bool was_zero(const struct gp_series *series)
{
	for (size_t i = 0; i < series->n_baseline; i++)
		if (gp_value_of(&series->baseline[i]).value == 0)
			return true;
	return false;
}

bool gp_zero_propose(struct gp_case *c)
{
	const struct gp_series *series = c->series;
	struct gp_unit unit = gp_unit_read(series->unit);

	if (c->values.current.value != 0 || series->better != GP_BETTER_LOWER ||
	    !gp_unit_is_speed(&unit) || was_zero(series))
		return false;
	gp_outcome_propose(
		&c->outcome, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_WARN, 0,
		gp_reason_format(c->outcome.arena,
				 "0 %s: the benchmark may not have run",
				 series->unit));
	return true;
}
