#!/bin/sh
# git perf doctor: each problem for real, and that the suggested command fixes
# it; see git-perf-doctor(1).
. "$(dirname "$0")/lib.sh"

# diagnose STATUS CHECK...: runs doctor; stores its output in $out
diagnose() {
	wanted=$1
	shift
	expect_exit "$wanted" git perf doctor "$@"
}

# finds SEVERITY CHECK: this problem is reported once, and no other
finds() {
	[ "$(grep -c '^[a-z]*: ' "$out")" -eq 1 ]
	grep -q "^$1: .* \[$2\]$" "$out"
}

# mend: runs the suggested command in a shell
mend() {
	sed -n 's/^  next: //p' "$out" >next
	[ "$(wc -l <next)" -eq 1 ]
	sh -e ./next
	rm next
}

is_well() {
	diagnose 0 "$@"
	grep -qx 'nothing found (1 check)' "$out"
}

# a bare remote with three commits and one run, and a clone of it
remote_and_clone() {
	repository seed
	for i in 1 2 3; do
		commit "$i"
	done
	git perf record --value x=1ms
	cd ..
	git clone -q --bare seed remote.git
	git -C seed remote add origin ../remote.git
	git -C seed perf push
	git clone -q "$@" "file://$PWD/remote.git" clone
	cd clone
}

# Properties of the machine are tested by unit tests.
repository_checks='forced-refspec filtered-notes lock damage
	notes-merge lost-notes push unsynced inboxes unreadable part rewrite-ref merge-checkout base shallow replaced clock
	hook gitperf'

it_is_well() {
	mkdir well && cd well
	remote_and_clone
	git perf pull
	# shellcheck disable=SC2086 # several arguments
	diagnose 0 --remote --full $repository_checks
	echo 'nothing found (19 checks)' | diff -u - "$out"
	diagnose 0 --json base clock
	echo '{"schema": "git-perf/doctor/1", "problems": [], "checks": 2}' |
		diff -u - "$out"
}
ok 'no problem is found in a healthy repository' it_is_well

it_sees_a_notes_merge() {
	mkdir notes-merge && cd notes-merge
	repository merging
	commit one
	git perf record --value x=1ms
	git update-ref refs/notes/other refs/notes/perf
	git notes --ref=other append -m here HEAD
	git notes --ref=perf append -m there HEAD
	! git notes --ref=perf merge -s manual other >/dev/null 2>&1 || return 1
	diagnose 0 notes-merge
	finds warn notes-merge
	# push says so, too; it does not wait
	git init -q --bare ../merging.git
	git remote add origin ../merging.git
	for options in --dry-run '--bundle b' -q; do
		# shellcheck disable=SC2086 # several arguments
		expect_exit 0 git perf push $options
		has "$err" 'warning: a git notes merge is not finished: the results of its other side are not pushed'
	done
	git worktree add -q ../linked HEAD
	echo x >>file && git commit -q -a -m two && git perf record --value x=2ms
	(cd ../linked && expect_exit 0 git perf push -q)
	has "$err" 'a git notes merge is not finished'
	(cd ../linked && diagnose 0 notes-merge)
	finds warn notes-merge
	mend 2>/dev/null
	is_well notes-merge
	expect_exit 0 git perf push
	lacks "$err" merge
	# of other notes
	git update-ref refs/notes/mine refs/notes/perf
	git notes --ref=mine append -m there HEAD~1
	git notes --ref=other append -m here HEAD~1
	! git notes --ref=mine merge -s manual other >/dev/null 2>&1 || return 1
	[ -e .git/NOTES_MERGE_PARTIAL ]
	is_well notes-merge
	expect_exit 0 git perf push
	lacks "$err" merge
}
ok 'a merge of notes that is not finished' it_sees_a_notes_merge

