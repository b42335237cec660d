#!/bin/sh
# Patterns of -k that match no name as a whole, and names that are mistyped.
. "$(dirname "$0")/lib.sh"

repository go
for i in 0 1 2 3 4 5 6 7; do
	commit "$i"
	for size in 4B 16B; do
		printf 'BenchmarkSum64/%s \t 1000\t 10%s.%s ns/op\t 3 allocs/op\n' \
			"$size" "$((i % 3))" "$i"
	done | git perf record 2>/dev/null
done

in_check() {
	expect_exit 0 git perf check -k Sum64/4B
	has "$out" '2 of 2 series ok'
	has "$err" "warning: no series is called 'Sum64/4B': taking those that have it in the name: BenchmarkSum64/4B:ns/op, BenchmarkSum64/4B:allocs/op"
	git perf check -k sum64/4b:NS --json >"$out" 2>"$err"
	fits_schema check "$out"
	has "$out" "no series is called 'sum64/4b:NS': taking the one that has it in the name: BenchmarkSum64/4B:ns/op"
	[ "$(grep -c '^{"benchmark"' "$out")" = 1 ]
	# a whole name takes nothing else
	expect_exit 0 git perf check -k BenchmarkSum64/4B
	has "$out" '2 of 2 series ok'
	[ ! -s "$err" ]
	expect_exit 0 git perf check -k '*/4B' -k '16b:alloc'
	has "$out" '3 of 3 series ok'
	has "$err" "called '16b:alloc'"
	lacks "$err" "'*/4B'"
}
ok 'check takes a part of a name, and says so' in_check

regression_in_part() {
	commit slow
	printf 'BenchmarkSum64/4B \t 1000\t 150 ns/op\n' | git perf record 2>/dev/null
	expect_exit 1 git perf check -k sum64/4b
	has "$out" 'BenchmarkSum64/4B:ns/op'
	expect_exit 2 git perf check -k sum65/4b
	has "$out" 'no series matches'
	expect_exit 2 git perf check -k BenchmarkSum65/4B
	has "$err" "no series is called 'BenchmarkSum65/4B': did you mean 'BenchmarkSum64/4B'?"
}
ok 'what is taken is judged; nothing is judged for nothing' regression_in_part

others_that_read() {
	expect_exit 0 git perf compare -k SUM64/4B HEAD~2 HEAD~1
	has "$out" Sum64/4B
	lacks "$out" Sum64/16B
	has "$err" "no series is called 'SUM64/4B'"
	expect_exit 0 git perf log -k sum64/4b:ns --json
	[ "$(grep -c '"benchmark"' "$out")" = 1 ]
	has "$err" "taking the one that has it in the name: BenchmarkSum64/4B:ns/op"
	expect_exit 0 git perf log -k sum64/4B --testbed bed
	has "$err" "called 'sum64/4B'"
	expect_exit 2 git perf log -k zzzz
	has "$err" 'nothing that matches is recorded there'
	expect_exit 0 git perf export -k 16b:ALLOC
	[ "$(wc -l <"$out")" = 9 ]
	has "$err" "called '16b:ALLOC'"
	expect_exit 0 git perf export -k BenchmarkSum64/16B --format json
	[ ! -s "$err" ]
	expect_exit 0 git perf export -k BenchmarkSum64/16C
	[ "$(wc -l <"$out")" = 1 ]
	has "$err" "did you mean 'BenchmarkSum64/16B'?"
}
ok 'compare, log and export do so, too' others_that_read

those_that_write() {
	git notes --ref=perf list >before
	expect_fatal 128 "no series matches 'Sum64/4B'; candidates: BenchmarkSum64/4B:ns/op, BenchmarkSum64/4B:allocs/op" \
		git perf accept -m why Sum64/4B
	expect_fatal 128 "no series matches 'sum64'; candidates: BenchmarkSum64/4B:ns/op" \
		git perf alias sum64 sum
	git notes --ref=perf list | cmp before -
}
ok 'commands that write name the candidates, and refuse' those_that_write

finish
