#!/bin/sh
# The pre-push hook with real pushes, as described in git-perf-init(1).
. "$(dirname "$0")/lib.sh"

# project NAME: a clone with measured commits, all pushed, hook installed
project() {
	git init -q --bare "$1.git"
	git init -q "$1" && cd "$1" || exit 1
	git remote add origin "../$1.git"
	history 8 x 40 0.4
	git push -q -u origin main
	git perf push 2>"$trash/.log.push"
	git perf init --hooks 2>"$err"
}

# slower: a commit that fails the check
slower() {
	commit slower
	record_around x 60 0.4 ms 99
}

# fine: a commit that passes the check
fine() {
	commit fine
	record_around x 40 0.4 ms 42
}

# at_remote [REF]: the id of the ref on the remote
at_remote() {
	git ls-remote "$(git remote get-url origin)" "${1:-refs/heads/main}" |
		cut -f 1
}

pushed() {
	[ "$(at_remote "${1:-refs/heads/main}")" = "$(git rev-parse HEAD)" ]
}

# runs_shared: whether the remote has all results that are recorded here
runs_shared() {
	git perf push --dry-run 2>&1 | grep -q '^nothing to push'
}

# silent: only git's own messages were printed
silent() {
	lacks "$err" 'git perf'
	lacks "$err" 'next '
}

# ---- a push ----

it_has_nothing_to_say() {
	git init -q --bare none.git
	repository none
	git remote add origin ../none.git
	git perf init --hooks
	commit one
	expect_exit 0 git push -q origin main
	[ ! -s "$err" ]
	pushed
	[ -z "$(at_remote refs/notes/perf)" ]
}
ok 'without results the hook prints nothing' it_has_nothing_to_say

it_passes() {
	project passes
	fine
	expect_exit 0 git push -q
	pushed
	has "$err" 'git perf: pushed 1 run in 2 notes to origin'
	[ "$(wc -l <"$err")" -eq 1 ]
	runs_shared
	# a commit without runs
	commit unmeasured
	expect_exit 0 git push -q
	[ ! -s "$err" ]
	pushed
}
ok 'a passing commit is pushed, and so are its results' it_passes

it_blocks() {
	project blocks
	slower
	before=$(at_remote)
	expect_exit 1 git push -q
	[ "$(at_remote)" = "$before" ]
	has "$err" 'git perf: main is slower'
	has "$err" 'FAIL '
	has "$err" 'git perf accept x:value'
	has "$err" 'git push --no-verify, or GIT_PERF_SKIP=1 git push'
	[ "$(wc -l <"$err")" -le 24 ]
	not runs_shared
}
ok 'a regression stops the push, and the message says what to do' it_blocks

it_lets_go() {
	cd blocks
	expect_exit 0 git push -q --no-verify
	pushed
	git reset -q --hard HEAD~
	git push -q --no-verify --force
	slower
	GIT_PERF_SKIP=1 expect_exit 0 git push -q
	[ ! -s "$err" ]
	pushed
	not runs_shared
}
ok '--no-verify and GIT_PERF_SKIP allow the push' it_lets_go

it_accepts() {
	project accepts
	slower
	expect_exit 1 git push -q
	git perf accept x:value -m 'it has to be' 2>/dev/null
	expect_exit 0 git push -q
	pushed
	runs_shared
}
ok 'an acceptance allows the push' it_accepts

it_deletes() {
	project deletes
	git push -q origin main:old
	slower
	expect_exit 0 git push -q origin :old
	silent
	[ -z "$(at_remote refs/heads/old)" ]
	not runs_shared
}
ok 'a deletion is not checked' it_deletes

it_takes_several() {
	project several
	git push -q origin main:old
	git branch fine
	slower
	git branch slow
	expect_exit 1 git push -q origin fine slow
	has "$err" 'git perf: slow is slower'
	[ "$(grep -c 'is slower' "$err")" -eq 1 ]
	[ -z "$(at_remote refs/heads/fine)" ]
	# one commit with two names is checked once
	expect_exit 1 git push -q origin slow:a slow:b
	[ "$(grep -c 'is slower' "$err")" -eq 1 ]
	# a revision name with blanks
	expect_exit 1 git push -q origin 'slow@{0 days ago}:refs/heads/c'
	has "$err" 'git perf: c is slower'
	# with a deletion in the same push
	expect_exit 0 git push -q origin :old fine
	runs_shared
}
ok 'several refs are checked, each once' it_takes_several

