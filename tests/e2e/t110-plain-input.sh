#!/bin/sh
# What goes in from plain CSV and JSON, as people write them: which numbers
# are measurements, under which names, with which unit and direction, and
# what is refused. tests/cases.txt names the case of each test.
. "$(dirname "$0")/lib.sh"
. "$GP_SOURCE/tests/e2e/input.sh"

repository
commit one

# Parameters

sizes_in_csv() {
	printf '%s\n' algorithm,input_size,time_ms quick,1000,1.5 \
		quick,10000,18.5 quick,100000,200.1 >sizes.csv
	read_in sizes.csv
	is 'quick/input_size=1000|time_ms|ms|lower|1.5' \
		'quick/input_size=10000|time_ms|ms|lower|18.5' \
		'quick/input_size=100000|time_ms|ms|lower|200.1'
	has_json "$json" '"refused":[]'
	# ten times slower at one size is a regression
	for number in 1 2 3 4 5 6; do
		commit "more$number"
		git perf record sizes.csv 2>"$err"
	done
	commit two
	sed 's/1000,1.5/1000,15.5/' sizes.csv >slow.csv
	git perf record slow.csv 2>"$err"
	expect_exit 1 git perf check -k 'quick*'
	has "$out" 'quick/input_size=1000'
}
ok 'a size is a parameter, in CSV' sizes_in_csv

sizes_in_json() {
	cat >sizes.json <<-'END'
	[{"benchmark": "sort", "size": 1000, "time_ms": 1.5},
	 {"benchmark": "sort", "size": 10000, "time_ms": 18.5}]
	END
	read_in sizes.json
	is 'sort/size=1000|time_ms|ms|lower|1.5' \
		'sort/size=10000|time_ms|ms|lower|18.5'
	printf '%s\n' '{"bench":"get","n":100,"ns_per_op":812.5}' \
		'{"bench":"get","n":10000,"ns_per_op":80125}' >lines.json
	read_in lines.json
	measured 'get/n=100|ns_per_op|.*|lower|812.5'
	measured 'get/n=10000|ns_per_op|.*|lower|80125'
}
ok 'a size is a parameter, in JSON' sizes_in_json

one_row_has_the_same_name() {
	printf '%s\n' algorithm,input_size,time_ms quick,1000,1.5 >one.csv
	read_in one.csv
	is 'quick/input_size=1000|time_ms|ms|lower|1.5'
	printf '%s\n' name,compiler,runtime_s nbody,gcc-12,3.4 >one.csv
	read_in one.csv
	measured 'nbody/compiler=gcc-12|runtime_s|s|lower|3.4'
	echo '[{"name": "sort", "threads": 4, "time_ms": 1.5}]' >one.json
	read_in one.json
	is 'sort/threads=4|time_ms|ms|lower|1.5'
}
ok 'a file of one row gives the names of a longer one' one_row_has_the_same_name

threads_alone() {
	printf '%s\n' threads,ops_per_sec 1,51234.5 8,201345.1 >scaling.csv
	read_in scaling.csv
	measured '.*threads=1|ops_per_sec|.*|higher|51234.5'
	measured '.*threads=8|ops_per_sec|.*|higher|201345'
	unmeasured '|threads|'
}
ok 'a column of threads is no measurement' threads_alone

second_text_column() {
	printf '%s\n' benchmark,compiler,opt,runtime_s nbody,gcc-12,O2,3.5 \
		nbody,clang-14,O2,3.25 nbody,gcc-12,O3,3 >text.csv
	read_in text.csv
	is 'nbody/compiler=gcc-12/opt=O2|runtime_s|s|lower|3.5' \
		'nbody/compiler=clang-14/opt=O2|runtime_s|s|lower|3.25' \
		'nbody/compiler=gcc-12/opt=O3|runtime_s|s|lower|3'
	echo '[{"name":"a","framework":"x","ms":1.5},{"name":"a","framework":"y","ms":2.5}]' >text.json
	read_in text.json
	is 'a/framework=x|ms|ms|lower|1.5' 'a/framework=y|ms|ms|lower|2.5'
}
ok 'a second text column is a parameter' second_text_column

