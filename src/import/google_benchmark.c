/*
 * Google Benchmark, --benchmark_format=json (or --benchmark_out).
 *
 * Rows of one run_name are the repetitions of one benchmark. Aggregate rows
 * count only where a benchmark has nothing else.
 */
#include <string.h>

#include "gp/parse.h"

#include "drivers.h"
#include "peek.h"
#include "put.h"

struct reading {
	struct gp_intake *out;
	size_t first;          /* measurements before are another file's */
	struct gp_map sampled; /* names with a row of their own */
};

/* ---- names ---- */

static const struct {
	const char *name;
	enum part { MEDIAN, MEAN, SPREAD, LOWEST, HIGHEST, OTHER } part;
} aggregates[] = {
	{ "median", MEDIAN }, { "mean", MEAN },   { "stddev", SPREAD },
	{ "min", LOWEST },    { "max", HIGHEST }, { "cv", OTHER },
	{ "BigO", OTHER },    { "RMS", OTHER },
};

#define N_AGGREGATES (sizeof(aggregates) / sizeof(*aggregates))

/*
 * Before 1.5 a row does not say what it is, but "_mean" behind a name does.
 * The index of the suffix, or N_AGGREGATES.
 */
static size_t aggregate_suffix(const struct gp_json *row)
{
	const char *name = gp_json_get_text(row, "name");
	struct gp_buf suffix = GP_BUF_INIT;
	size_t i = 0;

	for (; name && i < N_AGGREGATES; i++) {
		gp_buf_reset(&suffix);
		gp_buf_printf(&suffix, "_%s", aggregates[i].name);
		if (gp_span_ends(gp_span_of(name), gp_buf_str(&suffix)))
			break;
	}
	gp_buf_clear(&suffix);
	return name ? i : N_AGGREGATES;
}

static bool is_aggregate(const struct gp_json *row)
{
	const char *type = gp_json_get_text(row, "run_type");

	if (type)
		return !strcmp(type, "aggregate");
	return aggregate_suffix(row) < N_AGGREGATES;
}

static enum part part_of(const struct gp_json *row)
{
	const char *name = gp_json_get_text(row, "aggregate_name");
	const char *unit = gp_json_get_text(row, "aggregate_unit");
	size_t i;

	if (unit && !strcmp(unit, "percentage"))
		return OTHER;
	if (!name) {
		i = aggregate_suffix(row);
		return i < N_AGGREGATES ? aggregates[i].part : OTHER;
	}
	for (i = 0; i < N_AGGREGATES; i++)
		if (!strcmp(name, aggregates[i].name))
			return aggregates[i].part;
	return OTHER;
}

/* The benchmark that a row belongs to, whichever row of it this is. */
static struct gp_span name_of(const struct gp_json *row)
{
	const char *name = gp_json_get_text(row, "run_name");
	size_t suffix;

	if (name)
		return gp_span_of(name);
	name = gp_json_get_text(row, "name");
	suffix = aggregate_suffix(row);
	if (!name || gp_json_get(row, "run_type") || suffix == N_AGGREGATES)
		return gp_span_of(name);
	return gp_span_make(name,
			    strlen(name) - strlen(aggregates[suffix].name) - 1);
}

/* ---- columns ---- */

