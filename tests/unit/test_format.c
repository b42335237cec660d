/*
 * docs/FORMAT.md's test vectors: descriptions against bytes, both ways.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gp/codec.h"
#include "gp/parse.h"

#define VECTORS GP_TEST_DATA "/format"

static void read_file(struct gp_buf *out, const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0 || gp_buf_read(out, fd, (size_t)1 << 20, path))
		fail_msg("cannot read %s", path);
	close(fd);
}

static int digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = strchr(digits, c);

	if (!c || !at)
		fail_msg("'%c' is no digit", c);
	return (int)(at - digits);
}

/* Appends the bytes of `hex`, in which "(HEX*N)" repeats. */
static void unhex(struct gp_buf *out, const char *hex)
{
	while (*hex) {
		struct gp_buf part = GP_BUF_INIT;
		unsigned long n = 1;

		if (*hex == '(') {
			const char *star = strchr(hex, '*');

			for (hex++; hex < star; hex += 2)
				gp_buf_putc(&part, (char)(digit(hex[0]) << 4 |
							  digit(hex[1])));
			n = strtoul(star + 1, NULL, 10);
			hex = strchr(hex, ')') + 1;
		} else {
			gp_buf_putc(&part,
				    (char)(digit(hex[0]) << 4 | digit(hex[1])));
			hex += 2;
		}
		while (n--)
			gp_buf_span(out, gp_buf_view(&part));
		gp_buf_clear(&part);
	}
}

static void print_hex(const char *what, const struct gp_buf *bytes)
{
	print_message("%s: ", what);
	for (size_t i = 0; i < bytes->len; i++)
		print_message("%02x", (unsigned char)bytes->data[i]);
	print_message("\n");
}

/* ---- a run as it is described ---- */

static const char *text_of(const struct gp_json *json, const char *key)
{
	const char *text = gp_json_get_text(json, key);

	return text ? text : "";
}

static int64_t integer_of(const struct gp_json *json, const char *key)
{
	struct gp_decimal d = { 0 };

	if (gp_json_get_number(json, key, &d))
		assert_int_equal(d.exp, 0);
	return d.digits;
}

/* A number with its digits, or {"double": x}; absent is absent. */
static struct gp_decimal number_of(const struct gp_json *json)
{
	struct gp_decimal d = { 0 };

	if (gp_json_is(json, GP_JSON_NULL))
		return d;
	if (gp_json_get_number(json, "double", &d))
		return (struct gp_decimal){ .kind = GP_DECIMAL_DOUBLE,
					    .value = gp_decimal_double(d) };
	assert_true(gp_json_number(json, &d));
	assert_int_equal(d.kind, GP_DECIMAL_EXACT);
	return d;
}

static void fill_pairs(struct gp_entry *run, struct gp_pairs *pairs,
		       const struct gp_json *json)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(json, &it))
		gp_entry_set(run, pairs, gp_span_of(it.key),
			     gp_span_of(gp_json_text(it.value)));
}

static struct gp_summary *summary_of(struct gp_entry *run,
				     const struct gp_json *json)
{
	struct gp_summary *s;

	if (gp_json_is(json, GP_JSON_NULL))
		return NULL;
	s = gp_arena_alloc(run->arena, sizeof(*s));
	s->n = (uint64_t)integer_of(json, "n");
	s->spread = number_of(gp_json_get(json, "spread"));
	s->low = number_of(gp_json_get(json, "low"));
	s->high = number_of(gp_json_get(json, "high"));
	s->mean = number_of(gp_json_get(json, "mean"));
	s->min = number_of(gp_json_get(json, "min"));
	s->max = number_of(gp_json_get(json, "max"));
	return s;
}

/* A list "key", "value", …; returns the number of pairs. */
static size_t fill_parameter_pairs(struct gp_pair *out,
				   const struct gp_json *json)
{
	size_t n = gp_json_len(json) / 2;

	for (size_t i = 0; i < n; i++) {
		out[i].key = gp_json_text(gp_json_at(json, 2 * i));
		out[i].value = gp_json_text(gp_json_at(json, 2 * i + 1));
	}
	return n;
}

