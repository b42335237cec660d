#!/bin/sh
# A tag, or perf.anchor, on a commit that was not measured: the nearest measured
# ancestor is used, and named.
. "$(dirname "$0")/lib.sh"

# measured NUMBER VALUE: commits with eight samples each around VALUE
measured() {
	for i in $(seq "$1"); do
		commit "$i"
		record_around parse:time "$2" 1 ms "$i"
	done
}

# short REV: as reports write it
short() {
	git rev-parse --short=7 "$1"
}

repository releases
its_history() {
	measured 6 100
	commit 'not measured'
	commit 'version 1.0'
	git tag -a -m 1.0 v1.0
	measured 3 125
}
ok 'a release on a commit that was not measured' its_history

it_takes_the_nearest() {
	cd "$trash/releases"
	measured=$(short v1.0~2)
	expect_exit 1 git perf compare v1.0 HEAD
	sed -n 1p "$out" >first
	has first "v1.0 ($(short 'v1.0^{}'), not measured: $measured, 2 commits earlier) → HEAD ("
	expect_exit 1 git perf compare --format markdown v1.0 HEAD
	has "$out" "not measured: $measured, 2 commits earlier)"
	expect_exit 1 git perf compare --json v1.0 HEAD
	fits_schema compare "$out"
	has_json "$out" "\"commit\":\"$(git rev-parse 'v1.0^{}')\",\"nearest\":{\"commit\":\"$(git rev-parse v1.0~2)\",\"distance\":2,\"tags\":[]}"
	has_json "$out" "\"commit\":\"$(git rev-parse HEAD)\",\"nearest\":null"
	# any name, on the old side
	expect_exit 1 git perf compare HEAD~3 HEAD
	has "$out" "HEAD~3 ($(short HEAD~3), not measured: $measured, 2 commits earlier)"
}
ok 'compare takes the nearest measured ancestor, and says so' \
	it_takes_the_nearest

it_says_its_own() {
	cd "$trash/releases"
	expect_exit 1 git perf compare v1.0~2 HEAD
	lacks "$out" 'not measured'
	expect_exit 1 git perf compare --json v1.0~2 HEAD
	has_json "$out" '"nearest":null'
}
ok 'a measured commit is compared itself' it_says_its_own

it_ends_at_the_depth() {
	cd "$trash/releases"
	expect_exit 2 git -c perf.depth=1 perf compare v1.0 HEAD
	has "$err" "nothing is recorded at 'v1.0'"
	expect_exit 1 git -c perf.depth=2 perf compare v1.0 HEAD
}
ok 'it is at most perf.depth away' it_ends_at_the_depth

it_names_other_releases() {
	git clone -q "$trash/releases" "$trash/other" && cd "$trash/other"
	git fetch -q origin refs/notes/perf:refs/notes/perf
	git tag v0.9 v1.0~1
	git tag v0.8 v1.0~2
	expect_exit 1 git perf compare v1.0 HEAD
	has "$out" '2 commits earlier, beyond tag v0.9 and 1 more)'
	expect_exit 1 git perf compare --json v1.0 HEAD
	has_json "$out" '"distance":2,"tags":["v0.9","v0.8"]}'
	git tag -d v0.9
	expect_exit 1 git perf compare v1.0 HEAD
	has "$out" '2 commits earlier, at tag v0.8)'
	# a second tag of the same commit is no other release
	git tag v1.0-final 'v1.0^{}'
	git tag -d v0.8
	expect_exit 1 git perf compare v1.0 HEAD
	has "$out" '2 commits earlier) → '
}
ok 'another release is never passed without its name' it_names_other_releases

# An ancestor of an ordinary commit would hide that it was not measured.
it_takes_the_new_side() {
	cd "$trash/releases"
	measured 2 100
	commit 'version 1.1'
	git tag v1.1
	expect_exit 2 git perf compare v1.0 HEAD
	has "$err" "nothing is recorded at 'HEAD'"
	expect_exit 0 git perf compare v1.0 v1.1
	has "$out" "v1.1 ($(short v1.1), not measured: $(short v1.1~1), 1 commit earlier): "
	expect_exit 0 git perf compare v1.0 refs/tags/v1.1
	# nothing was measured between the two
	commit 'version 1.2'
	git tag v1.2
	expect_exit 2 git perf compare v1.1 v1.2
	expect_exit 2 git perf compare v1.2 v1.1~1
	has "$err" "nothing is recorded at 'v1.2'"
}
ok 'a release on the new side is looked up likewise, no other commit' \
	it_takes_the_new_side

it_looks_for_the_testbed() {
	cd "$trash"
	repository testbeds
	measured 2 100
	commit 'version 1.0'
	git tag v1.0
	git perf record --testbed laptop --value parse:time=50ms
	measured 2 100
	expect_exit 0 git perf compare v1.0 HEAD
	has "$out" "v1.0 ($(short v1.0), not measured: $(short v1.0~1), 1 commit earlier)"
	has "$out" 'on bed'
	# results of a modified work tree are none
	git checkout -q --detach v1.0
	echo edited >>file
	git perf record --value parse:time=70ms
	git checkout -q -f main
	expect_exit 0 git perf compare v1.0 HEAD
	has "$out" "not measured: $(short v1.0~1), "
}
ok 'it has results on a testbed of the other side' it_looks_for_the_testbed

# ---- perf.anchor ----

it_anchors() {
	cd "$trash"
	repository anchors
	measured 6 100
	commit 'not measured'
	commit 'version 1.0'
	git tag v1.0
	git tag v0.9 v1.0~1
	measured 8 104
	git config perf.anchor v1.0
	expect_exit 0 git perf check -v
	lacks "$err" perf.anchor
	has "$out" " since v1.0 (not measured: $(short v1.0~2), 2 commits earlier, beyond tag v0.9)"
	expect_exit 0 git perf check --json
	fits_schema check "$out"
	has_json "$out" '"anchor":{"name":"v1.0","commit":"'"$(git rev-parse v1.0)"'"'
	has_json "$out" '"nearest":{"commit":"'"$(git rev-parse v1.0~2)"'","distance":2,"tags":["v0.9"]}'
	git config perf.anchor v1.0~2
	expect_exit 0 git perf check -v
	has "$out" ' since v1.0~2'
	lacks "$out" '(not measured:'
	git config perf.anchor v1.0
	git config perf.depth 1
	# no verdict, because the baseline lies beyond the depth, too
	expect_exit 2 git perf check -v
	has "$err" "perf.anchor: nothing was measured at 'v1.0', nor before it, on the testbeds"
	git config --unset perf.depth
	git config perf.anchor main~7
	expect_exit 0 git perf check -v
	lacks "$err" perf.anchor
}
ok 'perf.anchor takes the nearest measured ancestor, and says so' it_anchors

it_is_pulled() {
	cd "$trash"
	git clone -q --bare anchors remote.git
	git -C anchors remote add origin ../remote.git
	git -C anchors perf push
	git clone -q "file://$trash/remote.git" pulled && cd pulled
	git config perf.anchor v1.0
	git config perf.commits 5
	git perf pull --last 5
	expect_exit 0 git perf check -v
	has "$out" " since v1.0 (not measured: $(short v1.0~2), 2 commits earlier, beyond tag v0.9)"
}
ok 'pull --last brings the results of that ancestor' it_is_pulled

finish
