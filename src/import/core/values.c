/*
 * Adds the values that drivers read to an intake, and refuses those that are
 * not finite or have no benchmark name.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/mem.h"
#include "gp/parameters.h"

#include "values.h"

struct gp_value_id gp_value_id_make(struct gp_span benchmark,
				    const char *metric, const char *unit,
				    enum gp_better better)
{
	return (struct gp_value_id){ .benchmark = benchmark,
				     .metric = gp_span_of(metric),
				     .unit = gp_span_of(unit),
				     .better = better };
}

/* ---- names with parameters ---- */

static enum gp_err check_parameters(const struct gp_pairs *pairs)
{
	for (size_t i = 0; pairs && i < pairs->n; i++) {
		const struct gp_pair *pair = &pairs->items[i];

		if (strlen(pair->key) > GP_PARAMETER_MAX ||
		    strlen(pair->value) > GP_PARAMETER_MAX)
			return gp_fail(GP_EPARSE,
				       "the value of '%.32s' has more than %d "
				       "bytes, too many for a name",
				       pair->key, GP_PARAMETER_MAX);
	}
	return GP_OK;
}

static int by_dimension_key(const void *a, const void *b)
{
	return strcmp(((const struct gp_pair *)a)->key,
		      ((const struct gp_pair *)b)->key);
}

static const struct gp_parameters *join_parameters(
	struct gp_entry *run, const struct gp_pairs *named,
	const struct gp_pairs *dimensions)
{
	const struct gp_pairs *const both[] = { named, dimensions };
	size_t n_named = named ? named->n : 0;
	size_t n = n_named + (dimensions ? dimensions->n : 0), at = 0;
	struct gp_pair *items;
	struct gp_parameters *out;

	if (!n)
		return NULL;
	items = gp_arena_array(run->arena, n, sizeof(*items));
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; both[side] && i < both[side]->n; i++) {
			const struct gp_pair *pair = &both[side]->items[i];

			items[at].key =
				gp_entry_string(run, gp_span_of(pair->key));
			items[at++].value =
				gp_entry_string(run, gp_span_of(pair->value));
		}
	qsort(items + n_named, n - n_named, sizeof(*items), by_dimension_key);
	out = gp_arena_alloc(run->arena, sizeof(*out));
	*out = (struct gp_parameters){ items, n, n_named };
	return out;
}

enum gp_err gp_intake_name(struct gp_intake *intake, struct gp_value_id *id,
			   struct gp_span base, const struct gp_pairs *named,
			   const struct gp_pairs *dimensions)
{
	struct gp_buf name = GP_BUF_INIT;
	enum gp_err err;

	if ((err = check_parameters(named)) ||
	    (err = check_parameters(dimensions)))
		return err;
	id->parameters = join_parameters(intake->run, named, dimensions);
	gp_parameters_put(&name, base, id->parameters);
	id->benchmark =
		gp_span_of(gp_entry_string(intake->run, gp_buf_view(&name)));
	gp_buf_clear(&name);
	return GP_OK;
}

bool gp_intake_name_or_refuse(struct gp_intake *intake, struct gp_value_id *id,
			      struct gp_span base, const struct gp_pairs *named,
			      const struct gp_pairs *dimensions)
{
	if (!gp_intake_name(intake, id, base, named, dimensions))
		return true;
	gp_intake_refuse(intake, base, gp_error_message());
	gp_error_clear();
	return false;
}

/* ---- facts ---- */

void gp_intake_add_fact(struct gp_intake *intake, struct gp_span key,
			struct gp_span value)
{
	struct gp_entry *run = intake->run;

	if (!key.len || !value.len)
		return;
	if (value.len > GP_FACT_MAX)
		gp_intake_leave_out(intake, key,
				    "a text that is too long for a fact");
	else if (run->facts.n >= GP_FACTS_MAX)
		gp_intake_leave_out(intake, key,
				    "more facts than a run can have");
	else
		gp_entry_set(run, &run->facts, key, value);
}

/* ---- values ---- */

/* Returns NULL if the value has no benchmark name. */
static struct gp_measurement *add_plain_value(struct gp_intake *intake,
					      const struct gp_value_id *id,
					      struct gp_decimal value)
{
	struct gp_span metric =
		id->metric.len ? id->metric : gp_span_of("value");
	struct gp_measurement *m;

	if (!id->benchmark.len) {
		gp_intake_refuse_value(intake, id, "no benchmark name");
		return NULL;
	}
	m = gp_entry_measurement(intake->run, id->benchmark, metric, id->unit);
	if (id->better)
		m->better = id->better;
	if (id->source)
		m->source =
			gp_entry_string(intake->run, gp_span_of(id->source));
	m->parameters = id->parameters;
	m->summary = NULL;
	gp_entry_sample(intake->run, m, value);
	return m;
}

void gp_intake_add(struct gp_intake *intake, const struct gp_value_id *id,
		   struct gp_decimal value)
{
	add_plain_value(intake, id, value);
}

void gp_intake_add_real(struct gp_intake *intake, const struct gp_value_id *id,
			double value)
{
	if (isfinite(value))
		add_plain_value(intake, id, gp_decimal_real(value));
	else
		gp_intake_refuse_value(intake, id, "not a finite number");
}