/* Results of one benchmark share them, as the format has them once. */
static const struct gp_parameters *parameters_of(struct gp_entry *run,
						 const struct gp_json *json)
{
	const struct gp_json *named = gp_json_get(json, "named");
	const struct gp_json *dimensions = gp_json_get(json, "dimensions");
	struct gp_parameters *out;
	struct gp_pair *items;

	if (!gp_json_is(json, GP_JSON_OBJECT))
		return NULL;
	out = gp_arena_alloc(run->arena, sizeof(*out));
	items = gp_arena_array(run->arena,
			       gp_json_len(named) + gp_json_len(dimensions),
			       sizeof(*items));
	out->items = items;
	out->n_named = fill_parameter_pairs(items, named);
	out->n = out->n_named +
		 fill_parameter_pairs(items + out->n_named, dimensions);
	return out;
}

static void fill_result(struct gp_entry *run, const struct gp_json *json)
{
	const struct gp_json *samples = gp_json_get(json, "samples");
	struct gp_measurement *m = gp_entry_measurement(
		run, gp_span_of(text_of(json, "benchmark")),
		gp_span_of(text_of(json, "metric")),
		gp_span_of(text_of(json, "unit")));

	assert_true(gp_better_parse(&m->better,
				    gp_span_of(text_of(json, "better"))));
	for (size_t i = 0; i < gp_json_len(samples); i++)
		gp_entry_sample(run, m, number_of(gp_json_at(samples, i)));
	m->summary = summary_of(run, gp_json_get(json, "summary"));
	m->source = text_of(json, "source");
	m->parameters = parameters_of(run, gp_json_get(json, "parameters"));
}

static void fill_targets(struct gp_entry *run, const struct gp_json *json)
{
	run->n_targets = gp_json_len(json);
	run->targets = gp_arena_array(run->arena, run->n_targets,
				      sizeof(*run->targets));
	for (size_t i = 0; i < run->n_targets; i++)
		assert_true(gp_entry_id_parse(
			&run->targets[i],
			gp_span_of(gp_json_text(gp_json_at(json, i)))));
}

static void fill_horizon(struct gp_entry *run, const struct gp_json *json)
{
	const struct gp_json *pins = gp_json_get(json, "pins");
	struct gp_horizon *horizon =
		gp_arena_alloc(run->arena, sizeof(*horizon));

	horizon->before_s = integer_of(json, "before");
	horizon->n_pins = gp_json_len(pins);
	horizon->pins = gp_arena_array(run->arena, horizon->n_pins,
				       sizeof(*horizon->pins));
	for (size_t i = 0; i < horizon->n_pins; i++)
		assert_true(gp_oid_parse(
			&horizon->pins[i],
			gp_span_of(gp_json_text(gp_json_at(pins, i)))));
	run->horizon = horizon;
}

static void fill_retirement(struct gp_entry *run, const struct gp_json *json)
{
	run->retire = gp_arena_alloc(run->arena, sizeof(*run->retire));
	run->retire->pattern = text_of(json, "pattern");
	run->retire->reason = text_of(json, "reason");
	run->retire->who = text_of(json, "who");
}

static void fill_mark(struct gp_entry *run, const struct gp_json *json)
{
	const struct gp_json *retire = gp_json_get(json, "retire");
	const struct gp_json *horizon = gp_json_get(json, "horizon");
	const struct gp_json *accept = gp_json_get(json, "accept");
	const struct gp_json *alias = gp_json_get(json, "alias");
	const struct gp_json *carried = gp_json_get(json, "carried");

	if (gp_json_is(carried, GP_JSON_OBJECT)) {
		run->carried =
			gp_arena_alloc(run->arena, sizeof(*run->carried));
		assert_true(gp_oid_parse(&run->carried->from,
					 gp_span_of(text_of(carried, "from"))));
		run->carried->who = text_of(carried, "who");
	}
	if (gp_json_is(accept, GP_JSON_OBJECT)) {
		run->accept = gp_arena_alloc(run->arena, sizeof(*run->accept));
		run->accept->pattern = text_of(accept, "pattern");
		run->accept->reason = text_of(accept, "reason");
		run->accept->who = text_of(accept, "who");
		run->accept->upto = text_of(accept, "upto");
	}
	if (gp_json_is(alias, GP_JSON_OBJECT)) {
		run->alias = gp_arena_alloc(run->arena, sizeof(*run->alias));
		run->alias->from = text_of(alias, "from");
		run->alias->to = text_of(alias, "to");
		run->alias->who = text_of(alias, "who");
	}
	if (gp_json_is(retire, GP_JSON_OBJECT))
		fill_retirement(run, retire);
	if (gp_json_is(horizon, GP_JSON_OBJECT))
		fill_horizon(run, horizon);
}

