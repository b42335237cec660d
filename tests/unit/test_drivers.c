/*
 * What drivers make of odd inputs; whole outputs are in test_importers.c.
 * Expected is a line a measurement, "benchmark:metric unit better samples",
 * then "! benchmark: reason" for what was refused, "- what: reason" for what
 * was left out, "~ reason" for a run that broke off; or the error.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/import.h"

struct sample {
	const char *from; /* NULL: guessed */
	const char *path;
	const char *text;
	const char *expected;
};

static void put_measurement(struct gp_buf *out, const struct gp_measurement *m)
{
	gp_buf_printf(out, "%s:%s [%s] %s", m->benchmark, m->metric, m->unit,
		      gp_better_name(m->better));
	for (size_t i = 0; i < m->n_samples; i++) {
		gp_buf_putc(out, ' ');
		gp_decimal_format(out, m->samples[i]);
	}
	if (m->summary && m->summary->low.kind) {
		gp_buf_puts(out, " from ");
		gp_decimal_format(out, m->summary->low);
		gp_buf_puts(out, " to ");
		gp_decimal_format(out, m->summary->high);
	}
	if (m->summary && m->summary->spread.kind) {
		gp_buf_puts(out, " +-");
		gp_decimal_format(out, m->summary->spread);
	}
	gp_buf_putc(out, '\n');
}

static void put_intake(struct gp_buf *out, const struct gp_intake *intake)
{
	for (size_t i = 0; i < intake->run->n_results; i++)
		put_measurement(out, &intake->run->results[i]);
	for (size_t i = 0; i < intake->n_refused; i++)
		gp_buf_printf(out, "! %s: %s\n", intake->refused[i].benchmark,
			      intake->refused[i].reason);
	for (size_t i = 0; i < intake->n_left_out; i++)
		gp_buf_printf(out, "- %s: %s\n", intake->left_out[i].benchmark,
			      intake->left_out[i].reason);
	for (size_t i = 0; i < intake->run->facts.n; i++)
		gp_buf_printf(out, "# %s=%s\n", intake->run->facts.items[i].key,
			      intake->run->facts.items[i].value);
	if (*intake->run->incomplete)
		gp_buf_printf(out, "~ %s\n", intake->run->incomplete);
}

