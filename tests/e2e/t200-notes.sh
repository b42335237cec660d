#!/bin/sh
# git's own tools can read, copy, merge and drop the notes.
. "$(dirname "$0")/lib.sh"

three() {
	repository "$1"
	for i in 1 2 3; do
		commit "$i"
		expect_exit 0 git perf record --value "x=${i}ms"
	done
}

listed() {
	three listed
	[ "$(git notes --ref=perf list | wc -l)" = 3 ]
	git notes --ref=perf show HEAD~1 >note
	[ "$(wc -l <note)" = 1 ]
	grep -qE '^1 [A-Za-z0-9+/]+=*$' note
}
ok 'git notes list and show' listed

sorted() {
	three sorted
	for i in 4 5 6 7 8; do
		expect_exit 0 git perf record --value "x=${i}ms"
	done
	git notes --ref=perf show HEAD >note
	[ "$(wc -l <note)" = 6 ]
	sort -u note | cmp - note
}
ok 'the lines of a note are sorted and unique' sorted

copied() {
	three copied
	old=$(git rev-parse HEAD)
	git branch old # else the run would follow by itself
	git commit -q --amend -m 'the same tree'
	expect_exit 2 git perf show
	git notes --ref=perf copy "$old" HEAD
	expect_exit 0 git perf show
	has "$out" "$(git rev-parse --short=7 "$old")"
	# Another tree: the result does not belong to this commit.
	commit other
	git notes --ref=perf copy "$old" HEAD
	expect_exit 2 git perf check --json
}
ok 'a copied note counts if the tree is the same' copied

pruned() {
	three pruned
	git reset -q --hard HEAD~1
	git reflog expire --expire=now --all
	git -c gc.pruneExpire=now gc -q --prune=now
	git notes --ref=perf prune
	[ "$(git notes --ref=perf list | wc -l)" = 2 ]
	expect_exit 0 git perf fsck
	expect_exit 0 git perf record --value x=9ms
	[ "$(runs_at)" = 2 ]
}
ok 'git notes prune' pruned

collected() {
	three collected
	git perf export >before
	git gc -q
	git fsck --strict >fsck 2>&1 || fail "$(cat fsck)"
	not grep -v -e dangling fsck
	git perf export | cmp before -
	git pack-refs --all
	git repack -qad
	git perf export | cmp before -
	expect_exit 0 git perf record --value x=9ms
	[ "$(runs_at)" = 2 ]
	expect_exit 0 git fsck --strict
}
ok 'gc, repack, pack-refs and fsck' collected

merged() {
	three merged
	git clone -q . "$trash/clone"
	git fetch -q . refs/notes/perf:refs/notes/other
	git -C "$trash/clone" fetch -q origin refs/notes/perf:refs/notes/perf
	expect_exit 0 git -C "$trash/clone" perf record --value x=10ms
	expect_exit 0 git perf record --value x=11ms
	git fetch -q "$trash/clone" +refs/notes/perf:refs/notes/other
	git notes --ref=perf merge -q -s cat_sort_uniq refs/notes/other
	[ "$(runs_at)" = 3 ]
	expect_exit 0 git perf fsck
	git perf export | cut -d, -f13 | grep -cx -e 10 -e 11 | grep -qx 2
}
ok 'merging with cat_sort_uniq loses nothing' merged

foreign_lines() {
	three foreign
	git notes --ref=perf append -m 'a line of another tool' HEAD
	git notes --ref=perf append -m '2 QUJD' HEAD
	git notes --ref=perf append -m '1 this is damage' HEAD
	expect_exit 0 git perf show
	expect_exit 0 git perf record --value x=9ms
	git notes --ref=perf show HEAD >note
	grep -qx 'a line of another tool' note
	grep -qx '2 QUJD' note
	grep -qx '1 this is damage' note
	[ "$(git perf export | grep -c "^$(git rev-parse HEAD)")" = 2 ]
	expect_exit 1 git perf fsck
	has "$out" "$(git rev-parse HEAD)"
	expect_exit 1 git perf fsck --quarantine
	expect_exit 0 git perf fsck
	git notes --ref=perf-quarantine show HEAD | grep -qx '1 this is damage'
	git notes --ref=perf show HEAD | grep -qx '2 QUJD'
}
ok 'foreign lines are kept; one damaged line is skipped' foreign_lines

