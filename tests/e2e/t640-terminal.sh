#!/bin/sh
# No name, whatever its source, can control a terminal.
. "$(dirname "$0")/lib.sh"

repository
# An escape, a C1 control, invalid UTF-8, and right-to-left text.
evil=$(printf 'x\033[31m\302\233m\233\342\200\256y')
c1=$(printf 'x\302\233m\342\200\256y')
commit

# None of these reaches either stream, whatever the exit status.
harmless() {
	"$@" >"$out" 2>"$err" || :
	[ -s "$out" ] || [ -s "$err" ] || fail "silent: $*"
	bad=$(printf '\033\\|\302\233\\|\233m\\|\342\200\256')
	! LC_ALL=C grep -a "$bad" "$out" "$err"
}
in_arguments() {
	harmless git perf "$evil"
	harmless git perf check "--$evil"
	harmless git perf check "$evil"
	harmless git perf check --base "$evil"
	harmless git perf check --format "$evil"
	harmless git perf check --fail "*=$evil"
	harmless git perf check -o "/$evil/x"
	harmless git perf forget "$evil"
	harmless git perf accept --upto "$evil" -m "$evil" "$evil"
	harmless git perf accept --testbed "$c1" -m "$evil" "$c1"
	harmless git perf accept --list
	harmless git perf accept --undo "$c1"
	harmless git perf accept --undo "$evil"
	harmless git perf alias "$evil" "$c1"
	harmless git perf alias x "$c1"
	harmless git perf alias --list --json
	harmless git perf alias --undo x "$c1"
	harmless git perf record "$evil"
	harmless git perf record -f "$evil" file
	harmless git perf record --value "$evil"
	harmless git perf record --testbed "$evil" --value x=1
}
ok 'in a message about an argument' in_arguments

in_configuration() {
	git perf record --value x=1ms
	git config "perf.*:$c1.fail" "$c1"
	harmless git perf check
	git config --unset "perf.*:$c1.fail"
	printf '[perf "%s"]\n\tfail = %s\n' "$c1" "$c1" >.gitperf
	harmless git perf check
	rm .gitperf
}
ok 'in a message about the configuration' in_configuration

in_a_branch() {
	git checkout -q -b "$c1"
	git perf record --value x=1ms
	harmless git perf status
	harmless git perf show
	harmless git perf check --base "$c1"
	git config perf.base "$c1"
	harmless git perf status
	harmless git perf check
	git config --unset perf.base
}
ok 'in the name of a branch' in_a_branch

finish
