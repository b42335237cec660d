#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/codec.h"

/* ---- a run to and fro ---- */

struct trip {
	struct gp_entries runs;
	struct gp_entry *in;
	struct gp_entry *out;
	struct gp_buf bytes;
};

static int set_up(void **state)
{
	static struct trip trip;

	memset(&trip, 0, sizeof(trip));
	trip.in = gp_entries_add(&trip.runs);
	memset(trip.in->id.raw, 0xab, sizeof(trip.in->id.raw));
	trip.in->time_ms = INT64_C(1790000000123);
	trip.in->commit.size = trip.in->tree.size = 20;
	trip.in->commit_time = 1780000000;
	*state = &trip;
	return 0;
}

static int tear_down(void **state)
{
	struct trip *trip = *state;

	gp_entries_clear(&trip->runs);
	gp_buf_clear(&trip->bytes);
	return 0;
}

static void decode(struct trip *trip)
{
	trip->out = gp_entries_add(&trip->runs);
	if (gp_entry_decode(trip->out, gp_buf_view(&trip->bytes)))
		fail_msg("%s", gp_error_message());
}

static void there_and_back(struct trip *trip)
{
	struct gp_buf again = GP_BUF_INIT;

	gp_buf_reset(&trip->bytes);
	if (gp_entry_encode(&trip->bytes, trip->in))
		fail_msg("%s", gp_error_message());
	decode(trip);
	assert_int_equal(gp_entry_encode(&again, trip->out), GP_OK);
	assert_int_equal(again.len, trip->bytes.len);
	assert_memory_equal(again.data, trip->bytes.data, again.len);
	gp_buf_clear(&again);
}

static void sample(struct gp_entry *run, const char *benchmark,
		   const char *metric, const char *number)
{
	struct gp_decimal value;

	if (!gp_decimal_parse(&value, gp_span_of(number)))
		fail_msg("%s is no number", number);
	gp_entry_sample(run,
			gp_entry_measurement(run, gp_span_of(benchmark),
					     gp_span_of(metric),
					     gp_span_of("ns")),
			value);
}

static void expect_digits(struct gp_decimal d, const char *text)
{
	struct gp_buf buf = GP_BUF_INIT;

	gp_decimal_format(&buf, d);
	assert_string_equal(gp_buf_str(&buf), text);
	gp_buf_clear(&buf);
}

/* ---- headings ---- */

static void an_empty_run(void **state)
{
	struct trip *trip = *state;

	there_and_back(trip);
	assert_memory_equal(&trip->out->id, &trip->in->id, 16);
	assert_int_equal(trip->out->time_ms, trip->in->time_ms);
	assert_int_equal(trip->out->commit_time, trip->in->commit_time);
	assert_true(gp_oid_same(&trip->out->commit, &trip->in->commit));
	assert_int_equal(trip->out->tree.size, 20);
	assert_int_equal(trip->out->kind, GP_ENTRY_RUN);
	assert_int_equal(trip->out->n_results, 0);
	assert_false(trip->out->dirty);
	assert_string_equal(trip->out->branch, "");
}

static void every_heading(void **state)
{
	struct trip *trip = *state;
	struct gp_entry *run = trip->in;

	run->testbed = "linux-x86_64-epyc-7763";
	run->tool = "go-test";
	run->tool_version = "1.19";
	run->branch = "tëst/\xe6\x97\xa5";
	run->dirty = true;
	run->measured_ms = 5;
	run->commit.size = run->tree.size = 32;
	memset(run->commit.raw, 1, 32);
	memset(run->tree.raw, 2, 32);
	gp_entry_set(run, &run->facts, gp_span_of("cpu"), gp_span_of("EPYC"));
	gp_entry_set(run, &run->facts, gp_span_of("os"), gp_span_of(""));
	gp_entry_set(run, &run->tags, gp_span_of("a\x1b[31m"), gp_span_of("b"));
	there_and_back(trip);
	assert_string_equal(trip->out->testbed, run->testbed);
	assert_string_equal(trip->out->tool, run->tool);
	assert_string_equal(trip->out->tool_version, run->tool_version);
	assert_string_equal(trip->out->branch, run->branch);
	assert_true(trip->out->dirty);
	assert_int_equal(trip->out->measured_ms, 5);
	assert_true(gp_oid_same(&trip->out->commit, &run->commit));
	assert_true(gp_oid_same(&trip->out->tree, &run->tree));
	assert_int_equal(trip->out->facts.n, 2);
	assert_string_equal(gp_pairs_get(&trip->out->facts, "cpu"), "EPYC");
	assert_string_equal(gp_pairs_get(&trip->out->facts, "os"), "");
	assert_string_equal(gp_pairs_get(&trip->out->tags, "a\x1b[31m"), "b");
}

