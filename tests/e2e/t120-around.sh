#!/bin/sh
# What surrounds the output of a tool: logs of CI systems, colours, npm's lines,
# JSON lines, several reports.
. "$(dirname "$0")/lib.sh"

repository
commit one

criterion=$GP_SOURCE/tests/data/import/criterion/first-0.5.1.txt
hyperfine=$GP_SOURCE/tests/data/import/hyperfine

# The rows that would be recorded from standard input.
dry_rows() {
	expect_exit 0 git perf record --dry-run "$@"
	tail -n +1 "$out"
}

dry_rows <"$criterion" >"$trash/plain"
plain_err=$(cat "$err")

same_as_plain() {
	dry_rows <"$1" >got
	diff -u "$trash/plain" got
	has "$err" 'note: left out: lines '
	has "$err" 'the prefix of a log: '
}

log_prefixes() {
	[ -s "$trash/plain" ]
	case $plain_err in *'left out'*) fail "$plain_err" ;; esac
	for prefix in '2026-01-01T00:00:00.1234567Z ' '2026-01-01 00:00:00 ' \
		'[2026-01-01T00:00:00.000Z] ' '[12:00:00] ' '#15 22.66 ' \
		'bench_1  | ' 'bench-1 | ' 'Jan  1 00:00:00 ci bench[12]: ' \
		'2026-01-01T00:00:00.000000Z 00O ' \
		'2026-01-01T00:00:00Z bench-1  | '; do
		sed "s/^/$prefix/" "$criterion" >log
		same_as_plain log
	done
	tab=$(printf '\t')
	sed "s/^/build${tab}Run it${tab}2026-01-01T00:00:00.12Z /" \
		"$criterion" >log
	same_as_plain log
}
ok 'a prefix that all lines share in shape is removed' log_prefixes

docker_lines() {
	{
		echo '#1 [internal] load build definition'
		echo '#1 DONE 0.1s'
		sed 's/^/#15 22.66 /' "$criterion"
		echo '#15 DONE 31.2s'
	} >log
	same_as_plain log
	{
		echo 'Attaching to bench-1'
		sed 's/^/bench-1  | /' "$criterion"
		echo 'bench-1 exited with code 0'
	} >log
	same_as_plain log
	expect_exit 0 git perf record --dry-run --json <log
}
ok 'lines that docker adds to the log are left out' docker_lines

only_most_lines() {
	{
		sed 's/^/2026-01-01T00:00:00Z /' "$criterion"
		echo 'extra  time:   [1.0 ns 2.0 ns 3.0 ns]'
	} >log
	expect_exit 128 git perf record log
	n=$(($(wc -l <"$criterion") + 1))
	has "$err" "log: line 1 begins with a log's prefix ('2026-01-01T00:00:00Z'), line $n does not: remove the prefix"
	{
		sed 's/^/bench-1  | /' "$criterion"
		sed 's/^/other-1  | /' "$criterion"
	} >log
	expect_exit 128 git perf record log
	has "$err" "the lines of several programs are mixed ('bench-1' and 'other-1')"
	not git show-ref --verify -q refs/notes/perf
}
ok 'a prefix that only some lines have is an error' only_most_lines

lines_of_a_logger() {
	{
		printf 'goos: linux\n'
		printf '2026-01-01T00:00:00Z warming up\n'
		printf '2026-01-01T00:00:01Z ready\n'
		printf 'BenchmarkA-2 \t 100\t 12.5 ns/op\nPASS\n'
	} >go
	expect_exit 0 git perf record --dry-run go
	has "$out" 'BenchmarkA-2'
}
ok 'lines of a logger among results do not matter' lines_of_a_logger

colours() {
	printf 'goos: linux\nBenchmarkA-2 \t 100\t 12.5 ns/op\n' >go
	printf '\033[32mBenchmarkB-2\033[0m \t 100\t 13.5 ns/op\n' >>go
	printf '10 %%\r90 %%\rBenchmarkC-2 \t 100\t 14.5 ns/op\nPASS\n' >>go
	expect_exit 0 git perf record --dry-run go
	for name in A B C; do
		has "$out" "Benchmark$name-2"
	done
	has "$err" 'left out: go: 2 texts that later text'
}
ok 'colours and progress are removed' colours

