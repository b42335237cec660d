/*
 * Rows of plain data: the values of a row become measurements. Statistics of
 * one measurement, such as a mean with a deviation, become one of them.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gp/limits.h"

#include "guess.h"
#include "plain_rows.h"

/* ---- where a value belongs ---- */

/* The values of a row at one path: "" or "latency". */
struct values_at {
	struct gp_plain *plain;
	const struct gp_plain_row *row;
	const char *path;
	const char *unit; /* of values without one */
	const char
		*metric; /* of the field "value", from another one; or NULL */
	struct gp_value_id id;
};

/* The path below a row goes before its parameters: "a/latency/size=10". */
static void set_benchmark(struct values_at *at, struct gp_span path)
{
	struct gp_buf base = GP_BUF_INIT;
	const char *own =
		gp_plain_row_path(at->plain, (struct gp_plain_row *)at->row);

	if (gp_span_eq(path, at->row->path)) {
		at->id.benchmark = at->row->id.benchmark;
		at->id.parameters = at->row->id.parameters;
		return;
	}
	gp_buf_puts(&base, own);
	if (base.len && path.len)
		gp_buf_putc(&base, '/');
	gp_buf_span(&base, path);
	if (!base.len)
		gp_buf_puts(&base, at->plain->stem);
	/* cannot fail: the row has its name, from the same parameters */
	if (gp_intake_name(at->plain->out, &at->id, gp_buf_view(&base),
			   &at->row->params, NULL))
		gp_error_clear();
	gp_buf_clear(&base);
}

static bool is_here(const struct values_at *at,
		    const struct gp_plain_field *field)
{
	return field->path == at->path;
}

/* ---- units ---- */

/* "unit": "ms" is not that of "iterations" or "allocs" next to it. */
static bool may_have_unit_of_others(const struct values_at *at,
				    const struct gp_plain_field *field)
{
	const struct gp_plain_key *key = field->key;
	enum gp_kind kind;

	if (key->statistic == GP_STATISTIC_COUNT)
		return false;
	if (!gp_guess_is_time(at->unit))
		return true;
	kind = gp_kind_of("", key->metric, "");
	return kind == GP_KIND_OTHER || kind == GP_KIND_LATENCY;
}

static const char *unit_of_field(const struct values_at *at,
				 const struct gp_plain_field *field)
{
	if (*field->unit)
		return field->unit;
	if (*field->key->unit || field->kind == GP_CELL_BOOL)
		return field->key->unit;
	return *at->unit && may_have_unit_of_others(at, field) ? at->unit : "";
}

/* By a power of ten without a rounding error: 52 ns is .052 us. */
static struct gp_decimal scale_number(struct gp_decimal number, double factor)
{
	double power = log10(factor);

	if (number.kind == GP_DECIMAL_EXACT &&
	    fabs(power - round(power)) < 1e-9 &&
	    fabs(number.exp + round(power)) < 300) {
		number.exp = (int16_t)(number.exp + (int)round(power));
		return number;
	}
	return gp_decimal_real(gp_decimal_double(number) * factor);
}

/*
 * "980 ms" and "1.2 s" under one key: one measurement has one unit, which is
 * the first.
 */
static void convert_unit(struct values_at *at, struct gp_plain_field *field)
{
	const void *key[] = { at->id.benchmark.data, field->key };
	struct gp_arena *arena = at->plain->out->run->arena;
	const void **kept;
	const char *unit;
	double factor;

	if (!*field->unit)
		return;
	kept = gp_arena_alloc(arena, sizeof(key));
	memcpy(kept, key, sizeof(key));
	unit = (const char *)*gp_map_put(&at->plain->units, kept, sizeof(key),
					 (size_t)field->unit);
	if (!strcmp(unit, field->unit) ||
	    !gp_unit_factor(field->unit, unit, &factor))
		return;
	field->number = scale_number(field->number, factor);
	field->unit = unit;
}

/* ---- one value ---- */

