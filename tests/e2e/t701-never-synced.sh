#!/bin/sh
# A fresh clone of a project with results: every command that finds none says
# that they were never asked for.
. "$(dirname "$0")/lib.sh"

project() {
	repository project
	for i in 1 2 3; do commit "$i" && record_around x 100 2 ms "$i"; done
	git tag v1 HEAD~1
	git init -q --bare ../remote.git
	git remote add origin "file://$trash/remote.git"
	git push -q origin main v1
	git perf push
}
ok 'a project with results' project

# hints NAME: what was printed has the hint, alone on a line
hints() {
	cat "$out" "$err" >both
	grep -qx "next  git perf pull (never synced with $1)" both ||
		fail "$(cat both)"
	lacks both 'run the benchmark'
}

it_is_fresh() {
	git clone -q "file://$trash/remote.git" fresh
	cd fresh
	expect_exit 2 git perf check && hints origin
	expect_exit 2 git perf check --allow-new && hints origin
	expect_exit 2 git perf log && hints origin
	expect_exit 2 git perf log --stats && hints origin
	expect_exit 2 git perf log --changes -k x && hints origin
	expect_exit 2 git perf show && hints origin
	expect_exit 0 git perf export && hints origin
	expect_exit 0 git perf export --format json --all && hints origin
	expect_exit 0 git perf status && hints origin
	expect_exit 2 git perf compare v1 HEAD && hints origin
	expect_exit 0 git perf doctor
	has "$out" 'git perf pull (never synced with origin)'
	for format in markdown github; do
		got=0
		git perf check --format "$format" >"$out" 2>"$err" || got=$?
		[ "$got" = 2 ]
		has "$out" 'git perf pull (never synced with origin)'
	done
	# machine output stays what it was
	git perf export 2>/dev/null | wc -l | grep -qx ' *1'
	git perf status --json 2>/dev/null >status.json
	python3 -m json.tool status.json >/dev/null
}
ok 'every command that finds nothing says to pull' it_is_fresh

it_is_named_otherwise() {
	git clone -q -o team "file://$trash/remote.git" otherwise
	cd otherwise
	expect_exit 2 git perf check && hints team
	git remote add second "file://$trash/remote.git"
	git checkout -q --detach
	expect_exit 2 git perf log && hints team
	git perf pull second
	expect_exit 0 git perf log
}
ok 'the remote has another name, or is one of two' it_is_named_otherwise

it_was_asked() {
	cd fresh
	git perf pull
	git commit -q --allow-empty -m next
	for command in check show 'log HEAD^!' status export; do
		# shellcheck disable=SC2086
		git perf $command >"$out" 2>"$err" || :
		cat "$out" "$err" >both
		lacks both 'never synced'
	done
	expect_exit 2 git perf check
	has "$out" 'run the benchmark'
}
ok 'after a pull nobody is told again' it_was_asked

it_is_alone() {
	repository alone
	commit 1
	expect_exit 2 git perf check
	cat "$out" "$err" >both
	lacks both 'never synced'
	has "$out" 'run the benchmark'
}
ok 'without a remote there is nothing to pull' it_is_alone

# A push that finds the ref of others in its way goes to an inbox.
it_only_pushed() {
	git clone -q "file://$trash/remote.git" pushed-only
	cd pushed-only
	git config perf.testbed bed
	git perf record --value bench:time=10ms 2>"$err"
	git perf push 2>"$err"
	has "$err" 'into an inbox'
	expect_exit 2 git perf check
	has "$out" 'next  git perf pull (never synced with origin)'
	expect_exit 2 git perf check --allow-new
	git perf pull 2>"$err"
	git perf check >"$out" 2>"$err" || :
	lacks "$out" 'never synced'
}
ok 'a clone that only pushed has not seen what others pushed' it_only_pushed

finish