it_sees_lost_notes() {
	mkdir lost && cd lost
	repository lost
	for i in 1 2 3; do
		commit "$i"
		git perf record --value x=1ms
	done
	is_well lost-notes
	git rev-list main >old
	FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --tree-filter \
		'echo licence >LICENCE' main >/dev/null 2>&1
	git rev-list main | paste -d ' ' old - >map
	diagnose 0 lost-notes
	finds warn lost-notes
	has "$out" '3 runs of 3 commits count nowhere: no branch or tag reaches 3'
	has "$out" 'next: git perf remap <commit-map>'
	mkdir .git/filter-repo && mv map .git/filter-repo/commit-map
	diagnose 0 lost-notes
	mend
	is_well lost-notes
	# one abandoned commit among others
	commit 4
	git perf record --value x=1ms
	git reset -q --hard HEAD~1
	diagnose 0 lost-notes
	finds note lost-notes
	# a deleted branch, whose results are at its tree
	git checkout -q -b topic
	commit 5
	git perf record --value x=1ms
	git checkout -q main
	git branch -D topic
	diagnose 0 lost-notes
	has "$out" '1 run of 1 commit counts nowhere'
}
ok 'results of commits that are in no history here' it_sees_lost_notes

it_sees_commits_to_fetch() {
	mkdir fetch && cd fetch
	remote_and_clone
	cd ../seed
	git fetch -q origin
	git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
	commit newer
	git push -q origin main
	git perf record --value x=1ms
	git perf push
	cd ../clone
	git perf pull
	diagnose 0 lost-notes
	finds note lost-notes
	mend
	is_well lost-notes
}
ok 'results of commits that were not fetched' it_sees_commits_to_fetch

it_changes_nothing() {
	cd well/clone
	rm -r .git/perf
	find . -type f -exec cksum {} + | sort >"$trash/before"
	git perf doctor --full --remote >/dev/null
	find . -type f -exec cksum {} + | sort >"$trash/after"
	diff -u "$trash/before" "$trash/after"
	[ ! -e .git/perf ]
}
ok 'it changes nothing' it_changes_nothing

it_needs_no_commit() {
	repository unborn
	# shellcheck disable=SC2086 # several arguments
	diagnose 0 --full $repository_checks
	expect_exit 129 git perf doctor nonsense
	grep -q "unknown check 'nonsense'; the checks are forced-refspec, " "$err"
	cd .. && mkdir none && cd none
	expect_exit 128 git perf doctor
}
ok 'before the first commit; without a repository' it_needs_no_commit

# The problem happens: what was recorded here is lost.
it_sees_forced() {
	mkdir forced && cd forced
	remote_and_clone
	git config --add remote.origin.fetch '+refs/notes/*:refs/notes/*'
	git fetch -q
	git perf record --value x=2ms
	git fetch -q
	[ "$(git perf export | grep -c ',x,')" -eq 1 ]
	git perf record --value x=2ms
	diagnose 1 forced-refspec
	finds error forced-refspec
	mend
	is_well forced-refspec
	git fetch -q
	[ "$(git perf export | grep -c ',x,')" -eq 2 ]
	git perf push
	git perf pull
}
ok 'a forced refspec overwrites what was not pushed' it_sees_forced

it_sees_pruning() {
	mkdir pruned && cd pruned
	repository seed
	commit one
	cd .. && git clone -q --bare seed remote.git
	git clone -q remote.git clone && cd clone
	git config --add remote.origin.fetch 'refs/notes/*:refs/notes/*'
	is_well forced-refspec
	git config fetch.prune true
	git perf record --value x=2ms
	git fetch -q
	not git rev-parse -q --verify refs/notes/perf
	git perf record --value x=2ms
	diagnose 1 forced-refspec
	finds error forced-refspec
	mend
	is_well forced-refspec
	git fetch -q
	git rev-parse -q --verify refs/notes/perf
	git config remote.origin.prune false
	git config --unset-all remote.origin.fetch '\^'
	is_well forced-refspec
}
ok 'a refspec that prunes deletes what was not pushed' it_sees_pruning

it_sees_forced_push() {
	mkdir pushing && cd pushing
	remote_and_clone
	git config --add remote.origin.push '+refs/notes/*:refs/notes/*'
	diagnose 1 forced-refspec
	finds error forced-refspec
	mend
	is_well forced-refspec
}
ok 'a refspec that overwrites what others pushed' it_sees_forced_push

