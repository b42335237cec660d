/*
 * Bencher's metric format: {benchmark: {measure: {"value": number}}}, with
 * "lower_value" and "upper_value" if they are known. Units and directions are
 * known for Bencher's own measures only.
 */
#include <ctype.h>
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span key;

	(void)in;
	if (gp_peek_shape(&key, head->json, "{s:{s:{s:") &&
	    (gp_span_eq(key, "value") || gp_span_eq(key, "lower_value") ||
	     gp_span_eq(key, "upper_value")))
		return GP_BID_SHAPE;
	return GP_BID_NO;
}

/* The measures that Bencher has of its own. */
static const struct {
	const char *name;
	const char *unit;
	enum gp_better better;
} measures[] = {
	{ "latency", "ns", GP_BETTER_LOWER },
	{ "throughput", "ops/s", GP_BETTER_HIGHER },
	{ "build-time", "s", GP_BETTER_LOWER },
	{ "file-size", "B", GP_BETTER_LOWER },
};

/* Equal but for case, and for '_' or ' ' in place of '-'. */
static bool same_measure(const char *text, const char *name)
{
	for (; *text && *name; text++, name++) {
		char c = *text == '_' || *text == ' ' ? '-' : *text;

		if (tolower((unsigned char)c) != *name)
			return false;
	}
	return *text == *name;
}

static struct gp_value_id bmf_value_id(const char *benchmark,
				       const char *measure)
{
	struct gp_value_id id = gp_value_id_make(gp_span_of(benchmark), measure,
						 "", GP_BETTER_NONE);

	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]); i++) {
		if (!same_measure(measure, measures[i].name))
			continue;
		id.unit = gp_span_of(measures[i].unit);
		id.better = measures[i].better;
	}
	return id;
}

static void read_bmf_measure(struct gp_intake *out,
			     const struct gp_value_id *id,
			     const struct gp_json *measure)
{
	const struct gp_json *member = gp_json_get(measure, "value");
	struct gp_summary summary = { 0 };
	struct gp_decimal value;

	gp_json_get_value(measure, "lower_value", &summary.low);
	gp_json_get_value(measure, "upper_value", &summary.high);
	if (!member)
		gp_intake_refuse_value(out, id, "no \"value\"");
	else if (gp_json_value(member, &value))
		gp_intake_add_summary(out, id, value, &summary);
	else
		gp_intake_refuse_value(out, id, gp_json_why_not(member));
}

static void read_bmf_benchmark(struct gp_intake *out, const char *name,
			       const struct gp_json *benchmark)
{
	struct gp_json_iter it = { 0 };

	if (!gp_json_is(benchmark, GP_JSON_OBJECT))
		gp_intake_refuse(out, gp_span_of(name),
				 "not an object of measures");
	while (gp_json_next(benchmark, &it)) {
		struct gp_value_id id = bmf_value_id(name, it.key);

		read_bmf_measure(out, &id, it.value);
	}
}

static enum gp_err read_bmf(struct gp_intake *out, const struct gp_input *in,
			    const struct gp_json *root)
{
	struct gp_json_iter it = { 0 };

	(void)in;
	if (!gp_json_is(root, GP_JSON_OBJECT))
		return gp_fail(GP_EPARSE, "expected an object of benchmarks");
	while (gp_json_next(root, &it))
		read_bmf_benchmark(out, it.key, it.value);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_bmf);
}

const struct gp_importer gp_importer_bmf = {
	.name = "bmf",
	.json = true,
	.summary = "Bencher's {benchmark: {measure: {\"value\": number}}}",
	.bid = bid,
	.read = read_file,
};
