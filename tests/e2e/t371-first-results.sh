#!/bin/sh
# check --allow-new: only the very first results of a project pass.
. "$(dirname "$0")/lib.sh"

# allowed: the check passes, and its first line says that nothing was compared
allowed() {
	expect_exit 0 git perf check --allow-new "$@"
	head -n 1 "$out" |
		grep -q '; these are the first results: nothing was compared$' ||
		fail "$(cat "$out")"
	has "$err" 'warning: every series is new: nothing was compared'
	expect_exit 2 git perf check
}

# refused TEXT [ARGUMENT...]: no verdict; the first line and stderr give the
# reason
refused() {
	text=$1
	shift
	expect_exit 2 git perf check --allow-new "$@"
	head -n 1 "$out" | grep -qF -e "$text" || fail "$(cat "$out")"
	grep -F 'warning: every series is new, but --allow-new is only for the first results: ' "$err" |
		grep -qF -e "$text" || fail "$(cat "$err")"
	for format in markdown github junit json; do
		git perf check --allow-new --format "$format" "$@" \
			>report 2>/dev/null || :
		sed 's/\\//g; s/&#39;/'"'"'/g; s/%3A/:/g; s/&apos;/'"'"'/g' \
			report | grep -qF -e "$text" ||
			fail "$format: $(cat report)"
	done
	git perf check --json "$@" >report 2>/dev/null || :
	fits_schema check report
	rm report
}

# ---- what passes ----

it_is_first() {
	repository first
	for i in 1 2 3; do commit "$i"; done
	record_around x 100 2 ms 1
	allowed
	expect_exit 2 git perf check --json
	has_json "$out" '"first_results":{"kind":"all"'
	# also far from the root
	git -c perf.depth=1 perf check --allow-new
	# and on a branch
	git checkout -q -b topic
	commit topic
	git perf check --json >report || :
	has_json report '"first_results":null'
	git update-ref -d refs/notes/perf
	record_around x 100 2 ms 1
	allowed
	# also of a remote that has no results
	git init -q --bare ../empty.git
	git remote add origin "file://$trash/empty.git"
	git push -q origin main topic
	git perf pull
	allowed
	cd ..
	git clone -q --depth 1 -b topic "file://$trash/empty.git" clone
	cd clone
	git perf pull --last 30
	record_around x 100 2 ms 1
	allowed
}
ok 'the first results of a project pass, with a warning on line 1' it_is_first

it_has_no_base() {
	git init -q -b trunk trunk
	cd trunk
	commit 1
	record_around x 100 2 ms 1
	allowed
}
ok 'the first results without a base branch pass' it_has_no_base

# ---- what does not ----

measured() {
	repository measured
	for i in $(seq 12); do
		commit "$i" && GIT_PERF_TESTBED=lab record_around x 100 2 ms "$i"
	done
	git init -q --bare ../remote.git
	git -C ../remote.git config uploadpack.allowFilter true
	git remote add origin "file://$trash/remote.git"
	git push -q origin main
	git perf push
	git checkout -q -b slow
	commit slow
	git push -q origin slow
}
ok 'a project with results' measured
url=file://$trash/remote.git

# slower NAME [OPTION...]: a clone with a run that is three times slower
slower() {
	name=$1
	shift
	git clone -q "$@" -b slow --no-single-branch "$url" "$name"
	cd "$name"
	GIT_PERF_TESTBED=lab record_around x 300 2 ms 99
}

it_was_never_asked() {
	slower never
	refused 'older results may be hidden: never synced with origin: git perf pull'
	grep -qx 'next  git perf pull (never synced with origin)' "$out"
	git perf pull
	expect_exit 1 git perf check --allow-new
	# also if the remote has another name
	cd ..
	slower named -o upstream
	refused 'never synced with upstream: git perf pull'
	git remote add other "$url"
	refused 'never synced with'
}
ok 'a clone that never asked for results never passes' it_was_never_asked

