# bash completion for git perf; git's own completion finds it by its name.
#
# Commands and options come from `git perf -h` and `git perf <command> -h`,
# so there is no second list of them here.
#
# shellcheck disable=SC2154 # git's completion sets words, cword, cur, prev

_git_perf_help()
{
	git perf "$@" -h 2>/dev/null
}

_git_perf_commands()
{
	_git_perf_help | sed -n 's/^    \([a-z]*\) .*/\1/p'
}

# _git_perf_options COMMAND: long ones; those that take a value end in '='
_git_perf_options()
{
	_git_perf_help "$1" | sed -n \
		-e 's/^    \(-., \)\{0,1\}\(--[a-z-]*\) <.*/\2=/p' \
		-e 's/^    \(-., \)\{0,1\}\(--[a-z-]*\) *[^<].*/\2/p' \
		-e 's/^    \(-., \)\{0,1\}\(--[a-z-]*\)$/\2/p'
}

# _git_perf_value COMMAND OPTION: what may follow it; nothing is any file
_git_perf_value()
{
	case $2 in
	-f | --from)
		git perf formats 2>/dev/null | sed '/^$/,$d; s/ .*//'
		;;
	--ci)
		printf '%s\n' github gitlab
		;;
	--format)
		# "csv, json or ndjson", as the help has it
		_git_perf_help "$1" |
			sed -n '/^    --format <name>/{
				/> *$/N
				s/.*<name>[[:space:]]*//
				s/ or /, /
				s/, */\n/gp
			}'
		;;
	esac
}

_git_perf()
{
	local at=1 command='' option='' value=''

	while [ "$at" -lt "$cword" ]; do
		if [ "${words[at]}" = perf ]; then
			command=${words[at + 1]}
			break
		fi
		at=$((at + 1))
	done
	if [ "$((at + 1))" -ge "$cword" ]; then
		__gitcomp "$(_git_perf_commands)"
		return
	fi

	case $cur in
	--*=*)
		option=${cur%%=*}
		value=${cur#*=}
		;;
	-*)
		__gitcomp "$(_git_perf_options "$command")"
		return
		;;
	*)
		option=$prev
		value=$cur
		;;
	esac
	case $option in
	-f | --from | --format | --ci)
		__gitcomp "$(_git_perf_value "$command" "$option")" '' "$value"
		return
		;;
	-c | --commit | --base | --at)
		__git_complete_refs --cur="$value"
		return
		;;
	-k | --key | -n | --commits | --max-count | --since | --until | \
		--fail | --warn | --note | --testbed | --tag | --prefix | --value | \
		--upto | -m | --message)
		return
		;;
	-o | --output)
		return
		;;
	esac
	case $command in
	check | show) __git_complete_refs ;;
	compare)
		case " ${words[*]} " in
		*' --files '*) ;;
		*) __git_complete_refs ;;
		esac
		;;
	export | log) __git_complete_revlist ;;
	esac
}
