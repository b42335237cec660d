#!/bin/sh
# The baseline of a series is its own last results, however often other
# benchmarks were measured between them.
. "$(dirname "$0")/lib.sh"

# baseline: how many commits the baseline of slow:t has
baseline() {
	git perf check --json "$@" >"$out" || [ $? = 1 ]
	python3 -SEc 'import json, sys
for f in json.load(sys.stdin)["findings"]:
	if f["benchmark"] == "slow":
		print(f["baseline"]["commits"], f["status"])' <"$out"
}

# history NAME: `fast` at each of 400 commits, `slow` at every 40th
history() {
	repository "$1"
	for i in $(seq 400); do
		git commit -q --allow-empty -m "$i"
		git perf record --value fast:t=$((100 + i % 2))ms 2>"$err"
		[ $((i % 40)) != 0 ] || git perf record \
			--value slow:t="100.$((i / 40 % 5))ms" 2>"$err"
	done
	git commit -q --allow-empty -m pr
}
history plain >/dev/null
cd "$trash" || exit 1
cp -r plain renamed

is_compared_with_its_own() {
	cd plain
	git perf record --value slow:t=130ms 2>"$err"
	expect_exit 1 git perf check -k slow:t
	has "$out" '1 regression'
	[ "$(baseline -k slow:t)" = '10 regression' ]
	[ "$(baseline)" = '10 regression' ]
}
ok 'a benchmark measured at each 40th commit has its own baseline' \
	is_compared_with_its_own

depth_ends_it() {
	cd plain
	[ "$(git config perf.depth 100 && baseline)" = '3 early' ]
	git config --unset perf.depth
}
ok 'perf.depth ends the search' depth_ends_it

n_results_are_enough() {
	cd plain
	[ "$(baseline -n 6)" = '6 regression' ]
}
ok 'the search ends at -n results of the series' n_results_are_enough

part_of_a_name() {
	cd plain
	[ "$(baseline -k LOW)" = '10 regression' ]
}
ok 'a part of a name is searched for, too' part_of_a_name

old_name() {
	cd renamed
	git perf record --value slower:t=130ms 2>"$err"
	git perf alias slow slower 2>"$err"
	expect_exit 1 git perf check --json -k slower:t
	has_json "$out" '"commits":10'
}
ok 'results by an old name are found' old_name
finish
