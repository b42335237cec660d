/*
 * The files of Criterion.rs (tested: 0.2.11, 0.5.1): in
 * target/criterion/<benchmark>/new/ estimates.json, with benchmark.json (the
 * name) and sample.json (the raw times) next to it. base/ holds the run before
 * and change/ the comparison with it; both are side files.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

/* ---- the folder of a file ---- */

/* Cuts the last part off a path. */
static struct gp_span cut_last_part(struct gp_span *path)
{
	size_t begin = path->len;
	struct gp_span part;

	while (begin && path->data[begin - 1] != '/')
		begin--;
	part = gp_span_sub(*path, begin, path->len);
	*path = gp_span_sub(*path, 0, begin ? begin - 1 : 0);
	return part;
}

/* Whether "<folder>/new/estimates.json" is read, too. */
static bool has_new_beside(const struct gp_input *in, struct gp_span folder)
{
	struct gp_buf path = GP_BUF_INIT;
	bool found;

	gp_buf_span(&path, folder);
	gp_buf_puts(&path, "/new/estimates.json");
	found = in->set && gp_inputs_has(in->set, gp_buf_view(&path));
	gp_buf_clear(&path);
	return found;
}

/* The run before, the comparison with it, a baseline under a name. */
static bool is_other_run(const struct gp_input *in)
{
	struct gp_span folder = gp_span_of(in->path), state;

	cut_last_part(&folder);
	state = cut_last_part(&folder);
	if (gp_span_eq(state, "base") || gp_span_eq(state, "change"))
		return true;
	return !gp_span_eq(state, "new") && has_new_beside(in, folder);
}

static bool is_estimates(const struct gp_head *head)
{
	return gp_head_member(head, "mean.point_estimate") ||
	       gp_head_member(head, "Mean.point_estimate");
}

static bool is_side_file(struct gp_span name, const struct gp_head *head)
{
	static const char *const raw[] = { "group", "function", "value",
					   "iteration_count", NULL };

	if (gp_span_eq(name, "benchmark.json"))
		return gp_head_member(head, "group_id");
	if (gp_span_eq(name, "sample.json"))
		return gp_head_member(head, "iters") ||
		       gp_span_starts(gp_span_trim(head->text), "[[");
	if (gp_span_eq(name, "tukey.json"))
		return gp_span_starts(gp_span_trim(head->text), "[");
	return gp_head_columns(head, raw);
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span path = gp_span_of(in->path);

	if (is_estimates(head))
		return is_other_run(in) ? GP_BID_SIDE : GP_BID_SIGNATURE;
	if (is_side_file(cut_last_part(&path), head))
		return GP_BID_SIDE;
	return GP_BID_NO;
}

/* ---- the name ---- */

/* The part of the path between "criterion/" and the last folder. */
static struct gp_span name_of_path(const struct gp_input *in)
{
	static const char top[] = "criterion/";
	struct gp_span path = gp_span_of(in->path), name;
	size_t at;

	cut_last_part(&path);
	cut_last_part(&path);
	name = path;
	while ((at = gp_span_find(name, top)) < name.len)
		name = gp_span_sub(name, at + strlen(top), name.len);
	return name.len ? name : gp_input_stem(in);
}

/* Parses benchmark.json, which has the name; NULL if there is none. */
static enum gp_err parse_benchmark_file(struct gp_json **benchmark,
					const struct gp_input *in)
{
	struct gp_span text = gp_input_sibling(in, "benchmark.json");
	enum gp_err err;

	if (!text.len)
		return GP_OK;
	err = gp_json_parse(benchmark, text);
	return err ? gp_fail_at(err, "benchmark.json") : GP_OK;
}

/* ---- samples ---- */

