#!/bin/sh
# How check uses acceptances and aliases, on a branch and after it is merged.
. "$(dirname "$0")/lib.sh"

# parse takes 100 ms on main, and 106 ms since `topic`, which is intended.
repository story
git config perf.warn 2%
git config perf.fail 4%
history 12 parse:time 100 1
git checkout -q -b topic
commit slower
record_around parse:time 106 1 ms 77
cd ..

# story NAME: copies the repository and changes to it
story() {
	cp -R story "$1"
	cd "$1"
}

# judged EXIT STATUS [COMMIT]: check gives this for the one series
judged() {
	expect_exit "$1" git perf check --format json ${3:+"$3"}
	has_json "$out" '"status":"'"$2"'"'
}

# measured VALUE SEED: a commit at this level
measured() {
	commit "$2"
	record_around parse:time "$1" 1 ms "$2"
}

accept() {
	git perf accept --upto 8% -m 'checks bounds now' parse
}

within() {
	story within
	judged 1 regression
	accept
	judged 0 accepted
	has_json "$out" '"pattern":"parse"'
	expect_exit 0 git perf check
	grep -qE '^note  1 accepted: parse:time \+[56]' "$out"
	has "$out" "accepted up to 8% from $(git rev-parse --short=7 HEAD) on"
	has "$out" 'by A Tester: checks bounds now'
	# one commit later on the branch it is still in effect
	measured 106 81
	judged 0 accepted
	git perf accept --undo --at HEAD~ parse
	judged 1 regression
	judged 1 regression HEAD~
}
ok 'a regression within the limit is accepted, until undone' within

beyond() {
	story beyond
	accept
	measured 112 82
	judged 1 regression
	# another testbed, another series, another branch
	git checkout -q topic
	git perf accept --undo --at topic~ parse
	git perf accept --at topic~ --upto 3% -m small parse
	judged 1 regression topic~
	git perf accept --at topic~ -m any parse
	judged 0 accepted topic
}
ok 'a regression beyond the limit is not accepted' beyond

# upto LIMIT STATUS: the result for a change from 100 ms to 106 ms
upto() {
	git perf accept --upto "$1" -m why parse
	judged "$([ "$2" = accepted ] && echo 0 || echo 1)" "$2"
}

limits() {
	story limits
	upto 7ms accepted
	upto 4ms regression
	upto 0.007s accepted
	upto 1% regression
	upto 7% accepted
	upto 7kB regression # another dimension accepts no change
	cd ..
	repository points
	git config perf.warn 2pp
	git config perf.fail 4pp
	git config 'perf.*:busy.better' lower
	history 12 parse:busy 50 1 %
	git checkout -q -b topic
	commit busy
	record_around parse:busy 56 1 % 7
	upto 5pp regression
	upto 7pp accepted
}
ok 'a limit is a percentage, a difference, or points' limits

others() {
	story others
	git perf accept --testbed other -m why parse
	judged 1 regression
	expect_fatal 128 "no series matches 'emit'" git perf accept -m why emit
	judged 1 regression
	git perf accept -m why '*:time'
	judged 0 accepted
	git checkout -q -b sibling main
	measured 106 83
	judged 1 regression
}
ok 'only what matches is accepted, and only where it was accepted' others

# the_new_level: some commits on main after the change
the_new_level() {
	measured 106 91
	measured 106 92
	judged 0 ok
	has_json "$out" '"baseline":{"commits":2,'
	has_json "$out" '"restart":{"why":"accept",'
	measured 112 93
	judged 1 regression
	has_json "$out" '"baseline":{"commits":3,'
}

merged() {
	story merged
	accept
	git checkout -q main
	commit_merge topic
	record_around parse:time 106 1 ms 90
	judged 0 accepted
	the_new_level
}
commit_merge() {
	GIT_AUTHOR_DATE='1800000000 +0000' GIT_COMMITTER_DATE='1800000000 +0000' \
		git merge -q --no-ff -m merge "$1"
}
ok 'merged: later checks start at the merge' merged

squashed() {
	story squashed
	accept
	git checkout -q main
	git merge -q --squash topic
	git commit -q -m squashed
	record_around parse:time 106 1 ms 90
	# the branch may have been deleted; the advice still works
	git branch -q -D topic
	git reflog expire --expire=now --all
	git gc -q --prune=now
	judged 0 accepted
	expect_exit 0 git perf check
	undo=$(sed -n 's/^next .*git perf accept --undo //p' "$out")
	git perf accept --undo "$undo"
	judged 1 regression
	accept
	the_new_level
}
ok 'squashed: later checks start at the squash' squashed

too_large() {
	story too-large
	git perf accept --upto 3% -m small parse
	git checkout -q main
	commit_merge topic
	for seed in 94 95 96 97 98 99; do
		measured 106 "$seed"
	done
	judged 0 ok
	has_json "$out" '"severity":"warn"'
	has_json "$out" '"restart":{"why":"change",'
	expect_exit 0 git perf check
	has "$out" 'more than the 3% that was accepted'
}
ok 'merged, and larger than its limit: the baseline does not restart' too_large

