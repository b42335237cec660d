#!/bin/sh
# Rates that a tool computed from a time, and runs that broke off.
. "$(dirname "$0")/lib.sh"

# go_output TIME: ns/op around it, and the MB/s of 65,536 bytes
go_output() {
	awk -v time="$1" 'BEGIN {
		print "goos: linux"
		for (i = 0; i < 4; i++) {
			ns = time * (1 + .004 * ((i * 7) % 5 - 2))
			printf "BenchmarkParse-8 \t1000\t%.1f ns/op\t%.2f MB/s\n",
				ns, 65536 / ns * 1000
		}
		print "PASS"
	}'
}

# history_of_go NAME TIME: twelve commits around 1000 ns, then one of TIME
history_of_go() {
	repository "$1"
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		commit "$i"
		go_output "$((1000 + i * 5 % 7))" | git perf record 2>/dev/null
	done
	commit judged
	go_output "$2" | git perf record 2>/dev/null
}

counts_once() {
	history_of_go once 1400
	expect_exit 1 git perf check
	has "$out" ': 1 regression; 0 of 1 series ok'
	has "$out" 'BenchmarkParse-8:ns/op'
	lacks "$out" MB/s
	expect_exit 1 git perf check -v
	has "$out" '      also MB/s: '
	expect_exit 1 git perf check --json
	has_json "$out" '"regression":1,'
	has_json "$out" '"derived":[{"metric":"MB/s","unit":"MB/s","better":"higher","change":-0.28'
	has_json "$out" '"source":null'
	expect_exit 0 git perf show --json
	has_json "$out" '"source":"ns/op"'
}
ok 'a regression is counted once, and shows its rate' counts_once

named() {
	history_of_go named 1030
	expect_exit 0 git perf check
	expect_exit 1 git perf check --fail 'MB/s=1%' --warn 'MB/s=1%'
	has "$out" ': 1 regression; 0 of 1 series ok'
	has "$out" 'BenchmarkParse-8:MB/s'
	expect_exit 1 git -c perf.failThroughput=1% perf check
	has "$out" 'BenchmarkParse-8:MB/s'
	expect_exit 1 git -c 'perf.BenchmarkParse*.budget=65000MB/s' perf check
	has "$out" 'over budget   BenchmarkParse-8:MB/s'
	has "$out" ': 1 over budget; 0 of 1 series ok'
	expect_exit 0 git -c 'perf.BenchmarkParse*.fail=50%' perf check
	has "$out" '1 of 1 series ok'
}
ok 'it is judged if its metric, unit or kind is named' named

selected() {
	history_of_go selected 1400
	expect_exit 1 git perf check -k '*:MB/s'
	has "$out" 'BenchmarkParse-8:MB/s'
	has "$out" ': 1 regression; 0 of 1 series ok'
	expect_exit 1 git perf check -k 'Benchmark*'
	has "$out" 'BenchmarkParse-8:ns/op'
}
ok '-k selects it alone' selected

without_source() {
	history_of_go alone 1000
	commit rate
	go_output 1400 | sed 's/[0-9.]* ns\/op//' |
		git perf record 2>/dev/null
	expect_exit 1 git perf check
	has "$out" 'BenchmarkParse-8:MB/s'
}
ok 'it is judged if its source was not recorded' without_source

compared() {
	history_of_go compared 1400
	expect_exit 1 git perf compare HEAD~1 HEAD
	has "$out" ': 1 regression; 0 of 1 row ok'
	has "$out" 'note  derived: computed from another metric'
	expect_exit 1 git perf compare --json HEAD~1 HEAD
	has_json "$out" '"source":"ns/op","counted":false'
	has_json "$out" '"source":null,"counted":true'
	go_output 1000 >old.txt
	go_output 1400 >new.txt
	go_output 1400 >>new.txt
	go_output 1000 >>old.txt
	expect_exit 1 git perf compare --files old.txt new.txt
	has "$out" ': 1 regression; 0 of 1 row ok'
}
ok 'compare shows it, and counts one row' compared

broke_off() {
	history_of_go broken 1000
	commit panics
	{
		go_output 1000 | grep -v PASS
		printf 'BenchmarkSort-8 \tpanic: boom\n\n'
		printf 'goroutine 1 [running]:\nexit status 2\nFAIL\tx\t1.2s\nFAIL\n'
	} >panics.txt
	expect_exit 0 git perf record panics.txt
	has "$err" 'broke off'
	tail -n 1 "$err" | grep -q 'broken off' || fail "$(cat "$err")"
	for format in text markdown github junit; do
		expect_exit 0 git perf check --format "$format"
		has "$out" 'broke off ('
		has "$out" 'results behind it are missing'
	done
	expect_exit 0 git perf show
	has "$out" 'broke off: '
	expect_exit 0 git perf check --json
	has_json "$out" '"verdict":"pass"'
	has_json "$out" '"incomplete":[{"run":"'
	expect_exit 2 git perf check --strict --json
	has_json "$out" '"verdict":"none"'
	has "$err" 'no verdict with --strict: 1 run broke off'
	expect_exit 2 git perf check --strict
	head -n 1 "$out" | grep -q '^NONE .*a run broke off' ||
		fail "$(cat "$out")"
	go_output 1000 | git perf record 2>/dev/null
	expect_exit 0 git perf check --strict
	lacks "$out" 'broke off'
}
ok 'a run that broke off is said, and --strict has no verdict' broke_off

fails_anyway() {
	history_of_go fails 1000
	commit panics
	{
		go_output 1400 | grep -v PASS
		printf 'BenchmarkSort-8 \tpanic: boom\n\nFAIL\tx\t1.2s\nFAIL\n'
	} | git perf record 2>/dev/null
	expect_exit 1 git perf check --strict
	has "$out" 'broke off ('
}
ok 'what fails before a run broke off is a failure' fails_anyway

finish