static void a_tombstone(void **state)
{
	struct trip *trip = *state;
	struct gp_entry_id ids[3] = { { { 1 } }, { { 2 } }, { { 3 } } };

	trip->in->kind = GP_ENTRY_TOMBSTONE;
	trip->in->commit.size = 0;
	trip->in->targets = ids;
	trip->in->n_targets = 3;
	there_and_back(trip);
	assert_int_equal(trip->out->kind, GP_ENTRY_TOMBSTONE);
	assert_int_equal(trip->out->commit.size, 0);
	assert_int_equal(trip->out->n_targets, 3);
	assert_memory_equal(trip->out->targets, ids, sizeof(ids));
}

static void an_acceptance(void **state)
{
	struct trip *trip = *state;
	struct gp_accept accept = { "parse*", "", "meant\x1b[31m\n", "" };

	trip->in->kind = GP_ENTRY_ACCEPTANCE;
	trip->in->accept = &accept;
	there_and_back(trip);
	assert_string_equal(trip->out->accept->pattern, "parse*");
	assert_string_equal(trip->out->accept->upto, "");
	assert_string_equal(trip->out->accept->reason, "meant\x1b[31m\n");
	assert_string_equal(trip->out->accept->who, "");
	assert_null(trip->out->alias);
	accept.upto = "8%";
	there_and_back(trip);
	assert_string_equal(trip->out->accept->upto, "8%");
	assert_string_equal(trip->out->accept->who, "");
}

static void an_alias(void **state)
{
	struct trip *trip = *state;
	struct gp_alias alias = { "old\xff", "new", "" };

	trip->in->kind = GP_ENTRY_ALIAS;
	trip->in->alias = &alias;
	there_and_back(trip);
	assert_string_equal(trip->out->alias->from, "old\xef\xbf\xbd");
	assert_string_equal(trip->out->alias->to, "new");
	assert_string_equal(trip->out->alias->who, "");
	assert_null(trip->out->accept);
}

/* ---- results ---- */

static void results_stand_by_benchmark(void **state)
{
	struct trip *trip = *state;
	struct gp_entry *in = trip->in, *out;
	const char *const expected[] = { "a:x", "a:y", "b:x", "c:y" };
	char key[8];

	sample(in, "a", "x", "1");
	sample(in, "b", "x", "2");
	gp_entry_measurement(in, gp_span_of("none"), gp_span_of("x"),
			     gp_span_of("ns"));
	sample(in, "c", "y", "3");
	sample(in, "a", "y", "4");
	in->results[0].better = GP_BETTER_LOWER;
	in->results[1].better = GP_BETTER_HIGHER;
	there_and_back(trip);
	out = trip->out;
	assert_int_equal(out->n_results, 4);
	for (size_t i = 0; i < 4; i++) {
		snprintf(key, sizeof(key), "%s:%s", out->results[i].benchmark,
			 out->results[i].metric);
		assert_string_equal(key, expected[i]);
		assert_string_equal(out->results[i].unit, "ns");
	}
	assert_int_equal(out->results[0].better, GP_BETTER_LOWER);
	assert_int_equal(out->results[1].better, GP_BETTER_NONE);
	assert_int_equal(out->results[2].better, GP_BETTER_HIGHER);
	expect_digits(out->results[3].samples[0], "3");
	/* one row of the table, one string */
	assert_ptr_equal(out->results[1].metric, out->results[3].metric);
}

static void decoding_leaves_the_index_alone(void **state)
{
	struct trip *trip = *state;

	sample(trip->in, "a", "x", "1");
	there_and_back(trip);
	assert_int_equal(trip->out->index.cap, 0);
	assert_int_equal(trip->out->strings.cap, 0);
	sample(trip->out, "a", "x", "2");
	sample(trip->out, "b", "x", "3");
	assert_int_equal(trip->out->n_results, 2);
	assert_int_equal(trip->out->results[0].n_samples, 2);
	expect_digits(trip->out->results[0].samples[0], "1");
	expect_digits(trip->out->results[0].samples[1], "2");
}