static void check(const struct sample *sample)
{
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	struct gp_inputs inputs = { 0 };
	struct gp_buf got = GP_BUF_INIT;

	if (gp_inputs_add_text(&inputs, sample->path,
			       gp_span_of(sample->text)) ||
	    gp_import_all(&intake, &inputs,
			  &(struct gp_import_options){ .from = sample->from }))
		gp_buf_puts(&got, gp_error_message());
	else
		put_intake(&got, &intake);
	assert_string_equal(gp_buf_str(&got), sample->expected);
	gp_buf_clear(&got);
	gp_inputs_clear(&inputs);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

#define CHECK_ALL(table)                                                       \
	for (size_t i = 0; i < sizeof(table) / sizeof(*(table)); i++)          \
	check(&(table)[i])

/* ---- plain tables ---- */

static void reads_tables(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "a.csv", "name,time\r\nx,1.5\r\n\r\nx,2\r\n",
		  "x:time [] lower 1.5 2\n" },
		{ NULL, "a.csv",
		  "time,name,p50\n1767225600,x,1\n1767225660,x,2",
		  "x:p50 [] lower 1 2\n"
		  "- column \"time\": it differs between rows, and a run has "
		  "one of it\n" },
		{ NULL, "a.csv", "timestamp,p50\nyesterday,1\ntoday,2\n",
		  "a:p50 [] lower 1 2\n"
		  "- column \"timestamp\": it differs between rows, and a run "
		  "has one of it\n" },
		{ NULL, "dir/load.csv", "rps,p99 (ms),errors [%]\n10,2,0.5%\n",
		  "load:rps [req/s] higher 10\nload:p99 [ms] lower 2\n"
		  "load:errors [%] lower 0.5\n" },
		{ NULL, "a.tsv", "Test\tp99 (avg)\n\"a\tb\"\t1\n",
		  "a\tb:p99 (avg) [] lower 1\n" },
		{ NULL, "a.csv", "test,ns,ok\n1,5,true\n2,6,FALSE\n",
		  "1:ns [ns] lower 5\n1:ok [] higher 1\n"
		  "! 2: line 3: it failed: ok is false\n" },
		{ NULL, "a.csv", "kind,p50\nread,1\nread,2\n",
		  "read:p50 [] lower 1 2\n" },
		{ NULL, "a.csv", "kind,p50\nread,1\nwrite,2\n",
		  "read:p50 [] lower 1\nwrite:p50 [] lower 2\n" },
		{ NULL, "a.csv", "name,p50,commit\nx,1,abc\ny,2,abc\n",
		  "x:p50 [] lower 1\ny:p50 [] lower 2\n# commit=abc\n" },
		{ NULL, "a.csv", "name,p50\nx,NaN\ny,2\n",
		  "y:p50 [] lower 2\n! x: p50: line 2: \"NaN\" is not a number\n" },
		{ NULL, "a.csv", "name,a:b\nx,1\n", "x:a:b:value [] none 1\n" },
		{ "csv", "a.csv", "a,b\n", "a.csv: no measurement in it" },
		{ "csv", "a.csv", "1,2\n3,4\n",
		  "a.csv: line 1: no header: its cell 1 is the number 1" },
		{ NULL, "a.csv", "name,a\nx,1\n\"y,2\n",
		  "a.csv: line 3: a quote is not closed" },
		{ NULL, "a.csv", "name,a\nx,1\ny,2,3\n",
		  "x:a [] none 1\n! line 3: 3 cells where the header has 2\n" },
		{ NULL, "a.csv", "sha,a\n1234567,1\n7654321,2\n",
		  "a.csv: the rows belong to several commits (column "
		  "\"sha\"), and a run to one: record them one by one" },
	};

	(void)state;
	CHECK_ALL(samples);
}

/* ---- plain JSON ---- */

static void reads_plain_json(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "x/api.json", "{\"p50_ms\": 1.50, \"ok\": true}",
		  "api:p50_ms [ms] lower 1.50\napi:ok [] higher 1\n" },
		{ NULL, "a.json", "{\"s\": {\"t\": {\"rps\": 5}}}",
		  "s/t:rps [req/s] higher 5\n" },
		{ NULL, "a.json",
		  "{\"benchmarks\": {\"x\": {\"counters\": "
		  "{\"hits\": 3}}}}",
		  "x:hits [] higher 3\n" },
		{ NULL, "a.json", "{\"s\": {\"a:b\": 1, \"\": 2}}",
		  "s:a:b:value [] none 1\ns:value [] none 2\n" },
		{ NULL, "a.json", "{\"s\": {\"wait\": 2, \"unit\": \"us\"}}",
		  "s:wait [us] lower 2\n" },
		{ NULL, "a.json", "{\"time\": 1767225600, \"p50\": 3}",
		  "a:p50 [] lower 3\n# time=1767225600\n" },
		{ NULL, "a.json", "{\"time\": 17.5}",
		  "a:time [] lower 17.5\n" },
		{ NULL, "a.json",
		  "{\"s\": {\"t\": {\"mean_s\": 5, "
		  "\"std_dev_s\": 1, \"p99\": 7}}}",
		  "s:t [s] lower 5 +-1\ns/t:p99 [s] lower 7\n" },
		{ NULL, "a.json", "{\"s\": {\"mean\": 5, \"max\": 7}}",
		  "s:mean [] none 5\ns:max [] none 7\n" },
		{ NULL, "a.json",
		  "{\"s\": {\"mean\": NaN, \"n\": 7}, \"k\": 1}",
		  "a:k [] none 1\n! a: s: not a finite number\n" },
		{ NULL, "a.json", "{\"config\": {\"threads\": 4}, \"p50\": 3}",
		  "a:p50 [] lower 3\n# threads=4\n" },
		{ NULL, "a.json",
		  "[{\"name\": \"x\", \"ns\": 5}, "
		  "{\"name\": \"x\", \"ns\": 6}]",
		  "x:ns [ns] lower 5 6\n" },
		{ NULL, "a.json", "{\"big\": 12345678901234567890}",
		  "a:big [] none 12345678901234567000\n" },
		{ NULL, "a.json", "{\"version\": \"1.0.0\", \"id\": 5}",
		  "a.json: no measurement in it; left out: key \"id\": it "
		  "numbers the rows" },
		{ NULL, "a.json", "[]", "a.json: no measurement in it" },
		{ NULL, "a.json", "{\"a\": 1,\n\"b\" 2}",
		  "a.json: line 2: not JSON: object key and value must be "
		  "separated by a colon (':')" },
		{ "json", "a.json",
		  "[{\"jmhVersion\": \"1\", "
		  "\"primaryMetric\": {\"score\": 1}}]",
		  "a.json: this is output of JMH, which cannot be read yet: "
		  "give its numbers with --value, or write them as plain JSON "
		  "or CSV" },
	};

	(void)state;
	CHECK_ALL(samples);
}

