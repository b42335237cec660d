/*
 * show, against files in tests/data/report; test_show --update makes them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/report.h"

#include "golden.h"

static struct gp_decimal decimal(const char *text)
{
	struct gp_decimal d;

	assert_true(gp_decimal_parse(&d, gp_span_of(text)));
	return d;
}

static struct gp_measurement *add(struct gp_entry *run, const char *benchmark,
				  const char *metric, const char *unit,
				  const char *samples)
{
	struct gp_span rest = gp_span_of(samples), word;
	struct gp_measurement *m =
		gp_entry_measurement(run, gp_span_of(benchmark),
				     gp_span_of(metric), gp_span_of(unit));
	struct gp_decimal value;

	m->better = GP_BETTER_LOWER;
	while (gp_span_word(&word, &rest)) {
		assert_true(gp_decimal_parse(&value, word));
		gp_entry_sample(run, m, value);
	}
	return m;
}

static struct gp_entry *add_run(struct gp_entries *runs, unsigned char number)
{
	struct gp_entry *run = gp_entries_add(runs);

	memset(run->id.raw, number, sizeof(run->id.raw));
	run->commit.size = 20;
	memset(run->commit.raw, 0x3f, 20);
	run->time_ms = INT64_C(1795254000999);
	run->testbed = "linux-x86_64-epyc-7763";
	run->tool = "google-benchmark";
	return run;
}

static void fill_first(struct gp_entry *run)
{
	static const struct gp_pair pairs[] = { { "size", "1000" },
						{ "python", "3.12" } };
	static const struct gp_parameters parameters = { pairs, 2, 1 };
	struct gp_measurement *m;

	run->tool_version = "1.7.1";
	run->branch = "main";
	run->measured_ms = INT64_C(1795167600000);
	gp_entry_set(run, &run->tags, gp_span_of("ci"), gp_span_of("github"));
	gp_entry_set(run, &run->facts, gp_span_of("cpu"),
		     gp_span_of("AMD EPYC 7763"));
	gp_entry_set(run, &run->facts, gp_span_of("cores"), gp_span_of("4"));
	add(run, "BM_Get/8/threads:2", "real_time", "ns", "45.20 45.3 45.1");
	add(run, "größe/日本", "B/op", "B", "1048576");
	m = add(run, "sort/size=1000 [python=3.12]", "ops", "ops/s", "24.4");
	m->better = GP_BETTER_HIGHER;
	m->source = "time";
	m->parameters = &parameters;
	m = add(run, "http get", "p50", "ms", "12.5");
	m->summary = gp_arena_alloc(run->arena, sizeof(*m->summary));
	m->summary->n = 1000;
	m->summary->spread = decimal("0.75");
	m->summary->high = decimal("13");
}

static void fill(struct gp_entries *runs)
{
	struct gp_entry *run;

	fill_first(add_run(runs, 0x1f));
	run = add_run(runs, 0x2f);
	run->dirty = true;
	run->commit.raw[0] = 0x9f;
	gp_entry_set(run, &run->tags, gp_span_of("\x1b[1mk"),
		     gp_span_of("v\nw"));
	add(run, "\x1b]0;x\x07", "<b>\"", "m\x1bs", "1");
	run = add_run(runs, 0x4f);
	run->kind = GP_ENTRY_UNTRUSTED;
	run->incomplete = "panic in BenchmarkSort";
	add(run, "parse", "latency", "ms", "41.2");
	add_run(runs, 0x3f)->kind = GP_ENTRY_TOMBSTONE;
}

/* One of here in full, one of everywhere, one that was found by its tree. */
static void fill_marks(struct gp_entries *marks)
{
	static struct gp_accept full = { "parse/*:p99", "8%",
					 "checks bounds now\nsee \x1b[31m#17",
					 "A Tester <tester@example.com>" };
	static struct gp_accept bare = { "\x1b[2J*", "", "", "" };
	static struct gp_alias alias = { "parse", "parse/small\n", "" };
	static struct gp_retire gone = { "old*", "unused\nnow", "" };
	struct gp_entry *mark = add_run(marks, 0x4f);

	mark->kind = GP_ENTRY_ACCEPTANCE;
	mark->accept = &full;
	mark = add_run(marks, 0x5f);
	mark->kind = GP_ENTRY_ACCEPTANCE;
	mark->accept = &bare;
	mark->testbed = "";
	mark->commit.raw[0] = 0x9f;
	mark = add_run(marks, 0x6f);
	mark->kind = GP_ENTRY_ALIAS;
	mark->alias = &alias;
	mark->testbed = "";
	mark = add_run(marks, 0x7f);
	mark->kind = GP_ENTRY_RETIREMENT;
	mark->retire = &gone;
	mark->testbed = "lab\t2";
}

