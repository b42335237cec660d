/*
 * The metrics of hyperfine: 2.0 gave them longer names than 1.x, and a series
 * must not end with an upgrade.
 */
#include "hyperfine.h"

static const struct {
	const char *name, *metric, *unit;
} hyperfine_metrics[] = {
	{ "time_wall_clock", "time", "s" },        { "time_user", "user", "s" },
	{ "time_system", "system", "s" },          { "time_cpu", "cpu", "s" },
	{ "memory_peak_resident", "memory", "B" },
};

static const struct {
	const char *word, *unit;
} hyperfine_units[] = {
	{ "second", "s" },       { "millisecond", "ms" },
	{ "microsecond", "us" }, { "nanosecond", "ns" },
	{ "minute", "min" },     { "hour", "h" },
	{ "byte", "B" },
};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

void gp_hyperfine_metric(struct gp_value_id *id, struct gp_span name)
{
	id->metric = name;
	id->unit = gp_span_of("");
	id->better = GP_BETTER_NONE;
	for (size_t i = 0; i < LEN(hyperfine_metrics); i++) {
		if (!gp_span_eq(name, hyperfine_metrics[i].name))
			continue;
		id->metric = gp_span_of(hyperfine_metrics[i].metric);
		id->unit = gp_span_of(hyperfine_metrics[i].unit);
		id->better = GP_BETTER_LOWER;
	}
}

struct gp_span gp_hyperfine_unit(struct gp_span unit)
{
	for (size_t i = 0; i < LEN(hyperfine_units); i++)
		if (gp_span_eq(unit, hyperfine_units[i].word))
			return gp_span_of(hyperfine_units[i].unit);
	return unit;
}