it_sees_mirrors() {
	mkdir mirrors && cd mirrors
	remote_and_clone
	git clone -q --mirror ../remote.git ../mirror && cd ../mirror
	git perf record --value x=2ms
	git perf push
	# a plain push removes from the remote what others pushed meanwhile
	git -C ../clone perf pull
	git -C ../clone perf record --value x=3ms
	git -C ../clone perf push
	git push -q
	[ "$(git -C ../remote.git perf export --samples | grep -c ',3,$')" -eq 0 ]
	git -C ../clone perf pull
	git -C ../clone perf push
	# and a plain fetch removes what was not pushed from here
	git perf record --value x=4ms
	git fetch -q
	[ "$(git perf export --samples | grep -c ',3,$')" -eq 1 ]
	[ "$(git perf export --samples | grep -c ',4,$')" -eq 0 ]
	diagnose 1 forced-refspec
	grep -q '^error: remote.origin.mirror is set' "$out"
	grep -qxF 'error: remote.origin.fetch is +refs/*:refs/* [forced-refspec]' "$out"
	sed -n 's/^  next: //p' "$out" >next
	sh -e ./next
	is_well forced-refspec
	git fetch -q
	[ "$(git perf export | grep -c ',x,')" -eq 3 ]
	git perf push
}
ok 'a mirror clone' it_sees_mirrors

it_finds_the_file() {
	repository scopes
	git config --global --add remote.up.fetch '+refs/notes/*:refs/notes/*'
	diagnose 1 forced-refspec
	mend
	is_well forced-refspec
	git config --global --remove-section remote.up
	expect_exit 1 git -c 'remote.up.fetch=+refs/*:refs/*' perf doctor \
		forced-refspec
}
ok 'the file of a setting is reported' it_finds_the_file

it_sees_shallow() {
	mkdir shallow && cd shallow
	remote_and_clone --depth 1
	for i in 1 2; do
		git -C ../seed commit -q --allow-empty -m more
	done
	git -C ../seed push -q origin main
	git fetch -q --depth 1
	git reset -q --hard origin/main
	diagnose 0 shallow
	finds warn shallow
	diagnose 1 --strict shallow
	git config perf.commits 2
	diagnose 0 shallow
	has "$out" 'git fetch --deepen=2'
	mend
	# everything that a baseline needs is here
	diagnose 0 shallow
	finds note shallow
	mend
	is_well shallow
}
ok 'a shallow clone' it_sees_shallow

it_sees_filtered() {
	mkdir filtered && cd filtered
	git config --global uploadpack.allowFilter true
	remote_and_clone --filter=blob:none
	is_well filtered-notes
	git fetch -q origin refs/notes/perf:refs/notes/perf
	expect_exit 128 git perf show
	diagnose 1 filtered-notes
	finds error filtered-notes
	mend
	is_well filtered-notes
	git perf show | grep -q ' x '
}
ok 'a partial clone without the content of notes' it_sees_filtered

it_sees_rewrites() {
	repository rewrites
	git config --add notes.rewriteRef refs/notes/other
	is_well rewrite-ref
	git config --add notes.rewriteRef 'refs/notes/*'
	commit one
	git perf record --value x=1ms
	commit two
	git notes --ref=perf copy HEAD~1 HEAD
	echo more >>file
	git commit -q -a --amend -m changed
	git notes --ref=perf show HEAD # was copied
	diagnose 0 rewrite-ref
	finds warn rewrite-ref
	mend
	is_well rewrite-ref
	git config notes.rewriteRef | grep -qx refs/notes/other
	GIT_NOTES_REWRITE_REF='refs/notes/a:refs/notes/p*' \
		expect_exit 0 git perf doctor rewrite-ref
	finds warn rewrite-ref
	diagnose 0 rewrite-ref
	git config notes.displayRef 'refs/notes/*'
	is_well rewrite-ref
}
ok 'notes.rewriteRef' it_sees_rewrites

# our_hook FILE
our_hook() {
	cp "$GP_SOURCE/hooks/pre-push" "$1"
	chmod +x "$1"
}

it_sees_hooks() {
	repository hooks
	commit one
	our_hook .git/hooks/pre-push
	is_well hook
	chmod -x .git/hooks/pre-push
	diagnose 0 hook
	finds warn hook
	mend
	is_well hook
	echo '# older' >>.git/hooks/pre-push
	diagnose 0 hook
	finds warn hook
	mend
	is_well hook
	mkdir 'my hooks'
	git config core.hooksPath 'my hooks'
	diagnose 0 hook
	finds warn hook
	mkdir below && cd below
	diagnose 0 hook
	mend
	cd ..
	is_well hook
	[ -x 'my hooks/pre-push' ]
	rm .git/hooks/pre-push 'my hooks/pre-push'
	diagnose 0 --strict hook
	finds note hook
	git config --unset core.hooksPath
	is_well hook
}
ok 'hooks that never run' it_sees_hooks

