#!/bin/sh
# Perf-Accept in the trailers of a commit accepts a change, if the base says so.
. "$(dirname "$0")/lib.sh"

# Ten commits at 100 ms; the base has the .gitperf of the second argument.
base_branch() {
	repository "$1"
	if [ -n "$2" ]; then
		# shellcheck disable=SC2059
		printf "$2" >.gitperf
		git add .gitperf
	fi
	history 10 parse:time 100 1
}

# A commit at $2 ms whose message ends in the trailers of the first argument.
slow_commit() {
	git commit -q --allow-empty -m 'Check bounds' -m "$1"
	record_around parse:time "$2" 1 ms 99
}

allowed='[perf]\n\tacceptTrailers = true\n'

accepts() {
	base_branch accepts "$allowed"
	git checkout -q -b topic
	slow_commit 'perf-accept: parse:time <= 40% checks bounds
  now' 130
	expect_exit 0 git perf check
	has "$out" '1 acceptance in effect'
	has "$out" 'checks bounds now'
	lacks "$out" --undo
	for format in markdown json; do
		expect_exit 0 git perf check --format "$format"
		has "$out" 'checks bounds now'
		has "$out" 'A Tester'
	done
	commit next
	record_around parse:time 130 1 ms 98
	expect_exit 0 git perf check
	has "$out" 'checks bounds now'
}
ok 'a trailer accepts a change, and reports list it' accepts

has_a_limit() {
	base_branch limit "$allowed"
	git checkout -q -b topic
	slow_commit 'Perf-Accept: parse:time <= 20% checks bounds' 130
	expect_exit 1 git perf check
}
ok 'a change beyond the limit of the trailer fails' has_a_limit

merged() {
	base_branch merged "$allowed"
	git checkout -q -b topic
	slow_commit 'Perf-Accept: parse:time checks bounds' 130
	git checkout -q main
	commit other
	git merge -q --no-ff -m 'Merge topic' topic
	record_around parse:time 130 1 ms 97
	expect_exit 0 git perf check
	has "$out" 'checks bounds'
	commit later
	record_around parse:time 130 1 ms 96
	expect_exit 0 git perf check
	has "$out" 'checks bounds'
}
ok 'it counts on the base branch after a merge' merged

not_allowed() {
	base_branch refused ''
	git checkout -q -b topic
	printf '[perf]\n\tacceptTrailers = true\n' >.gitperf
	git add .gitperf
	slow_commit 'Perf-Accept: parse:time checks bounds' 130
	expect_exit 1 git perf check
	has "$err" '1 trailer Perf-Accept ignored'
	has "$out" 'perf.acceptTrailers not set -> true'
	expect_exit 0 git -c perf.acceptTrailers=true perf check
}
ok 'a branch cannot allow its own trailers' not_allowed

malformed() {
	base_branch malformed "$allowed"
	git checkout -q -b topic
	slow_commit 'Perf-Accept: parse:time <= much checks bounds
Perf-Accept: parse:time' 130
	expect_exit 1 git perf check
	[ "$(grep -c 'must be KEY' "$err")" = 2 ]
	git commit -q --allow-empty -m 'Perf-Accept: parse:time in the subject

Perf-Accept: parse:time in the body, which goes on.

Another paragraph.'
	record_around parse:time 130 1 ms 98
	expect_exit 1 git perf check
}
ok 'a malformed trailer is a notice' malformed

shallow() {
	git clone -q --depth 3 -b topic "file://$trash/accepts" shallow
	cd shallow
	git fetch -q origin main:refs/remotes/origin/main --depth 12
	git fetch -q origin refs/notes/perf:refs/notes/perf
	git perf check >"$out" 2>"$err" || :
	has "$out" '1 acceptance in effect'
}
ok 'a trailer is read in a shallow clone, too' shallow

finish