rebased() {
	story rebased
	# rebased with the same content, with another message
	accept
	git commit -q --amend -m 'slower, reworded'
	git branch -q -f main HEAD
	git checkout -q main
	git reflog expire --expire=now --all
	record_around parse:time 106 1 ms 90
	the_new_level
}
ok 'rewritten: later checks start at the rewritten commit' rebased

undone_later() {
	story undone-later
	accept
	git checkout -q main
	commit_merge topic
	record_around parse:time 106 1 ms 90
	judged 0 accepted
	git perf accept --undo parse
	judged 1 regression
}
ok 'undone after the merge: the regression is reported again' undone_later

reminded() {
	story reminded
	git checkout -q main
	commit_merge topic
	for seed in 94 95 96 97 98 99; do
		measured 106 "$seed"
	done
	# the merge contains what was measured on the branch
	merged=$(git rev-parse --short=7 HEAD~6)
	judged 0 ok
	has_json "$out" '"severity":"warn"'
	expect_exit 0 git perf check
	has "$out" WARN
	grep -qE '^warn  regressed     parse:time$' "$out"
	grep -qE "level changed by \+[56].* at $merged, .*; this change has not been accepted" \
		"$out"
	has "$out" "git perf accept parse:time --at $merged -m REASON"
	git checkout -q -b later
	measured 106 89
	expect_exit 0 git perf check
	has "$out" PASS
	git checkout -q main
	git perf accept parse:time --at "$merged" -m 'meant to be'
	expect_exit 0 git perf check
	has "$out" PASS
	has "$out" "accepted from $merged on, by A Tester: meant to be"
}
ok 'the base branch warns about a change until it is accepted' reminded

travelling() {
	story travelling
	git clone -q . ../travelled
	accept
	cd ../travelled
	git config perf.warn 2%
	git config perf.fail 4%
	git checkout -q topic
	git fetch -q origin refs/notes/perf:refs/notes/perf
	judged 0 accepted
}
ok 'an acceptance is pushed and pulled with the notes' travelling

renamed() {
	repository renamed
	git config perf.warn 2%
	git config perf.fail 4%
	history 8 old:time 100 1
	commit rename
	record_around new:time 110 1 ms 61
	expect_exit 2 git perf check
	has "$out" 'if it was renamed: git perf alias old:time new:time'
	git perf alias old new
	expect_exit 1 git perf check -v
	has "$out" new
	lacks "$out" missing
	commit next
	record_around new:time 100 1 ms 62
	expect_exit 0 git perf check --format json
	has_json "$out" '"commits":9'
	git perf alias --undo --at HEAD~ old
	expect_exit 0 git perf check --format json
	has_json "$out" '"commits":1,'
}
ok 'an alias keeps the history of a renamed benchmark' renamed

renamed_key() {
	repository renamed-key
	history 8 old:p99 100 1
	record_around old:p50 50 1 ms 60
	commit rename
	record_around new:p99 100 1 ms 61
	record_around new:p50 50 1 ms 61
	git perf alias old:p99 new:p99
	expect_exit 0 git perf check -v
	grep -qE '^ +ok +new:p99$' "$out"
	grep -qE '^ +new +new:p50$' "$out"
	grep -qE '^warn +missing +old:p50$' "$out"
}
ok 'an alias of a key only applies to this metric' renamed_key

renamed_aside() {
	repository renamed-aside
	history 8 old:time 100 1
	git checkout -q -b topic
	commit rename
	record_around new:time 100 1 ms 61
	git perf alias old new
	judged 0 ok
	git checkout -q -b squash main
	git merge -q --squash topic
	git commit -q -m squashed
	judged 0 ok
	git checkout -q main
	commit_merge topic
	commit next
	record_around new:time 100 1 ms 62
	judged 0 ok
	has_json "$out" '"commits":9'
	expect_exit 0 git perf log -k new
	[ "$(grep -c 'new:time' "$out")" = 10 ]
	lacks "$out" old
	expect_exit 0 git perf log main~3
	has "$out" old:time
	lacks "$out" new
	expect_exit 0 git perf compare main~3 main
	has "$out" '1 of 1 row ok'
	# a run with both names shows which is which
	git perf record --value old:time=1ms --value new:time=100ms 2>/dev/null
	git perf alias old new
	expect_exit 0 git perf log -n 1
	has "$out" old:time
}
ok 'an alias on a branch stays in effect after a squash and a merge' \
	renamed_aside

circle() {
	cd renamed
	git perf alias --at HEAD~ old new
	git perf alias new old
	expect_exit 0 git perf check
	git perf alias --undo new
}
ok 'aliases of different commits that form a cycle are ignored' circle

finish