forgotten() {
	three forgotten
	expect_exit 0 git perf record --value x=9ms
	git notes --ref=perf show HEAD >before
	id=$(git perf export | tail -n 1 | cut -d, -f4)
	expect_exit 0 git perf forget "$(echo "$id" | cut -c 1-8)"
	! git perf export | grep -q "$id" || fail "$id is still there"
	[ "$(git perf export | tail -n +2 | wc -l)" = 3 ]
	# The note of an old clone does not bring it back.
	git notes --ref=other add -F before HEAD
	git notes --ref=perf merge -q -s cat_sort_uniq refs/notes/other
	! git perf export | grep -q "$id" || fail "$id has come back"
	expect_exit 0 git perf fsck
	expect_exit 128 git perf forget 00000000000000000000000000000000
	expect_exit 129 git perf forget
	expect_exit 129 git perf forget 'not hex'
	expect_exit 129 git perf forget 12
}
ok 'a forgotten run stays forgotten' forgotten

fan_out() {
	repository fanout
	for i in $(seq 40); do
		commit "$i"
		echo "N inline $(git rev-parse HEAD)"
		echo 'data <<END'
		echo "1 old-$i"
		echo END
	done >notes
	{
		echo 'commit refs/notes/perf'
		echo 'committer a <a@example.com> 1767225600 +0000'
		echo 'data 0'
		cat notes
	} | git fast-import --quiet
	expect_exit 0 git perf record --value x=1ms
	[ "$(git notes --ref=perf list | wc -l)" = 40 ]
	git notes --ref=perf show HEAD | grep -qx '1 old-40'
	[ "$(runs_at)" = 2 ]
}
ok "git's own layout of the tree is read and kept" fan_out

