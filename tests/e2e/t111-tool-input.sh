#!/bin/sh
# What goes in from tools as they run in real life: in the logs of CI, broken
# off, with failed benchmarks, in folders with other files, and from tools
# that are not read. tests/cases.txt names the case of each test.
. "$(dirname "$0")/lib.sh"
. "$GP_SOURCE/tests/e2e/input.sh"

corpus=$GP_SOURCE/tests/data/corpus
repository
commit one

# same_as FILE PLAIN: both are read as the same rows
same_as() {
	read_in "$2"
	sort series >wanted
	read_in "$1"
	sort series | diff -u wanted -
}

# refused_by_name FILE NAME: nothing is recorded, and the tool is named
refused_by_name() {
	git update-ref -d refs/notes/perf
	expect_fatal 128 "$2" git perf record "$1"
	not git show-ref --verify -q refs/notes/perf
}

# read_or_named FILE NAME: recorded by a reader of its own, or refused by name
read_or_named() {
	git update-ref -d refs/notes/perf
	if git perf record --json "$1" >"$json" 2>"$err"; then
		! grep -q '"format": "\(json\|csv\)"' "$json" ||
			fail "$1 is read as plain: $(cat "$json")"
	else
		[ "$(grep -c '^fatal: ' "$err")" = 1 ] || fail "$(cat "$err")"
		grep -q -i -e "$2" "$err" || fail "$1 is not named: $(cat "$err")"
	fi
}

# Logs of CI

prefixed_lines() {
	go=$corpus/go-1.26.8/cpu-1-2.txt
	criterion=$corpus/criterion-0.8.2/console-throughput.txt
	for file in github-go github-cli-go compose-go gitlab-go systemd-go; do
		same_as "$corpus/logs/$file.txt" "$go"
	done
	for file in github-criterion buildkit-criterion compose-v2-criterion \
		jenkins-criterion; do
		same_as "$corpus/logs/$file.txt" "$criterion"
	done
	same_as "$corpus/logs/azure-libtest.txt" "$corpus/libtest-1.95/bench.txt"
	same_as "$corpus/logs/github-google-benchmark.txt" \
		"$corpus/cpp/google-benchmark-aggregates.txt"
}
ok 'the prefixes of CI logs are taken off' prefixed_lines

some_lines_prefixed() {
	git update-ref -d refs/notes/perf
	git perf record "$corpus/logs/some-lines-prefixed-go.txt" \
		>"$out" 2>"$err" || :
	if git show-ref --verify -q refs/notes/perf; then
		series
		unmeasured 'bench_1'
	fi
}
ok 'a prefix never becomes part of a name' some_lines_prefixed

# Formats that look like others

android() {
	read_or_named "$corpus/hand/android-benchmark.synthetic.json" android
	sed 's/"timeNs"/"allocationCount"/' \
		"$corpus/hand/android-benchmark.synthetic.json" >a.json
	read_or_named a.json android
}
ok 'results of Android are not Google Benchmark' android

near_misses() {
	read_or_named "$corpus/hand/kotlinx-benchmark.synthetic.json" \
		'jmh\|kotlinx'
	read_or_named "$corpus/hand/cargo-criterion.synthetic.ndjson" \
		'cargo-criterion'
	read_or_named "$corpus/deno-2.9.6/bench.json" deno
	read_or_named "$corpus/js/mitata-one-throws.json" mitata
	head -n 1 "$corpus/hand/cargo-criterion.synthetic.ndjson" >one.json
	read_or_named one.json cargo-criterion
	cat >nvbench.json <<-'END'
	{"meta": {"argv": ["bench", "--json", "o.json"], "version": {"json":
	 {"major": 1, "minor": 0, "patch": 0, "string": "1.0.0"}, "nvbench":
	 {"major": 0, "minor": 1, "patch": 0, "string": "0.1.0"}}},
	 "devices": [{"id": 0, "name": "Example GPU", "sm_version": 800}],
	 "benchmarks": [{"name": "copy", "index": 0, "min_samples": 10,
	 "devices": [0], "axes": [], "states": [{"name": "Device=0", "device": 0,
	 "summaries": [{"tag": "nv/cold/time/gpu/mean", "name": "GPU Time",
	 "data": [{"name": "value", "type": "float64", "value": "0.00125"}]}]}]}]}
	END
	read_or_named nvbench.json nvbench
}
ok 'formats that resemble others are read or named' near_misses

google_without_context() {
	cat >gb.json <<-'END'
	{"benchmarks": [{"name": "BM_A", "run_name": "BM_A",
	 "run_type": "iteration", "iterations": 10, "real_time": 12.5,
	 "cpu_time": 11.5, "time_unit": "ns"}]}
	END
	read_in gb.json
	measured 'BM_A|real_time|ns|lower|12.5'
	measured 'BM_A|cpu_time|ns|lower|11.5'
	unmeasured iterations
}
ok 'Google Benchmark without its context is read' google_without_context

