#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gp/buf.h"
#include "gp/import.h"

#include "import/core/foreign.h"

/* Written by hand after the shapes that the tools document. */
static const struct {
	const char *who; /* the driver that reads it, or whose output it is */
	const char *text;
} outputs[] = {
	/* people's own files that look like a tool's */
	{ "json", "{\"machine_info\":{\"cpu\":\"x\"},\"parse\":"
		  "{\"latency_ms\":41}}" },
	{ "json", "{\"results\":[{\"command\":\"build\",\"ms\":5}]}" },
	{ "json", "{\"results\":[{\"command\":\"build\",\"mean\":5,"
		  "\"unit\":\"ms\"}]}" },
	{ "json", "{\"context\":{\"host\":\"a\"},\"benchmarks\":[{\"name\":"
		  "\"p\",\"ms\":5}]}" },
	{ "json", "{\"benchmarks\":[{\"name\":\"p\",\"real_time\":5}]}" },
	{ "json", "{\"mean\":{\"point_estimate\":5}}" },
	{ "json", "{\"Action\":\"open\",\"Output\":5}" },
	{ "json", "{\"version\":1,\"benchmarks\":[{\"runs\":[1,2,3]}]}" },
	{ "json", "{\"metrics\":{\"latency_ms\":5},\"version\":\"1\"}" },
	{ "json", "{\"log\":\"goos: linux\\nBenchmarkX 1 2 ns/op\",\"ms\":1}" },
	{ "json", "{\"note\":\"# fails Name # reqs\",\"ms\":1}" },
	{ "json", "{\"note\":\"{\\\"results\\\":[{\\\"command\\\":1,"
		  "\\\"times\\\":[1]}]}\",\"ms\":1}" },
	{ "json", "{\"x\":{\"latencies\":1,\"bytes_in\":2}}" },
	{ "csv", "name,real_time,cpu_time\na,1,2\n" },
	{ "csv", "command,mean\nmake,1.5\n" },
	{ "csv", "Name,Requests/s\nGET /,15\n" },

	/* what drivers read */
	{ "google-benchmark",
	  "{\"benchmarks\":[{\"name\":\"p\",\"iterations\":1,\"real_time\":5,"
	  "\"cpu_time\":4,\"time_unit\":\"ns\"}]}" },
	{ "google-benchmark",
	  "{\"context\":{\"num_cpus\":4,\"library_build_type\":\"release\"},"
	  "\"benchmarks\":[]}" },
	{ "pytest-benchmark",
	  "{\"machine_info\":{},\"benchmarks\":[{\"fullname\":\"a\",\"stats\":"
	  "{\"min\":1}}],\"version\":\"9.0.0\"}" },
	{ "hyperfine", "{\"results\":[{\"command\":\"a\",\"times\":[1]}]}" },
	{ "go-json",
	  "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"PASS\\n\"}\n" },
	{ "go-bench", "[info] begin\n{}\nBenchmarkX-4 100 5 ns/op\n" },
	{ "bmf", "noise\n{\"a\":{\"latency\":{\"value\":5}}}" },
	{ "custom", "[{\"name\":\"a\",\"unit\":\"ms\",\"value\":5}]" },

	/* JSON of tools without a driver */
	{ "Android's Benchmark library",
	  "{\"context\":{\"build\":{}},\"benchmarks\":[{\"name\":\"p\","
	  "\"params\":{},\"className\":\"c.B\",\"totalRunTimeNs\":42,"
	  "\"metrics\":{\"timeNs\":{\"minimum\":1,\"maximum\":3,\"median\":2,"
	  "\"runs\":[1,2,3]}}}]}" },
	{ "kotlinx-benchmark",
	  "[{\"benchmark\":\"a.B.c\",\"mode\":\"thrpt\",\"warmupIterations\":1,"
	  "\"primaryMetric\":{\"score\":5,\"scoreUnit\":\"ops/s\"}}]" },
	{ "JMH", "[{\"jmhVersion\":\"1.37\",\"benchmark\":\"a\",\"mode\":"
		 "\"avgt\",\"primaryMetric\":{\"score\":5}}]" },
	{ "cargo-criterion",
	  "{\"reason\":\"benchmark-complete\",\"id\":\"a\",\"report_directory\""
	  ":\"/t\",\"iteration_count\":[1],\"measured_values\":[5],\"unit\":"
	  "\"ns\",\"typical\":{\"estimate\":5,\"unit\":\"ns\"}}" },
	{ "NVBench",
	  "{\"meta\":{\"version\":{\"json\":{\"major\":1},\"nvbench\":{"
	  "\"major\":0}}},\"devices\":[{\"id\":0,\"sm_version\":800}],"
	  "\"benchmarks\":[{\"name\":\"a\",\"states\":[{\"name\":\"d\","
	  "\"summaries\":[]}]}]}" },
	{ "mitata",
	  "{\"layout\":[{\"name\":null}],\"benchmarks\":[{\"kind\":\"static\","
	  "\"alias\":\"a\",\"runs\":[{\"stats\":{\"avg\":5,\"p99\":6}}]}],"
	  "\"context\":{\"runtime\":\"node\"}}" },
	{ "tatami-ng",
	  "{\"benchmarks\":[{\"name\":\"a\",\"stats\":{\"samples\":9,"
	  "\"latency\":{\"avg\":5},\"throughput\":{\"avg\":5}}}],\"cpu\":\"x\","
	  "\"runtime\":\"node v20\"}" },
	{ "fortio",
	  "{\"RunType\":\"HTTP\",\"RequestedQPS\":\"8\",\"ActualQPS\":7.9,"
	  "\"DurationHistogram\":{\"Count\":8,\"Avg\":0.01}}" },
	{ "oha",
	  "{\"summary\":{\"successRate\":1.0,\"total\":2.0,\"requestsPerSec\":"
	  "50.5},\"responseTimeHistogram\":{\"0.1\":1},\"latencyPercentiles\":"
	  "{\"p50\":0.1}}" },
	{ "autocannon",
	  "{\"url\":\"http://a\",\"connections\":10,\"pipelining\":1,\"errors\""
	  ":0,\"non2xx\":0,\"latency\":{\"average\":5},\"requests\":{\"average\""
	  ":5}}" },
	{ "siege",
	  "{\"transactions\":100,\"availability\":100.0,\"elapsed_time\":2.1,"
	  "\"response_time\":0.01,\"transaction_rate\":47.6,\"throughput\":"
	  "0.1}" },
	{ "memray",
	  "{\"total_num_allocations\":5,\"total_bytes_allocated\":10,"
	  "\"allocation_size_histogram\":[],\"allocator_type_distribution\":{"
	  "\"MALLOC\":5},\"metadata\":{\"peak_memory\":5}}" },
	{ "benchmark-ips",
	  "[{\"name\":\"a\",\"central_tendency\":5.1,\"ips\":5.1,\"error\":1,"
	  "\"stddev\":1,\"microseconds\":5000.1,\"iterations\":26,\"cycles\":1}]" },
	{ "cronometro",
	  "{\"fast\":{\"success\":true,\"size\":10,\"mean\":5,\"stddev\":1,"
	  "\"percentiles\":{\"50\":5},\"standardError\":0.1}}" },
	{ "JMeter (statistics)",
	  "{\"Total\":{\"transaction\":\"Total\",\"sampleCount\":9,"
	  "\"errorCount\":9,\"meanResTime\":5.5,\"throughput\":9.1}}" },
	{ "pyperf",
	  "{\"benchmarks\":[{\"runs\":[{\"metadata\":{\"duration\":1},"
	  "\"warmups\":[[1,0.1]]},{\"values\":[0.1]}]}],\"metadata\":{\"name\":"
	  "\"a\"},\"version\":\"1.0\"}" },
	{ "asv",
	  "{\"commit_hash\":\"abc\",\"env_name\":\"e\",\"params\":{\"cpu\":\"x\""
	  "},\"results\":{\"b.time_x\":[[1e-3]]},\"version\":2}" },
	{ "asv (benchmarks.json)",
	  "{\"b.time_x\":{\"code\":\"\",\"param_names\":[],\"timeout\":60.0,"
	  "\"unit\":\"seconds\"},\"version\":2}" },
	{ "BenchmarkDotNet",
	  "{\"Title\":\"a\",\"HostEnvironmentInfo\":{\"OsVersion\":\"x\"},"
	  "\"Benchmarks\":[{\"FullName\":\"a\",\"Statistics\":{\"Mean\":5}}]}" },
	{ "fio", "{\"fio version\":\"fio-3.33\",\"jobs\":[{\"jobname\":\"a\","
		 "\"read\":{\"iops\":5}}]}" },
	{ "iperf3", "{\"start\":{\"version\":\"iperf 3.12\"},\"intervals\":[],"
		    "\"end\":{\"sum_sent\":{\"bits_per_second\":5}}}" },
	{ "vegeta", "{\"latencies\":{\"mean\":5},\"bytes_in\":{\"total\":5},"
		    "\"requests\":5,\"success\":1}" },
	{ "gungraun",
	  "{\"version\":\"7\",\"kind\":\"LibraryBenchmark\",\"module_path\":"
	  "\"a::b\",\"benchmark_exe\":\"/t\",\"profiles\":[]}\n"
	  "{\"version\":\"7\",\"kind\":\"LibraryBenchmark\",\"module_path\":"
	  "\"a::c\",\"benchmark_exe\":\"/t\",\"profiles\":[]}\n" },
	{ "pytest-codspeed",
	  "{\"creator\":{\"name\":\"pytest-codspeed\",\"version\":\"5\"},"
	  "\"instrument\":{\"type\":\"walltime\"},\"benchmarks\":[{\"name\":"
	  "\"a\",\"stats\":{\"mean_ns\":5,\"rounds\":5}}]}" },
	{ "nanobench",
	  "{\"results\":[{\"title\":\"a\",\"name\":\"b\",\"epochs\":11,"
	  "\"median(elapsed)\":1e-9,\"measurements\":[]}]}" },
	{ "DHAT", "{\"dhatFileVersion\":2,\"mode\":\"heap\",\"pps\":[]}" },
	{ "bombardier",
	  "{\"spec\":{\"numberOfConnections\":2},\"result\":{\"latency\":{"
	  "\"mean\":5},\"rps\":{\"mean\":5}}}" },
	{ "gobenchdata", "[{\"Date\":1,\"Suites\":[{\"Benchmarks\":[]}]}]" },
	{ "Nyrkiö", "[{\"timestamp\":1,\"metrics\":[{\"name\":\"a\","
		    "\"value\":5}],\"attributes\":{\"branch\":\"m\"}}]" },
	{ "perf stat",
	  "{\"counter-value\" : \"5\", \"unit\" : \"\", \"event\" : \"cycles\"}"
	  "\n{\"counter-value\" : \"6\", \"unit\" : \"\", \"event\" : "
	  "\"faults\"}\n" },
	{ "BenchmarkTools.jl",
	  "[{\"Julia\":\"1.9\",\"BenchmarkTools\":\"1.0.0\"},[[\"Trial\",{"
	  "\"times\":[5.0]}]]]" },
	{ "Lighthouse",
	  "{\"lighthouseVersion\":\"11\",\"audits\":{\"speed-index\":{"
	  "\"numericValue\":5}}}" },
	{ "Istanbul (coverage)",
	  "{\"total\":{\"lines\":{\"total\":5,\"pct\":80},\"statements\":{"
	  "\"total\":5,\"pct\":80}}}" },
	{ "coverage.py", "{\"meta\":{\"version\":\"7\"},\"files\":{},"
			 "\"totals\":{\"percent_covered\":80}}" },

	{ "Benchmark.js",
	  "a x 5 ops/sec ±1% (5 runs sampled)\n"
	  "[{\"name\":\"a\",\"hz\":5.1,\"stats\":{\"rme\":1.1}}]\n" },

	/* tables */
	{ "ApacheBench (ab -e)",
	  "Percentage served,Time in ms\n0,0.2\n1,0.3\n" },
	{ "ApacheBench (ab -g)",
	  "starttime\tseconds\tctime\tdtime\tttime\twait\n"
	  "Sat Nov 21\t1\t0\t0\t0\t0\n" },
	{ "hey", "response-time,DNS+dialup,DNS,status-code,offset\n"
		 "0.1,0.1,0.1,200,0.1\n" },
	{ "JMeter", "timeStamp,elapsed,label,success\n1,198,slow,true\n" },
	{ "JMH", "\"Benchmark\",\"Mode\",\"Threads\",\"Score\"\n"
		 "\"a\",\"avgt\",1,5\n" },
	{ "k6 (CSV)", "metric_name,timestamp,metric_value\nvus,1,5\n" },
	{ "Celero", "Group,Experiment,Problem Space,Samples\na,b,1,5\n" },
	{ "NVBench", "Benchmark,Device,Samples,CPU Time (sec),GPU Time (sec)\n"
		     "a,0,5,1,1\n" },

	/* text */
	{ "ApacheBench", "This is ApacheBench, Version 2.3 <$Revision: 1 $>\n"
			 "Licensed to The Apache Software Foundation\n"
			 "Requests per second:    500.00 [#/sec] (mean)\n" },
	{ "wrk", "Running 2s test @ http://a/\n  1 threads and 2 connections\n"
		 "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"
		 "    Latency     1.24ms    1.24ms   8.43ms   85.85%\n"
		 "Requests/sec:   1869.41\n" },
	{ "wrk2", "  Thread Stats   Avg   Stdev\n"
		  "  Latency Distribution (HdrHistogram - Recorded Latency)\n"
		  "Requests/sec:   1869.41\n" },
	{ "hey",
	  "\nSummary:\n  Total:\t0.19 secs\n\nResponse time histogram:\n"
	  "  0.1 [1]\t|\n\nLatency distribution:\n  50%% in 0.1 secs\n" },
	{ "oha (console)", "Summary:\n  Success rate:\t100.00%\n\n"
			   "Response time histogram:\n  0.1 ms [1] |\n" },
	{ "h2load", "starting benchmark...\nspawning thread #0\n\n"
		    "finished in 1.0s, 5.0 req/s, 5KB/s\n" },
	{ "bombardier (console)", "Bombarding http://a with 5 request(s)\n"
				  "Statistics        Avg      Stdev\n" },
	{ "sysbench", "sysbench 1.0.20 (using LuaJIT)\n\n"
		      "Running the test with following options:\n" },
	{ "pgbench", "transaction type: <builtin: TPC-B (sort of)>\n"
		     "scaling factor: 1\nlatency average = 4.8 ms\n" },
	{ "pgbench (log)", "1795246812 273 1396256 10445386664 628 20129\n"
			   "1795246813 644 1999515 11062488081 408 16081\n" },
	{ "redis-benchmark", "====== GET ======\n"
			     "  1000 requests completed in 0.01 seconds\n" },
	{ "siege (console)", "Transactions:\t\t  100 hits\n"
			     "Availability:\t\t  100.00 %\n" },
	{ "vegeta (console)",
	  "Requests      [total, rate, throughput]  5, 5.1, 5.0\n"
	  "Latencies     [mean, 50, 95, 99, max]    1ms, 1ms\n"
	  "Success       [ratio]                    100.00%\n" },
	{ "k6 (console)",
	  "     http_req_duration..............: avg=1ms min=1ms\n"
	  "     iterations.....................: 5   5.1/s\n" },
	{ "stress-ng", "stress-ng: info:  [1] dispatching hogs: 1 cpu\n"
		       "stress-ng: metrc: [1] stressor  bogo ops real time\n" },
	{ "perf stat", " Performance counter stats for 'a':\n\n"
		       "   0.96 msec task-clock  #  0.178 CPUs utilized\n\n"
		       "   0.005 seconds time elapsed\n" },
	{ "perf stat",
	  "0.88,msec,task-clock,883287,100.00,0.897,CPUs utilized\n"
	  "86,,page-faults,883287,100.00,93.9,K/sec\n" },
	{ "GNU time", "0.00user 0.00system 0:00.02elapsed 4%CPU "
		      "(0avgtext+0avgdata 1648maxresident)k\n" },
	{ "GNU time (-v)", "\tCommand being timed: \"true\"\n"
			   "\tMaximum resident set size (kbytes): 1600\n" },
	{ "time -p", "real 0.02\nuser 0.00\nsys 0.00\n" },
	{ "bash's time", "\nreal\t0m0.022s\nuser\t0m0.001s\nsys\t0m0.000s\n" },
	{ "Valgrind (log)", "==1== Memcheck, a memory error detector\n"
			    "==1== Using Valgrind-3.19.0 and LibVEX\n" },
	{ "Callgrind", "# callgrind format\nversion: 1\nevents: Ir\nfl=a.c\n" },
	{ "Cachegrind", "desc: I1 cache: 1 B\nevents: Ir\nfl=a.c\nfn=f\n" },
	{ "Massif", "desc: (none)\ncmd: ./a\n#-----------\nsnapshot=0\n" },
	{ "Iai", "bench_a\n  Instructions:      1243 (+1.1%)\n"
		 "  L1 Accesses:       1580\n" },
	{ "gungraun", "a::b::c short:10\n  Instructions:    1734|N/A\n"
		      "  L1 Hits:   2359|N/A  (*********)\n" },
	{ "Divan",
	  "a          fastest       │ slowest       │ median  │ mean  "
	  "│ samples │ iters\n├─ b     40 ns │ 650 ns │ 51 ns │ 170 ns "
	  "│ 5 │ 15\n" },
	{ "Catch2", "t is a Catch v2.13.10 host application.\n"
		    "benchmark name       samples       iterations\n"
		    "fib                  20            8\n" },
	{ "Celero (console)",
	  "Celero\n|  Group  | us/Iteration   | Iterations/sec  |\n" },
	{ "mitata (console)",
	  "benchmark                   avg (min … max) p75 / p99\n"
	  "a                             5.00 ns/iter   5.10 ns\n" },
	{ "benny", "Running \"Sum\" suite...\n  a:\n"
		   "    5 100 ops/s, ±1.2%   | fastest\n" },
	{ "BenchmarkTools.jl (console)",
	  "BenchmarkTools.Trial: 10000 samples with 5 evaluations.\n"
	  " Range (min … max):  5.0 ns … 9.1 ns\n" },
	{ "BenchmarkTools.jl (console)",
	  "  12.5 ns (2 allocations: 64 bytes)\n" },
	{ "Dart's benchmark_harness", "Template(RunTime): 1.0 us.\n" },
	{ "Luau", "SUCCESS: a : 15.0ms +/- 0.6% on luau\n"
		  "Test  | Min  | Average  | StdDev%    | Driver\n" },
	{ "size", "   text\t   data\t    bss\t    dec\t    hex\tfilename\n"
		  "  26640\t   1104\t    408\t  28152\t   6df8\t/bin/true\n" },
	{ "bloaty (console)", "    FILE SIZE        VM SIZE\n"
			      " --------------  --------------\n" },
	{ "console.time", "fib: 1.805ms\nslow: part: 1.102s\n" },
	{ "Benchmark.js",
	  "a x 79,454,450 ops/sec ±19.42% (11 runs sampled)\n" },
	{ "tinybench (console)",
	  "│ (index) │ Task name │ ops/sec │ Average Time (ns) │ Margin │\n" },
	{ "tatami-ng (console)",
	  "benchmark   time/iter    iters/s   (min … max time/iter)  p75  p995\n" },
	{ "hyperfine-console", "Benchmark 1: true\n"
			       "  Time (mean ± σ):  0.7 ms ±  0.0 ms\n" },
	{ "hyperfine (Markdown)", "| Command | Mean [ms] | Min [ms] | "
				  "Relative |\n|:---|---:|---:|---:|\n" },
	{ "pyperf (console)", ".....\na: Mean +- std dev: 12 us +- 1 us\n" },
	{ "asv (console)", "· Running 10 total benchmarks (1 commits)\n"
			   "[ 10.00%] ··· Running (a.time_x--)..\n" },
	{ "pytest-benchmark (console)",
	  "Name (time in us)   Min   Max   Mean   Outliers   Rounds\n" },
	{ "Ruby's Benchmark",
	  "             user     system      total        real\n"
	  "for:      0.950000   0.000000   0.950000 (  0.952039)\n" },
	{ "benchmark-ips (console)",
	  "Warming up -----------------\n     a   3.6k i/100ms\n"
	  "Calculating ----------------\n     a   50.2k (±3%) i/s - 5 in 1s\n" },
	{ "OpenMetrics", "# HELP a_seconds Time.\n# TYPE a_seconds gauge\n"
			 "a_seconds{t=\"x\"} 5\n" },
	{ "JUnit XML", "<?xml version=\"1.0\"?>\n<testsuites>\n"
		       "<testsuite name=\"a\">\n"
		       "<testcase name=\"b\" time=\"5\"/>\n" },
	{ "TAP", "1..2\nok 1 - a\nok 2 - b\n" },
	{ "MLPerf logging",
	  ":::MLLOG {\"namespace\": \"\", \"time_ms\": 1, \"event_type\": "
	  "\"POINT_IN_TIME\", \"key\": \"a\", \"value\": 5}\n" },
	{ "JMeter (console)",
	  "summary =  40 in 00:00:01 = 29.7/s Avg:  38 Min: "
	  " 0 Max: 198 Err:  20 (50.00%)\n" },
};