/* Samples of one result, separated by blanks, and how they come back. */
static const struct {
	const char *in;
	const char *out; /* NULL: the same */
} lists[] = {
	{ "0", NULL },
	{ "-1", NULL },
	{ "45.2", NULL },
	{ "45.20", NULL },
	{ "9223372036854775807", NULL },
	{ "-9223372036854775807", NULL },
	{ "0.000000000000000001", NULL },
	{ "1 2", NULL },
	{ "45.2 45.20", "45.20 45.20" },
	{ "1 2.5 3.25", "1.00 2.50 3.25" },
	{ "1 2 3 4", NULL },
	{ "7 7 7 7", NULL },
	{ "7 7 7 7 7 7 7 7 7 7 7", NULL },
	{ "-3 4 -5 6 -7", NULL },
	{ "45.2 45.31 45.5 44.999", "45.200 45.310 45.500 44.999" },
	{ "123.45678901234567 123.99 0 -5.5 1000",
	  "123.45678901234567 123.99000000000000 0.00000000000000 "
	  "-5.50000000000000 1000.00000000000000" },
	{ "0 255 256 65535 65536 4294967295", NULL },
	{ "-9223372036854775807 9223372036854775807 0 1", NULL },
	{ "-9223372036854775807 -9223372036854775806 -9223372036854775805 "
	  "-9223372036854775804",
	  NULL },
	/* no common power: each has its own */
	{ "9223372036854775807 0.1", NULL },
	{ "9223372036854775807 0.1 0.2 0.3 0.4", NULL },
	{ "1e+300 1e-300 5", NULL },
	/* too many digits for an integer: doubles */
	{ "12345678901234567890123", "12345678901234568000000" },
	{ "1 2 3 4 12345678901234567890123",
	  "1 2 3 4 12345678901234568000000" },
};

static void add_list(struct gp_entry *run, const char *text)
{
	struct gp_span rest = gp_span_of(text), word;
	char number[64];

	while (gp_span_word(&word, &rest)) {
		snprintf(number, sizeof(number), "%.*s", (int)word.len,
			 word.data);
		sample(run, "b", "m", number);
	}
}

static void samples_keep_their_digits(void **state)
{
	struct trip *trip = *state;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct gp_buf got = GP_BUF_INIT;
		const struct gp_measurement *m;

		gp_entry_clear(trip->in);
		trip->in->n_results = 0;
		add_list(trip->in, lists[i].in);
		there_and_back(trip);
		m = &trip->out->results[0];
		for (size_t k = 0; k < m->n_samples; k++) {
			if (k)
				gp_buf_putc(&got, ' ');
			gp_decimal_format(&got, m->samples[k]);
		}
		assert_string_equal(gp_buf_str(&got),
				    lists[i].out ? lists[i].out : lists[i].in);
		for (size_t k = 0; k < m->n_samples; k++)
			assert_true(gp_decimal_double(m->samples[k]) ==
				    gp_decimal_double(
					    trip->in->results[0].samples[k]));
		gp_buf_clear(&got);
	}
}

static void doubles_stay_doubles(void **state)
{
	struct trip *trip = *state;
	const double values[] = { 0.1, -DBL_MAX, DBL_MIN, 5e-324, 1.0 / 3 };
	struct gp_measurement *m = gp_entry_measurement(
		trip->in, gp_span_of("b"), gp_span_of("m"), gp_span_of(""));

	for (size_t i = 0; i < 5; i++)
		gp_entry_sample(trip->in, m, gp_decimal_real(values[i]));
	there_and_back(trip);
	assert_int_equal(trip->out->results[0].n_samples, 5);
	for (size_t i = 0; i < 5; i++) {
		struct gp_decimal d = trip->out->results[0].samples[i];

		assert_int_equal(d.kind, GP_DECIMAL_DOUBLE);
		assert_true(d.value == values[i]);
	}
}

static void summaries_keep_their_gaps(void **state)
{
	struct trip *trip = *state;
	struct gp_summary full = { .n = 30 }, none = { .n = 0 }, *got;

	assert_true(gp_decimal_parse(&full.spread, gp_span_of("0.52")));
	assert_true(gp_decimal_parse(&full.low, gp_span_of("44.1")));
	assert_true(gp_decimal_parse(&full.mean, gp_span_of("1e300")));
	full.max = gp_decimal_real(0.1);
	sample(trip->in, "a", "m", "45.2");
	sample(trip->in, "b", "m", "45.2");
	sample(trip->in, "c", "m", "45.2");
	trip->in->results[1].summary = &full;
	trip->in->results[2].summary = &none;
	there_and_back(trip);
	assert_null(trip->out->results[0].summary);
	got = trip->out->results[1].summary;
	assert_int_equal(got->n, 30);
	expect_digits(got->spread, "0.52");
	expect_digits(got->low, "44.10");
	assert_int_equal(got->high.kind, GP_DECIMAL_NONE);
	assert_true(gp_decimal_same(got->mean, full.mean));
	assert_int_equal(got->min.kind, GP_DECIMAL_NONE);
	assert_true(got->max.value == 0.1);
	got = trip->out->results[2].summary;
	assert_int_equal(got->n, 0);
	assert_int_equal(got->max.kind, GP_DECIMAL_NONE);
}