rows_alike_are_samples() {
	printf '%s\n' name,size,ms encode,256,0.75 encode,256,0.875 \
		encode,65536,41.5 >repeated.csv
	read_in repeated.csv
	is 'encode/size=256|ms|ms|lower|0.75' \
		'encode/size=256|ms|ms|lower|0.875' \
		'encode/size=65536|ms|ms|lower|41.5'
}
ok 'rows that are equal in all parameters are samples' rows_alike_are_samples

counts_stay_values() {
	printf '%s\n' name,ms,allocs,bytes,requests,iterations,rank \
		get,1.5,3,4096,812,1000,1 get,1.75,3,4096,813,1000,2 >counts.csv
	read_in counts.csv
	measured 'get|allocs|.*|3'
	measured 'get|bytes|.*|4096'
	measured 'get|requests|.*|812'
	measured 'get|ms|ms|lower|1.75'
}
ok 'allocations, bytes and requests are values' counts_stay_values

undecided_is_refused() {
	printf '%s\n' name,elements_x,ms sort,1000,1.5 sort,100000,200 \
		>undecided.csv
	git update-ref -d refs/notes/perf
	git perf record --json undecided.csv >"$out" 2>"$err" || :
	has "$err" '--param'
	has "$err" '--sample'
	! git perf export --samples | grep -q 'sort,ms,ms,lower,2,' ||
		fail 'pooled'
	read_in undecided.csv --param elements_x
	is 'sort/elements_x=1000|ms|ms|lower|1.5' \
		'sort/elements_x=100000|ms|ms|lower|200'
	read_in undecided.csv --sample elements_x
	measured 'sort|ms|ms|lower|1.5'
	measured 'sort|ms|ms|lower|200'
}
ok 'rows that lie ten times apart are never pooled' undecided_is_refused

# Numbers in strings

strings() {
	cat >strings.json <<-'END'
	[{"name":"a","ok":true,"requests":"62034.4","latency":"15.63"},
	 {"name":"b","ok":true,"requests":"48211.9","latency":"19.25"}]
	END
	read_in strings.json
	measured 'a|requests|.*|62034.4'
	measured 'a|latency|.*|lower|15.63'
	measured 'b|latency|.*|lower|19.25'
	echo '{"parse": {"mean": "12.5 ms"}, "print": {"mean": "812.5 µs"}}' \
		>units.json
	read_in units.json
	measured 'parse|.*|ms|lower|12.5'
	measured 'print|.*|[^|]*s|lower|812.5'
	echo '[{"name": "x", "value": "41.25", "unit": "ms"}]' >custom.json
	read_in custom.json
	measured 'x|.*|ms|.*|41.25'
	echo '{"x": {"latency": {"value": "7.5"}}}' >bmf.json
	read_in bmf.json
	measured 'x|latency|.*|7.5'
}
ok 'numbers in strings are numbers' strings

words_in_strings() {
	echo '{"parse": {"ms": 12.5, "note": "warm cache"}, "print": {"ms": "slow"}}' >words.json
	read_in words.json
	measured 'parse.*|ms|ms|lower|12.5'
	refuses print
}
ok 'a text where a number belongs is refused by name' words_in_strings

# Signatures

two_marks() {
	echo '{"machine_info":{"cpu":"x"},"parse":{"latency_ms":41}}' >m.json
	read_in m.json
	measured 'parse|latency_ms|ms|lower|41'
	has_json "$json" '"format":"json"'
	echo '{"results":[{"command":"build","ms":5}]}' >r.json
	read_in r.json
	measured 'build|ms|ms|lower|5'
	echo '{"context":{"runner":"ci"},"benchmarks":[{"name":"a","ms":2.5}]}' >c.json
	read_in c.json
	measured 'a|ms|ms|lower|2.5'
	echo '{"benchmarks":[{"name":"a","time":2.5}],"version":"1.2"}' >b.json
	read_in b.json
	measured 'a|time|.*|lower|2.5'
}
ok 'one key of a tool does not make a file its output' two_marks

# Direction and unit

