/*
 * The outputs of log, against files in tests/data/report. After a wanted
 * change: test_log --update, and read the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/report.h"

#include "golden.h"

struct row {
	const char *benchmark;
	const char *metric;
	const char *unit;
	enum gp_better better;
	double before, after; /* the level at the twentieth commit */
};

static double wobble(size_t i, size_t series)
{
	return (double)((i * 7919 + series * 31) % 101) / 10000 - .005;
}

static void add_commit(struct gp_trends *trends, size_t i,
		       const struct row *rows, size_t n, const char *testbed)
{
	static const struct gp_trend_filter all = { .n_keys = 0 };
	struct gp_oid oid = { .size = 20 };
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);

	memset(oid.raw, (int)(16 + i * 5), 20);
	run->testbed = testbed;
	for (size_t k = 0; k < n; k++) {
		const struct row *row = &rows[k];
		double level = i < 19 ? row->before : row->after;
		struct gp_measurement *m = gp_entry_measurement(
			run, gp_span_of(row->benchmark),
			gp_span_of(row->metric), gp_span_of(row->unit));

		/* as a tool prints it */
		m->better = row->better;
		gp_entry_sample(
			run, m,
			gp_decimal_int(
				(int64_t)(level * (1 + wobble(i, k)) + .5)));
	}
	gp_trends_add(trends, &oid, 1795254000 - 86400 * (30 - (int64_t)i),
		      &runs, &all);
	gp_entries_clear(&runs);
}

/* Thirty commits. */
static void fill(struct gp_trends *trends, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < 30; i++)
		add_commit(trends, i, rows, n, "linux-x86_64-epyc");
	gp_trends_finish(trends);
}

static void fill_few(struct gp_trends *trends)
{
	static const struct row rows[] = {
		{ "parse", "p99", "µs", GP_BETTER_LOWER, 12300, 13800 },
		{ "http get /index.html", "requests", "/s", GP_BETTER_HIGHER,
		  4321, 5012 },
		{ "shape", "value", "", GP_BETTER_NONE, 7000, 3000 },
	};

	fill(trends, rows, 3);
}

static void fill_many(struct gp_trends *trends)
{
	struct row rows[24] = { 0 };
	char names[24][8];

	for (size_t i = 0; i < 24; i++) {
		snprintf(names[i], sizeof(names[i]), "BM_%02zu", i);
		rows[i] = (struct row){
			names[i], "time",
			"ns",     GP_BETTER_LOWER,
			9000,     i < 12 ? 9000 + 200. * (double)i : 9000
		};
	}
	fill(trends, rows, 24);
}

/* A series at zero, one without a change, and one of another testbed. */
static void fill_two(struct gp_trends *trends)
{
	static const struct row rows[] = {
		{ "leaks", "count", "", GP_BETTER_LOWER, 0, 5000 },
		{ "flat", "time", "ms", GP_BETTER_LOWER, 5000, 5000 },
	};

	for (size_t i = 0; i < 30; i++) {
		if (i % 3)
			add_commit(trends, i, rows, 1, "linux-x86_64-epyc");
		else
			add_commit(trends, i, rows + 1, 1, "macos-arm64-m2");
	}
	gp_trends_finish(trends);
}

static void fill_hostile(struct gp_trends *trends)
{
	static const struct row rows[] = {
		{ "\x1b[31m|<b>\"", "a\nb", "m\x1bs", GP_BETTER_LOWER, 1000,
		  2000 },
		{ "\xe2\x80\xaeltr", "\xff", "\xc2\x9b", GP_BETTER_LOWER, 1000,
		  3000 },
	};

	fill(trends, rows, 2);
}

static void none(struct gp_trends *trends)
{
	gp_trends_finish(trends);
}

/* ---- */

static void render(struct gp_buf *out, const struct gp_trends *trends,
		   const struct gp_log_options *options)
{
	struct gp_log *log = gp_log_new(out, trends, options);

	while (gp_log_next(log))
		;
	gp_log_free(log);
}

struct output {
	const char *ending;
	struct gp_log_options options;
	bool changes;
	size_t n;
};

static const struct output outputs[] = {
	{ ".txt", { .width = 80 }, false, 0 },
	{ ".wide.txt", { .width = 132, .color = true }, false, 12 },
	{ ".changes.txt", { .width = 80 }, true, 0 },
	{ ".oneline.txt", { .width = 80, .oneline = true }, false, 12 },
	{ "-stats.txt", { .width = 80, .stats = true }, false, 0 },
	{ ".json", { .json = true }, false, 12 },
	{ "-stats.json", { .json = true, .stats = true }, false, 2 },
};

