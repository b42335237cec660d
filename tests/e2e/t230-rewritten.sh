#!/bin/sh
# A history that was rewritten: results follow by the content of their commit, or
# git perf remap carries them over, as git-perf-remap(1) says.
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

# counts_lost TEXT JSON: what status and fsck say
counts_lost() {
	expect_exit 0 git perf status
	has "$out" "lost     $1"
	has "$out" 'next: git perf remap <commit-map>'
	expect_exit 0 git perf status --json
	fits_schema status "$out"
	has_json "$out" "\"lost\":{$2"
	expect_exit 0 git perf fsck
	has "$out" "$1"
	has "$out" 'next: git perf remap <commit-map>'
	expect_exit 0 git perf fsck --json
	has_json "$out" "\"lost\":{$2"
}

# none_lost FOLLOWED
none_lost() {
	expect_exit 0 git perf status
	lacks "$out" lost
	expect_exit 0 git perf fsck
	lacks "$out" nowhere
	expect_exit 0 git perf fsck --json
	has_json "$out" '"lost":{"absent":0,"unreached":0,"runs":0,"newer":0,"followed":'"$1"',"next":null}'
}

it_counts_what_is_lost() {
	repository lost
	measured_history 10
	git perf record --value t=100ms
	none_lost 0
	git rev-list main >.git/old
	FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f \
		--tree-filter 'echo licence >LICENCE' main >/dev/null 2>&1
	counts_lost '11 runs of 10 commits count nowhere: no branch or tag reaches 10' \
		'"absent":0,"unreached":10,"runs":11,"newer":0,"followed":0'
	git tag old "$(sed -n 7p .git/old)" # and the three before it
	counts_lost '7 runs of 6 commits count nowhere: no branch or tag reaches 6' \
		'"absent":0,"unreached":6,"runs":7,'
	git for-each-ref --format='delete %(refname)' refs/original |
		git update-ref --stdin
	git reflog expire --expire=now --all
	git gc -q --prune=now
	counts_lost '7 runs of 6 commits count nowhere: 6 are not in this repository' \
		'"absent":6,"unreached":0,"runs":7,'
	git tag -d old
	counts_lost '11 runs of 10 commits count nowhere: 6 are not in this repository, no branch or tag reaches 4' \
		'"absent":6,"unreached":4,"runs":11,'
	git rev-list main | paste -d ' ' .git/old - >.git/map
	git perf remap .git/map
	none_lost 10
}
ok 'results of commits that are gone are counted, with the next command' \
	it_counts_what_is_lost

# What is recorded first afterwards is not the first result of the project.
it_hides_first_results() {
	repository first
	measured_history 3
	FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f \
		--tree-filter 'echo licence >LICENCE' main >/dev/null 2>&1
	git perf record --value t=200ms
	expect_exit 2 git perf check --allow-new
	has "$out" 'there are results of commits that are in no history here: git perf status'
	# a branch that was merged with other content, and deleted, hides nothing
	repository later
	commit one
	git checkout -q -b topic
	echo topic >topic
	git add topic
	commit topic
	git perf record --value t=100ms
	git checkout -q main
	commit two
	git branch -D topic
	git perf record --value t=100ms
	expect_exit 0 git perf check --allow-new
}
ok 'after a rewrite no results are the first ones' it_hides_first_results

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

it_shows_what_was_carried() {
	cd carries
	old=$(sed -n 1p .git/old)
	expect_exit 0 git perf check -v
	grep -qE 'baseline of [0-9]+ commits \([0-9]+ carried over by git perf remap\), ' "$out" ||
		grep -qE '\([0-9]+ carried over by git perf remap\)' "$out"
	expect_exit 0 git perf check --json
	fits_schema check "$out"
	n=$(grep -o '"baseline": {"commits": [0-9]*' "$out" | grep -o '[0-9]*$')
	[ "$n" -ge 9 ]
	has_json "$out" "\"carried\":$n}"
	has_json "$out" "\"carried_from\":\"$old\""
	expect_exit 0 git perf log
	[ "$(grep -c '  carried over from ' "$out")" = 12 ]
	sed -n 1p "$out" | grep -q "  carried over from $(echo "$old" | cut -c1-7)$"
	expect_exit 0 git perf log --json
	fits_schema log "$out"
	has_json "$out" "\"carried_from\":\"$old\""
	# results of its own follow
	echo new >file
	git commit -q -a -m new
	git perf record --value t=101.0ms
	expect_exit 0 git perf check --json
	has_json "$out" '"carried_from":null'
	expect_exit 0 git perf log -n 1
	lacks "$out" 'carried over'
	expect_exit 0 git perf log --json -n 1
	lacks "$out" carried_from
	git perf forget "$(git perf show | sed -n 's/^run \([0-9a-f]*\) .*/\1/p')"
	git reset -q --hard HEAD~1
}
ok 'log and check say which results were carried over' \
	it_shows_what_was_carried

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

