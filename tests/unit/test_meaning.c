#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/limits.h"

#include "model/metric_words.h"

#define H GP_BETTER_HIGHER
#define L GP_BETTER_LOWER
#define N GP_BETTER_NONE

#define OTHER   GP_KIND_OTHER
#define RATE    GP_KIND_THROUGHPUT
#define LATENCY GP_KIND_LATENCY
#define MEMORY  GP_KIND_MEMORY
#define ERROR   GP_KIND_ERROR

struct row {
	const char *metric;
	const char *unit; /* that the tool gives */
	const char *guessed;
	enum gp_better better;
	enum gp_kind kind;
};

static const struct row rows[] = {
	/* rates: a word for one, or so many per time */
	{ "throughput", "", "", H, RATE },
	{ "avg_throughput", "", "", H, RATE },
	{ "throughput_mbps", "", "Mbit/s", H, RATE },
	{ "throughputMBps", "", "MB/s", H, RATE },
	{ "write_throughput_mb_s", "", "MB/s", H, RATE },
	{ "disk.read.mb_per_sec", "", "MB/s", H, RATE },
	{ "bandwidth_gbps", "", "Gbit/s", H, RATE },
	{ "memory_bandwidth_GBps", "", "GB/s", H, RATE },
	{ "bandwidth_mb", "", "MB", H, RATE },
	{ "bw", "", "", H, RATE },
	{ "bw_bytes", "", "B", H, RATE },
	{ "bits_per_second", "", "bit/s", H, RATE },
	{ "bytes_per_second", "", "B/s", H, RATE },
	{ "items_per_second", "", "items/s", H, RATE },
	{ "itemsPerSecond", "", "items/s", H, RATE },
	{ "requestsPerSecond", "", "requests/s", H, RATE },
	{ "requests_per_second", "", "requests/s", H, RATE },
	{ "requests-per-minute", "", "requests/min", H, RATE },
	{ "reqPerSec", "", "req/s", H, RATE },
	{ "req_sec", "", "req/s", H, RATE },
	{ "Requests/sec", "", "requests/s", H, RATE },
	{ "Transfer/sec", "", "", H, RATE },
	{ "events per second", "", "events/s", H, RATE },
	{ "bogo-ops-per-second-real-time", "", "ops/s", H, RATE },
	{ "ops_per_sec", "", "ops/s", H, RATE },
	{ "opsPerSec", "", "ops/s", H, RATE },
	{ "ops/s", "", "ops/s", H, RATE },
	{ "tokens_per_second", "", "tokens/s", H, RATE },
	{ "tok_s", "", "tok/s", H, RATE },
	{ "tok/s", "", "tok/s", H, RATE },
	{ "output_token_throughput", "", "", H, RATE },
	{ "iterations_s", "", "iterations/s", H, RATE },
	{ "it_per_s", "", "it/s", H, RATE },
	{ "images_per_sec", "", "images/s", H, RATE },
	{ "samplesPerSecond", "", "samples/s", H, RATE },
	{ "widgets_per_second", "", "", H, RATE },
	{ "rps", "", "req/s", H, RATE },
	{ "max_rps", "", "req/s", H, RATE },
	{ "rps_p50", "", "req/s", H, RATE },
	{ "qps", "", "queries/s", H, RATE },
	{ "QPS", "", "queries/s", H, RATE },
	{ "tps", "", "tps", H, RATE },
	{ "iops", "", "iops", H, RATE },
	{ "readIOPS", "", "iops", H, RATE },
	{ "read_iops_mean", "", "iops", H, RATE },
	{ "fps", "", "fps", H, RATE },
	{ "avgFps", "", "fps", H, RATE },
	{ "fps_1_percent_low", "", "fps", H, RATE },
	{ "frameRate", "", "", H, RATE },
	{ "frame_rate", "", "", H, RATE },
	{ "hz", "", "Hz", H, RATE },
	{ "ips", "", "ips", H, RATE },
	{ "ops", "", "", H, RATE },
	{ "GFLOPS", "", "GFLOPS", H, RATE },
	{ "GFLOPs", "", "GFLOPS", H, RATE },
	{ "sgemm_gflops", "", "GFLOPS", H, RATE },
	{ "peakTflops", "", "TFLOPS", H, RATE },
	{ "Mops", "", "Mops/s", H, RATE },
	{ "download_speed", "", "", H, RATE },
	{ "goodput", "", "", H, RATE },
	{ "request_rate", "", "", H, RATE },
	{ "transactionRate", "", "", H, RATE },
	{ "anything", "ops/ms", "", H, RATE },
	{ "anything", "rows/us", "", H, RATE },
	{ "anything", "Mbit/s", "", H, RATE },
	{ "anything", "Gbps", "", H, RATE },
	{ "anything", "rps", "", H, RATE },
	{ "anything", "GFLOPS", "", H, RATE },
	{ "anything", "1/s", "", H, RATE },
	{ "thrpt", "Melem/s", "", H, RATE },

	/* times: a unit of one, or a word */
	{ "mean_s", "", "s", L, OTHER },
	{ "wall_s", "", "s", L, OTHER },
	{ "total_s", "", "s", L, OTHER },
	{ "time_s", "", "s", L, OTHER },
	{ "cpu_s", "", "s", L, OTHER },
	{ "user_s", "", "s", L, OTHER },
	{ "sys_s", "", "s", L, OTHER },
	{ "real_s", "", "s", L, OTHER },
	{ "max_s", "", "s", L, OTHER },
	{ "build_s", "", "s", L, OTHER },
	{ "compileSec", "", "s", L, OTHER },
	{ "startupSeconds", "", "s", L, OTHER },
	{ "buildTimeMs", "", "ms", L, OTHER },
	{ "mean_ms", "", "ms", L, OTHER },
	{ "median.ns", "", "ns", L, OTHER },
	{ "avgTime", "", "", L, OTHER },
	{ "executionTime", "", "", L, OTHER },
	{ "exec_time_us", "", "us", L, OTHER },
	{ "runtime", "", "", L, OTHER },
	{ "run_time", "", "", L, OTHER },
	{ "walltime", "", "", L, OTHER },
	{ "wallClockTime", "", "", L, OTHER },
	{ "cpu time [ms]", "", "ms", L, OTHER },
	{ "real_time", "", "", L, OTHER },
	{ "totalTimeMs", "", "ms", L, OTHER },
	{ "elapsed", "", "", L, OTHER },
	{ "elapsedMillis", "", "ms", L, OTHER },
	{ "duration_minutes", "", "min", L, OTHER },
	{ "durationms", "", "ms", L, OTHER },
	{ "http_req_duration", "", "", L, OTHER },
	{ "gc_pause_ms", "", "ms", L, OTHER },
	{ "gcPauseMax (us)", "", "us", L, OTHER },
	{ "boot (ms)", "", "ms", L, OTHER },
	{ "jitter_ms", "", "ms", L, OTHER },
	{ "lcp", "", "", L, OTHER },
	{ "FCP_ms", "", "ms", L, OTHER },
	{ "tti", "", "", L, OTHER },
	{ "tbt_ms", "", "ms", L, OTHER },
	{ "speedIndex", "", "", L, OTHER },
	{ "time_ms_total", "", "ms", L, OTHER },
	{ "ops_time", "ns", "", L, OTHER },
	{ "success_time", "ms", "", L, OTHER },
	{ "lock_free_ns", "", "ns", L, OTHER },
	{ "read_ns", "", "ns", L, OTHER },
	{ "time_per_request_ms", "", "ms", L, OTHER },
	{ "ns_per_op", "", "ns/op", L, OTHER },
	{ "nsPerOp", "", "ns/op", L, OTHER },
	{ "msPerFrame", "", "ms/frame", L, OTHER },
	{ "us/call", "", "us/call", L, OTHER },
	{ "anything", "ms", "", L, OTHER },
	{ "anything", "ns/iter", "", L, OTHER },

	/* latencies and percentiles */
	{ "latency", "", "", L, LATENCY },
	{ "p99_latency_ms", "", "ms", L, LATENCY },
	{ "latency_ms_p99", "", "ms", L, LATENCY },
	{ "latencyMeanUs", "", "us", L, LATENCY },
	{ "inter_token_latency_ms", "", "ms", L, LATENCY },
	{ "ttft_ms", "", "ms", L, LATENCY },
	{ "tpot", "", "", L, LATENCY },
	{ "ttfb", "", "", L, LATENCY },
	{ "rtt_avg_us", "", "us", L, LATENCY },
	{ "clat_ns", "", "ns", L, LATENCY },
	{ "p99", "", "", L, LATENCY },
	{ "p99Ms", "", "ms", L, LATENCY },
	{ "p99ms", "", "ms", L, LATENCY },
	{ "p99.9", "", "", L, LATENCY },
	{ "p99_9_us", "", "us", L, LATENCY },
	{ "p50_s", "", "s", L, LATENCY },
	{ "p(95)", "", "", L, LATENCY },
	{ "95%", "", "", L, LATENCY },
	{ "99th", "ms", "", L, LATENCY },
	{ "responseTimeP95", "", "", L, LATENCY },

	/* memory, and what something costs */
	{ "rss_mb", "", "MB", L, MEMORY },
	{ "peakRssMb", "", "MB", L, MEMORY },
	{ "rss_mb_max", "", "MB", L, MEMORY },
	{ "maxRSS", "", "", L, MEMORY },
	{ "heapUsedMiB", "", "MiB", L, MEMORY },
	{ "memory_kib", "", "KiB", L, MEMORY },
	{ "binary_size", "", "", L, MEMORY },
	{ "bundleSize", "", "", L, MEMORY },
	{ "bundle_size_bytes", "", "B", L, MEMORY },
	{ "filesize", "", "", L, MEMORY },
	{ "allocs", "", "", L, MEMORY },
	{ "allocations_per_op", "", "allocations/op", L, MEMORY },
	{ "bytes_per_op", "", "B/op", L, MEMORY },
	{ "B/op", "B/op", "", L, MEMORY },
	{ "allocs/op", "allocs/op", "", L, MEMORY },
	{ "anything", "KiB", "", L, MEMORY },
	{ "instructions", "", "", L, OTHER },
	{ "cycles", "", "", L, OTHER },
	{ "cpu-cycles", "", "", L, OTHER },
	{ "cycles_per_byte", "", "", L, OTHER },
	{ "context-switches", "", "", L, OTHER },
	{ "page-faults", "", "", L, OTHER },
	{ "syscalls", "", "", L, OTHER },
	{ "gc_count", "", "", L, OTHER },
	{ "energy_joules", "", "", L, OTHER },
	{ "cost_usd", "", "", L, OTHER },
	{ "cls", "", "", L, OTHER },

	/* failures win over rates and times */
	{ "errors", "", "", L, OTHER },
	{ "error_count", "", "", L, OTHER },
	{ "error_rate", "", "", L, ERROR },
	{ "errorRate", "%", "", L, ERROR },
	{ "errors_per_second", "", "errors/s", L, OTHER },
	{ "failed_requests", "", "", L, OTHER },
	{ "failure_pct", "", "%", L, ERROR },
	{ "http_req_failed", "ratio", "", L, ERROR },
	{ "timeouts", "req/s", "", L, OTHER },
	{ "timedOut", "", "", L, OTHER },
	{ "cache_misses", "", "", L, OTHER },
	{ "cacheMissRate", "", "", L, OTHER },
	{ "miss_ratio", "", "", L, OTHER },
	{ "dropped_frames", "", "", L, OTHER },
	{ "drop_rate", "", "", L, OTHER },
	{ "packet_loss_pct", "", "%", L, OTHER },
	{ "val_loss", "", "", L, OTHER },
	{ "retries", "", "", L, OTHER },
	{ "retransmits", "", "", L, OTHER },
	{ "rejected_rps", "", "req/s", L, OTHER },
	{ "overhead_pct", "", "%", L, OTHER },
	{ "unsuccessful", "", "", L, OTHER },

	/* more are better */
	{ "success_rate", "", "", H, OTHER },
	{ "success_pct", "", "%", H, OTHER },
	{ "cache_hits", "", "", H, OTHER },
	{ "hit_rate", "", "", H, OTHER },
	{ "hitRatio", "", "", H, OTHER },
	{ "hit-ratio", "hit-ratio", "", H, OTHER },
	{ "cache_hit_pct", "", "%", H, OTHER },
	{ "accuracy", "", "", H, OTHER },
	{ "coverage_percent", "", "%", H, OTHER },
	{ "speedup", "", "", H, OTHER },
	{ "ipc", "", "", H, OTHER },
	{ "tests_passed", "", "", H, OTHER },

	/* good to have, or set by somebody: nobody knows */
	{ "free_memory_mb", "", "MB", N, MEMORY },
	{ "freeMemoryMb", "", "MB", N, MEMORY },
	{ "memory_free", "", "", N, MEMORY },
	{ "available_mb", "", "MB", N, MEMORY },
	{ "mem_avail_kb", "", "kB", N, MEMORY },
	{ "saved_bytes", "", "B", N, MEMORY },
	{ "bytesSaved", "", "", N, MEMORY },
	{ "time_saved_ms", "", "ms", N, OTHER },
	{ "timeSavedMs", "", "ms", N, OTHER },
	{ "headroom_ms", "", "ms", N, OTHER },
	{ "headroom", "5ms", "", N, OTHER },
	{ "savings_pct", "", "%", N, OTHER },
	{ "remaining_ms", "", "ms", N, OTHER },
	{ "time_left_s", "", "s", N, OTHER },
	{ "idle_ms", "", "ms", N, OTHER },
	{ "cpu_idle_pct", "", "%", N, OTHER },
	{ "slackNs", "", "ns", N, OTHER },
	{ "budget_ms", "", "ms", N, OTHER },
	{ "spare_kb", "", "kB", N, MEMORY },
	{ "disk_unused_gb", "", "GB", N, MEMORY },
	{ "reclaimed_mb", "", "MB", N, MEMORY },
	{ "uptime_s", "", "s", N, OTHER },
	{ "battery_lifetime_hours", "", "h", N, OTHER },
	{ "margin_us", "", "us", N, OTHER },
	{ "gain_pct", "", "%", N, OTHER },
	{ "size_reduction_pct", "", "%", N, OTHER },
	{ "processed_bytes", "", "B", N, MEMORY },
	{ "bytes_read", "", "", N, MEMORY },
	{ "data_sent_kb", "", "kB", N, MEMORY },
	{ "threshold_pct", "", "%", N, OTHER },
	{ "StartTime", "", "", N, OTHER },
	{ "lockfileVersion", "", "", N, OTHER },
	{ "target_ms", "", "ms", N, OTHER },
	{ "cpu_mhz", "", "MHz", N, OTHER },

	/* spreads and intervals are not judged */
	{ "stddev_ms", "", "ms", N, OTHER },
	{ "StdDev", "", "", N, OTHER },
	{ "std_dev_ns", "", "ns", N, OTHER },
	{ "2*Stdev", "", "", N, OTHER },
	{ "Std Dev (s)", "", "s", N, OTHER },
	{ "ci_low_ms", "", "ms", N, OTHER },
	{ "ciHighMs", "", "ms", N, OTHER },
	{ "latency_stdev", "", "", N, LATENCY },

	/* the words do not agree */
	{ "throughput_ms", "", "ms", N, OTHER },
	{ "hits_misses", "", "", N, OTHER },
	{ "error_success_rate", "", "", N, ERROR },
	{ "errors_saved", "", "", N, OTHER },
	{ "alloc_rate_mb_s", "", "MB/s", N, RATE },
	{ "latency", "req/s", "", N, RATE },
	{ "instructions_per_cycle", "", "", N, OTHER },
	{ "compression_ratio", "", "", N, OTHER },

	/* counts, and words that nobody knows */
	{ "requests", "", "", N, OTHER },
	{ "http_reqs", "", "", N, OTHER },
	{ "Request Count", "", "", N, OTHER },
	{ "latency_count", "", "", N, LATENCY },
	{ "iterations", "", "", N, OTHER },
	{ "tokens_per_request", "", "", N, OTHER },
	{ "score", "", "", N, OTHER },
	{ "mean", "", "", N, OTHER },
	{ "value", "", "", N, OTHER },
	{ "rate", "", "", N, OTHER },
	{ "size", "", "", N, OTHER },
	{ "parse_s", "", "", N, OTHER },
	{ "minus", "", "", N, OTHER },
	{ "programs", "", "", N, OTHER },
	{ "cpu_pct", "", "%", N, OTHER },
	{ "load_average", "", "", N, OTHER },
	{ "anything", "widgets", "", N, OTHER },
	{ "flops", "", "", N, OTHER }, /* their number, or per second? */
	{ "p99", "widgets", "", N, LATENCY },
	{ "ms", "", "", N, OTHER },
	{ "", "", "", N, OTHER },
};

