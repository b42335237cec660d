#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/summary.h"

static struct gp_decimal read(const char *text)
{
	struct gp_decimal d = { 0 };

	if (*text)
		assert_true(gp_decimal_parse(&d, gp_span_of(text)));
	return d;
}

static void is(struct gp_decimal got, const char *want)
{
	struct gp_buf text = GP_BUF_INIT;

	gp_decimal_format(&text, got);
	assert_string_equal(gp_buf_str(&text), want);
	gp_buf_clear(&text);
}

static void test_samples(void **state)
{
	static const struct {
		const char *samples[5];
		const char *mean, *stddev, *min, *p50, *max;
	} rows[] = {
		{ { "45.20" }, "45.20", "", "45.20", "45.20", "45.20" },
		{ { "3", "1" }, "2", "1.4142135623730951", "1", "2", "3" },
		{ { "2.50", "1.0", "8.5" },
		  "4",
		  "3.968626966596886",
		  "1.0",
		  "2.50",
		  "8.5" },
		{ { "5", "5", "5", "5" }, "5", "0", "5", "5", "5" },
		{ { "-1", "0", "1" }, "0", "1", "-1", "0", "1" },
		{ { "1e308", "1e308" },
		  "1e+308",
		  "0",
		  "1e+308",
		  "1e+308",
		  "1e+308" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gp_decimal samples[5];
		struct gp_measurement m = { .samples = samples };
		struct gp_five five;

		while (m.n_samples < 5 && rows[i].samples[m.n_samples]) {
			samples[m.n_samples] =
				read(rows[i].samples[m.n_samples]);
			m.n_samples++;
		}
		gp_five_of(&five, &m);
		assert_int_equal(five.n, m.n_samples);
		is(five.mean, rows[i].mean);
		is(five.stddev, rows[i].stddev);
		is(five.min, rows[i].min);
		is(five.p50, rows[i].p50);
		is(five.max, rows[i].max);
	}
}

static void test_many(void **state)
{
	struct gp_decimal *samples = gp_calloc(1001, sizeof(*samples));
	struct gp_measurement m = { .samples = samples, .n_samples = 1001 };
	struct gp_five five;

	(void)state;
	for (int i = 0; i < 1001; i++)
		samples[i] = gp_decimal_int((i * 8) % 1001);
	gp_five_of(&five, &m);
	is(five.mean, "500");
	is(five.min, "0");
	is(five.p50, "500");
	is(five.max, "1000");
	free(samples);
}

static void test_summary(void **state)
{
	struct gp_decimal value = read("12.5");
	struct gp_summary summary = { .n = 100, .spread = read("0.30") };
	struct gp_measurement m = { .samples = &value,
				    .n_samples = 1,
				    .summary = &summary };
	struct gp_five five;

	(void)state;
	gp_five_of(&five, &m);
	assert_int_equal(five.n, 100);
	is(five.mean, "12.5");
	is(five.stddev, "0.30");
	is(five.min, "");
	is(five.p50, "12.5");
	is(five.max, "");
	summary.n = 0;
	summary.mean = read("12.75");
	summary.min = read("1");
	summary.max = read("90");
	gp_five_of(&five, &m);
	assert_int_equal(five.n, 1);
	is(five.mean, "12.75");
	is(five.min, "1");
	is(five.max, "90");
}

static void test_median(void **state)
{
	struct gp_decimal odd[] = { read("3.0"), read("1.0"), read("2.0") };
	struct gp_decimal even[] = { read("3"), read("2") };

	(void)state;
	is(gp_decimal_median(odd, 1), "3.0");
	is(gp_decimal_median(odd, 3), "2.0");
	is(gp_decimal_median(even, 2), "2.5");
}

static void test_scale(void **state)
{
	(void)state;
	is(gp_decimal_scale(read("45.20"), 1e-3), "0.04520");
	is(gp_decimal_scale(read("45.20"), 1e3), "45200");
	is(gp_decimal_scale(read("0.1"), 1e-9), "0.0000000001");
	is(gp_decimal_scale(read("3"), 1024), "3072");
	is(gp_decimal_scale(read("90"), 1.0 / 60), "1.5");
	is(gp_decimal_scale(read("45.20"), 1), "45.20");
	is(gp_decimal_scale(read(""), 1000), "");
	is(gp_decimal_scale(read("1.7e308"), 1e3), "");
	is(gp_decimal_scale(read("7e300"), 1e3), "7e+303");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples), cmocka_unit_test(test_many),
		cmocka_unit_test(test_summary), cmocka_unit_test(test_median),
		cmocka_unit_test(test_scale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
