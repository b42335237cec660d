#!/bin/sh
# What limits a baseline is said, and nothing is called ok while a result that
# would count lies beyond it.
. "$(dirname "$0")/lib.sh"

# finding SERIES [ARGUMENT...]: status, number of results and cuts of a series
finding() {
	series=$1
	shift
	git perf check --json "$@" >"$out" 2>"$err" || :
	python3 -SEc 'import json, sys
for f in json.load(open(sys.argv[2]))["findings"]:
	if f["benchmark"] == sys.argv[1]:
		print(f["status"], f["baseline"]["commits"],
		      ",".join(f["cut"]) or "-", f["cut_hides"])' \
		"$series" "$out"
}

# history NAME: fast at each of 160 commits, slow at every fourth, and `young`
# at the last six
history() {
	repository "$1"
	for i in $(seq 160); do
		git commit -q --allow-empty -m "$i"
		set -- --value "fast:t=$((100 + i % 2))ms"
		[ $((i % 4)) != 0 ] ||
			set -- "$@" --value "slow:t=100.$((i / 4 % 5))ms"
		[ "$i" -lt 155 ] ||
			set -- "$@" --value "young:t=$((50 + i % 2))ms"
		git perf record "$@" 2>"$err"
	done
	git commit -q --allow-empty -m pr
	git perf record --value fast:t=100ms --value slow:t=100.2ms \
		--value young:t=50ms 2>"$err"
}
history long >/dev/null
cd "$trash" || exit 1
cp -r long noted

depth_hides() {
	cd long
	[ "$(finding slow)" = 'ok 30 - False' ]
	[ "$(finding young)" = 'ok 6 - False' ]
	git config perf.depth 100
	[ "$(finding slow)" = 'inconclusive 25 depth True' ]
	[ "$(finding fast)" = 'ok 30 - False' ]
	git perf check >"$out"
	has "$out" 'slow:t (25 of 30 results; more lie beyond 100 commits)'
	has "$out" 'git config perf.depth 4000'
	git perf check -v >"$out"
	has "$out" '25 of 30 results; more lie beyond 100 commits'
	git config perf.depth 120
	[ "$(finding slow)" = 'ok 30 - False' ]
}
ok 'results beyond perf.depth make a series inconclusive' depth_hides

depth_hides_nothing() {
	cd long
	git config perf.depth 100
	# nothing lies beyond: younger than the depth
	[ "$(finding young)" = 'ok 6 depth False' ]
	# as many as are asked for
	[ "$(finding slow -n 25)" = 'ok 25 - False' ]
	# a change is a change, however long the baseline is
	git commit -q --allow-empty -m slower
	git perf record --value slow:t=130ms 2>"$err"
	expect_exit 1 git perf check
	has "$out" '1 regression'
	[ "$(finding slow)" = 'regression 26 depth True' ]
	git perf check --json >report || :
	fits_schema check report
}
ok 'a depth that hides nothing changes nothing' depth_hides_nothing

one_commit() {
	cd noted
	git config perf.depth 1
	expect_exit 2 git perf check
	has "$out" 'no verdict'
	[ "$(finding fast)" = 'inconclusive 1 depth True' ]
	expect_exit 2 git perf check --allow-new
	git config --unset perf.depth
}
ok 'a depth of one commit is no verdict' one_commit

shallow() {
	git clone -q --bare noted remote.git
	git -C remote.git fetch -q ../noted 'refs/notes/*:refs/notes/*'
	git clone -q --depth 20 "file://$trash/remote.git" shallow
	cd shallow
	git fetch -q origin refs/notes/perf:refs/notes/perf
	[ "$(finding slow)" = 'inconclusive 5 shallow True' ]
	[ "$(finding fast)" = 'inconclusive 19 shallow True' ]
	# its first result is behind the end of the clone
	[ "$(finding young)" = 'ok 6 shallow False' ]
	git perf check >"$out"
	has "$out" 'more lie beyond the end of this shallow clone'
	has "$out" 'git perf pull --last 100'
}
ok 'a shallow clone hides what lies beyond its end' shallow

part() {
	git -C remote.git config uploadpack.allowFilter true
	git clone -q --depth 1 "file://$trash/remote.git" part
	cd part
	git config perf.depth 100
	git perf pull --last 30
	# as in a full clone, but what was not pulled is not known to exist
	[ "$(finding slow)" = 'inconclusive 25 depth,partial True' ]
	[ "$(finding fast)" = 'ok 30 - False' ]
	[ "$(finding young)" = 'ok 6 depth,partial False' ]
	git perf check >"$out"
	has "$out" '25 of 30 results; more may lie beyond 100 commits'
}
ok 'a partial pull tells a young series from one that goes on' part

root_in_shallow() {
	repository short
	for i in 1 2 3 4 5 6; do
		git commit -q --allow-empty -m "$i"
		git perf record --value fast:t=$((100 + i % 2))ms 2>"$err"
	done
	git clone -q --depth 6 "file://$trash/short" root
	cd root
	git fetch -q origin refs/notes/perf:refs/notes/perf
	# git names the first commit of all as an end of the clone
	[ -s .git/shallow ]
	[ "$(finding fast)" = 'ok 5 - False' ]
	! grep -q shallow "$err" || fail "$(cat "$err")"
}
ok 'a clone that reaches the first commit is not cut' root_in_shallow

finish