/* ---- criterion ---- */

static void reads_criterion(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "-", "a: b [c]  time:   [1 us 2 us 3 us]\n",
		  "a: b [c]:time [us] lower 2 from 1 to 3\n" },
		{ NULL, "-",
		  "\033[32mlong\033[0m\n   time:   [1 ns 2 ns \033[1m3 ns\033"
		  "[0m]\n",
		  "long:time [ns] lower 2 from 1 to 3\n" },
		{ NULL, "-",
		  "Benchmarking x\rx  time:   [900 ns 1.1 \xc2\xb5s "
		  "1.2 \xc2\xb5s]\n",
		  "x:time [\xc2\xb5s] lower 1.1 from 0.900 to 1.2\n"
		  "- -: 1 text that later text of the line wrote over\n" },
		{ NULL, "-", "x  time:   [1 cycles 2 cycles 3 cycles]\n",
		  "x:time [cycles] lower 2 from 1 to 3\n" },
		{ NULL, "-",
		  "x  time:   [1 s 2 s 3 s]\n thrpt:  [999 elem/s 1.5 Kelem/s "
		  "2 Kelem/s]\n",
		  "x:time [s] lower 2 from 1 to 3\n"
		  "x:thrpt [Kelem/s] higher 1.5 from 0.999 to 2\n" },
		{ NULL, "-",
		  "x  time:   [1 s 2 s 3 s]\n   change:\n   time:   [-1% +2% "
		  "+3%] (p = 0.0 < 0.05)\n",
		  "x:time [s] lower 2 from 1 to 3\n" },
		{ NULL, "-",
		  "x  time:   [1 s 2 s 3 s]\nx  time:   [1 s 4 s 5 s]\n",
		  "x:time [s] lower 2 4\n" },
		{ NULL, "-",
		  "x  time:   [NaN s NaN s NaN s]\ny  time:   [1 s 2 s 3 s]\n",
		  "y:time [s] lower 2 from 1 to 3\n"
		  "! x: time: not a finite number\n" },
		{ NULL, "-", "time:   [1 s 2 s 3 s]\n",
		  "stdin: no measurement in it, 1 refused, the first was line "
		  "1: a time without a name" },
		{ NULL, "-", "x  time:   [1 s 2 s 3 s]\ny  time:   [1.1 ms 1.5",
		  "x:time [s] lower 2 from 1 to 3\n"
		  "! y: its line is cut off\n"
		  "~ a line is cut off (line 2)\n" },
		{ NULL, "-",
		  "x  time:   [1 s 2 s 3 s]\nBenchmarking y: Warming up\n"
		  "thread 'main' panicked at x.rs:5:9:\n"
		  "error: bench failed, to rerun pass `--bench x`\n",
		  "x:time [s] lower 2 from 1 to 3\n"
		  "~ panic in y (line 3)\n" },
		{ NULL, "-",
		  "test a ... bench:   1,234 ns/iter (+/- 4)\n"
		  "test b ... bench:   1,23 ns/iter (+/- 4)\n"
		  "test c ... ignored\n"
		  "x  time:   [1 s 2 s 3 s]\n",
		  "a:time [ns] lower 1234 from 1230 to 1238\n"
		  "x:time [s] lower 2 from 1 to 3\n"
		  "! b: time: not a number\n" },
		{ NULL, "criterion/a/b/new/estimates.json",
		  "{\"mean\": {\"point_estimate\": 5}, \"slope\": {"
		  "\"point_estimate\": 4, \"confidence_interval\": {"
		  "\"lower_bound\": 3, \"upper_bound\": 6}}}",
		  "a/b:time [ns] lower 4 from 3 to 6\n" },
		{ NULL, "criterion/a/base/estimates.json",
		  "{\"mean\": {\"point_estimate\": 5}}",
		  "criterion/a/base/estimates.json: this is a side file of "
		  "criterion-dir: nothing to record in it" },
	};

	(void)state;
	CHECK_ALL(samples);
}

