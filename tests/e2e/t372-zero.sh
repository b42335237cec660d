#!/bin/sh
# A time or a rate of 0 where none was 0 before: the benchmark may not have run.
. "$(dirname "$0")/lib.sh"

# zero NAME N UNIT: N commits with values around 100, then one with 0
zero() {
	repository "$1"
	for i in $(seq "$2"); do
		commit "$i"
		git perf record --value "x:t=$((100 + i % 3))$3" 2>/dev/null
	done
	commit zero
	git perf record --value "x:t=0$3" 2>/dev/null
}

# may_not_have_run TEXT: no verdict, and a warning with the reason
may_not_have_run() {
	expect_exit 2 git perf check
	has "$out" "$1: the benchmark may not have run"
	lacks "$out" 'improvement'
	expect_exit 2 git perf check --json
	has_json "$out" '"status":"inconclusive","severity":"warn"'
	has_json "$out" '"verdict":"none"'
}

it_is_a_time() {
	zero time 12 ms
	may_not_have_run '0 ms'
	# beside another series it warns
	git perf record -c HEAD~1 --value y:t=5ms
	git perf record --value y:t=5ms
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^WARN'
	has "$out" '0 ms: the benchmark may not have run'
	expect_exit 2 git perf check --strict
	# with few commits
	cd ..
	zero early 2 ns
	may_not_have_run '0 ns'
}
ok 'a time of 0 is not an improvement' it_is_a_time

it_is_a_rate() {
	repository rate
	git config perf.x:t.better lower
	for i in 1 2 3 4 5 6; do
		commit "$i"
		git perf record --value "x:t=10${i}req/s" 2>/dev/null
	done
	commit zero
	git perf record --value x:t=0req/s 2>/dev/null
	may_not_have_run '0 req/s'
	# where more is better, it is worse
	git config perf.x:t.better higher
	expect_exit 1 git perf check
}
ok 'a rate of 0 is not an improvement' it_is_a_rate

it_counts() {
	repository allocations
	for i in 1 2 3 4 5 6; do
		commit "$i"
		git perf record --value x:allocs=5allocs/op 2>/dev/null
	done
	commit zero
	git perf record --value x:allocs=0allocs/op
	git config perf.x:allocs.better lower
	expect_exit 0 git perf check --json
	has_json "$out" '"status":"improvement"'
}
ok 'no allocations any more are an improvement' it_counts

it_was_zero_before() {
	repository before
	for i in 1 2 3 4 5 6 7 8; do
		commit "$i"
		git perf record --value "x:t=$((i % 2))ms" 2>/dev/null
	done
	commit zero
	git perf record --value x:t=0ms
	got=0
	git perf check >"$out" 2>"$err" || got=$?
	lacks "$out" 'may not have run'
}
ok 'a time that was 0 before can be 0 again' it_was_zero_before

finish
