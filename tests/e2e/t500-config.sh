#!/bin/sh
# Where settings come from, and which one takes precedence.
. "$(dirname "$0")/lib.sh"

# Eleven commits at 100 ms, one at 107: warns by default.
slower() {
	repository "$1"
	history 11 parse:time 100 1
	commit slower
	record_around parse:time 107 1 ms 99
}

committed() {
	# shellcheck disable=SC2059
	printf "$1" >.gitperf
	git add .gitperf
	git commit -q --amend -C HEAD
}

precedence() {
	slower precedence
	committed_status=$(git rev-parse HEAD)
	[ -n "$committed_status" ]
	expect_exit 0 git perf check --config-from=worktree
	printf '[perf]\n\tfail = 6%%\n' >.gitperf
	expect_exit 1 git perf check --config-from=worktree
	git config --global perf.fail 20%
	expect_exit 0 git perf check --config-from=worktree
	git config perf.fail 6%
	expect_exit 1 git perf check --config-from=worktree
	expect_exit 0 git -c perf.fail=20% perf check --config-from=worktree
	expect_exit 1 git -c perf.fail=20% perf check --config-from=worktree --fail 6%
	git config --global --unset perf.fail
}
ok 'option, git -c, local, global, .gitperf' precedence

environment() {
	slower environment
	expect_exit 1 env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=perf.fail \
		GIT_CONFIG_VALUE_0=6% git perf check
	printf '[perf]\n\tfail = 6%%\n' >"$trash/global"
	expect_exit 1 env GIT_CONFIG_GLOBAL="$trash/global" \
		GIT_PERF_TESTBED=bed git perf check
}
ok 'GIT_CONFIG_COUNT and GIT_CONFIG_GLOBAL' environment

patterns() {
	slower patterns
	cat >.gitperf <<-'END'
	[perf "*"]
		fail = 6%
	[perf "parse:*"]
		fail = 20%
	END
	expect_exit 0 git perf check --config-from=worktree
	cat >.gitperf <<-'END'
	[perf "parse:*"]
		fail = 20%
	[perf "*"]
		fail = 6%
	END
	expect_exit 1 git perf check --config-from=worktree
	# Key by key: the last section does not set fail.
	cat >.gitperf <<-'END'
	[perf "*"]
		fail = 6%
	[perf "parse"]
		warn = 5.5%
	END
	expect_exit 1 git perf check --config-from=worktree
}
ok 'the last pattern that matches counts, key by key' patterns

judged_commit() {
	slower judged
	committed '[perf]\n\tfail = 6%%\n'
	record_around parse:time 107 1 ms 99
	git clone -q --bare . "$trash/bare.git"
	git -C "$trash/bare.git" fetch -q origin refs/notes/perf:refs/notes/perf
	expect_exit 0 git -C "$trash/bare.git" perf check
	has "$out" 'perf.fail not set -> 6%'
	expect_exit 1 git -C "$trash/bare.git" perf check --config-from=head
	expect_exit 1 git -C "$trash/bare.git" perf check --config-from=worktree
}
ok 'without a working tree --config-from=worktree reads the judged commit' \
	judged_commit

hostile() {
	slower hostile
	cat >.gitperf <<-END
	[include]
		path = $trash/included
	[core]
		fsmonitor = touch $trash/executed
	[perf]
		rerun = touch $trash/executed
		testbed = elsewhere
		durable = false
		nonsense = 1
		fail = 6%
	END
	printf '[perf]\n\tfail = 50%%\n' >"$trash/included"
	expect_exit 1 git perf check --config-from=worktree
	has "$err" nonsense
	has "$err" testbed
	expect_exit 0 git perf check
	has "$err" nonsense
	has "$err" testbed
	expect_exit 0 git perf status
	has "$out" bed
	lacks "$out" elsewhere
	expect_exit 0 git perf record --value x=1ms
	expect_exit 0 git perf show
	[ ! -e "$trash/executed" ]
}
ok 'only known keys are read from .gitperf' hostile

broken() {
	slower broken
	for text in '[perf\n' '[perf]\n\tfail\n' '[perf]\n\tfail = quick\n' \
		'[perf]\n\tcommits = none\n' '[perf "x]\n' \
		'[perf "*"]\n\tbetter = smaller\n'; do
		# shellcheck disable=SC2059
		printf "$text" >.gitperf
		expect_exit 128 git perf check --config-from=worktree
		[ "$(grep -c . "$err")" = 1 ] || fail "$text: $(cat "$err")"
		has "$err" .gitperf
		expect_exit 0 git perf check
		has "$err" 'that file is not in effect'
	done
	rm .gitperf
	expect_exit 128 git -c perf.commits=none perf check
	has "$err" perf.commits
}
ok 'an invalid value is reported with its file' broken

commits() {
	slower commits
	expect_exit 0 git -c perf.commits=6 perf check --json
	has_json "$out" '"baseline":{"commits":6,'
	expect_exit 0 git -c perf.commits=6 perf check -n 7 --json
	has_json "$out" '"baseline":{"commits":7,'
	expect_exit 0 git -c perf.depth=5 perf check --json
	has_json "$out" '"baseline":{"commits":5,'
}
ok 'perf.commits and perf.depth' commits

base() {
	slower base
	git branch -m trunk
	expect_exit 0 git perf check
	has "$err" 'git config perf.base'
	git config perf.base trunk
	expect_exit 0 git perf check
	[ ! -s "$err" ]
	git config --unset perf.base
	git update-ref refs/remotes/origin/trunk HEAD~1
	git remote add origin https://example.com/x
	git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk
	expect_exit 0 git perf check --json
	has_json "$out" '"base_name":"trunk"'
	git branch -q -m trunk mine
	expect_exit 0 git perf check --json
	has_json "$out" '"base_name":"origin/trunk"'
}
ok "the base: perf.base, the remote's HEAD, main, master" base

age() {
	repository age
	history 7 parse:time 100 1
	expect_exit 0 git -c perf.maxAge=90d perf check
	[ ! -s "$err" ]
	old=$(git rev-parse HEAD)
	GIT_COMMITTER_DATE='2026-07-01T00:00:00Z' \
		git commit -q --allow-empty -m 'half a year later'
	git perf record --value parse:time=100ms 2>"$err"
	expect_exit 0 git -c perf.maxAge=90d perf check
	has "$err" 'days older than what is judged'
	has "$err" perf.maxAge
	expect_exit 0 git -c perf.maxAge=1000y perf check
	[ ! -s "$err" ]
	expect_exit 0 git perf check
	[ ! -s "$err" ]
	expect_exit 0 git -c perf.maxAge=90d perf check "$old"
	[ ! -s "$err" ]
}
ok 'a baseline that is old for what is judged is reported' age

age_of_work_tree() {
	repository age-dirty
	echo one >file
	git add file
	history 7 parse:time 100 1
	echo two >file
	git perf record --value parse:time=100ms 2>"$err"
	expect_exit 0 git -c perf.maxAge=90d perf check
	has "$err" perf.maxAge
}
ok 'a modified work tree is of now' age_of_work_tree

finish
