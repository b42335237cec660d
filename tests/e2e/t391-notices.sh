#!/bin/sh
# What limits a comparison is in each report that people read, not only on
# standard error.
. "$(dirname "$0")/lib.sh"

# in_each_report TEXT [OPTION...]: check says it in each format
in_each_report() {
	text=$1
	shift
	for format in text markdown github junit json; do
		git perf check --format "$format" "$@" >"$out" 2>"$err" || :
		has "$out" "$text"
		grep -q "^warning: .*$text" "$err"
	done
	git perf check -v "$@" >"$out" 2>"$err" || :
	grep -q "^warn  .*$text" "$out"
}

an_old_baseline() {
	repository old
	git config --global perf.maxAge 90d
	history 6 bench:time 10 .2
	clock=$(($(cat "$trash/.clock") + 150 * 86400))
	echo "$clock" >"$trash/.clock"
	commit late
	record_around bench:time 10 .2 ms 7
	in_each_report 'the newest commit of the baseline is 150 days older'
	git config --global perf.maxAge never
}
ok 'an old baseline is in each report' an_old_baseline

another_unit() {
	repository unit
	history 6 bench:size 10 .2 kB
	commit unit
	git perf record --value bench:size=10pages 2>"$err"
	in_each_report 'bench:size'
	git perf check >"$out" 2>"$err" || :
	grep -q '^warn  .*pages' "$out"
}
ok 'a unit that changed is in each report' another_unit

a_cut_history() {
	repository long
	history 8 bench:time 10 .2
	git clone -q --depth 4 "file://$PWD" ../shallow
	cd ../shallow
	git fetch -q origin refs/notes/perf:refs/notes/perf
	in_each_report 'history ends at the shallow boundary'
}
ok 'a history that is cut short is in each report' a_cut_history

an_unknown_key() {
	cd unit
	printf '[perf]\n\tnosuch = 1\n' >.gitperf
	git add .gitperf
	commit key
	git perf record --value bench:size=10pages 2>"$err"
	in_each_report 'unknown key perf.nosuch' --config-from=head
}
ok 'a key that is not known is in each report' an_unknown_key

# A name in a notice is no markup, and no command of GitHub.
a_hostile_name() {
	repository hostile
	history 3 '@you|<b>:size' 10 .2 kB
	commit unit
	git perf record --value '@you|<b>:size=10pages' 2>"$err"
	git perf check --format markdown >"$out" 2>"$err" || :
	grep '^\*\*warn\*\*' "$out" >notice
	lacks notice '@you'
	lacks notice '<b>'
	git perf check --format junit >"$out" 2>"$err" || :
	lacks "$out" '<b>'
}
ok 'a name in a notice is escaped' a_hostile_name

many() {
	repository many
	for i in 1 2 3 4 5 6 7 8; do
		git config -f .gitperf "perf.nosuch$i" 1
	done
	git add .gitperf
	history 6 bench:time 10 .2
	expect_exit 0 git perf check
	[ "$(grep -c '^warn  ' "$out")" = 5 ]
	has "$out" 'warn  4 more warnings: -v shows all'
	[ "$(grep -c '^warning: ' "$err")" = 8 ]
	expect_exit 0 git perf check -v
	[ "$(grep -c '^warn  ' "$out")" = 8 ]
	expect_exit 0 git perf check --format github
	[ "$(grep -c '^::warning title=git perf%3A 8 warnings::' "$out")" = 1 ]
}
ok 'many notices are counted, and -v shows all' many

in_comparisons() {
	cd unit
	for format in text markdown json; do
		git perf compare --format "$format" HEAD~1 HEAD >"$out" 2>"$err" || :
		has "$out" 'unknown key perf.nosuch'
		has "$err" 'warning: '
	done
}
ok 'compare has its notices in each report, too' in_comparisons

once_on_a_terminal() {
	cd many
	script -qec 'git perf check' /dev/null </dev/null >"$out" 2>&1 || :
	[ "$(grep -c 'unknown key perf.nosuch1' "$out")" = 1 ] ||
		fail "$(cat "$out")"
}
if command -v script >/dev/null; then
	ok 'on a terminal no notice is printed twice' once_on_a_terminal
else
	skip 'on a terminal no notice is printed twice' 'no script(1)'
fi

finish