static void large_runs(void **state)
{
	struct trip *trip = *state;
	char name[32];

	for (int i = 0; i < 100000; i++) {
		snprintf(name, sizeof(name), "bench/%d", i);
		sample(trip->in, name, "value", "45.2");
	}
	there_and_back(trip);
	assert_int_equal(trip->out->n_results, 100000);
	assert_string_equal(trip->out->results[99999].benchmark, "bench/99999");
}

/* ---- what a writer refuses, or mends ---- */

static void bad_text_is_mended(void **state)
{
	struct trip *trip = *state;

	trip->in->branch = "caf\xe9/\xff\xfe";
	there_and_back(trip);
	assert_string_equal(trip->out->branch, "caf\xef\xbf\xbd/"
					       "\xef\xbf\xbd\xef\xbf\xbd");
}

static void refuse(struct trip *trip, enum gp_err code, const char *reason)
{
	gp_buf_reset(&trip->bytes);
	gp_buf_puts(&trip->bytes, "kept");
	assert_int_equal(gp_entry_encode(&trip->bytes, trip->in), code);
	assert_string_equal(gp_buf_str(&trip->bytes), "kept");
	assert_non_null(strstr(gp_error_message(), "cannot be stored"));
	assert_non_null(strstr(gp_error_message(), reason));
}

static void writes_nothing_unreadable(void **state)
{
	struct trip *trip = *state;

	trip->in->commit.size = 0;
	refuse(trip, GP_EPARSE, "incomplete");
	trip->in->commit.size = 20;
	trip->in->time_ms = INT64_MAX;
	refuse(trip, GP_EPARSE, "time");
	trip->in->time_ms = 0;
	trip->in->kind = 70000;
	refuse(trip, GP_EPARSE, "kind");
	trip->in->kind = GP_ENTRY_RUN;
	there_and_back(trip);
}

static void writes_no_empty_mark(void **state)
{
	struct trip *trip = *state;
	struct gp_accept accept = { "a", "", "", "" };
	struct gp_alias alias = { "a", "", "" };
	char *reason = gp_calloc(GP_MARK_TEXT_MAX + 2, 1);

	trip->in->kind = GP_ENTRY_ACCEPTANCE;
	refuse(trip, GP_EPARSE, "incomplete");
	trip->in->accept = &accept;
	memset(reason, 'r', GP_MARK_TEXT_MAX);
	accept.reason = reason;
	there_and_back(trip);
	reason[GP_MARK_TEXT_MAX] = 'r';
	refuse(trip, GP_ELIMIT, "reason");
	trip->in->kind = GP_ENTRY_ALIAS;
	trip->in->accept = NULL;
	refuse(trip, GP_EPARSE, "incomplete");
	trip->in->alias = &alias;
	refuse(trip, GP_EPARSE, "new name");
	free(reason);
}

static void refuses_too_many(void **state)
{
	struct trip *trip = *state;
	struct gp_measurement *m = gp_entry_measurement(
		trip->in, gp_span_of("b"), gp_span_of("m"), gp_span_of(""));

	for (size_t i = 0; i < GP_ENTRY_SAMPLES_MAX; i++)
		gp_entry_sample(trip->in, m, gp_decimal_int(1));
	there_and_back(trip);
	gp_entry_sample(trip->in, m, gp_decimal_int(1));
	refuse(trip, GP_ELIMIT, "samples");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_run),
		TEST(every_heading),
		TEST(a_tombstone),
		TEST(an_acceptance),
		TEST(an_alias),
		TEST(results_stand_by_benchmark),
		TEST(decoding_leaves_the_index_alone),
		TEST(samples_keep_their_digits),
		TEST(doubles_stay_doubles),
		TEST(summaries_keep_their_gaps),
		TEST(large_runs),
		TEST(bad_text_is_mended),
		TEST(writes_nothing_unreadable),
		TEST(writes_no_empty_mark),
		TEST(refuses_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