rates_win() {
	echo '{"throughput":{"p50":1000,"p99":1100}}' >t.json
	read_in t.json
	measured 'throughput|p50|.*|higher|1000'
	measured 'throughput|p99|.*|higher|1100'
	echo '{"requests_per_second":{"mean":1000,"stddev":20,"p50":1000}}' >q.json
	read_in q.json
	! grep -q '|lower|' series || fail "lower: $(cat series)"
	printf '%s\n' name,qps_p99,rps_mean,ops_median a,100,200,300 >p.csv
	read_in p.csv
	measured 'a|qps_p99|.*|higher|100'
	measured 'a|rps_mean|.*|higher|200'
}
ok 'a rate wins over a percentile' rates_win

requests() {
	echo '{"requests":{"mean":1000,"stddev":20,"p50":1000}}' >r.json
	read_in r.json
	! grep -q '|lower|' series || fail "lower: $(cat series)"
}
ok 'a summary of requests is not lower-is-better' requests

good_to_have() {
	printf '%s\n' \
		name,free_memory_mb,available_mb,saved_bytes,time_saved_ms,headroom_ms,used_memory_mb \
		a,1,2,3,4,5,6 >free.csv
	read_in free.csv
	for metric in free_memory_mb available_mb saved_bytes time_saved_ms \
		headroom_ms; do
		measured "a|$metric|.*|none|[1-5]"
	done
	measured 'a|used_memory_mb|MB|lower|6'
	echo '{"freeMemoryMb": 1, "remainingDiskMb": 2, "idle_time_ms": 3}' >f.json
	read_in f.json
	! grep -q '|lower|' series || fail "lower: $(cat series)"
	git perf record f.json 2>"$err"
	commit good
	git perf record f.json 2>"$err"
	git perf check >"$out" 2>"$err" || :
	head -n 1 "$out" | grep -q 'not judged'
}
ok 'what is good to have is not lower-is-better' good_to_have

usual_names() {
	printf '%s\n' mean_s,wall_s,total_s,time_s,cpu_s 1,2,3,4,5 >names.csv
	read_in names.csv
	for metric in wall_s total_s time_s cpu_s; do
		measured ".*|$metric|s|lower|[1-5]"
	done
	cat >names.json <<-'END'
	{"avgTime": 1, "executionTime": 2, "runtime": 3, "reqPerSec": 4,
	 "requestsPerSecond": 5, "fps": 6, "GFLOPS": 7, "bandwidth_gbps": 8,
	 "tok_s": 9, "hz": 10, "ips": 11, "p99Ms": 12}
	END
	read_in names.json
	for metric in avgTime executionTime runtime p99Ms; do
		measured ".*|$metric|.*|lower|[0-9]*"
	done
	measured '.*|p99Ms|ms|lower|12'
	for metric in reqPerSec requestsPerSecond fps GFLOPS bandwidth_gbps \
		tok_s hz ips; do
		measured ".*|$metric|.*|higher|[0-9]*"
	done
	echo '{"req_per_sec": 1, "avg_time": 2, "totalTimeMs": 3, "tokens_per_second": 4}' >more.json
	read_in more.json
	measured '.*|req_per_sec|.*|higher|1'
	measured '.*|avg_time|.*|lower|2'
	measured '.*|totalTimeMs|ms|lower|3'
	measured '.*|tokens_per_second|.*|higher|4'
}
ok 'the usual names have unit and direction' usual_names

# Failures

failed_rows() {
	printf '%s\n' benchmark,time_ms,error 'render,0,timed out after 30s' \
		parse,41.5, print,7.5,0 draw,3.5,false >errors.csv
	read_in errors.csv
	is 'parse|time_ms|ms|lower|41.5' 'print|time_ms|ms|lower|7.5' \
		'draw|time_ms|ms|lower|3.5'
	refuses render
	refuses 'timed out after 30s'
	cat >errors.json <<-'END'
	{"render":{"error":"timed out","time_ms":0},
	 "parse":{"error":null,"time_ms":41.5}, "print":{"error":"","time_ms":7.5},
	 "draw":{"error":0,"time_ms":3.5}, "swap":{"error":true,"time_ms":0},
	 "store":{"status":"failed","time_ms":0.25}, "load":{"success":false,"time_ms":0}}
	END
	read_in errors.json
	is 'parse|time_ms|ms|lower|41.5' 'print|time_ms|ms|lower|7.5' \
		'draw|time_ms|ms|lower|3.5'
	refuses render swap store load
}
ok 'a row that says it failed is refused' failed_rows

