#!/bin/sh
# What every command has in common: help, wrong usage, no repository.
. "$(dirname "$0")/lib.sh"

version() {
	expect_exit 0 git perf --version
	grep -qxE 'git-perf version [0-9]+\.[0-9]+\.[0-9]+' "$out"
}
ok '--version prints the version' version

usage() {
	expect_exit 129 git perf
	has "$err" 'usage: git perf <command>'
	expect_exit 0 git perf -h
	has "$out" 'usage: git perf <command>'
	[ ! -s "$err" ]
}
ok 'no command is wrong usage, -h is not' usage

unknown_command() {
	expect_fatal 129 "'nonsense' is not a git perf command" \
		git perf nonsense
}
ok 'an unknown command is wrong usage' unknown_command

mistyped_command() {
	expect_fatal 129 \
		"'chekc' is not a git perf command, did you mean 'check'?" \
		git perf chekc
	expect_fatal 129 "did you mean 'status'?" git perf stauts --json
}
ok 'a mistyped command names the one that was meant' mistyped_command

git perf -h | sed -n 's/^    \([a-z]*\) .*/\1/p' >"$trash/commands"

listed() {
	[ "$(wc -l <"$trash/commands")" -ge "$(find "$GP_SOURCE/src/cmd" \
		-name '*.c' -exec grep -l 'const struct gp_cmd gp_cmd_' {} + |
		wc -l)" ]
}
ok 'every command in the sources is listed' listed

help_of() {
	expect_exit 0 git perf "$1" -h
	has "$out" "usage: git perf $1"
	has "$out" '-h, --help'
	[ ! -s "$err" ]
}

wrong_option() {
	expect_fatal 129 "unknown option '--no-such-option'" \
		git perf "$1" --no-such-option
	expect_fatal 129 "unknown option '-Z'" git perf "$1" -Z
}

# Only formats works without a repository.
no_repository() {
	case $1 in
	formats | demo | detect) return ;;
	show | log | check | export | status | fsck | doctor | push | pull | init) set -- "$1" ;;
	record) set -- "$1" --value x=1 ;;
	compare) set -- "$1" v1 v2 ;;
	accept | alias | pin | retire) set -- "$1" --list ;;
	remap) set -- remap map ;;
	forget) set -- "$1" 0123456789abcdef0123456789abcdef ;;
	*) fail "say here how to call '$1'" ;;
	esac
	expect_fatal 128 'not a git repository' git perf "$@" </dev/null
}

while read -r command; do
	ok "$command -h prints its options" help_of "$command"
	ok "$command rejects an unknown option" wrong_option "$command"
	ok "$command says that there is no repository" no_repository "$command"
done <"$trash/commands"

finish
