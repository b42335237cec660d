/*
 * The files of Criterion.rs (tested: 0.2.11, 0.5.1, 0.8.2): in
 * target/criterion/<benchmark>/new/ estimates.json, with benchmark.json (the
 * name, and the work done in an iteration) and sample.json (the raw times) next
 * to it. base/ holds the run before and change/ the comparison with it; both
 * are side files. The rate is computed from the time, as Criterion does.
 */
#include <math.h>
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
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

static bool is_estimates(struct gp_span name, const struct gp_head *head)
{
	if (!gp_head_member(head, "mean.point_estimate") &&
	    !gp_head_member(head, "Mean.point_estimate"))
		return false;
	return gp_span_eq(name, "estimates.json") ||
	       gp_head_member(head, "mean.confidence_interval") ||
	       gp_head_member(head, "Mean.confidence_interval");
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
	struct gp_span name = cut_last_part(&path);

	if (is_estimates(name, head))
		return is_other_run(in) ? GP_BID_SIDE : GP_BID_SIGNATURE;
	if (is_side_file(name, head))
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
static struct gp_json *parse_benchmark_file(struct gp_intake *out,
					    const struct gp_input *in)
{
	struct gp_span text = gp_input_sibling(in, "benchmark.json");
	struct gp_json *benchmark = NULL;

	if (text.len && gp_json_parse(&benchmark, text)) {
		gp_intake_leave_out(out, gp_span_of("benchmark.json"),
				    gp_error_message());
		gp_error_clear();
		return NULL;
	}
	return benchmark;
}

/* ---- samples ---- */

/* "throughput": {"Bytes": 256}: work done in one iteration; 0: not known. */
struct throughput {
	double amount;
	const char *unit;
};

static struct throughput throughput_of(const struct gp_json *benchmark)
{
	static const struct {
		const char *key, *unit;
	} kinds[] = {
		{ "Bytes", "B/s" },
		{ "BytesDecimal", "B/s" },
		{ "Elements", "elem/s" },
		{ "Bits", "bit/s" },
	};
	const struct gp_json *json = gp_json_get(benchmark, "throughput");
	struct throughput throughput = { 0 };
	struct gp_decimal amount;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (gp_json_get_value(json, kinds[i].key, &amount) &&
		    gp_decimal_double(amount) > 0) {
			throughput.amount = gp_decimal_double(amount);
			throughput.unit = kinds[i].unit;
		}
	return throughput;
}

static struct gp_value_id rate_id(const struct gp_value_id *id,
				  const struct throughput *throughput)
{
	struct gp_value_id rate = *id;

	rate.metric = gp_span_of("thrpt");
	rate.unit = gp_span_of(throughput->unit);
	rate.better = GP_BETTER_HIGHER;
	rate.source = "time";
	return rate;
}

/* Adds one time in ns, and the rate that follows from it. */
static void add_time(struct gp_intake *out, const struct gp_value_id *id,
		     const struct throughput *throughput, double ns)
{
	struct gp_value_id rate;

	gp_intake_add_real(out, id, ns);
	if (!isfinite(ns) || ns <= 0 || throughput->amount <= 0)
		return;
	rate = rate_id(id, throughput);
	gp_intake_add_real(out, &rate, throughput->amount / ns * 1e9);
}

/* {"iters": [...], "times": [...]}, or just the two arrays before 0.3. */
static bool add_raw_samples(struct gp_intake *out, const struct gp_value_id *id,
			    const struct throughput *throughput,
			    const struct gp_json *sample)
{
	bool old = gp_json_is(sample, GP_JSON_ARRAY);
	const struct gp_json *iters =
		old ? gp_json_at(sample, 0) : gp_json_get(sample, "iters");
	const struct gp_json *times =
		old ? gp_json_at(sample, 1) : gp_json_get(sample, "times");
	struct gp_decimal n, time;

	if (!gp_json_len(times) || gp_json_len(times) != gp_json_len(iters))
		return false;
	for (size_t i = 0; i < gp_json_len(times); i++) {
		if (!gp_json_value(gp_json_at(times, i), &time) ||
		    !gp_json_value(gp_json_at(iters, i), &n)) {
			gp_intake_refuse_value(out, id,
					       "a sample that is not a number");
			continue;
		}
		add_time(out, id, throughput,
			 gp_decimal_double(time) / gp_decimal_double(n));
	}
	return true;
}

/* False, and a notice, if sample.json is broken: the estimates count then. */
static bool read_sample_file(struct gp_intake *out,
			     const struct gp_value_id *id,
			     const struct throughput *throughput,
			     struct gp_span text)
{
	struct gp_json *sample;
	bool read = false;

	if (gp_json_parse(&sample, text)) {
		gp_intake_refuse_value(out, id, gp_error_message());
		gp_error_clear();
		return false;
	}
	read = add_raw_samples(out, id, throughput, sample);
	if (!read)
		gp_intake_refuse_value(
			out, id,
			"sample.json has no \"iters\" and \"times\" of one "
			"length");
	gp_json_free(sample);
	return read;
}

/* ---- estimates ---- */

static const struct gp_json *either(const struct gp_json *json,
				    const char *name, const char *old)
{
	const struct gp_json *member = gp_json_get(json, name);

	return member ? member : gp_json_get(json, old);
}

/* The rate of an estimate; a high time is a low rate. */
static void add_rate(struct gp_intake *out, const struct gp_value_id *id,
		     const struct throughput *throughput,
		     struct gp_decimal value, const struct gp_summary *time)
{
	double amount = throughput->amount * 1e9;
	struct gp_value_id rate = rate_id(id, throughput);
	struct gp_summary summary = { 0 };

	if (throughput->amount <= 0 || gp_decimal_double(value) <= 0)
		return;
	if (gp_decimal_double(time->low) > 0 &&
	    gp_decimal_double(time->high) > 0) {
		summary.low =
			gp_decimal_real(amount / gp_decimal_double(time->high));
		summary.high =
			gp_decimal_real(amount / gp_decimal_double(time->low));
	}
	gp_intake_add_summary(
		out, &rate, gp_decimal_real(amount / gp_decimal_double(value)),
		&summary);
}

/* The estimate that Criterion prints: the slope if there is one. */
static void add_typical_estimate(struct gp_intake *out,
				 const struct gp_value_id *id,
				 const struct throughput *throughput,
				 const struct gp_json *root)
{
	const struct gp_json *typical = either(root, "slope", "Slope");
	const struct gp_json *mean = either(root, "mean", "Mean");
	const struct gp_json *interval;
	struct gp_summary summary = { 0 };
	struct gp_decimal value;

	if (!typical)
		typical = mean;
	if (!gp_json_get_value(typical, "point_estimate", &value)) {
		gp_intake_refuse_value(out, id,
				       "mean.point_estimate: not a number");
		return;
	}
	interval = gp_json_get(typical, "confidence_interval");
	gp_json_get_number(interval, "lower_bound", &summary.low);
	gp_json_get_number(interval, "upper_bound", &summary.high);
	gp_json_get_number(mean, "point_estimate", &summary.mean);
	gp_json_get_number(either(root, "std_dev", "StdDev"), "point_estimate",
			   &summary.spread);
	gp_intake_add_summary(out, id, value, &summary);
	add_rate(out, id, throughput, value, &summary);
}

static enum gp_err read_estimates(struct gp_intake *out,
				  const struct gp_input *in,
				  const struct gp_json *root)
{
	struct gp_span samples = gp_input_sibling(in, "sample.json");
	struct throughput throughput;
	struct gp_json *benchmark;
	struct gp_value_id id;
	const char *name;

	if (!either(root, "mean", "Mean"))
		return gp_fail(GP_EPARSE, "no \"mean\": not Criterion's "
					  "estimates.json");
	benchmark = parse_benchmark_file(out, in);
	name = gp_json_get_text(benchmark, "full_id");
	throughput = throughput_of(benchmark);
	id = gp_value_id_make(name ? gp_span_of(name) : name_of_path(in),
			      "time", "ns", GP_BETTER_LOWER);
	if (!samples.len || !read_sample_file(out, &id, &throughput, samples))
		add_typical_estimate(out, &id, &throughput, root);
	gp_json_free(benchmark);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_estimates);
}

const struct gp_importer gp_importer_criterion_dir = {
	.name = "criterion-dir",
	.json = true,
	.summary = "target/criterion: new/estimates.json with its neighbours",
	.bid = bid,
	.read = read_file,
};
