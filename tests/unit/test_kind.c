#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/limits.h"

struct row {
	enum gp_kind kind;
	const char *metric;
	const char *unit;
};

/* Names and units as real tools print them. */
static const struct row rows[] = {
	/* a rate in the unit, or a name that means one */
	{ GP_KIND_THROUGHPUT, "items_per_second", "items/s" },
	{ GP_KIND_THROUGHPUT, "items_per_second", "" },
	{ GP_KIND_THROUGHPUT, "bytes_per_second", "B/s" },
	{ GP_KIND_THROUGHPUT, "MB/s", "MB/s" },
	{ GP_KIND_THROUGHPUT, "throughput", "ops/s" },
	{ GP_KIND_THROUGHPUT, "throughput", "" },
	{ GP_KIND_THROUGHPUT, "throughput", "1/s" },
	{ GP_KIND_THROUGHPUT, "ops", "ops/s" },
	{ GP_KIND_THROUGHPUT, "score", "ops/ms" },
	{ GP_KIND_THROUGHPUT, "score", "ops/sec" },
	{ GP_KIND_THROUGHPUT, "Requests/s", "1/s" },
	{ GP_KIND_THROUGHPUT, "Requests/s", "" },
	{ GP_KIND_THROUGHPUT, "http_reqs", "req/s" },
	{ GP_KIND_THROUGHPUT, "rps", "" },
	{ GP_KIND_THROUGHPUT, "max_rps", "" },
	{ GP_KIND_THROUGHPUT, "peak_rps", "rps" },
	{ GP_KIND_THROUGHPUT, "value", "rps" },
	{ GP_KIND_THROUGHPUT, "tps", "tps" },
	{ GP_KIND_THROUGHPUT, "read", "iops" },
	{ GP_KIND_THROUGHPUT, "read_iops", "" },
	{ GP_KIND_THROUGHPUT, "bw", "KiB/s" },
	{ GP_KIND_THROUGHPUT, "bits_per_second", "bits/sec" },
	{ GP_KIND_THROUGHPUT, "frames", "fps" },
	{ GP_KIND_THROUGHPUT, "hz", "Hz" },
	{ GP_KIND_THROUGHPUT, "p50", "MB/s" },
	{ GP_KIND_THROUGHPUT, "thrpt", "elements/s" },

	/* a percentile, or the word */
	{ GP_KIND_LATENCY, "p50", "ms" },
	{ GP_KIND_LATENCY, "p99.9", "us" },
	{ GP_KIND_LATENCY, "p999", "" },
	{ GP_KIND_LATENCY, "P95", "ms" },
	{ GP_KIND_LATENCY, "p95_ms", "" },
	{ GP_KIND_LATENCY, "http_req_duration_p95", "ms" },
	{ GP_KIND_LATENCY, "p99-ns", "ns" },
	{ GP_KIND_LATENCY, "95%", "ms" },
	{ GP_KIND_LATENCY, "99.9%", "ms" },
	{ GP_KIND_LATENCY, "99th", "ns" },
	{ GP_KIND_LATENCY, "latency", "ms" },
	{ GP_KIND_LATENCY, "avg_latency_ms", "ms" },
	{ GP_KIND_LATENCY, "Latency Avg", "us" },
	{ GP_KIND_LATENCY, "meanLatency", "" },
	{ GP_KIND_LATENCY, "latencyMax", "s" },
	{ GP_KIND_LATENCY, "peak_latency", "ms" },
	{ GP_KIND_LATENCY, "error_latency", "ms" },

	/* bytes, and words for them */
	{ GP_KIND_MEMORY, "B/op", "B/op" },
	{ GP_KIND_MEMORY, "allocs/op", "allocs/op" },
	{ GP_KIND_MEMORY, "value", "allocs/op" },
	{ GP_KIND_MEMORY, "max_rss", "kB" },
	{ GP_KIND_MEMORY, "rss", "" },
	{ GP_KIND_MEMORY, "maxRSS", "" },
	{ GP_KIND_MEMORY, "peakRss", "" },
	{ GP_KIND_MEMORY, "peak_mem", "" },
	{ GP_KIND_MEMORY, "peak", "MiB" },
	{ GP_KIND_MEMORY, "memory_usage_byte", "B" },
	{ GP_KIND_MEMORY, "file_size", "KiB" },
	{ GP_KIND_MEMORY, "p99", "MiB" },
	{ GP_KIND_MEMORY, "heap_bytes", "" },

	/* a share of failures */
	{ GP_KIND_ERROR, "error_rate", "%" },
	{ GP_KIND_ERROR, "error_rate", "" },
	{ GP_KIND_ERROR, "errorRate", "" },
	{ GP_KIND_ERROR, "http_req_failed", "%" },
	{ GP_KIND_ERROR, "http_req_failed", "ratio" },
	{ GP_KIND_ERROR, "failed/total", "" },
	{ GP_KIND_ERROR, "failure_ratio", "" },
	{ GP_KIND_ERROR, "timeout_pct", "" },
	{ GP_KIND_ERROR, "violation_percent", "percent" },
	{ GP_KIND_ERROR, "Failure %", "" },

	/* the rest */
	{ GP_KIND_OTHER, "real_time", "ns" },
	{ GP_KIND_OTHER, "cpu_time", "ms" },
	{ GP_KIND_OTHER, "ns/op", "ns/op" },
	{ GP_KIND_OTHER, "time", "s" },
	{ GP_KIND_OTHER, "mean", "s" },
	{ GP_KIND_OTHER, "value", "" },
	{ GP_KIND_OTHER, "instructions", "" },
	{ GP_KIND_OTHER, "peak_time", "ms" },
	{ GP_KIND_OTHER, "ops_time", "ns" },
	{ GP_KIND_OTHER, "usr_cpu", "%" },
	{ GP_KIND_OTHER, "success_rate", "%" },
	{ GP_KIND_OTHER, "speed", "MHz" },
	{ GP_KIND_OTHER, "Failures/s", "1/s" },
	{ GP_KIND_OTHER, "Failures/s", "" },
	{ GP_KIND_OTHER, "sandbox_violations", "" },
	{ GP_KIND_OTHER, "errors", "" },
	{ GP_KIND_OTHER, "failed_ops", "" },
	{ GP_KIND_OTHER, "timeouts", "1/s" },
	{ GP_KIND_OTHER, "p1", "ms" },
	{ GP_KIND_OTHER, "p", "ms" },
	{ GP_KIND_OTHER, "p2p_99x", "ms" },
	{ GP_KIND_OTHER, "loops", "" },
	{ GP_KIND_OTHER, "grass", "" },
	{ GP_KIND_OTHER, "", "" },
	{ GP_KIND_OTHER, "...", "/" },
};

static void kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		enum gp_kind kind = gp_kind_of("", row->metric, row->unit);

		if (kind != row->kind)
			fail_msg("%s [%s] is %s, not %s", row->metric,
				 row->unit, gp_kind_name(row->kind),
				 gp_kind_name(kind));
	}
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(gp_kind_name(GP_KIND_OTHER), "other");
	assert_string_equal(gp_kind_name(GP_KIND_THROUGHPUT), "throughput");
	assert_string_equal(gp_kind_name(GP_KIND_LATENCY), "latency");
	assert_string_equal(gp_kind_name(GP_KIND_MEMORY), "memory");
	assert_string_equal(gp_kind_name(GP_KIND_ERROR), "error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
