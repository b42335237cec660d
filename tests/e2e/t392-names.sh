#!/bin/sh
# Names in reports: whole where there is no terminal, and different from each
# other where they must be cut.
. "$(dirname "$0")/lib.sh"

# on_terminal COLUMNS COMMAND: its output on such a terminal
on_terminal() {
	TERM=dumb script -qec "stty cols $1; $2" /dev/null </dev/null |
		tr -d '\r' >"$out"
}

# no_two_alike: the names in $out that hold 'B:' are different
no_two_alike() {
	grep -o '[^ ]*[0-9][KM]*B:ns' "$out" | sort >names
	[ "$(wc -l <names)" = 8 ] || fail "$(cat "$out")"
	[ -z "$(uniq -d names)" ] || fail "$(cat names)"
}

prefix=BenchmarkHashOfManyBlocksOfOneSizeAfterTheOther
sizes='4B 16B 64B 256B 4KB 16KB 1MB 10MB'

# measure VALUE: of each size
measure() {
	for size in $sizes; do
		set -- "$@" --value "$prefix/sum64/$size:ns=${1}ns"
	done
	shift
	git perf record "$@" 2>"$err"
}

repository
for i in $(seq 6); do
	commit "$i"
	measure "100.$i"
done
for i in $(seq 6); do
	commit slower
	measure "160.$i"
done
commit again
measure 261.3
measure 261.4
git config perf.commonMode false

# whole COMMAND...: each name is there, whole
whole() {
	"$@" >"$out" 2>"$err" || :
	for size in $sizes; do
		has "$out" "$prefix/sum64/$size"
	done
}

without_a_terminal() {
	whole git perf log --stats --since=2020-01-01
	whole git perf log --changes
	whole git perf check -v
	whole git perf check --format markdown
	whole git perf check --format github
	whole git perf compare HEAD~1 HEAD
	whole git perf compare --format markdown HEAD~1 HEAD
	git perf log --stats --since=2020-01-01 -o stats
	[ "$(grep -c "$prefix/sum64/" stats)" = 8 ]
}
ok 'without a terminal no name is cut' without_a_terminal

long_lists_too() {
	repository long
	for i in 1 2 3 4 5 6; do
		commit "$i"
		for k in $(seq 40); do
			set -- "$@" --value \
				"$prefix/${k}of40/of/a/very/very/very/long/name:ns=10${i}ns"
		done
		git perf record "$@" 2>"$err"
		set --
	done
	commit slower
	for k in $(seq 40); do
		set -- "$@" --value \
			"$prefix/${k}of40/of/a/very/very/very/long/name:ns=200ns"
	done
	git perf record "$@" 2>"$err"
	git config perf.commonMode false
	expect_exit 1 git perf check
	grep '^fail' "$out" >fails
	[ "$(grep -c 'of40/of/a/very/very/very/long/name:ns' fails)" -gt 10 ]
	lacks fails '…'
}
ok 'nor in the short form of many findings' long_lists_too

on_a_narrow_one() {
	cd ..
	cd "$trash/repo"
	for columns in 100 80 60; do
		on_terminal "$columns" 'git perf log --stats --since=2020-01-01'
		no_two_alike
		[ "$(grep -c "names without $prefix/sum64/" "$out")" = 1 ]
		[ "$(grep -c "$prefix" "$out")" = 1 ]
		on_terminal "$columns" 'git perf log --changes'
		no_two_alike
		on_terminal "$columns" 'git perf check -v'
		[ "$(grep -c "names without $prefix/sum64/" "$out")" = 1 ]
		grep -v 'names without\|git perf' "$out" >rest && mv rest "$out"
		no_two_alike
	done
}

# Names that have nothing at their beginning in common.
cut_in_the_middle() {
	repository middle
	commit one
	tail=AndThenAVeryLongNameThatDoesNotFitOnTheLine
	for k in 1 2 3 4 5 6 7 8; do
		set -- "$@" --value "${k}Quick${tail}Number${k}And$tail:ns=1${k}ns"
		set -- "$@" --value "${k}Quick${tail}Letter${k}And$tail:ns=2${k}ns"
	done
	git perf record "$@" 2>"$err"
	commit two
	git perf record "$@" 2>"$err"
	for command in 'log --stats --since=2020-01-01' 'compare HEAD~1 HEAD'; do
		on_terminal 80 "git perf $command"
		grep -o '[1-8][^ ]*Quick[^ ]*\|[1-8]Q[^ ]*…[^ ]*' "$out" |
			sort >names
		[ "$(wc -l <names)" = 16 ] || fail "$(cat "$out")"
		[ -z "$(uniq -d names)" ] || fail "$(cat names)"
	done
}

command -v script >/dev/null || {
	echo '# no script(1): no terminal'
	finish
}
ok 'on a terminal what all names share is left off once' on_a_narrow_one
ok 'names that must be cut stay different' cut_in_the_middle

finish
