#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import/core/stem.h"

static void leaves_ids_and_dates_off(void **state)
{
	static const char commit[] = "1234567089abcdef0123456789abcdef01234567";
	static const struct {
		const char *name, *stem;
	} rows[] = {
		{ "results-3f9c2ab", "results" },
		{ "results-3f9c2ab77d01be3f9c2ab77d01be3f9c2ab77d01",
		  "results" },
		{ "results_3F9C2AB_linux", "results_linux" },
		{ "3f9c2ab-results", "results" },
		{ "v1.2-3-g3f9c2ab", "v1.2-3" },
		{ "bench-1234567", "bench" }, /* the commit's own */
		{ "bench_20261130", "bench" },
		{ "bench-2026-11-30", "bench" },
		{ "bench.2026.11.30.amd64", "bench.amd64" },
		{ "bench-2026-11-30T12:30:05Z", "bench" },
		{ "bench-20261130T123005", "bench" },
		{ "bench_2026-11-30_12-30-05_x", "bench_x" },
		{ "bench-20261130123005", "bench" },
		{ "bench-1764547200", "bench" },
		{ "bench-1764547200123", "bench" },
		{ "a-550e8400-e29b-41d4-a716-446655440000-b", "a-b" },
		{ "20261130", "results" },
		{ "3f9c2ab", "results" },
		/* names as they are */
		{ "results", "results" },
		{ "sha256-2048", "sha256-2048" },
		{ "bench-2024", "bench-2024" },
		{ "bench-1234568", "bench-1234568" },
		{ "bench-12345678", "bench-12345678" },
		{ "bench-20261399", "bench-20261399" },
		{ "defaced-x", "defaced-x" },
		{ "x3f9c2ab", "x3f9c2ab" },
		{ "3f9c2a", "3f9c2a" },
		{ "-a--b_", "-a--b_" },
		{ "n-100000", "n-100000" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct gp_buf out = GP_BUF_INIT;
		bool cut = gp_stem_put(&out, gp_span_of(rows[i].name), commit);

		if (!gp_span_eq(gp_buf_view(&out), rows[i].stem))
			fail_msg("%s: %s", rows[i].name, gp_buf_str(&out));
		assert_int_equal(cut, !gp_span_eq(gp_span_of(rows[i].name),
						  rows[i].stem));
		gp_buf_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_ids_and_dates_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