errors_are_numbers() {
	printf '%s\n' name,latency_ms,errors,error a,12.5,3,2 >numbers.csv
	read_in numbers.csv
	measured 'a|latency_ms|ms|lower|12.5'
	measured 'a|errors|.*|lower|3'
}
ok 'a number of errors is no failure' errors_are_numbers

empty_cells() {
	printf '%s\n' name,linux_ms,macos_ms open,1.5,N/A read,-,3.5 write,, \
		>cells.csv
	read_in cells.csv
	is 'open|linux_ms|ms|lower|1.5' 'read|macos_ms|ms|lower|3.5'
	refuses open read write
	echo '{"a": {"x_ms": 1.5, "y_ms": null}, "b": {"x_ms": null}}' >null.json
	read_in null.json
	is 'a|x_ms|ms|lower|1.5'
	refuses 'y_ms' 'b'
}
ok 'cells without a number are counted' empty_cells

# Summaries

summaries_in_csv() {
	printf '%s\n' 'Name,Mean (s),Std Dev (s),Min,Max,Runs' \
		compress,1.25,0.0625,1.125,1.375,20 >summary.csv
	read_in summary.csv
	[ "$(cut -d'|' -f2 series | sort -u | wc -l)" = 1 ] ||
		fail "more than one metric: $(cat series)"
	git perf show --json >show.json
	has_json show.json '"spread":0.0625'
	has_json show.json '"min":1.125'
	printf '%s\n' 'test,avg_ms,2*Stdev' alpha,14.5,0.5 >two.csv
	read_in two.csv
	measured 'alpha|time|ms|lower|14.5'
	unmeasured Stdev
	git perf show --json >show.json
	has_json show.json '"spread":0.25'
	printf '%s\n' benchmark,mean_ms,ci_low_ms,ci_high_ms sort,10.25,10,10.5 \
		>interval.csv
	read_in interval.csv
	measured 'sort|time|ms|lower|10.25'
	unmeasured '|ci_'
}
ok 'means, deviations and bounds are one summary' summaries_in_csv

samples_in_json() {
	cat >samples.json <<-'END'
	{"benchmarks": [{"name": "encode", "samples_ms": [12.5, 12.75]},
	 {"name": "decode", "runs": [7.25, 7.5]}]}
	END
	read_in samples.json
	measured 'encode|.*|ms|lower|12.5'
	measured 'encode|.*|ms|lower|12.75'
	measured 'decode|.*|7.25'
	grep -q ',encode,[^,]*,ms,lower,2,' export.csv
}
ok 'lists of runs are samples' samples_in_json

# Around the JSON

around_json() {
	echo '{"parse": {"latency_ms": 41.5}}' >r.json
	{
		printf '\n> shop@1.4.2 bench\n> node bench.js\n\n'
		cat r.json
	} >npm.txt
	{
		echo 'yarn run v1.22.19'
		echo '$ node bench.js'
		cat r.json
		echo 'Done in 0.35s.'
	} >yarn.txt
	{
		echo '(node:4711) ExperimentalWarning: fetch is experimental'
		cat r.json
	} >node.txt
	for file in npm.txt yarn.txt node.txt; do
		read_in "$file"
		is 'parse|latency_ms|ms|lower|41.5'
	done
	{
		cat r.json
		echo '{"print": {"latency_ms": 7.5}}'
	} >two.json
	read_in two.json
	is 'parse|latency_ms|ms|lower|41.5' 'print|latency_ms|ms|lower|7.5'
	tool=$GP_SOURCE/tests/data/corpus/cpp/google-benchmark-repetitions.json
	{
		echo '> addon@2.0.0 bench'
		cat "$tool"
		sed 's/BM_Sum/BM_Other/' "$tool"
	} >tool.txt
	read_in tool.txt
	measured 'BM_Sum/64|real_time|ns|lower|.*'
	measured 'BM_Other/64|real_time|ns|lower|.*'
}
ok 'preamble, trailer and several values around JSON' around_json

