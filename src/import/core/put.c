#include <math.h>

#include "gp/buf.h"
#include "gp/mem.h"

#include "put.h"

struct gp_what gp_what_of(struct gp_span benchmark, const char *metric,
			  const char *unit, enum gp_better better)
{
	return (struct gp_what){ benchmark, gp_span_of(metric),
				 gp_span_of(unit), better };
}

/* NULL where there is no name to put it under. */
static struct gp_measurement *put(struct gp_intake *intake,
				  const struct gp_what *what,
				  struct gp_decimal value)
{
	struct gp_span metric =
		what->metric.len ? what->metric : gp_span_of("value");
	struct gp_measurement *m;

	if (!what->benchmark.len) {
		gp_intake_refuse_value(intake, what, "no name of a benchmark");
		return NULL;
	}
	m = gp_entry_measurement(intake->run, what->benchmark, metric,
				 what->unit);
	if (what->better)
		m->better = what->better;
	m->summary = NULL;
	gp_entry_sample(intake->run, m, value);
	return m;
}

void gp_intake_put(struct gp_intake *intake, const struct gp_what *what,
		   struct gp_decimal value)
{
	put(intake, what, value);
}

void gp_intake_put_real(struct gp_intake *intake, const struct gp_what *what,
			double value)
{
	if (isfinite(value))
		put(intake, what, gp_decimal_real(value));
	else
		gp_intake_refuse_value(intake, what, "not a finite number");
}

void gp_intake_refuse_value(struct gp_intake *intake,
			    const struct gp_what *what, const char *why)
{
	struct gp_buf reason = GP_BUF_INIT;

	gp_buf_span(&reason, what->metric);
	gp_buf_printf(&reason, ": %s", why);
	gp_intake_refuse(intake, what->benchmark, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static bool says_something(const struct gp_summary *summary)
{
	return summary->n || summary->spread.kind || summary->low.kind ||
	       summary->high.kind || summary->mean.kind || summary->min.kind ||
	       summary->max.kind;
}

/* What cannot be is not known. */
static struct gp_summary tidied(const struct gp_summary *summary)
{
	const struct gp_decimal unknown = { .kind = GP_DECIMAL_NONE };
	struct gp_summary tidy = *summary;

	if (gp_decimal_double(tidy.spread) < 0)
		tidy.spread = unknown;
	if (gp_decimal_double(tidy.low) > gp_decimal_double(tidy.high))
		tidy.low = tidy.high = unknown;
	return tidy;
}

void gp_intake_put_summary(struct gp_intake *intake, const struct gp_what *what,
			   struct gp_decimal value,
			   const struct gp_summary *summary)
{
	struct gp_measurement *m = put(intake, what, value);
	struct gp_summary tidy = tidied(summary);

	if (!m || m->n_samples > 1 || !says_something(&tidy))
		return;
	m->summary = gp_arena_alloc(intake->run->arena, sizeof(*m->summary));
	*m->summary = tidy;
}

enum gp_err gp_intake_put_array(struct gp_intake *intake,
				const struct gp_what *what,
				const struct gp_json *array)
{
	struct gp_decimal value;

	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);

		if (gp_json_number(item, &value))
			put(intake, what, value);
		else if (gp_json_is(item, GP_JSON_NUMBER))
			gp_intake_refuse_value(intake, what,
					       "not a finite number");
		else if (gp_json_is(item, GP_JSON_NULL))
			gp_intake_refuse_value(intake, what, "no value");
		else
			return gp_fail(GP_EPARSE, "%.*s[%zu]: no number",
				       (int)what->metric.len, what->metric.data,
				       i);
	}
	return GP_OK;
}

enum gp_err gp_intake_root(struct gp_intake *out, const struct gp_input *in,
			   gp_root_fn *read)
{
	struct gp_json *root;
	enum gp_err err = gp_json_parse(&root, in->text);

	if (err)
		return err;
	err = read(out, in, root);
	gp_json_free(root);
	return err;
}