/* ---- Go ---- */

#define GO_A "BenchmarkA-4   \t     300\t        12.5 ns/op\n"

static void reads_go(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "-",
		  "goos: linux\n" GO_A
		  "BenchmarkB-4  \tpanic: boom\n\ngoroutine 1 [running]:\n"
		  "exit status 2\nFAIL\tx\t0.1s\nFAIL\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n# goos=linux\n"
		  "~ panic in BenchmarkB-4 (line 3)\n" },
		{ NULL, "-", GO_A "BenchmarkB-4   \t     300\t   1",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "! BenchmarkB-4: its line is cut off\n"
		  "~ the last line is cut off (line 2)\n" },
		{ NULL, "-", GO_A "BenchmarkB-4   \t     300\t   1 ns/o",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "! BenchmarkB-4: its line is cut off\n"
		  "~ the last line is cut off (line 2)\n" },
		{ NULL, "-", GO_A "BenchmarkB-4   \t",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "! BenchmarkB-4: no result\n"
		  "~ the text ends in BenchmarkB-4\n" },
		{ NULL, "-", GO_A "BenchmarkB-4   \t     300\t   1 ns/op",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "BenchmarkB-4:ns/op [ns/op] lower 1\n" },
		{ NULL, "-",
		  GO_A "*** Test killed with quit: ran too long (11m0s).\n"
		       "FAIL\tx\t660s\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "~ test killed (line 2)\n" },
		{ NULL, "-", GO_A "FAIL\tx/y [build failed]\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "~ build failed in x/y (line 2)\n" },
		{ NULL, "-", GO_A "signal: killed\nFAIL\tx\t1s\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "~ test ended by a signal (line 2)\n" },
		{ NULL, "-", "panic: caught\n" GO_A "PASS\nok  \tx\t1s\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n" },
		{ NULL, "-",
		  GO_A "BenchmarkB-4 300 1,234.5 ns/op 9,5 B/op 2 allocs/op\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n"
		  "BenchmarkB-4:allocs/op [allocs/op] lower 2\n"
		  "! BenchmarkB-4: ns/op: \"1,234.5\" is not a number as go "
		  "test prints it (line 2)\n"
		  "! BenchmarkB-4: B/op: \"9,5\" is not a number as go test "
		  "prints it (line 2)\n" },
		{ NULL, "-",
		  "goos: linux\n..BenchmarkB-4   \t.. at 12     300\t   1.5 ns/op\n"
		  ".BenchmarkC-4   \t     300\t   2.5 ns/op\n",
		  "BenchmarkB-4:ns/op [ns/op] lower 1.5\n"
		  "BenchmarkC-4:ns/op [ns/op] lower 2.5\n# goos=linux\n" },
		{ NULL, "-", GO_A "Benchmarking is done\nBenchmark results:\n",
		  "BenchmarkA-4:ns/op [ns/op] lower 12.5\n" },
	};

	(void)state;
	CHECK_ALL(samples);
}

/* ---- Locust ---- */

#define STATS  "Type,Name,Request Count,Failure Count,Requests/s,99%\n"
#define TABLE  "Type     Name     # reqs      # fails |    Avg |   req/s\n"
#define TABLE2 "Type     Name     50%    99.9%  # reqs\n"

static void reads_locust(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "-", STATS "GET,/,4,1,2.5,N/A\n",
		  "GET /:Request Count [] none 4\n"
		  "GET /:Failure Count [] lower 1\n"
		  "GET /:Requests/s [1/s] higher 2.5\n"
		  "GET /:error_rate [%] lower 25\n" },
		{ NULL, "-", STATS "GET,/,0,0,0.0,N/A\n",
		  "stdin: no measurement in it, 1 refused, the first was GET "
		  "/: no request was made" },
		{ NULL, "-", STATS "GET,/,4,1,fast,9\n",
		  "GET /:Request Count [] none 4\n"
		  "GET /:Failure Count [] lower 1\n"
		  "GET /:p99 [ms] lower 9\n"
		  "GET /:error_rate [%] lower 25\n"
		  "! GET /: Requests/s: not a number\n" },
		{ NULL, "-", STATS "GET,/a,4\nGET,/,4,1,2.5,N/A\n",
		  "GET /:Request Count [] none 4\n"
		  "GET /:Failure Count [] lower 1\n"
		  "GET /:Requests/s [1/s] higher 2.5\n"
		  "GET /:error_rate [%] lower 25\n"
		  "! line 2: 3 cells where the header has 6\n" },
		{ NULL, "-", STATS "GET,/,4,4,250,9\n",
		  "GET /:Request Count [] none 4\n"
		  "GET /:Failure Count [] lower 4\n"
		  "GET /:error_rate [%] lower 100\n"
		  "! GET /: every request failed: its times and rate are "
		  "those of errors\n" },
		{ "locust", "-", "Method,Name,Error,Occurrences\n",
		  "stdin: this is a side file of locust-stats: nothing to "
		  "record in it" },
		{ NULL, "-",
		  "noise\n" TABLE "GET      /old        1     0(0.00%) |      "
		  "3 |    1.00\n\n" TABLE "----|----\n"
		  "GET      /a | b 3    20     5(25.00%) |      3 |    1.50\n"
		  "         Aggregated 20   5(25.00%) |      3 |    1.50\n"
		  "\n" TABLE2
		  "GET      /a | b 3    4     9     20\n\nnoise 1\n",
		  "GET /a | b 3:Request Count [] none 20\n"
		  "GET /a | b 3:Failure Count [] lower 5\n"
		  "GET /a | b 3:Average Response Time [ms] lower 3\n"
		  "GET /a | b 3:Requests/s [1/s] higher 1.50\n"
		  "GET /a | b 3:error_rate [%] lower 25\n"
		  "Aggregated:Request Count [] none 20\n"
		  "Aggregated:Failure Count [] lower 5\n"
		  "Aggregated:Average Response Time [ms] lower 3\n"
		  "Aggregated:Requests/s [1/s] higher 1.50\n"
		  "Aggregated:error_rate [%] lower 25\n"
		  "GET /a | b 3:p50 [ms] lower 4\n"
		  "GET /a | b 3:p99.9 [ms] lower 9\n" },
		{ NULL, "-", TABLE "GET  /\n",
		  "stdin: no measurement in it, 1 refused, the first was line "
		  "2: a row with too few cells" },
		{ NULL, "-",
		  "[{\"name\": \"/\", \"method\": \"GET\", \"num_requests\": 1,"
		  " \"response_times\": {\"slow\": 1}}]",
		  "stdin: no measurement in it, 1 refused, the first was GET "
		  "/: response_times: not times with counts" },
		{ NULL, "-",
		  "[5, {\"name\": \"/\", \"method\": \"GET\", "
		  "\"num_requests\": 2, \"num_failures\": 2, "
		  "\"response_times\": {\"7\": 2}}]",
		  "GET /:Request Count [] none 2\n"
		  "GET /:Failure Count [] lower 2\n"
		  "GET /:error_rate [%] lower 100\n"
		  "! [0]: no \"name\" and \"response_times\"\n"
		  "! GET /: every request failed: its times and rate are "
		  "those of errors\n"
		  "- []: not recorded by locust-json: 5\n" },
	};

	(void)state;
	CHECK_ALL(samples);
}