static void fill_all(struct gp_entries *runs, struct gp_entries *marks)
{
	fill(runs);
	fill_marks(marks);
}

static void only_runs(struct gp_entries *runs, struct gp_entries *marks)
{
	(void)marks;
	fill(runs);
}

static void only_marks(struct gp_entries *runs, struct gp_entries *marks)
{
	(void)runs;
	fill_marks(marks);
}

static void check(const char *name, void (*make)(struct gp_entries *runs,
						 struct gp_entries *marks))
{
	struct gp_entries runs = { 0 }, marks = { 0 };
	struct gp_buf out = GP_BUF_INIT, file = GP_BUF_INIT;
	struct gp_oid commit = { .size = 20 };
	const struct gp_oid tree = { .size = 0 };

	memset(commit.raw, 0x3f, 20);
	make(&runs, &marks);
	gp_report_show_text(&out, &commit, &tree, &runs, &marks);
	gp_buf_printf(&file, "report/%s.txt", name);
	golden_check(gp_buf_str(&file), &out);
	gp_buf_reset(&out);
	gp_buf_reset(&file);
	gp_report_show_json(&out, &commit, &tree, &runs, &marks);
	gp_buf_printf(&file, "report/%s.json", name);
	golden_check(gp_buf_str(&file), &out);
	gp_buf_clear(&out);
	gp_buf_clear(&file);
	gp_entries_clear(&runs);
	gp_entries_clear(&marks);
}

static void none(struct gp_entries *runs, struct gp_entries *marks)
{
	(void)runs;
	(void)marks;
}

static void check_list(const char *name, unsigned kind)
{
	struct gp_buf out = GP_BUF_INIT, file = GP_BUF_INIT;
	struct gp_entries marks = { 0 };

	fill_marks(&marks);
	gp_report_marks_json(&out, kind, &marks);
	gp_buf_printf(&file, "report/%s.json", name);
	golden_check(gp_buf_str(&file), &out);
	gp_entries_clear(&marks);
	gp_buf_clear(&out);
	gp_buf_clear(&file);
}

/* Who has a lot to say does not flood a terminal. */
static void test_long_reason(void **state)
{
	struct gp_buf reason = GP_BUF_INIT, out = GP_BUF_INIT;
	struct gp_accept accept = { "a", "", "", "" };
	struct gp_entries marks = { 0 };
	struct gp_entry *mark = add_run(&marks, 1);

	(void)state;
	for (int i = 0; i < 1000; i++)
		gp_buf_puts(&reason, i % 50 ? "blah " : "\n");
	accept.reason = gp_buf_str(&reason);
	mark->kind = GP_ENTRY_ACCEPTANCE;
	mark->accept = &accept;
	gp_report_marks_text(&out, NULL, &marks);
	assert_true(out.len < 3000);
	assert_non_null(strstr(gp_buf_str(&out), "\n    ...\n"));
	gp_entries_clear(&marks);
	gp_buf_clear(&reason);
	gp_buf_clear(&out);
}

static void test_golden(void **state)
{
	(void)state;
	check("show", only_runs);
	check("show-marks", only_marks);
	check("show-all", fill_all);
	check("show-empty", none);
	check_list("accept-list", GP_ENTRY_ACCEPTANCE);
	check_list("alias-list", GP_ENTRY_ALIAS);
	check_list("retire-list", GP_ENTRY_RETIREMENT);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_long_reason),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
