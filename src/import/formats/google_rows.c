/*
 * What the rows of Google Benchmark mean: repetitions become samples, and
 * aggregates one summary if there are no repetitions.
 */
#include <string.h>

#include "google_rows.h"

static const struct {
	const char *name;
	enum gp_google_role role;
} aggregates[] = {
	{ "median", GP_GOOGLE_MEDIAN }, { "mean", GP_GOOGLE_MEAN },
	{ "stddev", GP_GOOGLE_SPREAD }, { "min", GP_GOOGLE_MIN },
	{ "max", GP_GOOGLE_MAX },       { "cv", GP_GOOGLE_OTHER },
	{ "BigO", GP_GOOGLE_FIT },      { "RMS", GP_GOOGLE_FIT },
};

enum gp_google_role gp_google_role_of(struct gp_span aggregate)
{
	for (size_t i = 0; i < sizeof(aggregates) / sizeof(*aggregates); i++)
		if (gp_span_eq(aggregate, aggregates[i].name))
			return aggregates[i].role;
	return GP_GOOGLE_UNKNOWN;
}

struct gp_google_row gp_google_row_of(struct gp_span printed)
{
	struct gp_google_row row = { .name = printed,
				     .role = GP_GOOGLE_ITERATION };

	for (size_t i = 0; i < sizeof(aggregates) / sizeof(*aggregates); i++) {
		size_t len = strlen(aggregates[i].name) + 1;

		if (printed.len <= len ||
		    !gp_span_ends(printed, aggregates[i].name) ||
		    printed.data[printed.len - len] != '_')
			continue;
		row.name = gp_span_sub(printed, 0, printed.len - len);
		row.suffixed = printed;
		row.role = aggregates[i].role;
	}
	return row;
}

/*
 * The time that a rate was computed from: that of the CPU, unless the benchmark
 * uses real or manual time, which its name then says. Manual time is in the
 * column of real time.
 */
static const char *source_of_rate(const struct gp_google_row *row,
				  const char *key)
{
	static const char *const real[] = { "/real_time", "/manual_time" };

	if (!gp_span_ends(gp_span_of(key), "_per_second"))
		return NULL;
	for (size_t i = 0; i < sizeof(real) / sizeof(*real); i++)
		if (gp_span_find(row->name, real[i]) < row->name.len)
			return "real_time";
	return "cpu_time";
}

/* The same without its source. */
static struct gp_value_id google_value_id(const struct gp_google_row *row,
					  const char *key,
					  const char *time_unit)
{
	static const struct {
		const char *metric, *unit;
		enum gp_better better;
	} own[] = {
		{ "items_per_second", "items/s", GP_BETTER_HIGHER },
		{ "bytes_per_second", "B/s", GP_BETTER_HIGHER },
		{ "max_bytes_used", "B", GP_BETTER_LOWER },
		{ "total_allocated_bytes", "B", GP_BETTER_LOWER },
		{ "net_heap_growth", "B", GP_BETTER_LOWER },
		{ "allocs_per_iter", "", GP_BETTER_LOWER },
	};

	if (!strcmp(key, "real_time") || !strcmp(key, "cpu_time"))
		return gp_value_id_make(row->name, key, time_unit,
					GP_BETTER_LOWER);
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (!strcmp(key, own[i].metric))
			return gp_value_id_make(row->name, key, own[i].unit,
						own[i].better);
	return gp_value_id_make(row->name, key, "", GP_BETTER_NONE);
}

/* What the tool itself measures; any other number is a user's counter. */
struct gp_value_id gp_google_value_id(const struct gp_google_row *row,
				      const char *key, const char *time_unit)
{
	struct gp_value_id id = google_value_id(row, key, time_unit);

	id.source = source_of_rate(row, key);
	return id;
}

/* ---- two passes ---- */

void gp_google_note(struct gp_google *g, const struct gp_google_row *row)
{
	struct gp_span name = row->name;

	if (row->role == GP_GOOGLE_ITERATION)
		gp_map_put(&g->rows, name.data, name.len, 0);
	else if (row->suffixed.len)
		++*gp_map_put(&g->suffixed, name.data, name.len, 0);
}