/* Metrics that do not say what they measure. */
static const struct {
	const char *benchmark;
	struct row row;
} paths[] = {
	{ "throughput", { "p50", "", "", H, RATE } },
	{ "throughput", { "mean", "", "", H, RATE } },
	{ "throughput/size=1000", { "mean", "", "", H, RATE } },
	{ "latency_ms/n=4 [py=3]", { "p50", "", "ms", L, LATENCY } },
	{ "free_memory/rate=5", { "max_kb", "", "kB", N, MEMORY } },
	{ "api/throughput/read", { "p99", "", "", H, RATE } },
	{ "throughput_test", { "p50", "", "", H, RATE } },
	{ "api/rps", { "median", "", "req/s", H, RATE } },
	{ "fps", { "p01", "", "fps", H, RATE } },
	{ "disk/bandwidth_mb_s", { "max", "", "MB/s", H, RATE } },
	{ "throughput", { "max_mb", "", "MB", H, RATE } },
	{ "requests", { "per_second", "", "requests/s", H, RATE } },
	{ "requests", { "rate", "", "", H, RATE } },
	{ "requests", { "p50", "", "", N, OTHER } },
	{ "requests", { "mean", "", "", N, OTHER } },
	{ "http_requests", { "p50", "", "", N, OTHER } },
	{ "requests/get", { "p99", "", "", N, OTHER } },
	{ "requests", { "p50_ms", "", "ms", L, LATENCY } },
	{ "throughput", { "p50_ms", "", "ms", L, LATENCY } },
	{ "latency_ms", { "p50", "", "ms", L, LATENCY } },
	{ "latency (us)", { "mean", "", "us", L, LATENCY } },
	{ "parse", { "p50", "", "", L, LATENCY } },
	{ "parse", { "mean", "", "", N, OTHER } },
	{ "parse", { "mean_ms", "", "ms", L, OTHER } },
	{ "memory/rss_mb", { "max", "", "MB", L, MEMORY } },
	{ "errors", { "mean", "", "", L, OTHER } },
	{ "errors", { "count", "", "", L, OTHER } },
	{ "latency", { "count", "", "", N, OTHER } },
	{ "errors", { "rate", "", "", L, ERROR } },
	{ "errors/requests", { "rate", "", "", N, RATE } },
	{ "cache/hits", { "value", "", "", H, OTHER } },
	{ "pass_through", { "p50", "", "", L, LATENCY } },
	{ "free_memory", { "mean_mb", "", "MB", N, MEMORY } },
	{ "headroom_ms", { "p50", "", "ms", N, LATENCY } },
	{ "headroom", { "p50_ms", "", "ms", N, LATENCY } },
	{ "time_saved", { "value", "ms", "", N, OTHER } },
	{ "saved_search", { "mean_ms", "", "ms", L, OTHER } },
	{ "lock-free/insert", { "mean", "ns", "", L, OTHER } },
	{ "error_parsing", { "value", "MB/s", "", N, OTHER } },
	{ "errors/parse", { "value", "MB/s", "", H, RATE } },
	{ "throughput", { "time_ms", "", "ms", L, OTHER } },
};