/* Files beside a benchmark's, which are no output of one. */
static const struct {
	const char *what;
	const char *text;
} others[] = {
	{ "a package.json", "{\"name\":\"a\",\"version\":\"1.0.0\","
			    "\"dependencies\":{\"b\":\"^1\"}}" },
	{ "a package-lock.json", "{\"name\":\"a\",\"version\":\"1.0.0\","
				 "\"lockfileVersion\":3,\"packages\":{}}" },
	{ "a tsconfig.json", "{\"compilerOptions\":{\"target\":\"es2022\"}}" },
	{ "a composer.json", "{\"name\":\"a/b\",\"require\":{\"php\":\"8\"}}" },
	{ "a report of ESLint", "[{\"filePath\":\"a.js\",\"messages\":[],"
				"\"errorCount\":0,\"warningCount\":1}]" },
	{ "a SARIF report", "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{"
			    "\"driver\":{}},\"results\":[]}]}" },
	{ "a test report of Jest or vitest",
	  "{\"numTotalTests\":5,\"testResults\":[{\"assertionResults\":[{"
	  "\"duration\":5}]}]}" },
};

static void check_guess(const char *text, const char *expected)
{
	const struct gp_input in = { .path = "in",
				     .text = gp_span_of(text),
				     .named = true };
	const struct gp_importer *via = NULL;
	const char *got;

	if (gp_importer_guess(&via, &in))
		got = gp_error_message();
	else
		got = via->name;
	if (strncmp(got, expected, strlen(expected)))
		fail_msg("%s\nis: %s\nnot: %s", text, got, expected);
	gp_error_clear();
}