/* {"iters": [...], "times": [...]}, or just the two arrays before 0.3. */
static enum gp_err add_raw_samples(struct gp_intake *out,
				   const struct gp_value_id *id,
				   const struct gp_json *sample)
{
	bool old = gp_json_is(sample, GP_JSON_ARRAY);
	const struct gp_json *iters =
		old ? gp_json_at(sample, 0) : gp_json_get(sample, "iters");
	const struct gp_json *times =
		old ? gp_json_at(sample, 1) : gp_json_get(sample, "times");
	struct gp_decimal n, time;

	if (!gp_json_len(times) || gp_json_len(times) != gp_json_len(iters))
		return gp_fail(GP_EPARSE,
			       "no \"iters\" and \"times\" of one length");
	for (size_t i = 0; i < gp_json_len(times); i++) {
		if (!gp_json_number(gp_json_at(times, i), &time) ||
		    !gp_json_number(gp_json_at(iters, i), &n))
			return gp_fail(GP_EPARSE, "times[%zu]: not a number",
				       i);
		gp_intake_add_real(out, id,
				   gp_decimal_double(time) /
					   gp_decimal_double(n));
	}
	return GP_OK;
}

static enum gp_err read_sample_file(struct gp_intake *out,
				    const struct gp_value_id *id,
				    struct gp_span text)
{
	struct gp_json *sample;
	enum gp_err err = gp_json_parse(&sample, text);

	if (!err) {
		err = add_raw_samples(out, id, sample);
		gp_json_free(sample);
	}
	return err ? gp_fail_at(err, "sample.json") : GP_OK;
}

/* ---- estimates ---- */

static const struct gp_json *either(const struct gp_json *json,
				    const char *name, const char *old)
{
	const struct gp_json *member = gp_json_get(json, name);

	return member ? member : gp_json_get(json, old);
}

/* The estimate that Criterion prints: the slope if there is one. */
static enum gp_err add_typical_estimate(struct gp_intake *out,
					const struct gp_value_id *id,
					const struct gp_json *root)
{
	const struct gp_json *typical = either(root, "slope", "Slope");
	const struct gp_json *mean = either(root, "mean", "Mean");
	const struct gp_json *interval;
	struct gp_summary summary = { 0 };
	struct gp_decimal value;

	if (!typical)
		typical = mean;
	if (!gp_json_get_number(typical, "point_estimate", &value))
		return gp_fail(GP_EPARSE, "mean.point_estimate: not a number");
	interval = gp_json_get(typical, "confidence_interval");
	gp_json_get_number(interval, "lower_bound", &summary.low);
	gp_json_get_number(interval, "upper_bound", &summary.high);
	gp_json_get_number(mean, "point_estimate", &summary.mean);
	gp_json_get_number(either(root, "std_dev", "StdDev"), "point_estimate",
			   &summary.spread);
	gp_intake_add_summary(out, id, value, &summary);
	return GP_OK;
}

static enum gp_err read_estimates(struct gp_intake *out,
				  const struct gp_input *in,
				  const struct gp_json *root)
{
	struct gp_span samples = gp_input_sibling(in, "sample.json");
	struct gp_json *benchmark = NULL;
	struct gp_value_id id;
	const char *name;
	enum gp_err err;

	if (!either(root, "mean", "Mean"))
		return gp_fail(GP_EPARSE, "no \"mean\": not Criterion's "
					  "estimates.json");
	if ((err = parse_benchmark_file(&benchmark, in)))
		return err;
	name = gp_json_get_text(benchmark, "full_id");
	id = gp_value_id_make(name ? gp_span_of(name) : name_of_path(in),
			      "time", "ns", GP_BETTER_LOWER);
	err = samples.len ? read_sample_file(out, &id, samples)
			  : add_typical_estimate(out, &id, root);
	gp_json_free(benchmark);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_estimates);
}

const struct gp_importer gp_importer_criterion_dir = {
	.name = "criterion-dir",
	.summary = "target/criterion: new/estimates.json with its neighbours",
	.bid = bid,
	.read = read_file,
};
