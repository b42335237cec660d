/*
 * Plain JSON, as a script writes it: numbers under names, nested to any depth.
 * The path to a number, without its last name, is the benchmark. Texts become
 * tags.
 */
#include <string.h>
#include <strings.h>

#include "formats.h"
#include "import/core/guess.h"
#include "import/core/head.h"
#include "import/core/values.h"
#include "json_summary.h"

#define PATH_LEN_MAX 4096

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span text = gp_span_trim(head->text), next;

	(void)in;
	next = gp_span_trim(gp_span_sub(text, 1, text.len));
	if (gp_span_starts(text, "{") && next.len && strchr("\"}", *next.data))
		return GP_BID_FALLBACK;
	if (gp_span_starts(text, "[") && next.len &&
	    strchr("{[]\"-0123456789", *next.data))
		return GP_BID_FALLBACK;
	return GP_BID_NO;
}

static bool key_is_one_of(const char *key, const char *const *words)
{
	for (; *words; words++)
		if (!strcasecmp(key, *words))
			return true;
	return false;
}

/* Encloses benchmarks and is not part of their names. */
static bool is_wrapper(const char *key)
{
	static const char *const words[] = { "benchmarks", "counters", NULL };

	return key_is_one_of(key, words);
}

/* The same for what holds a list of them. */
static bool is_list_wrapper(const char *key)
{
	static const char *const words[] = { "results",      "tests",   "cases",
					     "measurements", "data",    "items",
					     "services",     "metrics", "runs",
					     "endpoints",    NULL };

	return is_wrapper(key) || key_is_one_of(key, words);
}

/* A number that tells about the run instead of measuring it. */
static bool is_fact(const char *key)
{
	static const char *const words[] = { "timestamp",
					     "date",
					     "datetime",
					     "epoch",
					     "started_at",
					     "created_at",
					     "finished_at",
					     "generated_at",
					     "start_time",
					     "end_time",
					     "commit",
					     "commit_id",
					     "sha",
					     "hash",
					     "revision",
					     "branch",
					     "version",
					     "schema",
					     "schema_version",
					     "run_id",
					     "build",
					     "build_number",
					     "job",
					     "pid",
					     "port",
					     "seed",
					     "id",
					     NULL };

	return key_is_one_of(key, words);
}

/* An object of such numbers and texts. */
static bool is_fact_object(const char *key)
{
	static const char *const words[] = {
		"metadata",     "meta",        "environment", "env",
		"machine_info", "system_info", "host_info",   "context",
		"config",       "parameters",  "params",      "options",
		"settings",     "commit",      NULL
	};

	return key_is_one_of(key, words);
}

/* ---- the way to a value ---- */

struct json_reader {
	struct gp_intake *out;
	struct gp_span stem; /* the benchmark of what has no path */
	struct gp_buf path;
};

static size_t push_name(struct json_reader *reader, const char *word)
{
	size_t before = reader->path.len;

	if (before && *word)
		gp_buf_putc(&reader->path, '/');
	gp_buf_puts(&reader->path, word);
	return before;
}

static void pop_name(struct json_reader *reader, size_t before)
{
	reader->path.len = before;
	if (reader->path.data)
		reader->path.data[before] = '\0';
}

static struct gp_span benchmark_at_path(const struct json_reader *reader)
{
	return reader->path.len ? gp_buf_view(&reader->path) : reader->stem;
}

/* Refuses the member `key`; the report names its path. */
static void refuse_at_path(struct json_reader *reader, const char *key,
			   const char *reason)
{
	size_t before = push_name(reader, key);

	gp_intake_refuse(reader->out, benchmark_at_path(reader), reason);
	pop_name(reader, before);
}

/* ---- tags ---- */

static void add_json_tag(struct json_reader *reader, const char *key,
			 const struct gp_json *value)
{
	const char *text = gp_json_text(value);
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_decimal number;
	size_t before;

	if (text)
		gp_buf_puts(&buf, text);
	else if (gp_json_number(value, &number))
		gp_decimal_format(&buf, number);
	else if (gp_json_is(value, GP_JSON_BOOL))
		gp_buf_puts(&buf, gp_json_true(value) ? "true" : "false");
	before = push_name(reader, key);
	gp_intake_add_fact(reader->out, gp_buf_view(&reader->path),
			   gp_buf_view(&buf));
	pop_name(reader, before);
	gp_buf_clear(&buf);
}