/* Says what is neither a value nor folded into one. */
static void leave_out_aggregate(struct gp_google *g,
				const struct gp_google_row *row)
{
	struct gp_span name = row->suffixed.len ? row->suffixed : row->name;

	if (row->role == GP_GOOGLE_FIT)
		gp_intake_leave_out(g->out, name,
				    "a fit over other rows (BigO or RMS), not "
				    "a measurement");
	else if (row->role == GP_GOOGLE_UNKNOWN)
		gp_intake_leave_out(g->out, name,
				    "an aggregate that is not mean, median, "
				    "stddev, min or max");
}

static bool is_read(enum gp_google_role role)
{
	return role != GP_GOOGLE_OTHER && role != GP_GOOGLE_FIT &&
	       role != GP_GOOGLE_UNKNOWN;
}

bool gp_google_counts(struct gp_google *g, struct gp_google_row *row)
{
	struct gp_span name = row->name;
	size_t n = 0;
	bool sampled = gp_map_get(&g->rows, name.data, name.len, &n);

	gp_map_get(&g->suffixed, name.data, name.len, &n);
	if (row->role != GP_GOOGLE_ITERATION && row->suffixed.len && !sampled &&
	    n == 1) {
		row->name = row->suffixed;
		row->role = GP_GOOGLE_ITERATION;
	}
	if (row->role == GP_GOOGLE_ITERATION)
		return true;
	leave_out_aggregate(g, row);
	return is_read(row->role) && !sampled;
}

void gp_google_clear(struct gp_google *g)
{
	gp_map_clear(&g->rows);
	gp_map_clear(&g->suffixed);
}

/* The median is the value, or else the mean. */
static void set_statistic(struct gp_entry *run, struct gp_measurement *m,
			  enum gp_google_role role, struct gp_decimal value)
{
	switch (role) {
	case GP_GOOGLE_MEAN:
		m->summary->mean = value;
		if (!m->n_samples)
			gp_entry_sample(run, m, value);
		break;
	case GP_GOOGLE_MEDIAN:
		if (!m->n_samples)
			gp_entry_sample(run, m, value);
		m->samples[0] = value;
		break;
	case GP_GOOGLE_SPREAD:
		m->summary->spread = value;
		break;
	case GP_GOOGLE_MIN:
		m->summary->min = value;
		break;
	case GP_GOOGLE_MAX:
		m->summary->max = value;
		break;
	case GP_GOOGLE_ITERATION:
	case GP_GOOGLE_OTHER:
	case GP_GOOGLE_FIT:
	case GP_GOOGLE_UNKNOWN:
		break;
	}
}

static void add_aggregate(struct gp_google *g, const struct gp_google_row *row,
			  const struct gp_value_id *id, struct gp_decimal value)
{
	struct gp_entry *run = g->out->run;
	struct gp_measurement *m =
		gp_entry_measurement(run, id->benchmark, id->metric, id->unit);

	if ((size_t)(m - run->results) < g->first) {
		if (row->role == GP_GOOGLE_MEAN)
			gp_intake_refuse_value(g->out, id,
					       "another file has it, too, and "
					       "summaries cannot be joined");
		return;
	}
	m->better = id->better;
	if (id->source)
		m->source = gp_entry_string(run, gp_span_of(id->source));
	if (!m->summary)
		m->summary = gp_arena_alloc(run->arena, sizeof(*m->summary));
	m->summary->n = row->n;
	set_statistic(run, m, row->role, value);
}

void gp_google_add(struct gp_google *g, const struct gp_google_row *row,
		   const struct gp_value_id *id, struct gp_decimal value)
{
	if (row->role == GP_GOOGLE_ITERATION)
		gp_intake_add(g->out, id, value);
	else
		add_aggregate(g, row, id, value);
}

void gp_google_refuse(struct gp_google *g, const struct gp_google_row *row,
		      const struct gp_value_id *id, const char *why)
{
	if (row->role == GP_GOOGLE_ITERATION || row->role == GP_GOOGLE_MEAN)
		gp_intake_refuse_value(g->out, id, why);
}