static void fill_run(struct gp_entry *run, const struct gp_json *json)
{
	const struct gp_json *results = gp_json_get(json, "results");

	assert_true(
		gp_entry_id_parse(&run->id, gp_span_of(text_of(json, "id"))));
	run->kind = (unsigned)integer_of(json, "kind");
	run->time_ms = integer_of(json, "time");
	run->measured_ms = integer_of(json, "measured");
	run->commit_time = integer_of(json, "commit_time");
	gp_oid_parse(&run->commit, gp_span_of(text_of(json, "commit")));
	gp_oid_parse(&run->tree, gp_span_of(text_of(json, "tree")));
	run->testbed = text_of(json, "testbed");
	run->tool = text_of(json, "tool");
	run->tool_version = text_of(json, "tool_version");
	run->branch = text_of(json, "branch");
	run->dirty = gp_json_true(gp_json_get(json, "dirty"));
	run->own_tags = gp_json_true(gp_json_get(json, "own"));
	run->incomplete = text_of(json, "incomplete");
	fill_pairs(run, &run->facts, gp_json_get(json, "facts"));
	fill_pairs(run, &run->tags, gp_json_get(json, "tags"));
	fill_targets(run, gp_json_get(json, "targets"));
	fill_mark(run, json);
	for (size_t i = 0; i < gp_json_len(results); i++)
		fill_result(run, gp_json_at(results, i));
}

/* ---- whether two runs are one ---- */

static void same_number(struct gp_decimal a, struct gp_decimal b)
{
	assert_int_equal(a.kind, b.kind);
	if (a.kind != GP_DECIMAL_NONE)
		assert_true(gp_decimal_same(a, b));
}

static void same_summary(const struct gp_summary *a, const struct gp_summary *b)
{
	assert_int_equal(!a, !b);
	if (!a)
		return;
	assert_int_equal(a->n, b->n);
	same_number(a->spread, b->spread);
	same_number(a->low, b->low);
	same_number(a->high, b->high);
	same_number(a->mean, b->mean);
	same_number(a->min, b->min);
	same_number(a->max, b->max);
}

static void same_parameters(const struct gp_parameters *a,
			    const struct gp_parameters *b)
{
	assert_int_equal(!a, !b);
	if (!a)
		return;
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->n_named, b->n_named);
	for (size_t i = 0; i < a->n; i++) {
		assert_string_equal(a->items[i].key, b->items[i].key);
		assert_string_equal(a->items[i].value, b->items[i].value);
	}
}

static void same_result(const struct gp_measurement *a,
			const struct gp_measurement *b)
{
	assert_string_equal(a->benchmark, b->benchmark);
	assert_string_equal(a->metric, b->metric);
	assert_string_equal(a->unit, b->unit);
	assert_int_equal(a->better, b->better);
	assert_int_equal(a->n_samples, b->n_samples);
	for (size_t i = 0; i < a->n_samples; i++)
		same_number(a->samples[i], b->samples[i]);
	same_summary(a->summary, b->summary);
	assert_string_equal(a->source, b->source);
	same_parameters(a->parameters, b->parameters);
}

static void same_pairs(const struct gp_pairs *a, const struct gp_pairs *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_string_equal(a->items[i].key, b->items[i].key);
		assert_string_equal(a->items[i].value, b->items[i].value);
	}
}