# Runs that broke off

broken_off() {
	git update-ref -d refs/notes/perf
	expect_exit 0 git perf record "$1"
	grep -q -i -e 'broke off\|incomplete\|not complete' "$err" ||
		fail "not said of $1: $(cat "$err")"
	git perf show --json >show.json
	! grep -q '"incomplete": \(null\|false\|\[\]\)' show.json ||
		fail "$1: not marked"
	grep -q '"incomplete": ' show.json || fail "$1: not marked"
}

runs_that_broke_off() {
	go=$corpus/go-1.26.8
	for file in panics panics-in-line exits-in-line; do
		broken_off "$go/$file.txt"
	done
	broken_off "$go/panics.ndjson"
	broken_off "$corpus/logs/go-cut.txt"
	broken_off "$corpus/logs/criterion-cut.txt"
	broken_off "$corpus/criterion-0.8.2/console-panics.txt"
	{
		sed '/^PASS/,$d' "$go/cpu-1-2.txt"
		printf '*** Test killed with quit: ran too long (11m0s).\n'
		printf 'exit status 2\nFAIL\texample.org/gob\t660.012s\nFAIL\n'
	} >killed.txt
	broken_off killed.txt
	{
		cat "$go/cpu-1-2.txt"
		printf 'FAIL\texample.org/other [build failed]\nFAIL\n'
	} >built.txt
	broken_off built.txt
}
ok 'a run that broke off is marked' runs_that_broke_off

checked_broken_off() {
	git update-ref -d refs/notes/perf
	go=$corpus/go-1.26.8
	for i in 1 2 3; do
		commit "base $i"
		git perf record "$go/panics.txt" 2>"$err"
	done
	commit broken
	git perf record "$go/panics.txt" 2>"$err"
	git perf check >"$out" 2>"$err" || :
	grep -q -i -e 'broke off\|incomplete' "$out" ||
		fail "check does not say it: $(cat "$out")"
	expect_exit 2 git perf check --strict
	read_in "$go/cpu-1-2.txt"
	git perf show --json >show.json
	! grep -q '"incomplete": \(true\|"\)' show.json ||
		fail 'a whole run is marked'
}
ok 'check tells a run that broke off, --strict judges none' checked_broken_off

# Colours, mixed outputs

colours() {
	same_as "$corpus/logs/coloured-go.txt" "$corpus/go-1.26.8/cpu-1-2.txt"
	sed "s/^Benchmark.*/$(printf '\033')[1;33m&$(printf '\033')[0m/" \
		"$corpus/go-1.26.8/benchmem-count3.txt" >all.txt
	same_as all.txt "$corpus/go-1.26.8/benchmem-count3.txt"
}
ok 'coloured lines are read' colours

libtest_beside_criterion() {
	read_in "$corpus/logs/libtest-and-criterion.txt"
	measured 'sum/u32/64|.*|lower|.*'
	if ! grep -q bench_tiny series; then
		refuses bench_tiny bench_sum_1000 bench_sum_bytes
	fi
	read_or_named "$corpus/libtest-1.95/bench.txt" libtest
	read_or_named "$corpus/libtest-1.95/one-panics.txt" libtest
}
ok 'lines of libtest beside Criterion are read or counted' \
	libtest_beside_criterion

odd_go_lines() {
	read_in "$corpus/logs/go-commas.txt"
	if ! grep -q 'BenchmarkComma-2|ns/op|ns|lower|1877.5' series; then
		refuses BenchmarkComma
	fi
	if ! grep -q 'BenchmarkDecimal-2|ns/op' series; then
		refuses BenchmarkDecimal
	fi
	unmeasured 'BenchmarkDecimal.*|95'
	measured 'BenchmarkJoin-2|ns/op|.*|lower|2204'
}
ok 'Go lines whose numbers have commas are read or counted' odd_go_lines

# Folders