static void golden_all(const char *name, void (*make)(struct gp_trends *trends))
{
	static const char *const revs[] = { "v1.0..main", "\x1b\"x" };
	struct gp_buf out = GP_BUF_INIT, file = GP_BUF_INIT;
	struct gp_trends trends = { 0 };

	make(&trends);
	for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++) {
		struct gp_log_options options = outputs[i].options;

		options.revs = revs;
		options.n_revs = 2;
		options.since = 1792662000;
		gp_trends_select(&trends, outputs[i].changes, outputs[i].n);
		if (options.stats)
			gp_trends_measure(&trends);
		render(&out, &trends, &options);
		gp_buf_printf(&file, "report/%s%s", name, outputs[i].ending);
		golden_check(gp_buf_str(&file), &out);
		gp_buf_clear(&out);
		gp_buf_clear(&file);
	}
	gp_trends_clear(&trends);
}

static void test_golden(void **state)
{
	(void)state;
	golden_all("log", fill_few);
	golden_all("log-many", fill_many);
	golden_all("log-two", fill_two);
	golden_all("log-hostile", fill_hostile);
	golden_all("log-empty", none);
}

/* Neither word stands beside an interval that holds both directions. */
static void test_interval_around_zero(void **state)
{
	struct gp_log_options options = { .width = 80 };
	struct gp_trends trends = { 0 };
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	fill_few(&trends);
	gp_trends_select(&trends, true, 0);
	render(&out, &trends, &options);
	assert_non_null(strstr(gp_buf_str(&out), " worse"));
	assert_non_null(strstr(gp_buf_str(&out), " better"));
	for (size_t i = 0; i < trends.n; i++) {
		for (size_t k = 0; k < trends.items[i].changes.n; k++) {
			struct gp_change *c =
				&trends.items[i].changes.changes[k];

			c->size_low = -.234;
			c->delta_low = -1;
			c->delta_high = 1;
			c->size_high = .338;
		}
	}
	gp_buf_reset(&out);
	render(&out, &trends, &options);
	assert_non_null(strstr(gp_buf_str(&out), "(-23.4 … +33.8 %)"));
	assert_null(strstr(gp_buf_str(&out), " worse"));
	assert_null(strstr(gp_buf_str(&out), " better"));
	gp_buf_clear(&out);
	gp_trends_clear(&trends);
}

/* A flush between the pieces changes nothing. */
static void test_pieces(void **state)
{
	static const struct output all[] = {
		{ "", { .width = 80 }, false, 0 },
		{ "", { .json = true }, false, 0 },
	};
	struct gp_trends trends = { 0 };
	struct row rows[40] = { 0 };
	char names[40][200];

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		memset(names[i], 'x', sizeof(names[i]));
		snprintf(names[i] + 190, 10, "%02zu", i);
		rows[i] = (struct row){ names[i],        "t",  "ns",
					GP_BETTER_LOWER, 5000, 5000 };
	}
	for (size_t i = 0; i < 5000; i++)
		add_commit(&trends, i, rows, i % 50 ? 1 : 40, "bed");
	gp_trends_finish(&trends);
	gp_trends_select(&trends, false, 0);
	for (size_t i = 0; i < 2; i++) {
		struct gp_buf whole = GP_BUF_INIT, piece = GP_BUF_INIT,
			      pieces = GP_BUF_INIT;
		struct gp_log *log;
		size_t n = 1;

		render(&whole, &trends, &all[i].options);
		log = gp_log_new(&piece, &trends, &all[i].options);
		for (; gp_log_next(log); n++) {
			assert_true(piece.len < 100000);
			gp_buf_span(&pieces, gp_buf_view(&piece));
			gp_buf_reset(&piece);
		}
		gp_buf_span(&pieces, gp_buf_view(&piece));
		assert_true(n > 2);
		assert_string_equal(gp_buf_str(&whole), gp_buf_str(&pieces));
		gp_log_free(log);
		gp_buf_clear(&whole);
		gp_buf_clear(&piece);
		gp_buf_clear(&pieces);
	}
	gp_trends_clear(&trends);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_interval_around_zero),
		cmocka_unit_test(test_pieces),
	};

	golden_init(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