static size_t n_wrong;

static void expect(const char *benchmark, const struct row *row)
{
	struct gp_meaning is;

	gp_meaning_read(&is, benchmark, row->metric, row->unit);
	if (!strcmp(is.unit, row->guessed) && is.better == row->better &&
	    is.kind == row->kind &&
	    gp_kind_of(benchmark, row->metric, row->unit) == is.kind)
		return;
	n_wrong++;
	print_error("%s:%s [%s] is '%s' %s %s, not '%s' %s %s\n", benchmark,
		    row->metric, row->unit, is.unit, gp_better_name(is.better),
		    gp_kind_name(is.kind), row->guessed,
		    gp_better_name(row->better), gp_kind_name(row->kind));
}

static void names_of_real_tools(void **state)
{
	(void)state;
	n_wrong = 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect("b", &rows[i]);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		expect(paths[i].benchmark, &paths[i].row);
	assert_int_equal(n_wrong, 0);
}

static void the_table_is_sorted(void **state)
{
	const struct gp_word_group *groups;
	const struct gp_unit_group *units;
	size_t n;

	(void)state;
	groups = gp_word_groups(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 1; k < groups[i].n; k++)
			assert_true(strcmp(groups[i].words[k - 1],
					   groups[i].words[k]) < 0);
	units = gp_unit_groups(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 1; k < units[i].n; k++)
			assert_true(strcmp(units[i].words[k - 1].text,
					   units[i].words[k].text) < 0);
}

