#!/bin/sh
# A branch does not set the limits that it is judged by: .gitperf is read at the
# merge base with the base branch, and what the branch changes is listed.
. "$(dirname "$0")/lib.sh"

# A branch that is 30 % slower; the base has the .gitperf of the second argument.
slow_branch() {
	repository "$1"
	if [ -n "$2" ]; then
		# shellcheck disable=SC2059
		printf "$2" >.gitperf
		git add .gitperf
	fi
	history 10 parse:time 100 1
	git checkout -q -b topic
	commit slower
	record_around parse:time 130 1 ms 99
}

# Commits .gitperf with the text, and takes the result along.
proposes() {
	# shellcheck disable=SC2059
	printf "$1" >.gitperf
	git add .gitperf
	git commit -q -m 'Change the limits'
	record_around parse:time 130 1 ms 98
}

weakenings() {
	slow_branch weak ''
	n=0
	while IFS= read -r text; do
		n=$((n + 1))
		git checkout -q -B "try$n" topic
		proposes "$text"
		expect_exit 1 git perf check
		has "$out" 'limits of this branch are not in effect until they are merged'
		has "$out" 'git perf check --config-from=head'
		lacks "$err" error
	done <<-'END'
	[perf "*"]\n\tbetter = higher\n
	[perf]\n\tfail = 300%%\n
	[perf "parse:*"]\n\tfail = 300%%\n\twarn = none\n
	[perf "*"]\n\tgate = false\n
	[perf]\n\tcommits = 1\n
	[perf]\n\tbase = try5\n
	[perf]\n\tbase = topic\n
	[perf]\n\tdepth = 1\n
	[perf]\n\tmaxAge = 1h\n
	[perf]\n\tearly = fail\n
	[perf]\n\tanchor = HEAD\n
	[perf]\n\tmultiplicity = fwer\n
	[perf]\n\tacceptTrailers = yes\n
	END
	[ "$n" = 13 ]
}
ok 'no key of the branch weakens its gate, and each is listed' weakenings

formats() {
	slow_branch formats '[perf]\n\tfail = 10%%\n'
	proposes '[perf]\n\tfail = 300%%\n'
	for format in text markdown github junit; do
		expect_exit 1 git perf check --format "$format"
		grep -q 'perf.fail 10%.* 300%' "$out" ||
			fail "$format: $(cat "$out")"
		has "$out" 'not in effect until they are merged'
	done
	expect_exit 1 git perf check --json
	has_json "$out" '"limits_changed":[{"pattern":null,"key":"fail","base":"10%","head":"300%"}]'
	has_json "$out" '"limits_from":"base"'
	expect_exit 0 git perf check --config-from=head
	has "$out" 'limits of this branch are in effect (--config-from=head)'
	expect_exit 0 git perf check --config-from=worktree
	has "$out" 'are in effect (--config-from=worktree)'
	expect_exit 129 git perf check --config-from=elsewhere
}
ok 'what differs is in every format' formats

deleted() {
	slow_branch deleted '[perf]\n\tfail = 20%%\n\twarn = 1%%\n'
	git rm -q .gitperf
	git commit -q -m 'No limits'
	record_around parse:time 103 1 ms 98
	expect_exit 0 git perf check
	has "$out" WARN
	has "$out" 'perf.fail 20% -> not set'
	has "$out" 'perf.warn 1% -> not set'
}
ok 'a deleted .gitperf still counts' deleted

nothing_changed() {
	slow_branch same '[perf]\n\tfail = 20%%\n'
	expect_exit 1 git perf check
	lacks "$out" 'in effect'
	lacks "$out" config-from
	proposes '# a comment\n[perf]\n\tfail = 20%%\n'
	expect_exit 1 git perf check
	lacks "$out" 'in effect'
}
ok 'not a word if nothing differs' nothing_changed

work_tree() {
	slow_branch tree ''
	printf '[perf]\n\tfail = 300%%\n' >.gitperf
	expect_exit 1 git perf check
	has "$out" 'limits of the work tree are not in effect'
	has "$out" 'git perf check --config-from=worktree'
	expect_exit 0 git perf check --config-from=worktree
	expect_exit 1 env CI=true git perf check
	lacks "$out" 'config-from=worktree'
}
ok 'a changed file in the work tree is named with the command' work_tree

on_the_base() {
	repository own
	history 10 parse:time 100 1
	printf '[perf]\n\tfail = 300%%\n' >.gitperf
	git add .gitperf
	git commit -q -m 'Weaken the limits'
	record_around parse:time 130 1 ms 99
	expect_exit 1 git perf check
	has "$out" 'limits of this commit are not in effect before the next commit'
	commit next
	record_around parse:time 130 1 ms 98
	expect_exit 0 git perf check
	lacks "$out" 'in effect'
}
ok "on the base branch the first parent's file counts" on_the_base