it_lets_tags_go() {
	project tags
	slower
	git tag -m 'a release' v1
	expect_exit 0 git push -q origin v1
	lacks "$err" 'is slower'
	[ -n "$(at_remote refs/tags/v1)" ]
	runs_shared
}
ok 'a tag is pushed, and so are results' it_lets_tags_go

it_takes_nothing() {
	project nothing
	expect_exit 0 git push
	silent
	has "$err" 'Everything up-to-date'
	expect_exit 0 .git/hooks/pre-push origin ../nothing.git </dev/null
	[ ! -s "$out" ] && [ ! -s "$err" ]
}
ok 'empty input is accepted' it_takes_nothing

it_takes_a_url() {
	project url
	git init -q --bare ../elsewhere.git
	fine
	expect_exit 0 git push -q ../elsewhere.git main
	has "$err" 'to ../elsewhere.git'
	[ -n "$(git -C ../elsewhere.git rev-parse refs/notes/perf)" ]
	slower
	expect_exit 1 git push -q "file://$trash/elsewhere.git" main
	has "$err" 'git perf: main is slower'
}
ok 'a remote may be a URL' it_takes_a_url

it_leaves_notes_alone() {
	project notes
	fine
	expect_exit 0 git push -q origin main refs/notes/perf
	silent
	[ "$(at_remote refs/notes/perf)" = "$(git rev-parse refs/notes/perf)" ]
}
ok 'a push of the notes by hand is not disturbed' it_leaves_notes_alone

it_runs_nothing() {
	project reruns
	git config perf.rerun "touch $trash/ran"
	git config perf.hookRun "touch $trash/ran"
	# the commit of another project does not matter here
	printf '[perf]\n\thookRun = touch %s/ran\n' "$trash" >.gitperf
	git add .gitperf
	slower
	expect_exit 1 git push -q
	[ ! -e "$trash/ran" ]
	git config --unset perf.hookRun
	commit unmeasured
	expect_exit 0 git push -q
	[ ! -e "$trash/ran" ]
}
ok 'no benchmark runs if there are runs, or because of .gitperf' it_runs_nothing

# ---- perf.hookRun ----

# measures VALUE: from now on the benchmark prints this many ms
measures() {
	git config perf.hookRun "pwd >>'$trash/ran'; cat >>'$trash/ran'
		git rev-parse --absolute-git-dir >>'$trash/ran'
		echo '[{\"name\": \"x\", \"unit\": \"ms\", \"value\": $1}]'"
	rm -f "$trash/ran"
}

# did_run [DIRECTORY]: the command ran once, there, with empty input
did_run() {
	printf '%s\n' "${1:-$PWD}" "$(git rev-parse --absolute-git-dir)" |
		diff - "$trash/ran"
}

it_measures() {
	project measures
	measures 40
	mkdir deep
	commit one
	cd deep
	expect_exit 0 git push -q
	cd ..
	did_run
	has "$err" 'git perf: recorded 1 measurement of 1 benchmark'
	has "$err" 'git perf: pushed 1 run in 2 notes to origin'
	[ "$(wc -l <"$err")" -eq 2 ]
	pushed
	runs_shared
	git perf show --json | grep -q '"dirty": false'
	# not again: the commit has a run now
	git push -q origin main:again
	[ "$(wc -l <"$trash/ran")" -eq 2 ]
}
ok 'perf.hookRun measures commits without a run' it_measures

it_measures_the_first() {
	git init -q --bare first.git
	repository first
	git remote add origin ../first.git
	git perf init --hooks
	measures 40
	commit one
	expect_exit 0 git push -q origin main
	did_run
	[ "$(at_remote refs/notes/perf)" = "$(git rev-parse refs/notes/perf)" ]
}
ok 'perf.hookRun also measures the very first commit' it_measures_the_first