canonical() {
	repository canonical
	commit one
	# Beyond 256 notes there is a level of subtrees.
	blob=$(echo '1 old' | git hash-object -w --stdin)
	tree=$(for i in $(seq 300); do
		printf '100644 blob %s\t%02x%038x\n' "$blob" $((i % 256)) "$i"
	done | git mktree)
	git update-ref refs/notes/perf "$(git commit-tree -m flat "$tree")"
	expect_exit 0 git perf record --value x=1ms
	id=$(git rev-parse HEAD)
	rest=${id#??}
	git rev-parse --verify -q "refs/notes/perf:${id%"$rest"}/$rest"
	[ "$(git notes --ref=perf list | wc -l)" = 301 ]
	expect_exit 0 git fsck --strict
}
ok 'beyond 256 notes the tree has subtrees' canonical

identity() {
	three identity
	git config --global --unset user.name
	git config --global --unset user.email
	expect_exit 0 env EMAIL= git perf record --value x=1ms
	git config --global user.name 'A Tester'
	git config --global user.email 'tester@example.com'
	[ "$(git log -1 --format=%an%ae refs/notes/perf)" != '' ]
	expect_exit 0 git fsck --strict
}
ok 'no identity is required' identity

durable() {
	three durable
	git config perf.durable true
	expect_exit 0 git perf record --value x=1ms
	[ "$(runs_at)" = 2 ]
	expect_exit 0 git fsck --strict
	[ -z "$(find .git -name '*.lock' -o -name '*.keep' -o -name 'tmp_*')" ]
}
ok 'a durable record leaves no temporary files' durable

# store_twice LAYOUT: the note of HEAD in two places, with one line in each
store_twice() {
	object=$(git rev-parse HEAD)
	git notes --ref=perf show HEAD >../lines
	[ "$(wc -l <../lines)" = 2 ]
	first=$(sed 1q ../lines | git hash-object -w --stdin)
	second=$(sed 1d ../lines | git hash-object -w --stdin)
	fan=$(printf '100644 blob %s\t%s\n' "$second" "$(echo "$object" | cut -c3-)" |
		git mktree)
	tree=$({
		git ls-tree refs/notes/perf | grep -v "$object"
		printf '100644 blob %s\t%s\n' "$first" "$object"
		printf '040000 tree %s\t%s\n' "$fan" "$(echo "$object" | cut -c1-2)"
	} | git mktree)
	git update-ref refs/notes/perf "$(git commit-tree -m twice "$tree")"
}

twice() {
	three twice
	git perf record --value x=4ms
	before=$(git rev-parse 'refs/notes/perf^{tree}')
	store_twice
	[ "$(git notes --ref=perf list | wc -l)" = 3 ]
	expect_exit 0 git perf show
	[ "$(grep -c '^run' "$out")" = 2 ]
	git perf status >"$out"
	has "$out" 'refs/notes/perf: 3 notes'
	expect_exit 1 git perf doctor --full --strict damage
	has "$out" 'next: git perf fsck'
	stored=$(git rev-parse refs/notes/perf)
	expect_exit 1 git perf fsck --json
	has_json "$out" '"notes":3,"lines":4,"runs":4,'
	has_json "$out" '"damaged":0,"split":1,'
	has_json "$out" '"what":"storedin2placesofthetree"'
	git update-ref refs/notes/perf "$stored"
	expect_exit 1 git perf fsck
	has "$out" "$(git rev-parse HEAD): stored in 2 places of the tree"
	has "$out" '3 notes, 4 lines: 4 entries'
	has "$err" 'stored 1 note in one place'
	[ "$(git rev-parse 'refs/notes/perf^{tree}')" = "$before" ]
	[ "$(git rev-parse 'refs/notes/perf^')" = "$stored" ]
	expect_exit 0 git perf fsck
	expect_exit 0 git perf doctor --full --strict damage
}
ok 'a note in two places is one note, and is stored in one' twice

# With more notes the place is a subtree.
twice_in_subtrees() {
	repository wide
	git commit -q --allow-empty -m one
	git perf record --value x=1ms
	for i in $(seq 300); do
		echo "$i" | git hash-object -w --stdin
	done >../objects
	git notes --ref=perf show >../note
	blob=$(git hash-object -w ../note)
	while read -r object; do
		printf '100644 blob %s\t%s\n' "$blob" "$object"
	done <../objects >../flat
	{
		cat ../flat
		git ls-tree refs/notes/perf
	} | git mktree >../tree
	git update-ref refs/notes/perf "$(git commit-tree -m flat "$(cat ../tree)")"
	git perf record --value x=2ms # into subtrees
	git ls-tree refs/notes/perf | grep -q '^040000 '
	before=$(git rev-parse 'refs/notes/perf^{tree}')
	object=$(sed -n 7p ../objects)
	{
		git ls-tree refs/notes/perf
		printf '100644 blob %s\t%s\n' "$blob" "$object"
	} | git mktree >../tree
	git update-ref refs/notes/perf "$(git commit-tree -m twice "$(cat ../tree)")"
	expect_exit 1 git perf fsck
	has "$out" "$object: stored in 2 places of the tree"
	has "$out" '301 notes, '
	[ "$(git rev-parse 'refs/notes/perf^{tree}')" = "$before" ]
}
ok 'a note beside the subtrees is put into its subtree' twice_in_subtrees

# Where nothing can be written, it is only reported.
twice_locked() {
	three locked
	git perf record --value x=4ms
	store_twice
	: >.git/refs/notes/perf.lock
	expect_exit 1 git perf fsck
	has "$out" 'stored in 2 places of the tree'
	has "$err" 'warning: not stored in one place: '
}
ok 'a note in two places that cannot be moved' twice_locked

finish