it_sees_no_base() {
	repository base
	commit one
	is_well base
	git branch -m trunk
	diagnose 0 base
	finds warn base
	mend
	[ "$(git config perf.base)" = trunk ]
	is_well base
	cd .. && mkdir base2 && cd base2
	remote_and_clone --single-branch
	git -C ../remote.git branch release main 2>/dev/null ||
		git -C ../seed push -q origin main:release
	git config perf.base release
	diagnose 0 base
	finds warn base
	mend
	is_well base
	git config --unset perf.base
	git -C ../remote.git branch -m main trunk
	git remote update -p >/dev/null 2>&1 || :
	git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
	git fetch -q -p
	git checkout -q --detach
	git branch -D main
	git remote set-head origin -d
	diagnose 0 base
	git -C ../remote.git symbolic-ref HEAD refs/heads/trunk
	mend
	is_well base
}
ok 'no base branch' it_sees_no_base

# What a CI checkout action does: one ref, fetched into a ref of its own.
it_sees_merges() {
	mkdir merges && cd merges
	remote_and_clone
	cd ../seed
	git checkout -q -b topic HEAD~1
	git commit -q --allow-empty -m topic
	git checkout -q --detach main
	git merge -q --no-ff -m merged topic
	git push -q origin HEAD:refs/pull/1/merge
	cd ..
	git init -q ci && cd ci
	git remote add origin "file://$PWD/../remote.git"
	git fetch -q origin +refs/pull/1/merge:refs/remotes/pull/1/merge
	git checkout -q refs/remotes/pull/1/merge
	diagnose 0 merge-checkout base
	finds warn merge-checkout
	GITHUB_BASE_REF=release expect_exit 0 git perf doctor merge-checkout
	has "$out" '+refs/heads/release:refs/remotes/origin/release'
	diagnose 0 merge-checkout
	mend
	is_well merge-checkout
	is_well base
}
ok "a pull request's checkout without its base" it_sees_merges

it_asks_the_remote() {
	mkdir asks && cd asks
	remote_and_clone
	is_well --remote push
	git remote set-url --push origin ../nowhere.git
	diagnose 1 --remote push
	finds error push
	diagnose 0 push # the remote is not contacted
	has "$out" 'nothing found (0 checks)'
	git remote remove origin
	diagnose 0 --remote push
	finds warn push
}
ok 'a remote that rejects pushes' it_asks_the_remote

it_sees_unsynced() {
	mkdir unsynced && cd unsynced
	remote_and_clone
	# a fresh clone: the results of others are not here
	diagnose 0 unsynced
	finds note unsynced
	grep -q 'git perf pull (never synced with origin)' "$out"
	git perf record --value x=2ms
	diagnose 0 unsynced
	finds warn unsynced
	grep -q '1 run not pushed to origin, never synced' "$out"
	mend
	is_well unsynced
	git perf record --value x=3ms
	is_well unsynced
	git perf pull
	find .git/perf -name 'synced-*' -exec touch -d '10 days ago' {} +
	diagnose 0 unsynced
	grep -q '1 run not pushed to origin, last synced 10 days ago' "$out"
	mend
	is_well unsynced
}
ok 'runs that were not pushed' it_sees_unsynced

it_sees_inboxes() {
	mkdir inboxes && cd inboxes
	remote_and_clone
	git perf pull
	for i in $(seq 101); do
		echo "create refs/notes/perf-inbox/$i refs/notes/perf"
	done | sed "s/refs.notes.perf$/$(git rev-parse refs/notes/perf)/" |
		git -C ../remote.git update-ref --stdin
	is_well inboxes
	git perf pull
	diagnose 0 inboxes
	finds warn inboxes
	mend
	is_well inboxes
	[ -z "$(git -C ../remote.git for-each-ref refs/notes/perf-inbox/)" ]
}
ok 'inboxes that nobody merges' it_sees_inboxes