it_judges_the_measured() {
	project judged
	commit slower
	measures 60
	before=$(at_remote)
	expect_exit 1 git push -q
	did_run
	has "$err" 'git perf: main is slower'
	[ "$(at_remote)" = "$before" ]
	# a mark or a run of a modified tree is not a run of this commit
	commit marked
	git perf pin
	echo more >>file
	record_around x 60 0.4 ms 3
	git checkout -q file
	measures 60
	expect_exit 1 git push -q
	did_run
	# neither is an untrusted run
	commit told
	git clone -q . ../stranger
	git -C ../stranger perf record --value x=40ms
	git -C ../stranger perf push --bundle ../told
	git perf pull --untrusted --bundle ../told
	measures 60
	expect_exit 1 git push -q
	did_run
	# a rewritten commit has the run of its tree
	git checkout -q -b side
	commit before
	measures 40
	git push -q origin side || :
	did_run
	git commit -q --amend -m after
	git push -q -f origin side || :
	[ "$(wc -l <"$trash/ran")" -eq 2 ]
}
ok 'a commit that the hook measured is checked' it_judges_the_measured

# runs_not REASON REF...: the benchmark does not run, and the push succeeds
runs_not() {
	reason=$1
	shift
	expect_exit 0 git push -q -f origin "$@"
	has "$err" "git perf: $reason"
	[ "$(grep -c measured "$err")" -eq 1 ]
	[ ! -e "$trash/ran" ]
}

it_does_not_measure() {
	project absent
	measures 40
	commit one
	commit two
	runs_not 'old is not measured: HEAD is another commit' \
		HEAD~:refs/heads/old
	echo more >>file
	runs_not 'main is not measured: the working tree is modified' main
	git checkout -q file
	git clone -q --bare . ../bare-absent.git
	cd ../bare-absent.git
	git perf init --hooks
	measures 40
	runs_not 'bare is not measured: there is no working tree' main:bare
}
ok 'it does not run if the working tree is not what is pushed' \
	it_does_not_measure

# fails_as COMMAND WHY: one warning, nothing is recorded, the push succeeds
fails_as() {
	commit again
	git config perf.hookRun "$1"
	expect_exit 0 git push -q
	[ "$(grep -c 'git perf' "$err")" -eq 1 ] || fail "$(cat "$err")"
	has "$err" "warning: git perf: main is not measured by perf.hookRun: $2"
	not grep -q '[[:cntrl:]]' "$err"
	[ -z "$(git notes --ref=perf list HEAD 2>/dev/null)" ]
}

it_fails_to_measure() {
	project fails
	fails_as 'exit 3' 'it ended with status 3'
	pushed
	fails_as 'echo {; kill $$' 'it ended with status 143'
	fails_as 'no-such-command 2>/dev/null' 'it ended with status 127'
	fails_as true ''
	fails_as 'echo nonsense' ''
	fails_as "printf '\\033]0;owned\\007\\200\\377'" ''
	fails_as 'head -c 100000 /dev/zero' ''
	fails_as 'echo >>file; echo "{\"x\": {\"y\": {\"value\": 1}}}"' \
		'afterwards the working tree is modified'
	git checkout -q file
	fails_as 'git commit -q --allow-empty -m own
		echo "{\"x\": {\"y\": {\"value\": 1}}}"' \
		'afterwards HEAD is another commit'
}
ok 'a failing command is reported, and does not stop the push' \
	it_fails_to_measure

it_may_push() {
	project pushes
	measures 40
	git config perf.hookRun "git push -q origin HEAD:refs/heads/inner
		$(git config perf.hookRun)"
	commit one
	expect_exit 0 git push -q
	did_run
	[ "$(at_remote refs/heads/inner)" = "$(git rev-parse HEAD)" ]
}
ok 'the command may push itself' it_may_push

it_measures_worktrees() {
	project works
	git worktree add -q ../linked-works -b side
	cd ../linked-works
	commit one
	measures 40
	# git finds other repositories as usual
	git init -q "$trash/foreign"
	git config perf.hookRun "$(git config perf.hookRun)
		cd '$trash/foreign' && git rev-parse --git-dir >'$trash/other'"
	expect_exit 0 git push -q origin side
	did_run
	[ "$(cat "$trash/other")" = .git ]
	runs_shared
	# GIT_DIR is kept if git needs it to find the repository
	cd ../works
	mv .git "$trash/apart.git"
	GIT_DIR=$trash/apart.git GIT_WORK_TREE=$PWD
	export GIT_DIR GIT_WORK_TREE
	measures 40
	commit two
	expect_exit 0 git push -q origin main
	did_run
	runs_shared
}
ok 'linked and separate working trees are measured' it_measures_worktrees

