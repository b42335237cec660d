#!/bin/sh
# Units and directions: guesses from names, said once, shown by status.
. "$(dirname "$0")/lib.sh"

# guess_is METRIC UNIT BETTER: what the last record --json guessed
guess_is() {
	has_json "$out" '{"metric":"'"$1"'","unit":"'"$2"'","better":"'"$3"'"}'
}

record_text() {
	printf '%s\n' "$1" >input
	shift
	expect_exit 0 git perf record --json "$@" <input
}

rates_in_paths() {
	repository rates
	commit one
	record_text '{"throughput":{"p50":1000,"p99":1100}}'
	guess_is p50 '' higher
	guess_is p99 '' higher
	record_text '{"requests":{"mean":1000,"stddev":20,"p50":1000}}'
	guess_is requests '' none
	guess_is p50 '' none
	record_text '{"requests":{"per_second":1000},"latency_ms":{"p50":5}}'
	guess_is per_second requests/s higher
	guess_is p50 ms lower
}
ok 'a rate in the path wins over a percentile' rates_in_paths

# Ten times the p50 of a throughput is not a regression.
faster_server() {
	repository faster
	for i in 1 2 3 4 5 6; do
		commit "$i"
		record_text '{"throughput":{"p50":100'"$i"'}}'
	done
	commit faster
	record_text '{"throughput":{"p50":2000}}'
	expect_exit 0 git perf check
	has "$out" '1 improvement'
	git reset -q --hard HEAD~1
	commit slower
	record_text '{"throughput":{"p50":500}}'
	expect_exit 1 git perf check
}
ok 'a faster server passes, a slower one fails' faster_server

good_to_have() {
	repository free
	commit one
	record_text "$(printf '%s\n' 'name,free_memory_mb,available_mb,saved_bytes,time_saved_ms,headroom_ms' 'a,500.5,400.5,300.5,20.5,10.5')"
	guess_is free_memory_mb MB none
	guess_is available_mb MB none
	guess_is saved_bytes B none
	guess_is time_saved_ms ms none
	guess_is headroom_ms ms none
}
ok 'the unit does not decide over "free" and "saved"' good_to_have

usual_names() {
	repository usual
	commit one
	record_text '{"mean_s":1.5,"avgTime":2.5,"p99Ms":3.5,"reqPerSec":4.5,
		"GFLOPS":5.5,"tok_s":6.5,"bandwidth_gbps":7.5,"runtime":8.5,
		"fps":9.5,"cpu_s":1.25}'
	guess_is mean_s s lower
	guess_is avgTime '' lower
	guess_is p99Ms ms lower
	guess_is reqPerSec req/s higher
	guess_is GFLOPS GFLOPS higher
	guess_is tok_s tok/s higher
	guess_is bandwidth_gbps Gbit/s higher
	guess_is runtime '' lower
	guess_is fps fps higher
	guess_is cpu_s s lower
}
ok 'usual names have a unit and a direction' usual_names

# A count per time is one dimension.
count_per_time() {
	repository per-time
	for i in 1 2 3 4 5 6; do
		commit "$i"
		git perf record --value q:thr=100ops/s 2>/dev/null
	done
	commit slower
	git perf record --value q:thr=0.060ops/ms 2>/dev/null
	expect_exit 1 git perf check
	has "$out" '1 regression'
	has "$out" '0.100 ops/ms → 0.0600 ops/ms, -40.0 %'
	git reset -q --hard HEAD~1
	commit same
	git perf record --value q:thr=6000operations/min 2>/dev/null
	expect_exit 0 git perf check
	git reset -q --hard HEAD~1
	commit other
	git perf record --value q:thr=100rows/s 2>/dev/null
	expect_exit 2 git perf check
}
ok 'counts per time are converted if the same is counted' count_per_time

said_once() {
	repository once
	printf 'name,p50_ms,thing,throughput\na,1.5,2.5,3.5\n' >b.csv
	commit one
	git perf record b.csv 2>first
	has first 'guessed that lower is better: p50_ms [ms]'
	has first 'guessed that higher is better: throughput'
	has first 'not judged until you say which is better: thing'
	for i in 1 2 3; do
		git perf record b.csv 2>again
		lacks again 'note:'
	done
	commit two
	git perf record b.csv 2>again
	lacks again 'note:'
	expect_exit 0 git perf record --json b.csv
	guess_is p50_ms ms lower
	guess_is thing '' none
	guess_is throughput '' higher
	git clone -q . clone
	git -C clone fetch -q origin 'refs/notes/perf:refs/notes/perf'
	git -C clone perf record "$PWD/b.csv" 2>again
	lacks again 'note:'
	printf 'name,p50_ms,weight\na,1.5,2.5\n' >c.csv
	git perf record c.csv 2>again
	has again 'not judged until you say which is better: weight'
	lacks again 'p50_ms'
}
ok 'a guess is said once' said_once

in_status() {
	repository status
	printf 'name,p50_ms,thing,throughput\na,1.5,2.5,3.5\n' >b.csv
	commit one
	git perf record b.csv 2>/dev/null
	commit two
	expect_exit 0 git perf status
	has "$out" 'lower    is better: p50_ms'
	has "$out" 'higher   is better: throughput'
	has "$out" 'unknown  direction, not judged: thing'
	has "$out" "git config 'perf.*:<metric>.better' lower|higher"
	expect_exit 0 git perf status --json
	has_json "$out" '{"benchmark":"a","metric":"thing","unit":"","better":"none"}'
	git config 'perf.*:thing.better' lower
	expect_exit 0 git perf status
	has "$out" 'lower    is better: p50_ms, thing'
	lacks "$out" 'unknown'
}
ok 'status shows how metrics are judged' in_status

counted_in_check() {
	repository counted
	for i in 1 2 3 4 5 6; do
		commit "$i"
		printf 'name,time_ms,free_mb\na,10.%s,20%s.5\n' "$i" "$i" |
			git perf record 2>/dev/null
	done
	expect_exit 0 git perf check
	head -n 1 "$out" >line
	has line '1 of 2 series ok, 1 not judged'
	has "$out" 'git config perf.a:free_mb.better lower|higher'
	git config perf.a:free_mb.better higher
	expect_exit 0 git perf check
	head -n 1 "$out" >line
	has line '2 of 2 series ok'
	lacks line 'not judged'
}
ok 'line 1 of check counts what is not judged' counted_in_check

finish