static bool is_driver(const char *name)
{
	const struct gp_importer *const *importers = gp_importers();

	for (; *importers; importers++)
		if (!strcmp((*importers)->name, name))
			return true;
	return false;
}

static void names_what_it_cannot_read(void **state)
{
	struct gp_buf expected = GP_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(outputs) / sizeof(*outputs); i++) {
		const char *who = outputs[i].who;

		gp_buf_reset(&expected);
		gp_buf_printf(&expected,
			      is_driver(who) ? "%s"
					     : "this is output of %s, which "
					       "cannot be read yet: ",
			      who);
		check_guess(outputs[i].text, gp_buf_str(&expected));
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		gp_buf_reset(&expected);
		gp_buf_printf(&expected, "this is %s, which holds",
			      others[i].what);
		check_guess(others[i].text, gp_buf_str(&expected));
	}
	gp_buf_clear(&expected);
}

/* Samples can be longer than what is looked at first. */
static void finds_a_mark_behind_much(void **state)
{
	struct gp_buf text = GP_BUF_INIT;

	(void)state;
	gp_buf_puts(&text, "{\"latencies\":{\"all\":[1");
	for (int i = 0; i < 50000; i++)
		gp_buf_printf(&text, ",%d", i);
	gp_buf_puts(&text, "]},\"bytes_in\":{\"total\":5}}");
	check_guess(gp_buf_str(&text), "this is output of vegeta, which");
	gp_buf_clear(&text);
}

