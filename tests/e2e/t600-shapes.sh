#!/bin/sh
# Kinds of repositories, and how git perf behaves in each.
. "$(dirname "$0")/lib.sh"

works() {
	expect_exit 0 git "$@" perf record --value x=1ms
	expect_exit 0 git "$@" perf show
	expect_exit 0 git "$@" perf status
	expect_exit 0 git "$@" perf export
	[ "$(wc -l <"$out")" -ge 2 ]
	expect_exit 0 git "$@" perf fsck
	expect_exit 0 git "$@" fsck --strict
}

ordinary() {
	repository ordinary
	commit one
	works
	mkdir -p deep/er
	cd deep/er
	works
	cd "$trash"
	works -C ordinary
	works --git-dir=ordinary/.git --work-tree=ordinary
	GIT_DIR=$trash/ordinary/.git works
}
ok 'from a subdirectory, from outside, by GIT_DIR' ordinary

bare() {
	git init -q seed
	cd seed
	commit one
	git clone -q --bare . "$trash/bare.git"
	cd "$trash/bare.git"
	works
}
ok 'a bare repository' bare

linked() {
	repository main-tree
	commit one
	git worktree add -q -b topic ../linked
	cd ../linked
	commit two
	works
	cd ../main-tree
	git notes --ref=perf list topic
	[ "$(git perf export topic | wc -l)" = 2 ]
}
ok 'a linked worktree shares the notes' linked

detached() {
	repository detached
	commit one
	git checkout -q --detach
	works
	expect_exit 0 git perf show --json
	has_json "$out" '"branch":null'
}
ok 'a detached HEAD' detached

unborn() {
	repository unborn
	expect_exit 128 git perf record --value x=1ms
	[ "$(wc -l <"$err")" = 1 ]
	has "$err" commit
	expect_exit 128 git perf check
	expect_exit 128 git perf show
	expect_exit 0 git perf status
	expect_exit 128 git perf export
	expect_exit 0 git perf export --all
	expect_exit 0 git perf fsck
}
ok 'before the first commit' unborn

shallow() {
	repository whole
	history 12 x:time 100 1
	git clone -q --depth 8 "file://$trash/whole" "$trash/shallow"
	cd "$trash/shallow"
	git fetch -q origin refs/notes/perf:refs/notes/perf
	# older results lie beyond the end of the clone
	expect_exit 2 git perf check --json
	has_json "$out" '"baseline":{"commits":7,'
	has_json "$out" '"status":"inconclusive"'
	has "$err" shallow
	has "$err" 'git fetch --deepen'
	works
}
ok 'a shallow clone: judged with the commits available, and reported' shallow

partial() {
	git -C "$trash/whole" config uploadpack.allowFilter true
	git clone -q --filter=blob:none --no-checkout "file://$trash/whole" \
		"$trash/partial"
	cd "$trash/partial"
	git fetch -q --no-filter origin refs/notes/perf:refs/notes/perf
	expect_exit 0 git perf check --json
	has_json "$out" '"baseline":{"commits":11,'
	# Notes without their blobs must not look like no results.
	git clone -q --filter=blob:none --no-checkout "file://$trash/whole" \
		"$trash/missing"
	cd "$trash/missing"
	git fetch -q origin refs/notes/perf:refs/notes/perf
	git config --unset remote.origin.promisor
	git remote set-url origin file:///no/such/place
	expect_exit 128 git perf show
	[ "$(grep -c fatal "$err")" = 1 ]
}
ok 'a partial clone' partial

extensions() {
	repository extensions
	commit one
	git config core.repositoryFormatVersion 1
	git config extensions.worktreeConfig true
	git config extensions.preciousObjects true
	works
	git config extensions.noSuchThing true
	# git prints its own error when it calls us.
	expect_exit 128 git-perf record --value x=1ms
	[ "$(wc -l <"$err")" = 1 ]
}
ok 'harmless extensions work, unknown ones are rejected' extensions

sha256() {
	git init -q --object-format=sha256 sha256
	cd sha256
	commit one
	refused SHA-256
}
# refused TEXT: nothing is written to a repository that cannot be read
refused() {
	find .git/objects .git/refs .git/packed-refs -type f 2>/dev/null |
		sort >before
	for command in 'record --value x=1' check show status fsck export; do
		# shellcheck disable=SC2086
		expect_exit 128 git-perf $command
		[ "$(wc -l <"$err")" = 1 ] || fail "$(cat "$err")"
		grep -qi -e "$1" "$err" || fail "$(cat "$err")"
	done
	find .git/objects .git/refs .git/packed-refs -type f 2>/dev/null |
		sort | diff before -
}
ok 'SHA-256: one clear error' sha256

reftable() {
	repository reftable
	commit one
	git config core.repositoryFormatVersion 1
	git config extensions.refStorage reftable
	refused reftable
}
ok 'reftable: one clear error' reftable

