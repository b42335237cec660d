#!/bin/sh
# Series that are missing: looked for as long as they are not retired, not
# before they are due, and only among what the same job measures.
. "$(dirname "$0")/lib.sh"

# measured NAME...: a commit at which these benchmarks were measured
measured() {
	git commit -q --allow-empty -m "$*"
	set -- "$@" end
	while [ "$1" != end ]; do
		set -- "$@" --value "$1:t=100.$((i % 5))ms"
		shift
	done
	shift
	git perf record "$@" 2>"$err"
}

# absent KEY: the keys of a list of the JSON report
absent() {
	git perf check --json >"$out" 2>"$err" || :
	python3 -SEc 'import json, sys
print(" ".join(s["benchmark"] for s in json.load(open(sys.argv[2]))[sys.argv[1]]))' \
		"$1" "$out"
}

two_crash() {
	repository crash
	for i in $(seq 12); do measured a b c; done
	for n in 1 2 3 4; do
		i=$n
		measured a
		expect_exit 0 git perf check
		head -n 1 "$out" | grep -q '^WARN' || fail "$(cat "$out")"
		head -n 1 "$out" | grep -qF '2 missing; 1 of 3 series ok' ||
			fail "$(cat "$out")"
		has "$out" 'next  if it is gone on purpose: git perf retire b:t'
		expect_exit 2 git perf check --strict
	done
	git perf check --json >"$out"
	fits_schema check "$out"
	has_json "$out" '"absent_for":4,"longest_gap":0'
	# not among what was asked for
	expect_exit 0 git perf check -k a:t
	head -n 1 "$out" | grep -qF ': 1 of 1 series ok' || fail "$(cat "$out")"
	# measured again
	measured a b c
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^PASS' || fail "$(cat "$out")"
}
ok 'benchmarks that crash are missing until they are measured again' two_crash

branch_sees_it() {
	repository dropped
	for i in $(seq 12); do measured a b c; done
	i=1
	measured a
	git checkout -q -b topic
	measured a
	measured a
	expect_exit 0 git perf check
	has "$out" '2 missing'
	git checkout -q main
}
ok 'a branch inherits what is missing on main' branch_sees_it

it_is_retired() {
	cd dropped
	expect_exit 0 git perf retire -m 'no longer built' b:t
	has "$err" "retired 'b:t' from "
	expect_exit 0 git perf check
	has "$out" '1 missing; 1 of 2 series ok'
	[ "$(absent retired)" = b ]
	git perf retire --list >"$out"
	has "$out" 'no longer built'
	git perf retire --list --json >"$out"
	fits_schema retire "$out"
	git perf show --json >"$out"
	fits_schema show "$out"
	has_json "$out" '"retired":[{'
	git perf show >"$out"
	has "$out" 'retired '
	# at descendants, too
	i=2
	measured a
	[ "$(absent retired)" = b ]
	# a result that follows counts, and its absence after it
	measured a b
	[ -z "$(absent retired)" ]
	for i in 1 2 3; do measured a; done
	git perf check >"$out"
	has "$out" '2 missing'
	expect_exit 0 git perf retire 'b*'
	[ "$(absent retired)" = b ]
	expect_exit 0 git perf retire --undo 'b*'
	has "$err" "undid the retirement of 'b*'"
	[ -z "$(absent retired)" ]
}
ok 'a retirement holds until a result follows' it_is_retired

it_is_shared() {
	cd dropped
	git init -q --bare ../remote.git
	git remote add origin ../remote.git
	git perf retire c:t
	git push -q origin main
	git perf push
	cd ..
	git clone -q remote.git clone
	cd clone
	git perf pull
	[ "$(absent retired)" = c ]
	expect_exit 0 git perf fsck
	expect_exit 128 git perf retire nothing:like:this
	has "$err" 'no series matches'
	expect_exit 129 git perf retire
	expect_exit 129 git perf retire --list x
	# two commits with one pattern
	git perf retire --at HEAD a:t
	git perf retire --at HEAD~1 a:t
	git commit -q --allow-empty -m later
	expect_exit 129 git perf retire --undo a:t
	has "$err" "'a:t' has a retirement at more than one commit"
}
ok 'retirements are shared; one that matches nothing is refused' it_is_shared

squashed() {
	cd dropped
	git checkout -q -b drop main
	i=3
	measured a
	git perf retire -m 'dropped here' b:t
	git checkout -q main
	git merge -q --squash drop
	git commit -q --allow-empty -m 'Drop b'
	git perf record --value a:t=100ms 2>"$err"
	# the tree is the same as on the branch
	[ "$(absent retired)" = 'b c' ]
}
ok 'a retirement made on a branch follows a squash' squashed

nightly() {
	repository nightly
	for i in $(seq 43); do
		if [ $((i % 10)) = 0 ]; then
			measured fast slow
		else
			measured fast
		fi
	done
	# ten commits later at the latest
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^PASS.*; 1 not due$' || fail "$(cat "$out")"
	[ "$(absent not_due)" = slow ]
	for format in text markdown github junit; do
		git perf check --format "$format" >"$out"
		has "$out" '1 not due'
	done
	for i in 44 45 46 47 48 49; do measured fast; done
	git perf check >"$out"
	has "$out" '1 not due'
	i=50
	measured fast
	git perf check >"$out"
	head -n 1 "$out" | grep -q '^WARN' || fail "$(cat "$out")"
	has "$out" '1 missing'
	lacks "$out" 'not due'
	git perf check -v >"$out"
	has "$out" 'not measured for 10 measured commits, at most 9 before'
}
ok 'a nightly benchmark is missing only when it is due' nightly