/* ---- the others ---- */

static void reads_google_benchmark(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "-",
		  "{\"context\": {\"library_build_type\": \"release\"}, "
		  "\"benchmarks\": [null, {\"name\": \"a\", \"run_type\": "
		  "\"iteration\", \"real_time\": 1.5, \"cpu_time\": \"2\", "
		  "\"time_unit\": \"ns\", \"hits\": \"Inf\", \"low\": "
		  "-Infinity, \"odd\": [1]}]}",
		  "a:real_time [ns] lower 1.5\na:cpu_time [ns] lower 2\n"
		  "! benchmarks[0]: no name\n"
		  "! a: hits: not a finite number\n"
		  "! a: low: not a finite number\n! a: odd: not a number\n"
		  "- benchmarks[].odd[]: not recorded by "
		  "google-benchmark: 1\n"
		  "# build_type=release\n" },
		{ NULL, "-",
		  "{\"context\": {\"library_build_type\": \"release\"}, "
		  "\"benchmarks\": [{\"name\": \"a\", \"run_type\": "
		  "\"iteration\", \"real_time\": 1, \"cpu_time\": null, "
		  "\"time_unit\": \"ns\"}, {\"name\": \"a_p95\", "
		  "\"run_name\": \"a\", \"run_type\": \"aggregate\", "
		  "\"aggregate_name\": \"p95\", \"real_time\": 3}]}",
		  "a:real_time [ns] lower 1\n! a: cpu_time: no value\n"
		  "- a: an aggregate that is not mean, median, stddev, min or "
		  "max\n- benchmarks[].real_time: not recorded by "
		  "google-benchmark: 3\n# build_type=release\n" },
		{ NULL, "-",
		  "name,iterations,real_time,cpu_time,time_unit,"
		  "bytes_per_second,items_per_second,label,error_occurred,"
		  "error_message,\"hits\"\n"
		  "\"a\",10,1.5,2,ns,,,,,,3\n"
		  "\"b\",,,,,,,,true,\"no data\"\n\"c\",1,2\n",
		  "a:real_time [ns] lower 1.5\na:cpu_time [ns] lower 2\n"
		  "a:hits [] higher 3\n! b: no data\n"
		  "! line 4: 3 cells where the header has 11\n" },
	};

	(void)state;
	CHECK_ALL(samples);
}

