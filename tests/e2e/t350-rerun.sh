#!/bin/sh
# perf.rerun: a suspect is measured again before the check fails.
. "$(dirname "$0")/lib.sh"

# suspect DIRECTORY [VALUE]: a history, and a commit that looks slower
suspect() {
	repository "$1"
	history 12 parse:value 100 1
	commit suspect
	record_around parse:value "${2:-140}" 1 ms 99
}

# rerun_prints VALUE...: what the command prints in each run
rerun_prints() {
	n=0
	for value in "$@"; do
		n=$((n + 1))
		printf '[{"name": "parse", "unit": "ms", "value": %s}]\n' \
			"$value" >"$trash/print.$n"
	done
	rm -f "$trash/times"
	git config perf.rerun "echo run >>'$trash/times'
		cat '$trash/print.'\$(grep -c . '$trash/times')"
}

ran() {
	[ "$(grep -c . "$trash/times" 2>/dev/null || :)" = "$1" ] ||
		fail "ran $(cat "$trash/times" 2>&1), wanted $1"
}

not_confirmed() {
	suspect innocent
	rerun_prints 100.1 99.8
	expect_exit 1 git perf check --no-rerun
	[ ! -e "$trash/times" ]
	expect_exit 0 git perf check
	ran 2
	[ "$(runs_at)" = 3 ]
	has "$out" PASS
	has "$out" '1 suspected regression not confirmed by 2 reruns: parse:value'
	has "$err" 'recorded 1 measurement of 1 benchmark'
	git notes --ref=perf show >"$trash/note"
	expect_exit 0 git perf show --json
	has_json "$out" '"rerun":"1"'
	expect_exit 0 git perf check
	ran 2
}
ok 'a suspect that is not confirmed passes' not_confirmed

confirmed() {
	suspect guilty
	rerun_prints 141 139
	expect_exit 1 git perf check --json
	ran 2
	has_json "$out" '"verdict":"fail"'
	has_json "$out" '"reruns":2'
	has_json "$out" '"notices":[]'
	expect_exit 1 git perf check
	ran 2
	has "$out" 'confirmed by 2 reruns'
	has "$out" 'the reruns confirm it'
}
ok 'a confirmed regression fails, and is not run again' confirmed

one_is_left() {
	suspect half
	record_around parse:value 141 1 ms 98
	rerun_prints 140
	expect_exit 1 git perf check
	ran 1
	has "$out" 'confirmed by 1 rerun'
	[ "$(runs_at)" = 3 ]
}
ok 'three runs are enough' one_is_left

# fails_as COMMAND TEXT: same verdict, nothing is recorded, one warning
fails_as() {
	git config perf.rerun "$1"
	expect_exit 1 git perf check
	[ "$(runs_at)" = 1 ]
	lacks "$out" confirmed
	[ "$(grep -c '^warning: perf.rerun' "$err")" = 1 ] ||
		fail "$(cat "$err")"
	has "$err" "$2"
	has "$err" 'the verdict stays as it is'
	! tr -d '\n\t -~' <"$err" | grep -q . || fail 'controls are printed'
}

failing() {
	suspect failing
	fails_as 'exit 3' 'ended with status 3'
	fails_as 'kill -TERM $$' 'ended with status 143'
	fails_as no-such-benchmark 'ended with status 127'
	fails_as true 'nothing to record'
	fails_as 'echo no benchmark at all' 'unknown format'
	fails_as "printf '\\033]0;owned\\007\\200\\377'" perf.rerun
	fails_as 'head -c 100000 /dev/zero' perf.rerun
	fails_as 'echo "{\"parse\": {\"time\": }}"' 'line 1'
	fails_as 'echo "{\"parse\": {\"value\": 100}}"' "is in '' and not"
	fails_as 'yes "{\"parse\": 1}"' 'more than'
	# the second run counts as much as the first
	fails_as "[ ! -e '$trash/second' ] || exit 4
		touch '$trash/second'
		echo '{\"parse\": {\"time\": 1}}'" 'ended with status 4'
}
ok 'a command that fails or prints invalid output changes nothing' failing