it_is_another_testbed() {
	git clone -q -b slow --no-single-branch "$url" other
	cd other
	git perf pull
	record_around x 300 2 ms 99
	refused "first results on this testbed: origin/main was measured on 'lab'"
	git perf check --json >report || :
	has_json report '"kind":"testbed"'
	rm report
	# one of the two testbeds has a baseline
	GIT_PERF_TESTBED=lab record_around x 100 2 ms 99
	expect_exit 0 git perf check --allow-new
	lacks "$out" 'first results'
}
ok 'the first results on another testbed do not pass' it_is_another_testbed

it_is_an_orphan() {
	slower orphan
	git perf pull
	git checkout -q --orphan nowhere
	commit nowhere
	GIT_PERF_TESTBED=lab record_around x 300 2 ms 99
	refused 'has results on this testbed, but none that belong to a baseline'
	git perf record --testbed elsewhere --value x=1s
	git update-ref -d refs/heads/main
	git update-ref -d refs/remotes/origin/main
	git symbolic-ref -d refs/remotes/origin/HEAD
	refused 'there is no base branch'
}
ok 'an orphan branch does not pass' it_is_an_orphan

it_is_shallow() {
	slower shallow --depth 1
	git perf pull
	refused 'older results may be hidden: this clone is shallow: git perf pull --last 100'
	git fetch -q --unshallow
	expect_exit 1 git perf check --allow-new
	# the border lies before the results
	cd ..
	slower border --depth 1
	git fetch -q --depth 1 origin main
	git perf pull
	refused 'results'
}
ok 'a shallow clone does not pass' it_is_shallow

it_ends_at_depth() {
	repository deep
	commit 1
	record_around x 100 2 ms 1
	for i in 2 3 4 5; do commit "$i"; done
	record_around x 300 2 ms 1
	git config perf.depth 1
	refused 'main has results on this testbed, but beyond perf.depth (1 commit)'
	git config perf.depth 3
	refused 'beyond perf.depth (3 commits)'
	git config perf.depth 4
	expect_exit 0 git perf check
	has "$out" early
}
ok 'results beyond perf.depth do not pass' it_ends_at_depth

it_lacks_notes() {
	repository damaged
	for i in 1 2; do commit "$i" && record_around x 100 2 ms "$i"; done
	commit 3
	GIT_PERF_TESTBED=other record_around x 300 2 ms 3
	for commit in HEAD~1 HEAD~2; do
		blob=$(git notes --ref=perf list "$(git rev-parse "$commit")")
		rm -f ".git/objects/$(echo "$blob" | cut -c 1-2)/$(echo "$blob" | cut -c 3-)"
	done
	got=0
	git perf check --allow-new >"$out" 2>"$err" || got=$?
	[ "$got" != 0 ] || fail "$(cat "$out")"
}
ok 'missing notes do not pass' it_lacks_notes

it_is_a_part() {
	git clone -q "$url" part
	cd part
	git perf pull --last 3
	is=$(git rev-parse refs/notes/remotes/origin/perf-part)
	[ "$is" ]
	git checkout -q -b late HEAD~8
	commit late
	GIT_PERF_TESTBED=lab record_around x 300 2 ms 9
	refused 'results'
	# asked for this commit, it is judged
	git perf pull --last 3
	expect_exit 0 git perf check --allow-new
	has "$out" early
}
ok 'a partial pull for another commit does not pass' it_is_a_part

it_is_older() {
	repository older
	commit 1
	git checkout -q -b early
	commit early
	git checkout -q main
	commit 2
	record_around x 100 2 ms 1
	git checkout -q early
	record_around x 300 2 ms 1
	refused 'main has results on this testbed, but none that belong to a baseline'
}
ok 'a branch from before the first results does not pass' it_is_older

it_is_renamed() {
	repository renamed
	for i in 1 2 3; do commit "$i" && record_around x 100 2 ms "$i"; done
	commit 4
	record_around y 300 2 ms 4
	expect_exit 2 git perf check --allow-new -k y
	has "$err" 'main has results on this testbed'
	refused 'main has results on this testbed'
}
ok 'a renamed benchmark is not among the first results' it_is_renamed

finish