static void refuse_field(struct values_at *at,
			 const struct gp_plain_field *field, const char *why)
{
	struct gp_buf reason = GP_BUF_INIT;

	if (at->row->line)
		gp_buf_printf(&reason, "line %zu: ", at->row->line);
	gp_buf_puts(&reason, why);
	at->id.metric = gp_span_of(field->key->metric);
	gp_intake_refuse_value(at->plain->out, &at->id, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static void put_why(struct gp_buf *out, const struct values_at *at,
		    const struct gp_plain_field *field)
{
	if (field->kind == GP_CELL_BLANK && !*field->text)
		gp_buf_puts(out, at->plain->is_table ? "the cell is empty"
						     : "no value");
	else if (field->kind == GP_CELL_BLANK)
		gp_buf_printf(out, "\"%.40s\": no value", field->text);
	else if (field->kind == GP_CELL_GROUPED)
		gp_buf_printf(out,
			      "\"%.40s\" has a comma: write numbers with a "
			      "point and without separators",
			      field->text);
	else if (field->kind == GP_CELL_NAN && !at->plain->is_table)
		gp_buf_puts(out, "not a finite number");
	else
		gp_buf_printf(out, "\"%.40s\" is not a number", field->text);
}

static void explain_refusal(struct values_at *at,
			    const struct gp_plain_field *field)
{
	struct gp_buf why = GP_BUF_INIT;

	put_why(&why, at, field);
	refuse_field(at, field, gp_buf_str(&why));
	gp_buf_clear(&why);
}

static void add_field(struct values_at *at, struct gp_plain_field *field)
{
	const char *metric = field->key->metric;

	convert_unit(at, field);
	if (at->metric && field->key->statistic == GP_STATISTIC_PLAIN)
		metric = at->metric;
	at->id.metric = gp_span_of(metric);
	at->id.unit = gp_span_of(unit_of_field(at, field));
	if (field->list)
		gp_intake_add_array(at->plain->out, &at->id, field->list);
	else
		gp_intake_add(at->plain->out, &at->id, field->number);
}

/* ---- statistics of one measurement ---- */

#define N_STATISTICS (GP_STATISTIC_HIGH + 1)

struct fold {
	struct gp_plain_field *of[N_STATISTICS];
	struct gp_plain_field *samples;
	struct gp_plain_field *value;
};

static bool is_statistic_value(const struct gp_plain_field *field)
{
	return field->use == GP_PLAIN_VALUE && !field->list &&
	       field->kind != GP_CELL_BOOL;
}

static void collect_statistics(struct fold *fold, const struct values_at *at)
{
	for (size_t i = 0; i < at->row->n; i++) {
		struct gp_plain_field *field = &at->row->fields[i];
		enum gp_statistic what = field->key->statistic;

		if (!is_here(at, field) || field->use != GP_PLAIN_VALUE)
			continue;
		if (field->list) {
			if (!fold->samples &&
			    gp_statistic_is_samples(field->key->name))
				fold->samples = field;
			continue;
		}
		if (what && is_statistic_value(field) && !fold->of[what])
			fold->of[what] = field;
	}
}

/* A mean that is not a number, next to its deviation. */
static struct gp_plain_field *refused_mean(const struct values_at *at)
{
	for (size_t i = 0; i < at->row->n; i++) {
		struct gp_plain_field *field = &at->row->fields[i];
		enum gp_statistic what = field->key->statistic;

		if (is_here(at, field) && field->use == GP_PLAIN_REFUSED &&
		    (what == GP_STATISTIC_MEAN || what == GP_STATISTIC_MEDIAN))
			return field;
	}
	return NULL;
}

/* The only value next to a deviation, as in "time_ms, stddev_ms". */
static struct gp_plain_field *only_value(const struct values_at *at)
{
	struct gp_plain_field *only = NULL;

	for (size_t i = 0; i < at->row->n; i++) {
		struct gp_plain_field *field = &at->row->fields[i];

		if (!is_here(at, field) || !is_statistic_value(field) ||
		    field->key->statistic)
			continue;
		if (only)
			return NULL;
		only = field;
	}
	return only;
}

static bool has_bounds(const struct fold *fold)
{
	return (fold->of[GP_STATISTIC_LOW] && fold->of[GP_STATISTIC_HIGH]) ||
	       (fold->of[GP_STATISTIC_MIN] && fold->of[GP_STATISTIC_MAX]);
}

static bool has_spread(const struct fold *fold)
{
	return fold->of[GP_STATISTIC_SPREAD] ||
	       fold->of[GP_STATISTIC_SPREAD_TWICE];
}

static bool is_repeated(const struct fold *fold)
{
	return has_spread(fold) || fold->of[GP_STATISTIC_COUNT] ||
	       fold->samples || has_bounds(fold);
}

/* Sets the value that the other statistics are of, if there is one. */
static bool find_value(struct fold *fold, const struct values_at *at)
{
	bool repeated = is_repeated(fold);

	fold->value = fold->of[GP_STATISTIC_MEDIAN]
			      ? fold->of[GP_STATISTIC_MEDIAN]
			      : fold->of[GP_STATISTIC_MEAN];
	if (fold->value)
		return repeated;
	fold->value = fold->of[GP_STATISTIC_PLAIN];
	if (fold->value)
		return repeated || *at->unit;
	if (has_spread(fold) || has_bounds(fold))
		fold->value = only_value(at);
	return fold->value;
}

/* Those in another unit are metrics of their own. */
static void drop_other_units(struct fold *fold, const struct values_at *at)
{
	const char *unit = unit_of_field(at, fold->value);

	for (int i = 0; i < N_STATISTICS; i++) {
		const struct gp_plain_field *field = fold->of[i];
		const char *own = field ? unit_of_field(at, field) : "";

		if (field && *own && i != GP_STATISTIC_COUNT &&
		    strcmp(own, unit) != 0)
			fold->of[i] = NULL;
	}
}

static struct gp_decimal statistic_number(const struct fold *fold,
					  enum gp_statistic what)
{
	struct gp_decimal none = { .kind = GP_DECIMAL_NONE };

	return fold->of[what] ? fold->of[what]->number : none;
}

static struct gp_summary summary_of(const struct fold *fold)
{
	struct gp_summary out = {
		.spread = statistic_number(fold, GP_STATISTIC_SPREAD),
		.low = statistic_number(fold, GP_STATISTIC_LOW),
		.high = statistic_number(fold, GP_STATISTIC_HIGH),
		.mean = statistic_number(fold, GP_STATISTIC_MEAN),
		.min = statistic_number(fold, GP_STATISTIC_MIN),
		.max = statistic_number(fold, GP_STATISTIC_MAX)
	};
	struct gp_decimal twice =
		statistic_number(fold, GP_STATISTIC_SPREAD_TWICE);
	double n = fold->of[GP_STATISTIC_COUNT]
			   ? gp_decimal_double(
				     fold->of[GP_STATISTIC_COUNT]->number)
			   : 0;

	if (!out.spread.kind && twice.kind)
		out.spread = gp_decimal_real(gp_decimal_double(twice) / 2);
	if (n >= 1 && n < 1e15)
		out.n = (uint64_t)n;
	return out;
}

/* What the summary uses is not a metric of its own. */
static void mark_used(struct fold *fold)
{
	fold->value->use = GP_PLAIN_NOTHING;
	if (fold->samples)
		fold->samples->use = GP_PLAIN_NOTHING;
	for (int i = GP_STATISTIC_MEDIAN; i < N_STATISTICS; i++)
		if (fold->of[i] && i != GP_STATISTIC_PLAIN &&
		    !(i == GP_STATISTIC_SPREAD_TWICE &&
		      fold->of[GP_STATISTIC_SPREAD]))
			fold->of[i]->use = GP_PLAIN_NOTHING;
}

/*
 * A summary below a path is the metric of that name: {"latency": {"mean": 5}}.
 * Otherwise it is the benchmark's time or value.
 */
static void name_summary(struct values_at *at, const struct fold *fold)
{
	const char *slash = strrchr(at->path, '/');
	const char *unit = unit_of_field(at, fold->value);

	at->id.unit = gp_span_of(unit);
	if (!fold->value->key->statistic) {
		at->id.metric = gp_span_of(fold->value->key->metric);
		return;
	}
	if (*at->path && !(*at->row->path && at->row->params.n)) {
		at->id.metric = gp_span_of(slash ? slash + 1 : at->path);
		set_benchmark(
			at,
			gp_span_make(at->path,
				     slash ? (size_t)(slash - at->path) : 0));
	} else if (at->metric) {
		at->id.metric = gp_span_of(at->metric);
	} else {
		at->id.metric =
			gp_span_of(gp_guess_is_time(unit) ? "time" : "value");
	}
}

static void refuse_summary(struct values_at *at, struct gp_plain_field *mean)
{
	struct fold fold = { .value = mean };
	struct gp_buf why = GP_BUF_INIT;

	name_summary(at, &fold);
	put_why(&why, at, mean);
	gp_intake_refuse_value(at->plain->out, &at->id, gp_buf_str(&why));
	gp_buf_clear(&why);
	set_benchmark(at, gp_span_of(at->path));
	mean->use = GP_PLAIN_NOTHING;
}

static const char *add_summary(struct values_at *at, struct fold *fold)
{
	struct gp_summary summary;

	convert_unit(at, fold->value);
	drop_other_units(fold, at);
	summary = summary_of(fold);
	name_summary(at, fold);
	if (fold->samples)
		gp_intake_add_array(at->plain->out, &at->id,
				    fold->samples->list);
	else
		gp_intake_add_summary(at->plain->out, &at->id,
				      fold->value->number, &summary);
	mark_used(fold);
	set_benchmark(at, gp_span_of(at->path));
	return unit_of_field(at, fold->value);
}

/* Percentiles next to a mean are in its unit. */
static void give_percentiles(struct values_at *at, const char *unit)
{
	for (size_t i = 0; i < at->row->n; i++) {
		struct gp_plain_field *field = &at->row->fields[i];

		if (is_here(at, field) && !*field->unit && !*field->key->unit &&
		    gp_statistic_is_percentile(field->key->name))
			field->unit = unit;
	}
}

static void fold_statistics(struct values_at *at)
{
	struct gp_plain_field *bad = refused_mean(at);
	struct fold fold = { .value = NULL };

	collect_statistics(&fold, at);
	if (bad && is_repeated(&fold) && !fold.of[GP_STATISTIC_MEAN] &&
	    !fold.of[GP_STATISTIC_MEDIAN]) {
		fold.value = bad;
		refuse_summary(at, bad);
		mark_used(&fold);
	} else if (find_value(&fold, at)) {
		give_percentiles(at, add_summary(at, &fold));
	}
}

/* ---- a row ---- */

static void find_words(struct values_at *at)
{
	for (size_t i = 0; i < at->row->n; i++) {
		const struct gp_plain_field *field = &at->row->fields[i];

		if (!is_here(at, field))
			continue;
		if (field->use == GP_PLAIN_UNIT)
			at->unit = field->text;
		if (field->use == GP_PLAIN_METRIC)
			at->metric = field->text;
	}
}

static void add_path(struct values_at *at)
{
	find_words(at);
	set_benchmark(at, gp_span_of(at->path));
	fold_statistics(at);
	for (size_t i = 0; i < at->row->n; i++) {
		struct gp_plain_field *field = &at->row->fields[i];

		if (!is_here(at, field))
			continue;
		if (field->use == GP_PLAIN_VALUE)
			add_field(at, field);
		else if (field->use == GP_PLAIN_REFUSED)
			explain_refusal(at, field);
	}
}

/* Whether an earlier field has this path; it was added then. */
static bool was_added(const struct gp_plain_row *row, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (row->fields[k].path == row->fields[i].path)
			return true;
	return false;
}

void gp_plain_add_values(struct gp_plain *plain, struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		struct values_at at = { .plain = plain,
					.row = row,
					.path = row->fields[i].path,
					.unit = "" };

		if (!was_added(row, i))
			add_path(&at);
	}
}