/* The newest version that is known is read, a newer one is refused. */
static void knows_versions(void **state)
{
	static const char row[] =
		"\"benchmarks\":[{\"name\":\"a\",\"real_time\":1,\"cpu_time\":1,"
		"\"time_unit\":\"ns\"}]}";
	struct gp_buf text = GP_BUF_INIT;

	(void)state;
	gp_buf_printf(&text, "{\"context\":{\"json_schema_version\":1},%s",
		      row);
	check_guess(gp_buf_str(&text), "google-benchmark");
	gp_buf_reset(&text);
	gp_buf_printf(&text, "{\"context\":{\"json_schema_version\":2},%s",
		      row);
	check_guess(gp_buf_str(&text),
		    "this is output of google-benchmark in version 2 of its "
		    "format, and the newest known one is 1: ");
	gp_buf_clear(&text);
}

/* A mark that no text can have would be a spelling mistake. */
static void has_marks_in_each_row(void **state)
{
	(void)state;
	for (const struct gp_foreign *row = gp_foreign_rows(); row->tool; row++)
		if (!row->marks[0])
			fail_msg("%s", row->tool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_what_it_cannot_read),
		cmocka_unit_test(finds_a_mark_behind_much),
		cmocka_unit_test(knows_versions),
		cmocka_unit_test(has_marks_in_each_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
