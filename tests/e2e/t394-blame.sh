#!/bin/sh
# A change is blamed on the commits that can have made it: the first measured
# one that shows it, and those before it that nobody measured.
. "$(dirname "$0")/lib.sh"

# at VALUE...: a measured commit for each
at() {
	for value in "$@"; do
		commit "$value"
		git perf record --value "bench:time=${value}ms" 2>"$err"
	done
}

short() {
	git rev-parse --short=7 "$1"
}

# gap NAME: ten commits, two that nobody measures, and a slow one
gap() {
	repository "$1"
	at 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0
	last=$(short HEAD)
	commit 'slow, but not measured'
	commit 'not measured'
	commit measured
	git perf record --value bench:time=150ms 2>"$err"
	first=$(short HEAD)
	range="one of 3 commits $last..$first (2 not measured)"
}

judged_behind_a_gap() {
	gap judged
	expect_exit 1 git perf check
	has "$out" "      in $range"
	has "$out" "if the change in $range is intended: git perf accept bench:time --at $first -m REASON"
	for format in markdown github junit; do
		expect_exit 1 git perf check --format "$format"
		has "$out" "in $range"
	done
	expect_exit 1 git perf check --json
	has_json "$out" "\"blame\":{\"from\":\"$(git rev-parse HEAD~3)\",\"to\":\"$(git rev-parse HEAD)\",\"unmeasured\":2}"
	fits_schema check "$out"
	git perf record --value bench:time=150.1ms 2>"$err"
	expect_exit 1 git perf check
	has "$out" "2 runs agree: look at what changed in $range"
}
ok 'commits without a run are part of the range' judged_behind_a_gap

later_checks() {
	gap later
	at 150.1 149.9 150.5 149.6 150.2 150.4 149.8
	expect_exit 0 git perf check
	has "$out" "level changed by +50.0 % in $range"
	has "$out" "look at $range: the new level begins there"
	has "$out" "if the change in $range is intended: git perf accept bench:time --at $first"
	expect_exit 0 git perf check --json
	has_json "$out" '"unmeasured":2}'
	fits_schema check "$out"
}
ok 'a later check of the base names the range, too' later_checks

in_log() {
	gap in-log
	at 150.1 149.9 150.5 149.6 150.2 150.4 149.8
	expect_exit 0 git perf log --changes
	grep -q "▲ bench:time +50.* % .*worse, in $range" "$out"
	expect_exit 0 git perf log --json
	has_json "$out" "\"from\":\"$(git rev-parse "$last")\",\"to\":\"$(git rev-parse "$first")\",\"unmeasured\":2"
	fits_schema log "$out"
	expect_exit 0 git perf export --format json
	has_json "$out" "\"from\":\"$(git rev-parse "$last")\",\"to\":\"$(git rev-parse "$first")\",\"unmeasured\":2"
	fits_schema export "$out"
}
ok 'log and export have the range' in_log

without_a_gap() {
	repository plain
	at 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0 150
	expect_exit 1 git perf check
	lacks "$out" 'one of'
	expect_exit 1 git perf check --json
	has_json "$out" '"unmeasured":0}'
	at 150.1 149.9 150.5 149.6 150.2 150.4 149.8
	expect_exit 0 git perf check
	has "$out" "level changed by +50.0 % at $(short HEAD~7)"
	lacks "$out" 'one of'
	expect_exit 0 git perf log --changes
	lacks "$out" 'one of'
}
ok 'without a gap one commit is blamed' without_a_gap

# Other benchmarks were measured between; this one was not.
another_series() {
	repository another
	at 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0
	last=$(short HEAD)
	for i in 1 2 3; do
		commit "$i"
		git perf record --value other:time=1ms 2>"$err"
	done
	commit slow
	git perf record --value other:time=1ms --value bench:time=150ms 2>"$err"
	expect_exit 1 git perf check -k bench
	has "$out" "in one of 4 commits $last..$(short HEAD) (3 not measured)"
}
ok 'a commit where only others were measured is part of it' another_series

on_a_branch() {
	repository branch
	at 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0
	last=$(short HEAD)
	git checkout -q -b topic
	commit unmeasured
	at 100.1
	commit unmeasured
	at 150
	expect_exit 1 git perf check
	has "$out" "in one of 4 commits $last..$(short HEAD) (2 not measured)"
}
ok 'measured commits of the branch are not called unmeasured' on_a_branch

improved() {
	repository improved
	at 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0
	commit unmeasured
	at 60
	expect_exit 0 git perf check
	has "$out" "in one of 2 commits $(short HEAD~2)..$(short HEAD) (1 not measured)"
}
ok 'an improvement has a range, too' improved

finish