it_sees_what_is_unreadable() {
	mkdir unreadable && cd unreadable
	remote_and_clone
	git perf pull
	is_well unreadable
	git -C ../remote.git update-ref "refs/notes/perf-inbox/it's;x" \
		"$(git rev-parse HEAD)"
	git perf pull
	diagnose 0 unreadable
	finds warn unreadable
	has "$out" "refs/notes/perf-inbox/it's;x of origin: "
	mend
	is_well unreadable
	[ -z "$(git -C ../remote.git for-each-ref refs/notes/perf-inbox/)" ]
	# deleting the ref itself is not our decision
	git -C ../remote.git update-ref refs/notes/perf "$(git rev-parse HEAD)"
	not git perf pull
	diagnose 0 unreadable
	finds warn unreadable
	has "$out" 'git ls-remote origin refs/notes/perf'
}
ok 'refs of the remote that cannot be read' it_sees_what_is_unreadable

it_sees_a_part() {
	mkdir part && cd part
	remote_and_clone
	# without results before HEAD everything would be pulled
	git -C ../seed perf record -c HEAD~1 --value x=1ms
	git -C ../seed perf push
	git perf pull --last 1
	diagnose 0 part
	finds note part
	mend
	is_well part
}
ok 'only a part of the results' it_sees_a_part

it_sees_the_future() {
	repository future
	commit one
	is_well clock
	echo more >>file
	future=$(($(date +%s) + 10 * 24 * 60 * 60))
	GIT_COMMITTER_DATE="$future +0000" \
		git commit -q -a -m later
	diagnose 0 clock
	finds warn clock
	grep -qE '(9|10) days ahead' "$out"
	mend
	is_well clock
}
ok 'a commit from the future' it_sees_the_future

it_sees_replaced() {
	repository replaced
	commit one
	commit two
	commit three
	is_well replaced
	git replace --graft HEAD
	diagnose 0 replaced
	finds warn replaced
	mend
	is_well replaced
	git rev-parse HEAD >.git/info/grafts
	diagnose 0 replaced
	finds warn replaced
	mend
	is_well replaced
}
ok 'replace refs and grafts' it_sees_replaced

it_sees_locks() {
	repository locks
	commit one
	git perf record --value x=1ms
	: >.git/refs/notes/perf.lock
	is_well lock
	touch -d '5 minutes ago' .git/refs/notes/perf.lock
	expect_exit 128 git perf record --value x=2ms
	diagnose 1 lock
	finds error lock
	mend
	is_well lock
	git perf record --value x=2ms
}
ok 'a stale lock' it_sees_locks

it_sees_damage() {
	repository damaged
	commit one
	git perf record --value x=1ms
	git notes --ref=perf append -m '1 AAAA'
	diagnose 0 damage
	diagnose 1 --full damage
	finds error damage
	mend || [ $? = 1 ] # it also reports the damage
	diagnose 0 --full damage
}
ok 'damaged notes' it_sees_damage

it_sees_gitperf() {
	repository gitperf
	commit one
	printf '[perf]\n\tbase = main\n\ttestbed = all\n' >.gitperf
	diagnose 0 gitperf
	finds warn gitperf
	mend
	is_well gitperf
	grep -q 'base = main' .gitperf
}
ok 'a testbed in .gitperf' it_sees_gitperf

it_quotes() {
	repository quotes
	commit one
	mkdir hooks
	git config perf.base "it's; touch owned"
	git config core.hooksPath "\$(touch owned)
	\`touch owned\`"
	our_hook .git/hooks/pre-push
	git config --add "remote.\$(touch owned).fetch" '+refs/*:refs/*'
	git config --add "remote.\$(touch owned).url" "$PWD"
	git perf doctor >"$out" || :
	sed -n 's/^  next: //p' "$out" | grep -v sudo | grep -v '<' |
		grep -v '^top$' | grep -v '^git perf ' >"$trash/commands"
	[ "$(wc -l <"$trash/commands")" -ge 2 ]
	while read -r line; do
		(eval "$line") || :
	done <"$trash/commands"
	[ ! -e owned ]
}
ok 'names in suggested commands are quoted' it_quotes

it_is_valid() {
	cd "$trash/quotes"
	git perf doctor --json >"$out" || :
	fits_schema doctor "$out"
}
ok 'the JSON is valid for its schema' it_is_valid

finish