# ---- messages only: the content is the same ----

# measured_empty COMMITS: commits without any content, each with one run
measured_empty() {
	for i in $(seq "$1"); do
		git commit -q --allow-empty -m "c$i"
		git perf record --value "t=10$((i % 3)).0ms"
	done
}

# lacks_new_commits: a commit that nobody measured gets no results of another
lacks_new_commits() {
	git commit -q --allow-empty -m new
	expect_exit 2 git perf check
	has "$out" 'nothing is recorded at this commit'
	expect_exit 2 git perf show
	git reset -q HEAD~1
}

it_follows_an_amend() {
	cd "$trash"
	repository amended
	measured_history 7
	old=$(git rev-parse --short=7 HEAD)
	git commit -q --amend -m 'other words'
	expect_exit 0 git perf show
	has "$out" "measured as $old"
	expect_exit 0 git perf check
	has "$out" 'against 6 commits of main: 1 of 1 series ok'
	expect_exit 0 git perf status
	grep -q '^commit .*: 1 run recorded$' "$out"
	lacks_new_commits
	echo more >>file
	git commit -q -a -m more
	expect_exit 2 git perf check
	git perf record --value t=101.0ms
	expect_exit 0 git perf check
	has "$out" 'against 7 commits of main: 1 of 1 series ok'
	[ "$(git perf log | grep -c 't:value')" = 8 ]
	[ "$(git perf export | wc -l)" = 9 ]
	# made anew, in place of amended
	git reset -q --soft HEAD~1
	GIT_AUTHOR_DATE='1767000000 +0000' git commit -q -m anew
	expect_exit 0 git perf check
	has "$out" 'against 7 commits of main: 1 of 1 series ok'
}
ok 'git commit --amend -m keeps the run, without a remote' it_follows_an_amend

it_follows_an_empty_amend() {
	cd "$trash"
	repository empty
	measured_empty 7
	git commit -q --allow-empty --amend -m 'other words'
	expect_exit 0 git perf check
	has "$out" 'against 6 commits of main: 1 of 1 series ok'
	lacks_new_commits
	git reset -q --hard HEAD~1
	git commit -q --allow-empty -m 'another commit'
	expect_exit 0 git perf show HEAD~1
	lacks "$out" 'measured as'
}
ok 'commits without content are told apart' it_follows_an_empty_amend

# reword: changes every message
reword() {
	FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f \
		--msg-filter 'sed s/^/new:/' main >/dev/null 2>&1
}

# forget_old: removes what git keeps of the old history
forget_old() {
	git for-each-ref --format='delete %(refname)' refs/original |
		git update-ref --stdin
	git reflog expire --expire=now --all
	git gc -q --prune=now
}

# counts_as_before: the verdict, and what lists the history
counts_as_before() {
	none_lost "${1:-12}"
	expect_exit 0 git perf check
	has "$out" 'against 11 commits of main: 1 of 1 series ok'
	[ "$(git perf log | grep -c 't:value')" = 12 ]
	[ "$(git perf export | wc -l)" = 13 ]
}

it_follows_reworded() {
	for make in measured_history measured_empty; do
		cd "$trash"
		repository "reworded-$make"
		"$make" 12
		git tag v1 HEAD~6
		git tag v2
		counts_as_before 0
		reword
		counts_as_before 0 # by their tags
		forget_old
		counts_as_before 0
		lacks_new_commits
		git tag -d v1 v2
		git reflog expire --expire=now --all
		git gc -q --prune=now
		counts_as_before
		lacks_new_commits
		git tag v1 HEAD~6
		expect_exit 0 git perf compare v1 main
		has "$out" "v1 ($(git rev-parse --short=7 v1)) → main"
	done
}
ok 'messages of the whole history are changed' it_follows_reworded

it_follows_a_rebase() {
	cd "$trash"
	repository rebased
	measured_history 12
	GIT_SEQUENCE_EDITOR='sed -i s/^pick/reword/' \
		GIT_EDITOR='sed -i 1s/^/new:/' \
		GIT_COMMITTER_DATE='1890000000 +0000' \
		git rebase -q -i --root
	[ "$(git log --format=%s -1)" = new:c12 ]
	counts_as_before
	forget_old
	counts_as_before
}
ok 'git rebase -i --root, every commit reworded' it_follows_a_rebase