folders() {
	mkdir artifacts
	cp "$corpus/go-1.26.8/cpu-1-2.txt" artifacts/bench.txt
	echo '{"name": "shop", "version": "1.4.2", "lockfileVersion": 3}' \
		>artifacts/package-lock.json
	echo '{"total": {"lines": {"total": 812, "covered": 640, "pct": 78.8}}}' \
		>artifacts/coverage-summary.json
	printf 'name,ms\na,12.5\n' >artifacts/table.csv
	read_in artifacts
	measured 'BenchmarkJoin-2|ns/op|.*|lower|2204'
	unmeasured 'lockfileVersion\|pct\|covered'
	unmeasured '^a|ms'
	rm artifacts/bench.txt
	git update-ref -d refs/notes/perf
	not git perf record artifacts 2>"$err"
	rm artifacts/*.json
	read_in artifacts -f csv
	measured 'a|ms|ms|lower|12.5'
	read_in artifacts/table.csv
	measured 'a|ms|ms|lower|12.5'
}
ok 'a folder takes what is recognised by its marks' folders

criterion_folders() {
	rm -rf target && cp -r "$corpus/criterion-0.8.2/target-criterion" target
	read_in target
	measured 'sum/u32/64|.*|lower|.*'
	lacks "$err" 'not taken'
	lacks "$err" 'side file'
}
ok 'the files of one folder of Criterion are not refused' criterion_folders

old_files() {
	rm -rf target && cp -r "$corpus/criterion-0.8.2/target-criterion" target
	find "target/words" -type f -exec touch -d '3 weeks ago' {} +
	read_in target
	measured 'sum/u32/64|.*'
	unmeasured 'words/split'
	refuses words
	printf 'name,ms\na,12.375\n' >old.csv
	touch -d '2026-01-01' old.csv
	GIT_COMMITTER_DATE='2026-06-01T00:00:00Z' git commit -q --allow-empty -m new
	git perf record old.csv 2>"$err"
	grep -q -i 'older' "$err" || fail "not said: $(cat "$err")"
}
ok 'files that are older than the others are left out' old_files

the_same_again() {
	git update-ref -d refs/notes/perf
	printf '%s\n' name,ms a,12.375 b,13.625 c,14.875 >again.csv
	git perf record again.csv 2>"$err"
	commit next
	git perf record again.csv 2>"$err"
	grep -q -i 'same' "$err" || fail "not said: $(cat "$err")"
	printf '%s\n' name,allocs a,12 b,13 c,14 >whole.csv
	git perf record whole.csv 2>"$err"
	commit after
	git perf record whole.csv 2>"$err"
	! grep -q -i 'digit' "$err" || fail "said of counts: $(cat "$err")"
}
ok 'the same times as in an earlier run are told' the_same_again

# Rows that do not belong together

apart() {
	read_in "$corpus/logs/go-twice.txt"
	refuses BenchmarkMap
	has "$err" BenchmarkMap
	read_in "$corpus/go-1.26.8/benchmem-count3.txt"
	lacks "$json" 'apart'
}
ok 'repetitions that lie ten times apart are told' apart

rows_of_days() {
	git update-ref -d refs/notes/perf
	expect_exit 128 git perf record "$corpus/hand/otava.synthetic.csv"
	grep -q -i 'time\|commit' "$err"
	printf '%s\n' time,commit,ms 1764493201,8f14e45,12.5 \
		1764579601,c9f0f89,12.75 >rows.csv
	expect_exit 128 git perf record rows.csv
	printf '%s\n' timestamp,ms 2026-11-01T00:00:00Z,12.5 \
		2026-11-02T00:00:00Z,12.75 2026-11-03T00:00:00Z,12.5 >days.csv
	expect_exit 128 git perf record days.csv
	printf '%s\n' time,name,ms 1764493201,a,12.5 1764493204,b,12.75 \
		1764493207,a,12.625 >seconds.csv
	read_in seconds.csv
	measured 'a|ms|ms|lower|12.5'
	measured 'a|ms|ms|lower|12.625'
}
ok 'rows of several days are not samples of one run' rows_of_days

# Texts that are not read

unread_texts() {
	for pair in load/wrk.txt=wrk load/ab.txt=ApacheBench \
		load/vegeta.txt=vegeta load/hey.txt=hey \
		system/sysbench-cpu.txt=sysbench system/fio.txt=fio \
		system/iperf3.txt=iperf system/pgbench.txt=pgbench \
		system/perf-stat.txt='perf stat' system/gnu-time-v.txt=time \
		system/stress-ng.txt=stress-ng system/redis-benchmark.txt=redis \
		cpp/catch2.txt=Catch2 jmh-1.37/jmh.txt=JMH \
		js/benchmarkjs.txt=benchmark.js js/mitata.txt=mitata \
		k6-1.8.1/console.txt=k6 vitest-3.2.7/console-ok.txt=vitest \
		python/pytest-benchmark-console.txt=pytest-benchmark; do
		read_or_named "$corpus/${pair%%=*}" "${pair#*=}"
	done
}
ok 'texts of other tools are read or named' unread_texts

said_once() {
	repository once
	commit one
	printf '%s\n' name,widgets a,12.5 >w.csv
	git perf record w.csv 2>"$err"
	grep -q 'widgets' "$err"
	for i in 1 2 3; do
		commit "$i"
		git perf record w.csv 2>"$err"
		! grep -q '^note: .*widgets' "$err" || fail "again: $(cat "$err")"
	done
	git perf status >"$out" 2>&1
	has "$out" widgets
}
ok 'a guessed direction is said once' said_once

short_row_of_google() {
	read_in "$corpus/cpp/google-benchmark-counter-and-error.csv"
	measured 'BM_Counter|real_time|ns|lower|3.06116'
	measured 'BM_Counter|rows|.*|12.5'
	measured 'BM_Other|cpu_time|ns|lower|1.40871'
	unmeasured BM_Broken
	refuses BM_Broken
}
ok 'a failed row of Google Benchmark CSV costs only itself' \
	short_row_of_google

own_words_of_failure() {
	git update-ref -d refs/notes/perf
	if git perf record --json "$corpus/js/cronometro.json" >"$json" \
		2>"$err"; then
		series
		unmeasured broken
		refuses broken
	else
		grep -q -i cronometro "$err"
	fi
	refused_all "$corpus/load/hey-all-errors.txt" hey
	refused_all "$corpus/load/wrk-all-errors.txt" wrk
	refused_all "$corpus/system/pgbench-all-aborted.txt" pgbench
	refused_all "$corpus/k6-1.8.1/summary-export-all-failed.json" k6
	refused_all "$corpus/js/autocannon-all-errors.json" autocannon
	read_in "$corpus/cpp/google-benchmark.json"
	unmeasured BM_Broken
	refuses BM_Broken
}
# refused_all FILE TOOL: refused, or recorded with what failed
refused_all() {
	git update-ref -d refs/notes/perf
	if git perf record "$1" >"$out" 2>"$err"; then
		series
		# what failed stands beside a rate
		! grep -q '|higher|' series ||
			grep -q -i '\(fail\|error\).*|lower|' series ||
			fail "$1: $(cat series)"
	else
		grep -q -i -e "$2" "$err" || fail "$1: $(cat "$err")"
	fi
}
ok 'a result that says it failed is refused' own_words_of_failure

# JSON of other tools

other_json() {
	for pair in js/autocannon.json=autocannon js/tatami-ng.json=tatami \
		load/siege.json=siege python/memray.json=memray \
		load/bombardier.json=bombardier load/vegeta.json=vegeta \
		system/iperf3.json=iperf system/fio.json=fio \
		python/pyperf.json=pyperf jmh-1.37/jmh.json=JMH; do
		file=$corpus/${pair%%=*}
		read_or_named "$file" "${pair#*=}"
	done
	cat >fortio.json <<-'END'
	{"RunType": "HTTP", "Labels": "", "StartTime": "2026-11-30T10:00:00Z",
	 "RequestedQPS": "100", "ActualQPS": 99.5, "ActualDuration": 1005000000,
	 "NumThreads": 2, "DurationHistogram": {"Count": 100, "Min": 0.001,
	 "Max": 0.009, "Avg": 0.0025, "Percentiles": [{"Percentile": 50,
	 "Value": 0.002}]}, "RetCodes": {"200": 100}}
	END
	read_or_named fortio.json fortio
	cat >ips.json <<-'END'
	[{"name": "join", "central_tendency": 81234.5, "ips": 81234.5,
	  "error": 812, "stddev": 812, "microseconds": 5012345.5,
	  "iterations": 407123, "cycles": 8123}]
	END
	read_or_named ips.json 'benchmark-ips'
}
ok 'JSON of other tools is read or named, not plain' other_json

codspeed() {
	cat >codspeed.json <<-'END'
	{"creator": {"name": "pytest-codspeed", "version": "5.0.4", "pid": 4711},
	 "python": {"sysconfig": {"CC": "gcc"}},
	 "instrument": {"type": "walltime"},
	 "benchmarks": [{"name": "test_join", "uri": "test_bench.py::test_join",
	  "config": {"warmup_time_ns": null}, "stats": {"min_ns": 810.5,
	  "max_ns": 1901.5, "mean_ns": 901.25, "stdev_ns": 61.5, "rounds": 40}}]}
	END
	read_or_named codspeed.json codspeed
	cat >gungraun.json <<-'END'
	{"version":"6","kind":"LibraryBenchmark","summary_output":null,"project_root":"/home/dev/app","package_dir":"/home/dev/app","benchmark_file":"/home/dev/app/benches/a.rs","benchmark_exe":"/home/dev/app/target/release/deps/a","function_name":"sort","module_path":"a::group::sort","id":"short","details":"vec![3, 2, 1]","profiles":[{"tool":"Callgrind","summaries":{"parts":[],"total":{"regressions":[],"summary":{"Callgrind":{"Ir":{"metrics":{"Left":{"Int":1234}},"diffs":null}}}}}}]}
	END
	cat gungraun.json gungraun.json >two.json
	read_or_named gungraun.json gungraun
	read_or_named two.json gungraun
}
ok 'results of pytest-codspeed and gungraun are named' codspeed

finish
