#!/bin/sh
# -h, the manual page and the completion of each command agree.
. "$(dirname "$0")/lib.sh"

git perf -h | sed -n 's/^    \([a-z]*\) .*/\1/p' >"$trash/commands"

# The left column of -h, for example "-k, --key <glob>"
options_of_help() {
	git perf "$1" -h | sed -n 's/^    \(-[^ ].*\)/\1/p' |
		sed 's/   *.*//; s/ *$//' | sort
}

# The terms of the option list in the page, such as "*-k*, *--key* <glob>"
options_of_page() {
	grep -E '^\*-[^*]*\*(, \*--[^*]*\*)?( <[^>]*>)?$' \
		"$GP_SOURCE/docs/man/git-perf-$1.1.scd" | tr -d '*' | sort
}

# "usage: git perf show [--json]", and the text after "   or: "
synopsis_of_help() {
	git perf "$1" -h | sed -n '1,/^$/s/^[usageor :]*: //p'
}

synopsis_of_page() {
	sed -n '/^# SYNOPSIS/,/^# DESCRIPTION/s/^\*git perf/git perf/p' \
		"$GP_SOURCE/docs/man/git-perf-$1.1.scd" |
		sed 's/^\([^*]*\)\*/\1/; s/++$//'
}

# The commands and their summaries, as git-perf(1) lists them
index_of_page() {
	sed -n '/^# COMMANDS/,/^Every command/p' \
		"$GP_SOURCE/docs/man/git-perf.1.scd" |
		sed -n '/^\*git-perf-/N
			s/^\*git-perf-\(.*\)\*(1)\n	\(.*\)\.$/\1 \2/p'
}

index() {
	git perf -h | sed -n 's/^    \([a-z]*\)  *\(.\)\(.*\)/\1 \2 \3/p' |
		while read -r name first rest; do
			printf '%s %s%s\n' "$name" \
				"$(printf %s "$first" | tr "[:lower:]" "[:upper:]")" "$rest"
		done >help
	[ "$(wc -l <help)" = "$(wc -l <"$trash/commands")" ]
	index_of_page >page
	diff -u help page
}

# The summary is the same in -h and in NAME.
head_of_page() {
	synopsis_of_help "$1" >help
	synopsis_of_page "$1" >page
	[ -s help ]
	diff -u help page
	summary=$(git perf "$1" -h | sed -n '/^    /{s/^ *//p;q;}')
	has "$GP_SOURCE/docs/man/git-perf-$1.1.scd" "git-perf-$1 - $summary"
}

page() {
	[ -f "$GP_SOURCE/docs/man/git-perf-$1.1.scd" ]
	options_of_help "$1" >help
	options_of_page "$1" >page
	[ -s help ]
	diff -u help page
}

# offer WORD...: what git's completion offers for the last word
offer() {
	bash -c '
		. "$1" && . "$2" || exit
		shift 2
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
		__git_wrap__git_main
		printf "%s\n" "${COMPREPLY[@]}"
	' offer "$completion" \
		"$GP_SOURCE/contrib/completion/git-perf.bash" "$@" |
		sed 's/ *$//' | sort
}

completion=
for file in /usr/share/bash-completion/completions/git \
	/usr/share/git-core/contrib/completion/git-completion.bash; do
	[ -f "$file" ] && completion=$file
done

complete_options() {
	options_of_help "$1" | sed 's/^-., //; s/ <.*/=/' | sort >wanted
	offer git perf "$1" -- >got
	diff -u wanted got
}

complete_commands() {
	sort "$trash/commands" >wanted
	offer git perf '' >got
	diff -u wanted got
	offer git -C /tmp perf '' >got
	diff -u wanted got
}

# The names that a page gives below --format
outputs_of_page() {
	sed -n '/^\*--format\* <name>$/,/^$/p' \
		"$GP_SOURCE/docs/man/git-perf-$1.1.scd" |
		sed 1d | grep -o '\*[a-z-]*\*' | tr -d '*' | sort
}

complete_values() {
	git perf formats | sed '/^$/,$d; s/ .*//' | sort >wanted
	grep -qx go-bench wanted && grep -qx pytest-benchmark wanted
	offer git perf record -f '' >got
	diff -u wanted got
	offer git perf check --format '' >got
	outputs_of_page check >wanted
	grep -qx text wanted && grep -qx junit wanted
	diff -u wanted got
	offer git perf init --ci '' >got
	printf '%s\n' github gitlab | diff -u - got
	offer git perf export --format=n >got
	echo ndjson | diff -u - got
}

complete_revisions() {
	repository revisions
	commit one
	git tag v1.2
	[ "$(offer git perf show v)" = v1.2 ]
	[ "$(offer git perf check --base v)" = v1.2 ]
	[ "$(offer git perf export v1.2..m)" = v1.2..main ]
}

ok 'git perf -h lists commands' test -s "$trash/commands"
ok 'git help perf lists the same commands as git perf -h' index
while read -r command; do
	ok "git help perf-$command has the synopsis and summary of -h" \
		head_of_page "$command"
	ok "git help perf-$command has the options of -h" page "$command"
	if [ -z "$completion" ]; then
		skip "completion of $command" "git's is not installed"
		continue
	fi
	ok "completion of $command offers the options of -h" \
		complete_options "$command"
done <"$trash/commands"

if [ -z "$completion" ]; then
	skip 'completion of commands, values and revisions' \
		"git's is not installed"
else
	ok 'completion of commands' complete_commands
	ok 'completion of formats' complete_values
	ok 'completion of revisions' complete_revisions
fi

finish