static void reads_json_of_tools(void **state)
{
	static const struct sample samples[] = {
		{ NULL, "-",
		  "{\"b\": {\"latency\": {\"value\": \"1\"}, \"x\": "
		  "{\"value\": \"fast\"}, \"y\": {}}, \"c\": 5}",
		  "b:latency [ns] lower 1\n"
		  "! b: x: a text that is not a number\n"
		  "! b: y: no \"value\"\n"
		  "! c: not an object of measures\n"
		  "- c: not recorded by bmf: 5\n" },
		{ "bmf", "-", "{\"b\": 5}",
		  "stdin: no measurement in it, 1 refused, the first was b: "
		  "not an object of measures" },
		{ NULL, "-",
		  "[{\"name\": \"x\", \"unit\": \"s\", \"value\": "
		  "[1]}]",
		  "stdin: no measurement in it, 1 refused, the first was x: "
		  "value: not a number" },
		{ NULL, "-",
		  "[{\"name\": \"x\", \"unit\": \"s\", \"value\": "
		  "\"-inf\"}, null, {\"name\": \"y\", \"unit\": \"s\", "
		  "\"value\": \"2.50\"}]",
		  "y:value [s] lower 2.50\n"
		  "! x: value: not a finite number\n"
		  "! [1]: no \"name\"\n" },
		{ "customBiggerIsBetter", "-",
		  "[{\"name\": \"x\", \"unit\": \"s\", \"value\": 1}]",
		  "x:value [s] higher 1\n" },
		{ "custom-smaller", "-",
		  "[{\"name\": \"x\", \"unit\": \"ms\", \"value\": -20, "
		  "\"range\": \"+/- 5 %\"}]",
		  "x:value [ms] lower -20 +-1\n" },
		{ "custom-smaller", "-", "{}",
		  "stdin: expected an array of {name, unit, value}" },
		{ "hyperfine", "-", "{\"results\": [{\"command\": 5}]}",
		  "stdin: no measurement in it, 1 refused, the first was "
		  "results[0]: no \"command\"" },
		{ NULL, "-",
		  "{\"results\": [{\"command\": \"x\", \"times\": [1, "
		  "\"2\"]}]}",
		  "x:time [s] lower 1 2\n" },
		{ NULL, "-",
		  "{\"results\": [{\"command\": \"x\", \"times\": [1, NaN, "
		  "3]}]}",
		  "x:time [s] lower 1 3\n! x: time: not a finite number\n" },
		{ NULL, "-",
		  "{\"machine_info\": {}, \"benchmarks\": [{\"name\": \"x\", "
		  "\"stats\": null}, {\"name\": \"y\", \"stats\": {\"median\": "
		  "2, \"stddev\": 0, \"rounds\": 1}}]}",
		  "y:time [s] lower 2\n! x: no statistics\n" },
		{ NULL, "-",
		  "{\"machine_info\": {}, \"benchmarks\": [{\"stats\": {}}]}",
		  "stdin: no measurement in it, 1 refused, the first was "
		  "benchmarks[0]: no \"fullname\"" },
		{ NULL, "-",
		  "{\"machine_info\": {}, \"benchmarks\": [{\"name\": \"x\", "
		  "\"stats\": {\"data\": [null, 2, Infinity]}}]}",
		  "x:time [s] lower 2\n"
		  "! x: time: no value\n"
		  "! x: time: not a finite number\n" },
		{ NULL, "-",
		  "{\"machine_info\": {}, \"benchmarks\": [{\"name\": \"x\", "
		  "\"stats\": {\"data\": [\"2\", \"n/a\", {}]}}]}",
		  "x:time [s] lower 2\n"
		  "! x: time: a text that is not a number\n"
		  "! x: time: not a number\n" },
		{ NULL, "-",
		  "{\"results\": [{\"command\": \"x\", \"times\": [1, null, "
		  "3]}]}",
		  "x:time [s] lower 1 3\n! x: time: no value\n" },
	};

	(void)state;
	CHECK_ALL(samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_tables),
		cmocka_unit_test(reads_plain_json),
		cmocka_unit_test(reads_criterion),
		cmocka_unit_test(reads_go),
		cmocka_unit_test(reads_locust),
		cmocka_unit_test(reads_google_benchmark),
		cmocka_unit_test(reads_json_of_tools),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