void gp_intake_refuse_value(struct gp_intake *intake,
			    const struct gp_value_id *id, const char *why)
{
	struct gp_buf reason = GP_BUF_INIT;

	gp_buf_span(&reason, id->metric);
	gp_buf_printf(&reason, ": %s", why);
	gp_intake_refuse(intake, id->benchmark, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static bool says_anything(const struct gp_summary *summary)
{
	return summary->n || summary->spread.kind || summary->low.kind ||
	       summary->high.kind || summary->mean.kind || summary->min.kind ||
	       summary->max.kind;
}

/* Impossible statistics (a negative deviation) count as unknown. */
static struct gp_summary without_impossible(const struct gp_summary *summary)
{
	const struct gp_decimal unknown = { .kind = GP_DECIMAL_NONE };
	struct gp_summary tidy = *summary;

	if (gp_decimal_double(tidy.spread) < 0)
		tidy.spread = unknown;
	if (gp_decimal_double(tidy.low) > gp_decimal_double(tidy.high))
		tidy.low = tidy.high = unknown;
	return tidy;
}

void gp_intake_add_summary(struct gp_intake *intake,
			   const struct gp_value_id *id,
			   struct gp_decimal value,
			   const struct gp_summary *summary)
{
	struct gp_measurement *m = add_plain_value(intake, id, value);
	struct gp_summary tidy = without_impossible(summary);

	if (!m || m->n_samples > 1 || !says_anything(&tidy))
		return;
	m->summary = gp_arena_alloc(intake->run->arena, sizeof(*m->summary));
	*m->summary = tidy;
}

void gp_statistics_read_json(struct gp_statistics *out,
			     const struct gp_json *object)
{
	gp_json_get_value(object, "mean", &out->mean);
	gp_json_get_value(object, "median", &out->median);
	gp_json_get_value(object, "stddev", &out->deviation);
	gp_json_get_value(object, "min", &out->min);
	gp_json_get_value(object, "max", &out->max);
}

bool gp_intake_add_statistics(struct gp_intake *intake,
			      const struct gp_value_id *id,
			      const struct gp_statistics *statistics)
{
	struct gp_summary summary = { .n = statistics->n,
				      .mean = statistics->mean,
				      .min = statistics->min,
				      .max = statistics->max };
	struct gp_decimal value =
		statistics->median.kind ? statistics->median : statistics->mean;

	if (!value.kind)
		return false;
	if (statistics->n != 1) /* of one value it is 0, which says nothing */
		summary.spread = statistics->deviation;
	gp_intake_add_summary(intake, id, value, &summary);
	return true;
}

bool gp_json_value(const struct gp_json *json, struct gp_decimal *out)
{
	struct gp_decimal number;
	struct gp_span unit;

	if (!gp_json_measure(json, &number, &unit) || unit.len)
		return false;
	*out = number;
	return true;
}

bool gp_json_get_value(const struct gp_json *json, const char *key,
		       struct gp_decimal *out)
{
	return gp_json_value(gp_json_get(json, key), out);
}

const char *gp_json_why_not(const struct gp_json *json)
{
	if (gp_json_not_finite(json))
		return "not a finite number";
	if (gp_json_is(json, GP_JSON_NULL))
		return "no value";
	if (gp_json_text(json))
		return "a text that is not a number";
	return "not a number";
}

void gp_intake_add_json(struct gp_intake *intake, const struct gp_value_id *id,
			const struct gp_json *json)
{
	struct gp_decimal value;

	if (gp_json_value(json, &value))
		add_plain_value(intake, id, value);
	else
		gp_intake_refuse_value(intake, id, gp_json_why_not(json));
}

void gp_intake_add_array(struct gp_intake *intake, const struct gp_value_id *id,
			 const struct gp_json *array)
{
	size_t n = gp_json_is(array, GP_JSON_ARRAY) ? gp_json_len(array) : 0;

	for (size_t i = 0; i < n; i++)
		gp_intake_add_json(intake, id, gp_json_at(array, i));
}

void gp_intake_refuse_element(struct gp_intake *intake, const char *list,
			      size_t i, const char *reason)
{
	struct gp_buf what = GP_BUF_INIT;

	gp_buf_printf(&what, "%s[%zu]", list, i);
	gp_intake_refuse(intake, gp_buf_view(&what), reason);
	gp_buf_clear(&what);
}

void gp_intake_refuse_row(struct gp_intake *intake, const struct gp_csv *csv,
			  size_t n_cells)
{
	struct gp_buf line = GP_BUF_INIT, reason = GP_BUF_INIT;

	gp_buf_printf(&line, "line %zu", csv->line);
	gp_buf_printf(&reason, "%zu cells where the header has %zu", csv->n,
		      n_cells);
	gp_intake_refuse(intake, gp_buf_view(&line), gp_buf_str(&reason));
	gp_buf_clear(&line);
	gp_buf_clear(&reason);
}

enum gp_err gp_intake_read_json(struct gp_intake *out,
				const struct gp_input *in,
				gp_json_root_fn *read)
{
	struct gp_json *root;
	enum gp_err err;

	if (in->root)
		return read(out, in, in->root);
	if ((err = gp_json_parse_at(&root, in->text, in->line ? in->line : 1)))
		return err;
	err = read(out, in, root);
	gp_json_free(root);
	return err;
}