static void add_json_tags(struct json_reader *reader,
			  const struct gp_json *object)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(object, &it))
		add_json_tag(reader, it.key, it.value);
}

/* Seconds or milliseconds since 1970 under a name that may mean either. */
static bool is_epoch_number(const char *key, struct gp_decimal value)
{
	double seconds = gp_decimal_double(value);

	if (strcasecmp(key, "time") && strcasecmp(key, "ts"))
		return false;
	return (seconds >= 1e9 && seconds < 4e9) ||
	       (seconds >= 1e12 && seconds < 4e12);
}

/* ---- values ---- */

static void add_json_number(struct json_reader *reader, const char *key,
			    const char *unit, const struct gp_json *json)
{
	struct gp_value_id id = gp_value_id_make(benchmark_at_path(reader), key,
						 unit, GP_BETTER_NONE);
	struct gp_decimal value;

	if (gp_json_is(json, GP_JSON_BOOL))
		gp_intake_add(reader->out, &id,
			      gp_decimal_int(gp_json_true(json)));
	else if (gp_json_number(json, &value))
		gp_intake_add(reader->out, &id, value);
	else
		gp_intake_refuse_value(reader->out, &id, "not a finite number");
}

static void add_json_numbers(struct json_reader *reader, const char *key,
			     const char *unit, const struct gp_json *array)
{
	for (size_t i = 0; i < gp_json_len(array); i++)
		if (gp_json_at(array, i))
			add_json_number(reader, key, unit,
					gp_json_at(array, i));
}

/* p50, p99_9, 95th: of the same dimension as the mean next to it. */
static bool is_percentile_key(const char *key)
{
	key += *key == 'p' || *key == 'P';
	return *key >= '0' && *key <= '9';
}

static void add_json_summary(struct json_reader *reader, const char *metric,
			     const struct gp_json_summary *summary)
{
	struct gp_value_id id =
		gp_value_id_make(benchmark_at_path(reader), metric,
				 summary->unit, GP_BETTER_NONE);

	if (summary->samples)
		add_json_numbers(reader, metric, summary->unit,
				 summary->samples);
	else if (summary->value.kind)
		gp_intake_add_summary(reader->out, &id, summary->value,
				      &summary->summary);
	else
		gp_intake_refuse_value(reader->out, &id, "not a finite number");
}

static void read_member(struct json_reader *reader, const char *key,
			const char *unit, const struct gp_json *value);

/* What a summary does not use: percentiles and other counters. */
static void read_rest(struct json_reader *reader,
		      const struct gp_json_summary *summary,
		      const struct gp_json *object, const char *name_key)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(object, &it)) {
		const char *unit =
			is_percentile_key(it.key) ? summary->unit : "";

		if (gp_json_role_of(it.key, it.value) == GP_JSON_OTHER &&
		    it.key != name_key)
			read_member(reader, it.key, unit, it.value);
	}
}

/* A summary without a name of its own is the benchmark's time or value. */
static void read_unnamed(struct json_reader *reader,
			 const struct gp_json_summary *summary,
			 const struct gp_json *object, const char *name_key)
{
	add_json_summary(reader,
			 gp_guess_is_time(summary->unit) ? "time" : "value",
			 summary);
	read_rest(reader, summary, object, name_key);
}

/* ---- objects and arrays ---- */

/* "unit": "ms" is the unit of the other members. */
static const char *unit_beside(const struct gp_json *object)
{
	const char *unit = gp_json_get_text(object, "unit");

	return unit ? unit : "";
}

static void read_object(struct json_reader *reader,
			const struct gp_json *object, const char *name_key)
{
	const char *unit = unit_beside(object);
	struct gp_json_iter it = { 0 };

	if (reader->path.len > PATH_LEN_MAX) {
		gp_intake_refuse(reader->out, reader->stem,
				 "names nested too long");
		return;
	}
	while (gp_json_next(object, &it)) {
		bool is_unit = *unit && !strcmp(it.key, "unit");

		if (it.key != name_key && !is_unit)
			read_member(reader, it.key, unit, it.value);
	}
}

