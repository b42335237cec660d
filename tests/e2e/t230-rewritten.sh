#!/bin/sh
# A history that was rewritten: git perf remap carries results over, as
# git-perf-remap(1) says.
. "$(dirname "$0")/lib.sh"

# measured_history COMMITS: each with its own tree and one run; old ids in ./old
measured_history() {
	for i in $(seq "$1"); do
		echo "$i" >file
		git add file
		commit "c$i"
		git perf record --value "t=10$((i % 3)).0ms"
	done
	git rev-list main >.git/old
}

# rewrite: adds a file to every commit; writes the map of git filter-repo
rewrite() {
	FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f \
		--tree-filter 'echo licence >LICENCE' main >/dev/null 2>&1
	{
		echo 'old                                      new'
		git rev-list main | paste -d ' ' .git/old -
	} >.git/map
	git for-each-ref --format='delete %(refname)' refs/original |
		git update-ref --stdin
	git reflog expire --expire=now --all
	git gc -q --prune=now
}

it_carries_over() {
	repository carries
	measured_history 12
	expect_exit 0 git perf check
	git perf accept --at HEAD~10 -m "slower on purpose" t
	git perf pin HEAD~2
	rewrite
	expect_exit 2 git perf check
	expect_exit 0 git perf remap --dry-run .git/map
	grep -q '^would carry over 12 runs of 12 commits, and 2 marks$' "$err"
	expect_exit 2 git perf check
	expect_exit 0 git perf remap .git/map
	grep -q '^carried over 12 runs of 12 commits, and 2 marks$' "$err"
	[ "$(git log -1 --format=%s refs/notes/perf)" = 'perf: remap' ]
	expect_exit 0 git perf check
	grep -q '^PASS' "$out"
	git perf show >"$out"
	grep -q "carried over from $(sed -n '1s/^\(.......\).*/\1/p' .git/old)" "$out"
	git perf accept --list >"$out"
	grep -q "$(git rev-parse --short=7 HEAD~10)" "$out"
	git perf pin --list >"$out"
	grep -q "$(git rev-parse --short=7 HEAD~2)" "$out"
}
ok 'the results, marks and pins of a rewritten history are carried over' \
	it_carries_over

it_is_idempotent() {
	cd carries
	before=$(git rev-parse refs/notes/perf)
	git perf remap .git/map
	git perf remap - <.git/map
	tr ' ' , <.git/map | sed 1d >.git/objects.csv
	git perf remap .git/objects.csv
	[ "$(git rev-parse refs/notes/perf)" = "$before" ]
	git perf fsck
}
ok 'a second time, from stdin or as CSV of git-lfs, changes nothing' \
	it_is_idempotent

it_follows_chains() {
	cd carries
	git rev-list main >.git/old
	rewrite
	git commit -q --amend -m other
	FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f \
		--tree-filter 'echo second >LICENCE' main >/dev/null 2>&1
	git rev-list main | paste -d ' ' .git/old - >.git/map2
	expect_exit 0 git perf remap .git/map2
	expect_exit 0 git perf check
	grep -q '^PASS' "$out"
	git perf show --json >"$out"
	[ "$(grep -c '"run"' "$out")" = 1 ]
}
ok 'results follow over several rewrites' it_follows_chains

it_ignores_copied_carries() {
	cd carries
	echo another >file
	git add file
	commit stranger
	git notes --ref=perf copy HEAD~1 HEAD
	expect_exit 2 git perf show HEAD
}
ok 'a copied note does not carry results over' it_ignores_copied_carries

it_stays_forgotten() {
	repository forgotten
	measured_history 3
	id=$(git perf show | sed -n 's/^run \([0-9a-f]*\) .*/\1/p')
	git perf forget "$id"
	git perf record --value t=7ms
	rewrite
	git perf remap .git/map
	git perf show >"$out"
	[ "$(grep -c '^run' "$out")" = 1 ]
	id=$(git perf show | sed -n 's/^run \([0-9a-f]*\) .*/\1/p')
	git perf forget "$id"
	expect_exit 2 git perf show
}
ok 'what was forgotten is not carried over, and can be forgotten later' \
	it_stays_forgotten

it_counts_what_is_dropped() {
	repository dropped
	measured_history 2
	echo "$(git rev-parse HEAD) 0000000000000000000000000000000000000000" >map
	expect_exit 2 git perf remap map
	grep -q '^1 commit with results was dropped by the rewrite' "$err"
	echo "$(git rev-parse HEAD) 1111111111111111111111111111111111111111" >map
	expect_exit 2 git perf remap map
	grep -q '^1 commit with results: the new commit is not in this' "$err"
	echo "$(git rev-parse HEAD) HEAD" >map
	expect_exit 128 git perf remap map
	grep -q "line 1 of the map is not an old and a new commit id" "$err"
	expect_exit 129 git perf remap
}
ok 'dropped and absent commits are counted, other lines refused' \
	it_counts_what_is_dropped

finish