npm_and_yarn() {
	cat >npm <<-'END'

	> demo@1.0.0 bench
	> node bench.js

	(node:4711) ExperimentalWarning: SQLite is an experimental feature
	[
	  {"name": "parse", "ms": 12.5},
	  {"name": "render", "ms": 3.25}
	]
	Done in 0.35s.
	END
	expect_exit 0 git perf record --dry-run --json npm
	cp "$out" json
	has json '"left_out": [{"benchmark": "line 2", "reason": "not part of a report: > demo@1.0.0 bench"}'
	has json '"line 10", "reason": "not part of a report: Done in 0.35s."'
	has json '"measurements": 2'
}
ok 'lines around JSON are left out and listed' npm_and_yarn

json_lines() {
	printf '{"name":"a","ms":1.50}\n{"name":"b","ms":2.50}\n{"name":"a","ms":1.75}\n' >lines
	expect_exit 0 git perf record lines
	git perf export --samples | tail -n +2 | cut -d, -f6,11 | sort >rows
	printf 'a,1.50\na,1.75\nb,2.50\n' >want
	diff -u want rows
}
ok 'JSON lines are the rows of one list' json_lines

cut_lines() {
	printf '{"name":"a","ms":1.5}\n{"name":"b","ms":\n{"name":"c","ms":2.5}\n' >lines
	expect_exit 0 git perf record --dry-run --json lines
	has "$err" 'skipped: line 2: line 2: the JSON ends too early'
	has "$err" 'the benchmarks broke off: line 2: the JSON ends too early'
	has "$out" '"incomplete": "line 2: the JSON ends too early"'
	printf '{"name":"b","ms":\n' >lines
	expect_exit 128 git perf record lines
	has "$err" 'lines: line 1: the JSON ends too early'
}
ok 'a cut value is refused, and the others are recorded' cut_lines

many_reports() {
	for i in 1 2 3 4 5 6 7 8 9 10; do
		cat "$hyperfine/once.json"
		echo "report $i"
	done >ten
	for i in 1 2 3 4 5 6 7 8 9 10; do
		cat ten ten ten ten ten ten ten ten ten ten
	done >thousand
	expect_exit 0 git perf record --dry-run --json thousand
	has "$out" '"format": "hyperfine"'
	has "$out" '800 more lines that are not part of a report'
}
ok 'a thousand reports in one stream are read' many_reports

two_tools() {
	{
		printf 'goos: linux\nBenchmarkA-2 \t 100\t 12.5 ns/op\nPASS\n'
		cat "$hyperfine/once.json"
	} >both
	expect_exit 0 git perf record --dry-run --json both
	has "$out" '"format": "hyperfine, go-bench"'
	has "$out" '"left_out": []'
}
ok 'reports of two tools in one stream are read' two_tools

foreign_text() {
	{
		echo 'RegExp#test x 79,454,450 ops/sec ±19.42% (11 runs sampled)'
		echo '{"level": 30, "ms": 5}'
	} >foreign
	expect_exit 128 git perf record foreign
	has "$err" 'this is output of Benchmark.js'
}
ok 'plain JSON in a text that cannot be read is not recorded' foreign_text

signature_in_a_string() {
	cat >nested <<-'END'
	{"results": [{"name": "go", "ms": 5.5,
	  "stdout": "BenchmarkX-8 100 12.3 ns/op",
	  "note": "{\"context\": {\"library_build_type\": \"release\"}, \"benchmarks\": []}"}]}
	END
	expect_exit 0 git perf record --dry-run --json nested
	has "$out" '"format": "json"'
}
ok 'a signature within a string is no signature' signature_in_a_string

dates_in_names() {
	printf 'ms\n1.5\n' >bench_20261130.csv
	head=$(git rev-parse HEAD)
	printf '{"parse": {"ms": 1.5}, "ms": 2.5}' >"results-$head.json"
	expect_exit 0 git perf record --dry-run bench_20261130.csv
	has "$err" "'bench_20261130' is recorded as 'bench'"
	expect_exit 0 git perf record --dry-run "results-$head.json"
	has "$out" '  results  ms  2.50 ms'
	has "$err" "is recorded as 'results'"
	cp bench_20261130.csv sha256-2048.csv
	expect_exit 0 git perf record --dry-run sha256-2048.csv
	has "$out" 'sha256-2048'
	not grep -q 'is recorded as' "$err"
}
ok 'ids and dates are no part of a name' dates_in_names

finish