/* The member that names an element of an array; NULL when none does. */
static const char *name_key_of(const struct gp_json *object)
{
	static const char *const words[] = { "name",     "benchmark", "test",
					     "endpoint", "fullname",  "title",
					     "service",  "case",      "label",
					     "id",       NULL };

	for (const char *const *word = words; *word; word++) {
		struct gp_json_iter it = { 0 };

		while (gp_json_next(object, &it))
			if (!strcasecmp(it.key, *word) &&
			    gp_json_text(it.value) && *gp_json_text(it.value))
				return it.key;
	}
	return NULL;
}

static void read_record(struct json_reader *reader,
			const struct gp_json *object)
{
	const char *key = name_key_of(object);
	struct gp_json_summary summary;
	size_t before;

	if (!key) {
		refuse_at_path(reader, "",
			       "an element of a list without a name");
		return;
	}
	before = push_name(reader, gp_json_get_text(object, key));
	if (gp_json_summary_read(&summary, object))
		read_unnamed(reader, &summary, object, key);
	else
		read_object(reader, object, key);
	pop_name(reader, before);
}

static void read_json_array(struct json_reader *reader, const char *key,
			    const char *unit, const struct gp_json *array)
{
	size_t before;

	if (gp_json_is_numbers(array)) {
		add_json_numbers(reader, key, unit, array);
		return;
	}
	before = push_name(reader, is_list_wrapper(key) ? "" : key);
	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);

		if (gp_json_is(item, GP_JSON_OBJECT)) {
			read_record(reader, item);
			continue;
		}
		if (!gp_json_is(item, GP_JSON_STRING))
			refuse_at_path(reader, "",
				       "a list of neither numbers nor objects");
		break;
	}
	pop_name(reader, before);
}

static void read_nested(struct json_reader *reader, const char *key,
			const struct gp_json *object)
{
	struct gp_json_summary summary;
	bool is_summary;
	size_t before;

	if (is_fact_object(key)) {
		add_json_tags(reader, object);
		return;
	}
	is_summary = gp_json_summary_read(&summary, object);
	if (is_summary)
		add_json_summary(reader, key, &summary);
	before = push_name(reader, is_wrapper(key) ? "" : key);
	if (is_summary)
		read_rest(reader, &summary, object, NULL);
	else
		read_object(reader, object, NULL);
	pop_name(reader, before);
}

static bool is_about_run(const char *key, const struct gp_json *number)
{
	struct gp_decimal value;

	return is_fact(key) ||
	       (gp_json_number(number, &value) && is_epoch_number(key, value));
}

static void read_member(struct json_reader *reader, const char *key,
			const char *unit, const struct gp_json *value)
{
	if (*gp_guess_key_unit(key))
		unit = gp_guess_key_unit(key);
	switch (gp_json_type(value)) {
	case GP_JSON_OBJECT:
		read_nested(reader, key, value);
		break;
	case GP_JSON_ARRAY:
		read_json_array(reader, key, unit, value);
		break;
	case GP_JSON_STRING:
		add_json_tag(reader, key, value);
		break;
	case GP_JSON_NUMBER:
		if (is_about_run(key, value))
			add_json_tag(reader, key, value);
		else
			add_json_number(reader, key, unit, value);
		break;
	case GP_JSON_BOOL:
		add_json_number(reader, key, "", value);
		break;
	case GP_JSON_NULL:
		break;
	}
}

static enum gp_err read_json_root(struct json_reader *reader,
				  const struct gp_json *root)
{
	struct gp_json_summary summary;

	if (gp_json_is(root, GP_JSON_ARRAY))
		read_json_array(reader, gp_json_is_numbers(root) ? "value" : "",
				"", root);
	else if (gp_json_summary_read(&summary, root))
		read_unnamed(reader, &summary, root, NULL);
	else
		read_object(reader, root, NULL);
	return GP_OK;
}

static enum gp_err read_plain_json(struct gp_intake *out,
				   const struct gp_input *in,
				   const struct gp_json *root)
{
	struct json_reader reader = { .out = out, .stem = gp_input_stem(in) };
	enum gp_err err = read_json_root(&reader, root);

	gp_buf_clear(&reader.path);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_plain_json);
}

const struct gp_importer gp_importer_json = {
	.name = "json",
	.json = true,
	.summary = "plain JSON: numbers under names, nested to any depth",
	.bid = bid,
	.read = read_file,
};
