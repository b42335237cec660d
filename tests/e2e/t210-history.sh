#!/bin/sh
# Which commits a check reads, and that it writes nothing.
. "$(dirname "$0")/lib.sh"

# A history of 40 commits, for questions about the baseline and its marks.
repository origin
history 40 parse:time 100 1
cd ..

# copy NAME: copies that repository and changes to it
copy() {
	cp -R origin "$1"
	cd "$1"
}

window() {
	copy window
	expect_exit 0 git perf check --json
	has_json "$out" '"baseline":{"commits":30,'
	expect_exit 0 git perf check -n 12 --json
	has_json "$out" '"baseline":{"commits":12,'
	git config perf.commits 35
	expect_exit 0 git perf check --json
	has_json "$out" '"baseline":{"commits":35,'
}
ok 'the baseline has 30 commits, or as many as requested' window

shallow() {
	git clone -q --depth 35 "file://$trash/origin" shallow
	cd shallow
	git fetch -q origin refs/notes/perf:refs/notes/perf
	# enough for a baseline, but not for drift: no need to deepen
	expect_exit 0 git perf check
	[ ! -s "$err" ] || fail "$(cat "$err")"
	git config perf.commits 35
	# the 35th result lies beyond the end of the clone
	expect_exit 2 git perf check
	has "$err" 'shallow boundary (34 of 35 commits): git fetch --deepen=50'
}
ok 'a shallow clone with the whole baseline prints no warning' shallow

anchors() {
	copy anchors
	git tag v1 HEAD~20
	git config perf.anchor nowhere
	expect_exit 0 git perf check
	has "$err" "warning: perf.anchor: 'nowhere' is not a commit"
	git config perf.anchor v1
	expect_exit 0 git perf check
	[ ! -s "$err" ] || fail "$(cat "$err")"
}
ok 'an unknown anchor is a warning' anchors

damaged() {
	copy damaged
	git perf accept --at HEAD~3 -m why parse
	empty=4b825dc642cb6eb9a060e54bf8d69288fbee4904
	git notes --ref=perf append -m '1 broken' "$empty"
	expect_exit 0 git perf check --json
	has "$err" 'line 1 of the note on 4b825dc is damaged'
	has_json "$out" '"commits":3,'
	# objects of somebody else there are not marks
	git notes --ref=perf add -f -m 'a remark' "$empty"
	expect_exit 0 git perf check --json
	has_json "$out" '"baseline":{"commits":30,'
}
ok 'damage in the list of marks: one line is skipped' damaged

read_only() {
	copy read-only
	git perf accept --at HEAD~3 -m why parse
	git perf alias --at HEAD~2 older parse
	git tag v1 HEAD~30
	find .git -type f -exec cksum {} + | sort >../before
	chmod -R a-w .git
	expect_exit 0 git perf check
	chmod -R u+w .git
	find .git -type f -exec cksum {} + | sort | diff ../before -
}
ok 'a check writes nothing' read_only

finish