modified_on_the_base() {
	repository modified
	history 10 parse:time 100 1
	printf '[perf]\n\tfail = 300%%\n' >.gitperf
	: >file
	git add .
	git commit -q -m 'Weaken the limits'
	record_around parse:time 100 1 ms 99
	echo edit >file
	record_around parse:time 130 1 ms 98
	expect_exit 0 git perf check
	has "$out" 'modified work tree'
	lacks "$out" 'in effect'
}
ok "a modified work tree on the base branch has HEAD's limits" \
	modified_on_the_base

broken_base() {
	slow_branch brokenbase '[perf]\n\tfail = quick\n'
	expect_exit 1 git perf check
	sed -n 2p "$out" >line2
	has line2 'built-in limits: '
	has line2 'perf.fail must be'
	expect_exit 1 git perf check --json
	has "$out" '"limits_remark": "built-in limits: '
	git rm -q .gitperf
	git commit -q -m 'Mend it'
	record_around parse:time 101 1 ms 98
	expect_exit 0 git perf check
	has "$out" 'built-in limits'
}
ok 'a broken file at the base blocks nobody, and is told on line 2' broken_base

broken_branch() {
	slow_branch brokenbranch '[perf]\n\tfail = 20%%\n'
	proposes '[perf\n'
	expect_exit 1 git perf check
	has "$err" 'that file is not in effect'
	git config perf.fail quick
	expect_exit 128 git perf check
}
ok 'a broken file of the branch is a notice' broken_branch

no_base() {
	slow_branch nobase '[perf]\n\tfail = 300%%\n'
	git branch -m main trunk
	expect_exit 0 git perf check
	sed -n 2p "$out" >line2
	has line2 'limits of this commit itself, because it has no base branch'
	expect_exit 0 git perf check --base trunk
	lacks "$out" 'commit itself'
}
ok 'without a base the file of the commit counts, and line 2 says so' no_base

new_series() {
	slow_branch newseries ''
	# shellcheck disable=SC2016
	proposes '[perf "scan:*"]\n\tbudget = 5ms\n[perf "parse:*"]\n\tgate = no\n'
	expect_exit 0 git perf record --value scan:time=9ms
	expect_exit 1 git perf check -k 'scan:*'
	has "$out" 'over budget'
	expect_exit 1 git perf check
	has "$out" 'regression    parse:time'
}
ok 'a new benchmark brings its limits' new_series

base_of_base() {
	slow_branch basename '[perf]\n\tbase = develop\n'
	git branch develop main~5
	expect_exit 1 git perf check --json
	has_json "$out" '"base_name":"develop"'
	expect_exit 1 env GITHUB_BASE_REF=main git perf check --json
	has_json "$out" '"base_name":"main"'
	expect_exit 1 env CI_MERGE_REQUEST_TARGET_BRANCH_NAME=gone \
		git perf check --json
	has_json "$out" '"base_name":"develop"'
	git branch -D -q develop
	expect_exit 1 git perf check --json
	has_json "$out" '"base_name":"main"'
}
ok "the base is CI's target, or what the default branch says" base_of_base

unmatched() {
	slow_branch unmatched '[perf "scan:*"]\n\tfail = 3%%\n\twarn = 2%%\n'
	expect_exit 129 git perf check --fail 'prase:*=3%'
	has "$err" "no series matches 'prase:*'; did you mean parse:time?"
	expect_exit 129 git perf check --warn 'nothing-of-the-kind=3%'
	lacks "$err" 'did you mean'
	expect_exit 1 git perf check --fail 'parse:*=3%'
	expect_exit 1 git perf check --json
	[ "$(grep -o 'matches no series' "$out" | wc -l)" = 1 ]
	expect_exit 0 git perf status
	has "$err" '[perf "scan:*"] matches no series'
	git perf doctor gitperf >found || :
	has found '[perf "scan:*"] matches no series'
	git config 'perf.scam.gate' false
	expect_exit 1 git perf check
	has "$err" '[perf "scam"] matches no series'
	git config --unset perf.scam.gate
	git config --global 'perf.other-project.gate' false
	expect_exit 1 git perf check
	lacks "$err" other-project
	git config --global --unset perf.other-project.gate
}
ok 'a pattern that matches nothing is reported' unmatched

narrowed() {
	slow_branch narrowed '[perf "scan:*"]\n\tfail = 3%%\n'
	expect_exit 0 git perf record --value scan:time=9ms
	expect_exit 1 git perf check -k 'parse:*' --fail 'scan:*=5%'
	lacks "$err" 'matches no series'
}
ok 'with -k, sections for other series are not unmatched' narrowed

finish
