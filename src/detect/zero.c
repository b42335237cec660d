/*
 * A time or a rate of 0 or below, if none was so before: not an improvement.
 */
#include "gp/value.h"

#include "model/unit.h"

#include "zero.h"

static bool was_zero(const struct gp_series *series)
{
	for (size_t i = 0; i < series->n_baseline; i++)
		if (gp_value_of(&series->baseline[i]).value <= 0)
			return true;
	return false;
}

bool gp_zero_propose(struct gp_case *c)
{
	const struct gp_series *series = c->series;
	struct gp_unit unit = gp_unit_read(series->unit);

	double value = c->values.current.value;
	struct gp_buf text = GP_BUF_INIT;

	if (!(value <= 0) || series->better != GP_BETTER_LOWER ||
	    !gp_unit_is_speed(&unit) || was_zero(series))
		return false;
	gp_reason_put_value(&text, value);
	gp_outcome_propose(
		&c->outcome, GP_STATUS_INCONCLUSIVE, GP_SEVERITY_WARN, 0,
		gp_reason_format(c->outcome.arena,
				 "%s %s: the benchmark may not have run",
				 value == 0 ? "0" : gp_buf_str(&text),
				 series->unit));
	gp_buf_clear(&text);
	return true;
}
