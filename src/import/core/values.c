/*
 * Adds the values that drivers read to an intake, and refuses those that are
 * not finite or have no benchmark name.
 */
#include <math.h>

#include "gp/buf.h"
#include "gp/mem.h"

#include "values.h"

struct gp_value_id gp_value_id_make(struct gp_span benchmark,
				    const char *metric, const char *unit,
				    enum gp_better better)
{
	return (struct gp_value_id){ benchmark, gp_span_of(metric),
				     gp_span_of(unit), better };
}

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
	gp_json_get_number(object, "mean", &out->mean);
	gp_json_get_number(object, "median", &out->median);
	gp_json_get_number(object, "stddev", &out->deviation);
	gp_json_get_number(object, "min", &out->min);
	gp_json_get_number(object, "max", &out->max);
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

enum gp_err gp_intake_add_array(struct gp_intake *intake,
				const struct gp_value_id *id,
				const struct gp_json *array)
{
	struct gp_decimal value;

	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);

		if (gp_json_number(item, &value))
			add_plain_value(intake, id, value);
		else if (gp_json_is(item, GP_JSON_NUMBER))
			gp_intake_refuse_value(intake, id,
					       "not a finite number");
		else if (gp_json_is(item, GP_JSON_NULL))
			gp_intake_refuse_value(intake, id, "no value");
		else
			return gp_fail(GP_EPARSE, "%.*s[%zu]: not a number",
				       (int)id->metric.len, id->metric.data, i);
	}
	return GP_OK;
}

enum gp_err gp_intake_read_json(struct gp_intake *out,
				const struct gp_input *in,
				gp_json_root_fn *read)
{
	struct gp_json *root;
	enum gp_err err = gp_json_parse(&root, in->text);

	if (err)
		return err;
	err = read(out, in, root);
	gp_json_free(root);
	return err;
}