/* Members that are no measurements. */
static bool is_bookkeeping(const char *key)
{
	static const char *const keys[] = {
		"family_index",
		"per_family_instance_index",
		"repetitions",
		"repetition_index",
		"threads",
		"iterations",
		"cpu_coefficient",
		"real_coefficient",
		"rms",
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

/* What the tool itself measures; any other number is a user's counter. */
static struct gp_what what_of(const struct gp_json *row, const char *key)
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
	struct gp_span name = name_of(row);
	const char *unit;

	if (!strcmp(key, "real_time") || !strcmp(key, "cpu_time")) {
		unit = gp_json_get_text(row, "time_unit");
		return gp_what_of(name, key, unit ? unit : "ns",
				  GP_BETTER_LOWER);
	}
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (!strcmp(key, own[i].metric))
			return gp_what_of(name, key, own[i].unit,
					  own[i].better);
	return gp_what_of(name, key, "", GP_BETTER_NONE);
}

/*
 * Walks the measurements of a row. Those that are no number are refused, of
 * aggregates only once.
 */
static bool next_value(struct gp_intake *out, const struct gp_json *row,
		       struct gp_json_iter *it, struct gp_decimal *value)
{
	bool tell = !is_aggregate(row) || part_of(row) == MEAN;
	struct gp_what what;

	while (gp_json_next(row, it)) {
		if (!gp_json_is(it->value, GP_JSON_NUMBER) ||
		    is_bookkeeping(it->key))
			continue;
		if (gp_json_number(it->value, value))
			return true;
		what = what_of(row, it->key);
		if (tell)
			gp_intake_refuse_value(out, &what,
					       "not a finite number");
	}
	return false;
}

/* ---- rows ---- */

static const char *error_of(const struct gp_json *row)
{
	const char *message = NULL;

	if (gp_json_true(gp_json_get(row, "error_occurred")))
		message = gp_json_get_text(row, "error_message");
	else if (gp_json_true(gp_json_get(row, "skipped")))
		message = gp_json_get_text(row, "skip_message");
	else
		return NULL;
	return message && *message ? message : "the tool marks it as failed";
}

static void read_iteration(struct reading *r, const struct gp_json *row)
{
	struct gp_span name = name_of(row);
	struct gp_json_iter it = { 0 };
	const char *error = error_of(row);
	struct gp_decimal value;
	struct gp_what what;

	if (error) {
		gp_intake_refuse(r->out, name, error);
		return;
	}
	while (next_value(r->out, row, &it, &value)) {
		what = what_of(row, it.key);
		gp_intake_put(r->out, &what, value);
	}
}

/* The median is the value, or else the mean. */
static void set_part(struct gp_run *run, struct gp_measurement *m,
		     enum part part, struct gp_decimal value)
{
	switch (part) {
	case MEAN:
		m->summary->mean = value;
		if (!m->n_samples)
			gp_run_sample(run, m, value);
		break;
	case MEDIAN:
		if (!m->n_samples)
			gp_run_sample(run, m, value);
		m->samples[0] = value;
		break;
	case SPREAD:
		m->summary->spread = value;
		break;
	case LOWEST:
		m->summary->min = value;
		break;
	case HIGHEST:
		m->summary->max = value;
		break;
	case OTHER:
		break;
	}
}

static struct gp_summary *new_summary(struct gp_run *run,
				      const struct gp_json *row)
{
	struct gp_summary *summary =
		gp_arena_alloc(run->arena, sizeof(*summary));
	struct gp_decimal n;

	if (gp_json_get_number(row, "repetitions", &n) &&
	    gp_decimal_double(n) >= 1 && gp_decimal_double(n) < 1e9)
		summary->n = (uint64_t)gp_decimal_double(n);
	return summary;
}

static void read_aggregate(struct reading *r, const struct gp_json *row,
			   enum part part)
{
	struct gp_run *run = r->out->run;
	struct gp_json_iter it = { 0 };
	struct gp_measurement *m;
	struct gp_decimal value;

	while (next_value(r->out, row, &it, &value)) {
		struct gp_what what = what_of(row, it.key);

		m = gp_run_measure(run, name_of(row), what.metric, what.unit);
		if ((size_t)(m - run->results) < r->first) {
			gp_intake_refuse(r->out, name_of(row),
					 "another file has it, too, and "
					 "summaries cannot be joined");
			return;
		}
		m->better = what.better;
		if (!m->summary)
			m->summary = new_summary(run, row);
		set_part(run, m, part, value);
	}
}

static void read_row(struct reading *r, const struct gp_json *row)
{
	struct gp_span name = name_of(row);
	enum part part;
	size_t unused;

	if (!is_aggregate(row)) {
		read_iteration(r, row);
		return;
	}
	part = part_of(row);
	if (part != OTHER &&
	    !gp_map_get(&r->sampled, name.data, name.len, &unused))
		read_aggregate(r, row, part);
}

static enum gp_err read_rows(struct gp_intake *out, const struct gp_json *rows)
{
	struct reading r = { .out = out, .first = out->run->n_results };
	size_t n = gp_json_len(rows);
	enum gp_err err = GP_OK;

	for (size_t i = 0; !err && i < n; i++) {
		struct gp_span name = name_of(gp_json_at(rows, i));

		if (!name.len)
			err = gp_fail(GP_EPARSE, "benchmarks[%zu] has no name",
				      i);
		else if (!is_aggregate(gp_json_at(rows, i)))
			gp_map_put(&r.sampled, name.data, name.len, 0);
	}
	for (size_t i = 0; !err && i < n; i++)
		read_row(&r, gp_json_at(rows, i));
	gp_map_clear(&r.sampled);
	return err;
}

/* ---- the whole ---- */

static void read_context(struct gp_run *run, const struct gp_json *context)
{
	const char *version = gp_json_get_text(context, "library_version");
	const char *build = gp_json_get_text(context, "library_build_type");
	const char *date = gp_json_get_text(context, "date");
	int64_t ms;

	if (version)
		run->tool_version = gp_run_string(run, gp_span_of(version));
	if (build)
		gp_run_set(run, &run->tags, gp_span_of("build_type"),
			   gp_span_of(build));
	if (date && gp_time_parse(&ms, gp_span_of(date)))
		run->measured_ms = ms;
}

/*
 * With stderr in the same file a few lines about the machine come first.
 * Skips to the line that opens the object, and says which it is.
 */
static struct gp_span skip_preamble(struct gp_span text, size_t *line)
{
	struct gp_span rest = text, skipped;
	size_t n = 1;

	*line = 1;
	while (rest.len && !gp_span_starts(rest, "{")) {
		if (!gp_span_line(&skipped, &rest))
			break;
		n++;
	}
	if (!rest.len)
		return text;
	*line = n;
	return rest;
}

static enum gp_bid bid(const struct gp_input *in, struct gp_span head)
{
	size_t line;

	(void)in;
	head = skip_preamble(head, &line);
	if (gp_peek_member(head, "context.library_build_type") ||
	    (gp_peek_member(head, "benchmarks[].cpu_time") &&
	     gp_peek_member(head, "benchmarks[].time_unit")))
		return GP_BID_SIGNATURE;
	if (gp_peek_member(head, "context") &&
	    gp_peek_member(head, "benchmarks"))
		return GP_BID_SHAPE;
	return GP_BID_NO;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	const struct gp_json *rows;
	struct gp_json *json;
	struct gp_span text;
	enum gp_err err;
	size_t line;

	text = skip_preamble(in->text, &line);
	if ((err = gp_json_parse_at(&json, text, line)))
		return err;
	rows = gp_json_get(json, "benchmarks");
	if (gp_json_is(rows, GP_JSON_ARRAY)) {
		read_context(out->run, gp_json_get(json, "context"));
		err = read_rows(out, rows);
	} else {
		err = gp_fail(GP_EPARSE,
			      "line %zu: no array \"benchmarks\": is this "
			      "the output of --benchmark_format=json?",
			      line);
	}
	gp_json_free(json);
	return err;
}

const struct gp_importer gp_importer_google_benchmark = {
	.name = "google-benchmark",
	.summary = "JSON with \"context\" and \"benchmarks\" "
		   "(--benchmark_format=json)",
	.bid = bid,
	.read = read_file,
};
