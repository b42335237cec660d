/*
 * How fast and in how much memory export writes: N runs of ten measurements
 * with K samples, in each format, to nowhere.
 *
 *	export_bench [RUNS [SAMPLES]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "gp/report.h"

#define RESULTS 10

/* CPU time: what else runs does not count. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fill(struct gp_entry *run, long samples)
{
	struct gp_buf name = GP_BUF_INIT;

	run->testbed = "linux-x86_64-epyc-7763";
	for (int i = 0; i < RESULTS; i++) {
		struct gp_measurement *m;

		gp_buf_reset(&name);
		gp_buf_printf(&name, "BM_ParseRequest/%d/threads:4", i);
		m = gp_entry_measurement(run, gp_buf_view(&name),
					 gp_span_of("real_time"),
					 gp_span_of("ns"));
		m->better = GP_BETTER_LOWER;
		for (long k = 0; k < samples; k++)
			gp_entry_sample(run, m, gp_decimal_int(0));
	}
	gp_buf_clear(&name);
}

/* Another commit, other values: seven digits, two of them decimals. */
static void change(struct gp_entry *run, long number)
{
	memcpy(run->commit.raw, &number, sizeof(number));
	memcpy(run->id.raw, &number, sizeof(number));
	run->commit_time = 1700000000 + number * 60;
	run->time_ms = run->commit_time * 1000;
	for (size_t i = 0; i < run->n_results; i++) {
		struct gp_measurement *m = &run->results[i];

		for (size_t k = 0; k < m->n_samples; k++) {
			m->samples[k].digits =
				1200000 +
				(number * 7919 + (long)i * 31 + (long)k * 977) %
					50000;
			m->samples[k].exp = -2;
		}
	}
}

static void flush(struct gp_buf *out, size_t *bytes)
{
	*bytes += out->len;
	gp_buf_reset(out);
}

static void export_all(const char *format, bool wide, long runs, long samples)
{
	const struct gp_export_options options = { .wide = wide };
	const struct gp_exporter *exporter;
	struct gp_buf out = GP_BUF_INIT;
	struct gp_entries made = { 0 };
	struct gp_entry *run = gp_entries_add(&made);
	struct gp_export *ex;
	struct rusage usage;
	size_t bytes = 0;
	double start, took;

	if (gp_exporter_find(&exporter, format))
		exit(1);
	run->commit.size = 20;
	fill(run, samples);
	start = now();
	ex = gp_export_new(exporter, &out, &options);
	for (long i = 0; i < runs; i++) {
		change(run, i);
		gp_export_run(ex, &run->commit, run->commit_time, run);
		if (out.len > 1 << 18)
			flush(&out, &bytes);
	}
	while (gp_export_end(ex))
		flush(&out, &bytes);
	flush(&out, &bytes);
	took = now() - start;
	getrusage(RUSAGE_SELF, &usage);
	printf("%-6s %-4s %9ld rows %7.2f s %8.2f M rows/s %7.1f MB/s "
	       "%6ld kB peak\n",
	       format, wide ? "wide" : "", runs * RESULTS, took,
	       (double)runs * RESULTS / took / 1e6, (double)bytes / took / 1e6,
	       usage.ru_maxrss);
	gp_export_free(ex);
	gp_buf_clear(&out);
	gp_entries_clear(&made);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *format;
		bool wide;
	} rows[] = { { "csv", false },
		     { "csv", true },
		     { "ndjson", false },
		     { "json", false } };
	long runs = argc > 1 ? atol(argv[1]) : 100000;
	long samples = argc > 2 ? atol(argv[2]) : 1;

	/* A process each: the peak is its own. */
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pid_t child = fork();
		int status;

		if (!child) {
			export_all(rows[i].format, rows[i].wide, runs, samples);
			fflush(stdout);
			_exit(0);
		}
		if (child < 0 || waitpid(child, &status, 0) < 0 || status)
			return 1;
	}
	return 0;
}