it_does_not_judge() {
	project broken
	fine
	git config perf.warn nonsense
	expect_exit 0 git push -q
	pushed
	has "$err" 'warning: git perf: main is not checked: '
	has "$err" 'nonsense'
}
ok 'a failed check is reported, and does not stop the push' it_does_not_judge

it_does_without() {
	project without
	slower
	mkdir "$trash/bin"
	for tool in git sh cat sed; do
		ln -s "$(command -v "$tool")" "$trash/bin"
	done
	[ ! -x "$(git --exec-path)/git-perf" ] || return 0
	PATH=$trash/bin expect_exit 0 git push -q
	has "$err" 'warning: git perf: not checked: git-perf is not on PATH'
	pushed
}
ok 'without git perf the hook warns, and the push succeeds' it_does_without

# ---- sharing ----

refuse_notes() {
	cat >"$1/hooks/update" <<-'EOT'
		#!/bin/sh
		case $1 in refs/notes/*) echo 'no notes here'; exit 1 ;; esac
	EOT
	chmod +x "$1/hooks/update"
}

it_does_not_depend_on_sharing() {
	project refused
	refuse_notes ../refused.git
	fine
	expect_exit 0 git push -q
	pushed
	[ "$(grep -c 'git perf' "$err")" -eq 1 ]
	has "$err" 'warning: git perf: results are not pushed: origin refused refs/notes/perf-inbox/'
	commit more && record_around x 40 0.4 ms 43
	git config perf.hookStrict true
	expect_exit 1 git push -q
	not pushed
	has "$err" 'perf.hookStrict is set: origin refused'
}
ok 'a remote that rejects notes stops the push only with hookStrict' \
	it_does_not_depend_on_sharing

# ---- other hooks ----

# lfs FILE [STATUS]: a hook that reads its input
lfs() {
	mkdir -p "$(dirname "$1")"
	cat >"$1" <<-EOT
		#!/bin/sh
		echo "\$0 \$*" >$trash/args
		cat >$trash/stdin
		exit ${2:-0}
	EOT
	chmod +x "$1"
}

it_chains() {
	project chains
	git perf init --uninstall
	lfs .git/hooks/pre-push
	cp -p .git/hooks/pre-push "$trash/saved"
	expect_exit 0 git perf init --hooks
	has "$err" "installed $trash/chains/.git/hooks/pre-push; what is there runs first, as pre-push.before-git-perf"
	fine
	line="refs/heads/main $(git rev-parse HEAD) refs/heads/main $(at_remote)"
	expect_exit 0 git push -q
	[ "$(cat "$trash/stdin")" = "$line" ]
	has "$trash/args" 'before-git-perf origin ../chains.git'
	runs_shared
	# and also without input
	expect_exit 0 git push -q
	[ ! -s "$trash/stdin" ]
	# it runs although git perf is skipped
	rm "$trash/stdin"
	GIT_PERF_SKIP=1 expect_exit 0 git push -q
	[ -e "$trash/stdin" ]
	slower
	expect_exit 1 git push -q
}
ok 'an existing hook runs first, with its input' it_chains

it_uninstalls() {
	cd chains
	expect_exit 0 git perf init --uninstall
	has "$err" ', and put back what was there'
	cmp .git/hooks/pre-push "$trash/saved"
	[ -x .git/hooks/pre-push ]
	[ ! -e .git/hooks/pre-push.before-git-perf ]
	expect_exit 0 git perf init --uninstall
	has "$err" 'nothing to do: '
	cmp .git/hooks/pre-push "$trash/saved"
	expect_exit 0 git push -q
	pushed
}
ok 'uninstalling restores the previous hook' it_uninstalls

it_obeys() {
	project obeys
	git perf init --uninstall
	lfs .git/hooks/pre-push 3
	git perf init --hooks
	fine
	expect_exit 1 git push -q
	not pushed
	not runs_shared
	got=0
	.git/hooks/pre-push origin x </dev/null || got=$?
	[ "$got" = 3 ]
}
ok 'a failing previous hook stops the push' it_obeys

it_is_idempotent() {
	project twice
	lfs "$trash/before"
	cp -p .git/hooks/pre-push "$trash/ours"
	expect_exit 0 git perf init --hooks
	has "$err" 'nothing to do: '
	cmp .git/hooks/pre-push "$trash/ours"
	[ ! -e .git/hooks/pre-push.before-git-perf ]
	cmp .git/hooks/pre-push "$GP_SOURCE/hooks/pre-push"
	# a hook of another version is replaced
	echo '# older' >>.git/hooks/pre-push
	git perf init | grep -q '^hook .*, outdated: '
	expect_exit 0 git perf init --hooks
	cmp .git/hooks/pre-push "$trash/ours"
	chmod -x .git/hooks/pre-push
	expect_exit 0 git perf init --hooks
	[ -x .git/hooks/pre-push ]
	# another tool has overwritten our hook, and a saved one exists
	cp "$trash/before" .git/hooks/pre-push.before-git-perf
	cp "$trash/before" .git/hooks/pre-push
	expect_fatal 128 'is not the hook of git perf, and ' git perf init --hooks
	expect_fatal 128 'is not the hook of git perf, and ' git perf init --hooks --dry-run
	cmp .git/hooks/pre-push "$trash/before"
	rm .git/hooks/pre-push
	git perf init --hooks
	git perf init --uninstall
	cmp .git/hooks/pre-push "$trash/before"
}
ok 'installing twice changes nothing' it_is_idempotent

it_dry_runs() {
	repository dry
	commit one
	rm -rf .git/hooks
	expect_exit 0 git perf init --hooks --dry-run
	has "$err" "would install $trash/dry/.git/hooks/pre-push"
	[ ! -e .git/hooks ]
	expect_exit 0 git perf init --hooks
	[ -x .git/hooks/pre-push ]
	expect_exit 0 git perf init --uninstall --dry-run
	has "$err" "would remove $trash/dry/.git/hooks/pre-push"
	[ -x .git/hooks/pre-push ]
	expect_exit 0 git perf init --uninstall
	[ ! -e .git/hooks/pre-push ]
}
ok 'a dry run prints what it would do, and does nothing' it_dry_runs

it_tells() {
	git init -q --bare tells.git
	repository tells
	expect_exit 0 git perf init
	printf '%s\n' 'base     none: git config perf.base <branch>' \
		'testbed  bed' 'remote   none' \
		'hook     none: git perf init --hooks' | diff - "$out"
	commit one
	git remote add origin ../tells.git
	git perf init --hooks
	before=$(cat .git/config)
	expect_exit 0 git perf init
	printf '%s\n' 'base     main' 'testbed  bed' 'remote   origin' \
		"hook     $trash/tells/.git/hooks/pre-push" | diff - "$out"
	[ "$before" = "$(cat .git/config)" ]
	expect_exit 129 git perf init here
}
ok 'without options init prints the settings, and changes nothing' it_tells

# ---- where hooks are ----

it_follows_hookspath() {
	project paths
	git perf init --uninstall
	git config core.hooksPath tools/hooks
	mkdir -p tools/hooks deep
	cd deep
	expect_exit 0 git perf init --hooks
	has "$err" "installed $trash/paths/tools/hooks/pre-push"
	has "$err" 'it is in the work tree: commit it'
	cd ..
	slower
	expect_exit 1 git push -q
	git config core.hooksPath "$trash/everywhere"
	mkdir "$trash/everywhere"
	expect_exit 0 git push -q --dry-run
	expect_exit 0 git perf init --hooks
	has "$err" 'warning: core.hooksPath is outside of this repository'
	expect_exit 1 git push -q
	git config core.hooksPath /dev/null
	expect_fatal 128 'cannot write /dev/null/pre-push' git perf init --hooks
}
ok 'core.hooksPath is resolved as git resolves it' it_follows_hookspath

it_lives_in_worktrees() {
	project trees
	git perf init --uninstall
	git worktree add -q ../linked -b side
	cd ../linked
	expect_exit 0 git perf init --hooks
	has "$err" "$trash/trees/.git/hooks/pre-push"
	slower
	expect_exit 1 git push -q origin side
	has "$err" 'git perf: side is slower'
	GIT_DIR=$trash/trees/.git GIT_WORK_TREE=$trash/trees \
		expect_exit 0 git perf init --uninstall
	expect_exit 0 git push -q origin side
	git init -q --bare ../bare.git
	git -C ../bare.git perf init --hooks
	[ -x ../bare.git/hooks/pre-push ]
}
ok 'hooks of a linked working tree and a bare repository' it_lives_in_worktrees

# A fake husky: the directory _ runs the file of the same name above it.
husky() {
	mkdir -p .husky/_
	cat >.husky/_/h <<-'EOT'
		name=$(basename "$0")
		file=$(dirname "$(dirname "$0")")/$name
		[ -f "$file" ] || exit 0
		sh -e "$file" "$@"
		exit
	EOT
	# shellcheck disable=SC2016 # it is for the hook
	printf '#!/bin/sh\n. "$(dirname "$0")/h"\n' >.husky/_/pre-push
	chmod +x .husky/_/pre-push
	git config core.hooksPath .husky/_
}

it_lives_with_husky() {
	project husky
	husky
	echo "cat >$trash/husky-stdin" >.husky/pre-push
	cp .husky/pre-push "$trash/husky-saved"
	expect_exit 0 git perf init --hooks
	has "$err" "installed $trash/husky/.husky/pre-push"
	git perf doctor >"$out" 2>&1 || :
	lacks "$out" 'hook of ours'
	husky
	fine
	expect_exit 0 git push -q
	has "$trash/husky-stdin" 'refs/heads/main'
	runs_shared
	slower
	expect_exit 1 git push -q
	has "$err" 'git perf: main is slower'
	git perf init --uninstall
	cmp .husky/pre-push "$trash/husky-saved"
	echo 'false' >.husky/pre-push
	git perf init --hooks
	expect_exit 1 git push -q
	lacks "$err" 'is slower'
}
ok "husky's hooks are found, and survive its installation" it_lives_with_husky

run_as_nobody() {
	if [ "$(id -u)" != 0 ]; then
		git perf "$@"
		return
	fi
	setpriv --reuid=65534 --regid=65534 --clear-groups \
		git -c safe.directory='*' perf "$@"
}
chmod a+rx "$trash" "$HOME"
other_user() {
	[ "$(id -u)" != 0 ] || setpriv --reuid=65534 --regid=65534 \
		--clear-groups ls "$trash" >"$trash/.log" 2>&1
}
it_is_read_only() {
	repository closed
	commit one
	chmod a-w .git/hooks
	expect_fatal 128 "cannot write $trash/closed/.git/hooks/pre-push" \
		run_as_nobody init --hooks
	chmod u+w .git/hooks
	[ ! -e .git/hooks/pre-push ]
}
if other_user; then
	ok 'a read-only directory is reported in one line' it_is_read_only
else
	skip 'a read-only directory is reported in one line' \
		'no other user can come here'
fi

# ---- other tools ----

it_lives_with_lfs() {
	project lfs
	git perf init --uninstall
	git lfs install --local
	git perf init --hooks
	git lfs track '*.bin'
	echo large >a.bin
	git add .gitattributes a.bin
	fine
	expect_exit 0 git push -q
	[ -n "$(find ../lfs.git/lfs/objects -type f)" ]
	slower
	expect_exit 1 git push -q
}
if git lfs version >/dev/null 2>&1; then
	ok 'git-lfs pushes its files' it_lives_with_lfs
else
	skip 'git-lfs pushes its files' 'git-lfs is not installed'
fi

it_serves_pre_commit() {
	project framework
	slower
	PRE_COMMIT_REMOTE_NAME=origin PRE_COMMIT_REMOTE_URL=../framework.git \
		PRE_COMMIT_LOCAL_BRANCH=refs/heads/main \
		PRE_COMMIT_REMOTE_BRANCH=refs/heads/main
	export PRE_COMMIT_REMOTE_NAME PRE_COMMIT_REMOTE_URL \
		PRE_COMMIT_LOCAL_BRANCH PRE_COMMIT_REMOTE_BRANCH
	expect_exit 1 "$GP_SOURCE/hooks/pre-push" </dev/null
	has "$err" 'git perf: main is slower'
	PRE_COMMIT_TO_REF=$(git rev-parse HEAD~)
	export PRE_COMMIT_TO_REF
	expect_exit 0 "$GP_SOURCE/hooks/pre-push" </dev/null
	runs_shared
	measures 40
	commit unmeasured
	PRE_COMMIT_TO_REF=$(git rev-parse HEAD)
	expect_exit 0 "$GP_SOURCE/hooks/pre-push" </dev/null
	did_run
	runs_shared
	grep -qx '  entry: hooks/pre-push' "$GP_SOURCE/.pre-commit-hooks.yaml"
}
ok 'pre-commit can run the hook' it_serves_pre_commit

finish