it_follows_an_acceptance() {
	cd "$trash"
	repository accepted
	measured_history 8
	for i in 1 2 3; do
		echo "slow $i" >file
		git commit -q -a -m "slow $i"
		git perf record --value "t=150.$i"ms
		[ "$i" != 1 ] || git perf accept -m 'on purpose' t
	done
	expect_exit 0 git perf check
	grep -o 'acceptance in effect: t, .*' "$out" | sed 's/ from [0-9a-f]* on//' >.git/before
	reword
	expect_exit 0 git perf check
	grep -o 'acceptance in effect: t, .*' "$out" | sed 's/ from [0-9a-f]* on//' >.git/after
	diff -u .git/before .git/after
	has "$out" "from $(git rev-parse --short=7 HEAD~2) on"
}
ok 'an acceptance follows, too' it_follows_an_acceptance

# A clone has no old commits, only their notes.
it_follows_in_a_clone() {
	cd "$trash"
	git clone -q --bare reworded-measured_history remote.git
	git -C reworded-measured_history remote add origin ../remote.git
	git -C reworded-measured_history perf push
	git clone -q "file://$PWD/remote.git" clone
	cd clone
	git perf pull
	counts_as_before
	lacks_new_commits
}
ok 'in a clone, which lacks the old commits' it_follows_in_a_clone

# A CI job fetches the results of the line, and that one has none.
it_follows_in_ci() {
	cd "$trash"
	git clone -q "file://$PWD/remote.git" ci
	cd ci
	git perf pull --last 30
	counts_as_before
	cd ..
	for depth in 1 5 50; do
		git clone -q --depth "$depth" "file://$PWD/remote.git" "ci-$depth"
		cd "ci-$depth"
		git perf pull --last 30
		counts_as_before
		cd ..
	done
}
ok 'pull --last in a clone, whole or shallow' it_follows_in_ci

# A revert has the content of an older commit, and no results of its own.
it_leaves_reverts() {
	cd "$trash"
	repository reverted
	measured_history 6
	git revert --no-edit HEAD >/dev/null
	expect_exit 2 git perf check
	reword
	expect_exit 2 git perf check
	has "$out" 'nothing is recorded at this commit'
	forget_old
	expect_exit 2 git perf check
	expect_exit 0 git perf check HEAD~1
}
ok 'a revert gets no results of the commit that it resembles' it_leaves_reverts

it_leaves_live_commits() {
	cd "$trash"
	repository live
	measured_empty 6
	git checkout -q -b topic HEAD~3
	git commit -q --allow-empty -m topic
	expect_exit 2 git perf check
	git checkout -q main
	git branch -D topic
	git checkout -q -b other HEAD~1
	git commit -q --allow-empty -m other
	expect_exit 2 git perf check
}
ok 'commits that a branch reaches keep their results' it_leaves_live_commits

# ---- the real git filter-repo ----

# The map of 40 commits of which some are dropped, and the old objects are gone.
it_follows_filter_repo() {
	cd "$trash"
	repository filtered
	for i in $(seq 40); do
		mkdir -p vendor
		echo "$i" >vendor/lib
		[ $((i % 5)) = 0 ] || echo "$i" >file
		git add .
		commit "c$i" other$((i % 5))
		git perf record --value "t=10$((i % 3)).0ms"
	done
	git perf accept --at HEAD~2 -m 'on purpose' t
	git filter-repo --force --quiet --invert-paths --path vendor --path other0
	[ -s .git/filter-repo/commit-map ]
	commits=$(git rev-list --count main)
	[ "$commits" = 32 ] # the others had nothing else
	expect_exit 2 git perf check
	expect_exit 0 git perf status
	has "$out" 'count nowhere: 40 are not in this repository'
	sed -n 's/^ *next: \(git perf remap .*\)/\1/p' "$out" >next
	[ -s next ]
	expect_exit 0 sh -e ./next
	has "$err" 'carried over 32 runs of 32 commits, and 1 mark'
	has "$err" '8 commits with results were dropped by the rewrite'
	expect_exit 0 git perf check
	has "$out" 'against 30 commits of main: 1 of 1 series ok'
	expect_exit 0 git perf status
	has "$out" '8 runs of 8 commits count nowhere'
	[ "$(git perf log -k t | grep -c 'carried over from')" = 32 ]
	git perf fsck
}

# Only messages are changed.
it_follows_filter_repo_messages() {
	cd "$trash"
	repository messages
	measured_history 12
	counts_as_before 0
	git filter-repo --force --quiet --message-callback \
		'return b"new: " + message'
	[ "$(git log -1 --format=%s)" = 'new: c12' ]
	counts_as_before
	lacks_new_commits
}
if git filter-repo --version >/dev/null 2>&1; then
	ok 'the map of git filter-repo' it_follows_filter_repo
	ok 'messages that git filter-repo changed' it_follows_filter_repo_messages
else
	skip 'the map of git filter-repo' 'git-filter-repo is not installed'
	skip 'messages that git filter-repo changed' \
		'git-filter-repo is not installed'
fi

finish