environment() {
	suspect environment
	git perf record --value 'two words:time=1ms' 2>/dev/null
	mkdir -p below
	cd below
	git config perf.rerun "pwd >'$trash/pwd'
		printf '%s' \"\$GIT_PERF_SUSPECTS\" >'$trash/suspects'
		cat >'$trash/stdin'
		git perf check >'$trash/inner'; echo \$? >'$trash/inner.status'
		echo to stderr >&2
		echo '[{\"name\": \"parse\", \"unit\": \"ms\", \"value\": 140}]'"
	echo input | expect_exit 1 git perf check
	[ "$(cat "$trash/pwd")" = "$(git rev-parse --show-toplevel)" ]
	printf 'parse:value\n' | cmp - "$trash/suspects"
	[ ! -s "$trash/stdin" ]
	[ "$(cat "$trash/inner.status")" = 1 ]
	[ "$(grep -c 'to stderr' "$err")" = 2 ]
	[ "$(git notes --ref=perf show | grep -c .)" = 4 ]
}
ok 'it runs at the top, gets the suspects, and does not recurse' environment

tags() {
	repository tags
	for value in 100 101 99 100 101 99 100 101; do
		commit "$value"
		git perf record --tag users=50 --value parse:value="${value}ms" \
			2>/dev/null
	done
	commit slower
	git perf record --tag users=50 --value parse:value=150ms 2>/dev/null
	rerun_prints 150 150
	expect_exit 1 git perf check
	has "$out" 'confirmed by 2 reruns'
	has "$out" 'parse [users=50]:value'
	expect_exit 0 git perf show --json
	has_json "$out" '"tags":{"users":"50"}'
	has_json "$out" '"rerun":"1"'
}
ok 'a rerun has the tags of the run that it confirms' tags

# Of two suspects the command can measure only one: it does not know which.
two_cells() {
	repository cells
	for value in 100 101 99 100 101 99 100 101 150; do
		commit "$value"
		for python in 3.8 3.12; do
			git perf record --tag python="$python" \
				--value parse:value="${value}ms" 2>/dev/null
		done
	done
	rerun_prints 100 100
	expect_exit 1 git perf check
	[ ! -e "$trash/times" ]
	has "$err" 'the suspects have different tags'
}
ok 'suspects with different tags are not run again' two_cells

elsewhere() {
	suspect elsewhere
	rerun_prints 100 100
	expect_exit 1 git -c perf.testbed=other perf check
	has "$err" "perf.rerun is not run: 'bed' was measured there"
	commit next
	expect_exit 1 git perf check HEAD~1
	has "$err" 'the work tree does not hold what was judged'
	git checkout -q HEAD~1
	echo edited >>file
	expect_exit 1 git perf check
	has "$err" 'the work tree does not hold what was judged'
	[ ! -e "$trash/times" ]
	git reset -q --hard
	expect_exit 0 git perf check
	ran 2
}
ok 'only the checked commit is measured, on the machine of its testbed' \
	elsewhere

other_benchmark() {
	suspect other
	git config perf.rerun "echo '{\"print\": {\"time\": 1}}'"
	expect_exit 1 git perf check
	has "$err" 'perf.rerun did not measure 1 of 1 suspects'
	lacks "$out" confirmed
}
ok 'a suspect that was not measured again stays a regression' other_benchmark

budgets() {
	suspect budgets
	git config 'perf.parse:value.budget' 120ms
	rerun_prints 100 100
	expect_exit 1 git perf check
	[ ! -e "$trash/times" ]
}
ok 'a budget needs no confirmation' budgets

passes() {
	suspect passes 100
	rerun_prints 100 100
	expect_exit 0 git perf check
	[ ! -e "$trash/times" ]
	[ ! -s "$err" ]
}
ok 'nothing runs if nothing fails' passes

committed() {
	suspect committed
	printf '[perf]\n\trerun = touch %s\n\thookRun = touch %s\n' \
		"$trash/hacked" "$trash/hacked" >.gitperf
	expect_exit 1 git perf check
	[ ! -e "$trash/hacked" ]
	has "$err" .gitperf
	git -c perf.rerun= perf check >"$out" 2>"$err" || :
	[ "$(grep -c -e '^fatal: ' "$err")" = 1 ]
	has "$err" perf.rerun
}
ok 'a committed file runs nothing' committed

off_base() {
	suspect branch 100
	git checkout -qb topic
	commit slower
	record_around parse:value 150 1 ms 4
	rerun_prints 150 150
	expect_exit 1 git perf check
	[ "$(git notes --ref=perf show "HEAD^{tree}" | grep -c .)" = 3 ]
}
ok 'on a branch, reruns survive a squash like other runs' off_base

finish