static void same_mark(const struct gp_entry *a, const struct gp_entry *b)
{
	assert_int_equal(!a->accept, !b->accept);
	assert_int_equal(!a->alias, !b->alias);
	assert_int_equal(!a->horizon, !b->horizon);
	if (a->accept) {
		assert_string_equal(a->accept->pattern, b->accept->pattern);
		assert_string_equal(a->accept->reason, b->accept->reason);
		assert_string_equal(a->accept->who, b->accept->who);
		assert_string_equal(a->accept->upto, b->accept->upto);
	}
	assert_int_equal(!a->retire, !b->retire);
	if (a->retire) {
		assert_string_equal(a->retire->pattern, b->retire->pattern);
		assert_string_equal(a->retire->reason, b->retire->reason);
		assert_string_equal(a->retire->who, b->retire->who);
	}
	assert_int_equal(!a->carried, !b->carried);
	if (a->carried) {
		assert_true(gp_oid_same(&a->carried->from, &b->carried->from));
		assert_string_equal(a->carried->who, b->carried->who);
	}
	if (a->alias) {
		assert_string_equal(a->alias->from, b->alias->from);
		assert_string_equal(a->alias->to, b->alias->to);
		assert_string_equal(a->alias->who, b->alias->who);
	}
	for (size_t i = 0; a->horizon && i < a->horizon->n_pins; i++)
		assert_true(gp_oid_same(&a->horizon->pins[i],
					&b->horizon->pins[i]));
	if (a->horizon) {
		assert_int_equal(a->horizon->n_pins, b->horizon->n_pins);
		assert_int_equal(a->horizon->before_s, b->horizon->before_s);
	}
}

static void same_run(const struct gp_entry *a, const struct gp_entry *b)
{
	assert_memory_equal(&a->id, &b->id, sizeof(a->id));
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->time_ms, b->time_ms);
	assert_int_equal(a->measured_ms, b->measured_ms);
	assert_int_equal(a->commit_time, b->commit_time);
	assert_true(gp_oid_same(&a->commit, &b->commit));
	assert_true(gp_oid_same(&a->tree, &b->tree));
	assert_string_equal(a->testbed, b->testbed);
	assert_string_equal(a->tool, b->tool);
	assert_string_equal(a->tool_version, b->tool_version);
	assert_string_equal(a->branch, b->branch);
	assert_int_equal(a->dirty, b->dirty);
	assert_int_equal(a->own_tags, b->own_tags);
	assert_string_equal(a->incomplete, b->incomplete);
	same_pairs(&a->facts, &b->facts);
	same_pairs(&a->tags, &b->tags);
	same_mark(a, b);
	assert_int_equal(a->n_targets, b->n_targets);
	if (a->n_targets)
		assert_memory_equal(a->targets, b->targets,
				    a->n_targets * sizeof(*a->targets));
	assert_int_equal(a->n_results, b->n_results);
	for (size_t i = 0; i < a->n_results; i++)
		same_result(&a->results[i], &b->results[i]);
}

/* ---- vectors ---- */

static void check_bytes(const struct gp_buf *bytes, const struct gp_json *json)
{
	struct gp_buf line = GP_BUF_INIT;

	gp_buf_puts(&line, "1 ");
	gp_base64_encode(&line, gp_buf_view(bytes));
	assert_string_equal(gp_buf_str(&line), text_of(json, "line"));
	gp_buf_clear(&line);
}

static void check_write(const struct gp_buf *bytes, const struct gp_entry *run)
{
	struct gp_buf written = GP_BUF_INIT;

	assert_int_equal(gp_entry_encode(&written, run), GP_OK);
	if (written.len != bytes->len ||
	    memcmp(written.data, bytes->data, bytes->len)) {
		print_hex("expected", bytes);
		print_hex("written", &written);
		fail();
	}
	gp_buf_clear(&written);
}