static void finds_each_word_of_the_table(void **state)
{
	const struct gp_word_group *groups;
	struct gp_metric_word word;
	size_t n;

	(void)state;
	groups = gp_word_groups(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < groups[i].n; k++) {
			struct gp_span text = gp_span_of(groups[i].words[k]);

			assert_true(gp_metric_word_find(&word, text));
			assert_int_equal(word.classes, groups[i].classes);
		}
}

/* No word is so long, and no name has so many words, that it does harm. */
static void hostile_names(void **state)
{
	char name[5000];
	struct gp_meaning is;

	(void)state;
	memset(name, 'm', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	gp_meaning_read(&is, name, name, "");
	assert_int_equal(is.better, GP_BETTER_NONE);
	for (size_t i = 0; i + 2 < sizeof(name); i += 2)
		memcpy(name + i, "s_", 2);
	gp_meaning_read(&is, name, name, "");
	gp_meaning_read(&is, name, "mean", name);
	for (size_t i = 0; i + 1 < sizeof(name); i++)
		name[i] = "/%p9.P"[i % 6];
	gp_meaning_read(&is, name, name, "");
	gp_meaning_read(&is, name, "p50", name);
	gp_meaning_read(&is, "/", "_per_", "/");
	gp_meaning_read(&is, "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_per_s",
			"");
	assert_string_equal(is.unit, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_real_tools),
		cmocka_unit_test(the_table_is_sorted),
		cmocka_unit_test(finds_each_word_of_the_table),
		cmocka_unit_test(hostile_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