replaced() {
	repository replaced
	commit one
	commit two
	git replace HEAD~1 "$(git commit-tree -m other 'HEAD^{tree}')"
	expect_exit 0 git perf record --value x=1ms
	has "$err" replace
}
ok 'replace refs give a warning' replaced

alternates() {
	repository origin
	commit one
	expect_exit 0 git perf record --value x=1ms
	git clone -q --shared . "$trash/shared"
	cd "$trash/shared"
	git fetch -q origin refs/notes/perf:refs/notes/perf
	works
	cd "$trash"
	git init -q super
	cd super
	git -c protocol.file.allow=always submodule --quiet add \
		"$trash/origin" sub
	cd sub
	works
}
ok 'alternates, and a submodule' alternates

filters() {
	repository filters
	git config filter.upper.clean 'tr a-z A-Z'
	git config filter.upper.smudge 'tr A-Z a-z'
	echo '*.txt filter=upper' >.gitattributes
	echo text >a.txt
	git add .
	commit one
	touch -d '2030-01-01' a.txt
	expect_exit 0 git perf record --value x=1ms
	lacks "$err" modified
	echo more >>a.txt
	expect_exit 0 git perf record --value x=1ms
	has "$err" modified
}
ok 'a filter alone does not make a working tree modified' filters

merge_commit() {
	repository merge
	history 8 x:time 100 1
	git checkout -q -b topic HEAD~2
	git commit -q --allow-empty -m side
	git checkout -q main
	git merge -q --no-ff -m merged topic
	record_around x:time 100 1 ms 9
	expect_exit 0 git perf check --json
	has_json "$out" '"baseline":{"commits":8,'
}
ok 'a merge commit: first parents' merge_commit

read_only() {
	repository read-only
	history 6 x:time 100 1
	find .git -type f -exec cksum {} + | sort >"$trash/before"
	chmod -R a-w .git
	expect_exit 0 run_as_nobody check
	expect_exit 0 run_as_nobody export
	expect_exit 0 run_as_nobody show
	expect_exit 0 run_as_nobody status
	expect_exit 0 run_as_nobody fsck
	expect_exit 128 run_as_nobody record --value x=1ms
	[ "$(grep -c . "$err")" = 1 ]
	find .git -type f -exec cksum {} + | sort | diff "$trash/before" -
	chmod -R u+w .git
}
# Root may write anywhere, so try as another user.
run_as_nobody() {
	if [ "$(id -u)" != 0 ]; then
		git perf "$@"
		return
	fi
	setpriv --reuid=65534 --regid=65534 --clear-groups \
		git -c safe.directory='*' perf "$@"
}
# Impossible without setpriv, or if only root may read $TMPDIR.
chmod a+rx "$trash" "$HOME"
other_user() {
	[ "$(id -u)" != 0 ] || setpriv --reuid=65534 --regid=65534 \
		--clear-groups ls "$trash" >"$trash/.log" 2>&1
}
if ! other_user; then
	skip 'a read-only repository can be read, not written' \
		'no other user can come here'
else
	ok 'a read-only repository can be read, not written' read_only
fi

closed_home() {
	repository closed-home
	commit one
	[ "$(id -u)" != 0 ] || chown -R 65534:65534 .
	mkdir "$trash/closed"
	chmod 700 "$trash/closed"
	[ "$(id -u)" = 0 ] || chmod 0 "$trash/closed"
	HOME=$trash/closed
	expect_exit 0 run_as_nobody record --value x=1ms
	expect_exit 0 run_as_nobody status
	expect_exit 0 run_as_nobody show
}
if ! other_user; then
	skip 'a home directory without access' 'no other user can come here'
else
	ok 'a home directory without access' closed_home
fi

foreign() {
	repository foreign
	commit one
	expect_exit 0 git perf record --value x=1ms
	chown -R 65534 .
	expect_exit 128 git perf show
	[ "$(grep -c fatal "$err")" = 1 ]
	has "$err" safe.directory
	git config --global --add safe.directory "$PWD"
	expect_exit 0 git perf show
	expect_exit 0 git perf record --value x=1ms
	git config --global --unset-all safe.directory
	git config --global --add safe.directory '*'
	expect_exit 0 git perf show
	git config --global --unset-all safe.directory
}
if [ "$(id -u)" = 0 ]; then
	ok 'a repository of another owner: as git decides' foreign
else
	skip 'a repository of another owner: as git decides' \
		'needs root to make one'
fi

outside() {
	expect_exit 128 env GIT_DIR=/no/such/place git perf show
	has "$err" 'not a git repository'
	: >not-a-directory
	expect_exit 128 env GIT_DIR="$PWD/not-a-directory" git perf show
	[ "$(grep -c . "$err")" = 1 ]
}
ok 'an invalid GIT_DIR' outside

finish