static void check_vector(const char *name)
{
	struct gp_buf path = GP_BUF_INIT, text = GP_BUF_INIT,
		      bytes = GP_BUF_INIT;
	const struct gp_json *hex;
	struct gp_entries runs = { 0 };
	struct gp_entry *described = gp_entries_add(&runs);
	struct gp_entry *read = gp_entries_add(&runs);
	struct gp_json *json;

	print_message("%s\n", name);
	gp_buf_printf(&path, VECTORS "/%s", name);
	read_file(&text, gp_buf_str(&path));
	assert_int_equal(gp_json_parse(&json, gp_buf_view(&text)), GP_OK);
	fill_run(described, gp_json_get(json, "run"));
	hex = gp_json_get(json, "hex");
	for (size_t i = 0; i < gp_json_len(hex); i++)
		unhex(&bytes, gp_json_text(gp_json_at(hex, i)));
	check_bytes(&bytes, json);
	if (gp_entry_decode(read, gp_buf_view(&bytes)))
		fail_msg("%s", gp_error_message());
	same_run(described, read);
	if (gp_json_true(gp_json_get(json, "write"))) {
		check_write(&bytes, described);
		check_write(&bytes, read);
	}
	gp_entries_clear(&runs);
	gp_json_free(json);
	gp_buf_clear(&bytes);
	gp_buf_clear(&text);
	gp_buf_clear(&path);
}

static int is_vector(const struct dirent *entry)
{
	return gp_span_ends(gp_span_of(entry->d_name), ".json");
}

static void vectors_hold(void **state)
{
	struct dirent **entries;
	int n = scandir(VECTORS, &entries, is_vector, alphasort);

	(void)state;
	assert_true(n >= 22);
	for (int i = 0; i < n; i++) {
		check_vector(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}

static void check_refused(struct gp_span about, struct gp_span hex)
{
	bool limit = gp_span_starts(about, "limit:");
	char *digits = gp_strndup(hex.data, hex.len);
	struct gp_buf bytes = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	enum gp_err err;

	unhex(&bytes, digits);
	err = gp_entry_decode(gp_entries_add(&runs), gp_buf_view(&bytes));
	assert_int_equal(err, limit ? GP_ELIMIT : GP_EPARSE);
	print_message("%.*s: %s\n", (int)about.len, about.data,
		      gp_error_message());
	gp_entries_clear(&runs);
	gp_buf_clear(&bytes);
	free(digits);
}

static void refused_are_refused(void **state)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span rest, about, hex;
	size_t n = 0;

	(void)state;
	read_file(&text, VECTORS "/refused.txt");
	rest = gp_buf_view(&text);
	while (gp_span_line(&about, &rest)) {
		if (gp_span_starts(about, "#"))
			continue;
		assert_true(gp_span_line(&hex, &rest));
		check_refused(about, gp_span_trim(hex));
		n++;
	}
	assert_true(n >= 87);
	gp_buf_clear(&text);
}

/* Every proper beginning of a valid run is damage, never a crash. */
static void beginnings_are_refused(void **state)
{
	struct gp_buf text = GP_BUF_INIT, bytes = GP_BUF_INIT;
	struct gp_json *json;
	const struct gp_json *hex;

	(void)state;
	read_file(&text, VECTORS "/summaries.json");
	assert_int_equal(gp_json_parse(&json, gp_buf_view(&text)), GP_OK);
	hex = gp_json_get(json, "hex");
	for (size_t i = 0; i < gp_json_len(hex); i++)
		unhex(&bytes, gp_json_text(gp_json_at(hex, i)));
	for (size_t len = 0; len < bytes.len; len++) {
		char *copy = gp_malloc(len ? len : 1);
		struct gp_entries runs = { 0 };

		memcpy(copy, bytes.data, len);
		assert_int_equal(gp_entry_decode(gp_entries_add(&runs),
						 gp_span_make(copy, len)),
				 GP_EPARSE);
		gp_entries_clear(&runs);
		free(copy);
	}
	gp_json_free(json);
	gp_buf_clear(&bytes);
	gp_buf_clear(&text);
}

static void too_long_is_refused(void **state)
{
	size_t len = GP_ENTRY_BYTES_MAX + 1;
	char *bytes = gp_calloc(len, 1);
	struct gp_entries runs = { 0 };

	(void)state;
	assert_int_equal(gp_entry_decode(gp_entries_add(&runs),
					 gp_span_make(bytes, len)),
			 GP_ELIMIT);
	gp_entries_clear(&runs);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_hold),
		cmocka_unit_test(refused_are_refused),
		cmocka_unit_test(beginnings_are_refused),
		cmocka_unit_test(too_long_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