# Rarer than the commits that a check reads as a whole.
very_rare() {
	repository rare
	for i in $(seq 1 260); do
		if [ $((i % 120)) = 0 ]; then
			measured fast slow
		else
			measured fast
		fi
	done
	[ "$(absent not_due)" = slow ]
	git config perf.depth 1000
	git perf check >"$out"
	has "$out" '1 not due'
}
ok 'a weekly benchmark is known by its older results' very_rare

# as JOB COMMAND...: as a job of a CI service
as() {
	job=$1
	shift
	CI=1 GITLAB_CI=true CI_JOB_NAME=$job CI_JOB_ID=$i "$@"
}

jobs() {
	repository jobs
	for i in $(seq 8); do
		git commit -q --allow-empty -m "$i"
		as unit git perf record --value "unit:a=10$((i % 2))ms" \
			--value "unit:b=20$((i % 2))ms" 2>"$err"
		as load git perf record --value "load:a=30$((i % 2))ms" 2>"$err"
	done
	git commit -q --allow-empty -m next
	# the other job is still running
	as unit git perf record --value unit:a=100ms --value unit:b=200ms 2>"$err"
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^PASS.*: 2 of 2 series ok$' ||
		fail "$(cat "$out")"
	# and lost one when it came
	git commit -q --allow-empty -m crash
	as load git perf record --value load:a=300ms 2>"$err"
	as unit git perf record --value unit:a=100ms 2>"$err"
	git perf check >"$out"
	has "$out" '1 missing; 2 of 3 series ok'
}
ok 'a series is looked for in its own CI job' jobs

matrix() {
	repository matrix
	for i in $(seq 8); do
		git commit -q --allow-empty -m "$i"
		for python in 3.8 3.12; do
			as bench git perf record --tag "python=$python" \
				--value "t=10$((i % 2))ms" \
				--value "u=20$((i % 2))ms" 2>"$err"
		done
	done
	git commit -q --allow-empty -m next
	as bench git perf record --tag python=3.8 --value t=100ms 2>"$err"
	git perf check >"$out"
	# u of this cell, and nothing of the other one, which is still running
	has "$out" '1 missing; 1 of 2 series ok'
}
ok 'the cells of a matrix are apart' matrix

# on BED VALUE: a result of one testbed
on() {
	git perf record --testbed "$1" --value "t=$2ms" 2>"$err"
}

testbeds() {
	repository beds
	for i in $(seq 8); do
		git commit -q --allow-empty -m "$i"
		on ci "10$((i % 2))"
		on lab "20$((i % 2))"
		[ $((i % 4)) != 0 ] || on phone "30$((i % 2))"
	done
	for i in 1 2; do
		git commit -q --allow-empty -m lost
		on ci 100
	done
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^WARN.*; testbed lab is missing$' ||
		fail "$(cat "$out")"
	has "$out" "git perf retire --testbed lab '*'"
	for format in markdown github junit; do
		git perf check --format "$format" >"$out"
		tr -d '`' <"$out" >report
		has report 'testbed lab is missing'
	done
	git perf check --json >"$out"
	fits_schema check "$out"
	has_json "$out" '"missing_testbeds":[{"testbed":"lab","absent_for":2,"longest_gap":0}]'
	expect_exit 2 git perf check --strict
	has "$err" '1 testbed missing'
	# -k asks for less
	git perf check -k t:value >"$out"
	lacks "$out" 'is missing'
	git perf retire --testbed lab '*'
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^PASS' || fail "$(cat "$out")"
	git commit -q --allow-empty -m back
	on ci 100
	on lab 200
	git commit -q --allow-empty -m gone
	on ci 100
	git commit -q --allow-empty -m gone
	on ci 100
	git perf check >"$out"
	lacks "$out" 'lab is missing'
	git commit -q --allow-empty -m gone
	on ci 100
	git perf check >"$out"
	has "$out" '2 testbeds are missing'
}
ok 'a testbed that is lost is missing by the same rule' testbeds

jobs_of_beds() {
	repository runners
	for i in $(seq 8); do
		git commit -q --allow-empty -m "$i"
		GIT_PERF_TESTBED=arm as arm git perf record --value "t=10$((i % 2))ms" 2>"$err"
		GIT_PERF_TESTBED=x86 as x86 git perf record --value "t=20$((i % 2))ms" 2>"$err"
	done
	git commit -q --allow-empty -m next
	GIT_PERF_TESTBED=arm as arm git perf record --value t=100ms 2>"$err"
	git perf check >"$out"
	head -n 1 "$out" | grep -q '^PASS.*: 1 of 1 series ok$' || fail "$(cat "$out")"
}
ok 'the testbed of another CI job is not looked for' jobs_of_beds

finish