one_odd_element() {
	echo '{"results": [{"name": "x", "ms": 1.5}, {"name": "y", "ms": 2.5},]}' \
		>comma.json
	read_in comma.json
	is 'x|ms|ms|lower|1.5' 'y|ms|ms|lower|2.5'
	cat >odd.json <<-'END'
	[{"name": "a", "ms": 1.5}, "what is this", {"name": "b", "ms": -Infinity},
	 {"name": "c", "ms": 2.5}]
	END
	read_in odd.json
	is 'a|ms|ms|lower|1.5' 'c|ms|ms|lower|2.5'
	refuses b
	cat >gb.json <<-'END'
	{"context": {"library_build_type": "release", "num_cpus": 4},
	 "benchmarks": [
	 {"name": "BM_A", "run_type": "iteration", "iterations": 10,
	  "real_time": 1.5, "cpu_time": 1.25, "time_unit": "ns", "ratio": Inf},
	 "odd",
	 {"name": "BM_B", "run_type": "iteration", "iterations": 10,
	  "real_time": 2.5, "cpu_time": 2.25, "time_unit": "ns"}]}
	END
	read_in gb.json
	measured 'BM_A|real_time|ns|lower|1.5'
	measured 'BM_B|real_time|ns|lower|2.5'
	refuses ratio
}
ok 'one odd element does not cost the file' one_odd_element

no_numbers() {
	echo name,ms >nan.csv
	for value in NaN nan Inf inf Infinity -inf +Inf -Infinity; do
		echo "x$value,$value" >>nan.csv
	done
	echo 'good,1.5' >>nan.csv
	read_in nan.csv
	is 'good|ms|ms|lower|1.5'
	refuses xNaN xnan xInf xinf xInfinity x-inf x+Inf x-Infinity
	{
		echo '{"good": {"ms": 1.5}'
		for value in NaN nan Inf inf Infinity -inf -Infinity '"nan"'; do
			echo ", \"x$(echo "$value" | tr -d '"')\": {\"ms\": $value}"
		done
		echo '}'
	} >nan.json
	read_in nan.json
	is 'good|ms|ms|lower|1.5'
	refuses xNaN xnan xInf xinf xInfinity x-inf x-Infinity
}
ok 'every spelling of NaN and infinity is one thing' no_numbers

# Names of files

names_of_files() {
	sha=$(git rev-parse --short=12 HEAD)
	echo '{"latency_ms": 41.5}' >"results-$sha.json"
	read_in "results-$sha.json"
	measured 'results|latency_ms|ms|lower|41.5'
	has "$err" "$sha"
	printf 'time_ms\n12.5\n' >bench_20261130.csv
	read_in bench_20261130.csv
	measured 'bench|time_ms|ms|lower|12.5'
	has "$err" 20261130
	echo '{"latency_ms": 41.5}' >perf-2026-11-30.json
	read_in perf-2026-11-30.json
	measured 'perf|latency_ms|ms|lower|41.5'
	echo '{"latency_ms": 41.5}' >sha256-2048.json
	read_in sha256-2048.json
	measured 'sha256-2048|latency_ms|ms|lower|41.5'
	echo '{"latency_ms": 41.5}' >report-2024.json
	read_in report-2024.json
	measured 'report-2024|latency_ms|ms|lower|41.5'
}
ok 'ids and dates in the name of a file are no name' names_of_files

# What is no measurement

no_measurements() {
	printf '%s\n' commit,name,ms 1234e56,parse,12.5 1234e56,print,7.5 \
		>hash.csv
	read_in hash.csv
	is 'parse|ms|ms|lower|12.5' 'print|ms|ms|lower|7.5'
	cat >meta.json <<-'END'
	{"StartTime": 1764493201, "lockfileVersion": 3, "threshold_pct": 5,
	 "parse": {"latency_ms": 41.5}}
	END
	read_in meta.json
	is 'parse|latency_ms|ms|lower|41.5'
	printf '%s\n' name,build_id,ms parse,77e1234,12.5 >id.csv
	read_in id.csv
	! grep -q 'e+\|inf' series || fail "$(cat series)"
	measured '.*|ms|ms|lower|12.5'
}
ok 'hashes, times and settings are no measurements' no_measurements

wide_apart() {
	printf '%s\n' name,us 'map (+1),217' 'map (+1),0.052' >apart.csv
	git update-ref -d refs/notes/perf
	git perf record apart.csv >"$out" 2>"$err" || :
	has "$err" 'map (+1)'
}
ok 'repetitions that lie ten times apart are told, in CSV' wide_apart

finish
