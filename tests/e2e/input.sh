# shellcheck shell=sh
# Records a file and looks at its rows; sourced after lib.sh by the tests of what
# goes in.
# shellcheck disable=SC2154 # of lib.sh

# read_in FILE [OPTION...]: records it as the only run of the repository; the
# record is in $json, the rows in `series`: benchmark|metric|unit|better|value
json=$trash/record.json
read_in() {
	git update-ref -d refs/notes/perf
	file=$1
	shift
	expect_exit 0 git perf record --json "$@" "$file"
	cp "$out" "$json"
	series
}
series() {
	git perf export --samples >export.csv
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $at["benchmark"] "|" $at["metric"] "|" $at["unit"] "|" \
			$at["better"] "|" $at["value"] + 0 }' export.csv >series
}

# is LINE...: the rows are these, in any order
is() {
	printf '%s\n' "$@" | sort >wanted
	sort series | diff -u wanted -
}

# measured PATTERN: a row matches the whole pattern
measured() {
	grep -q -x -e "$1" series || fail "no row $1 in:" "$(cat series)"
}

# unmeasured PATTERN: no row holds it
unmeasured() {
	! grep -q -e "$1" series || fail "a row $1 in:" "$(cat series)"
}

# refuses TEXT...: refused or left out, or a notice, holds each
refuses() {
	sed 's/"guessed": \[[^]]*\]//' "$json" >said
	for text; do
		has said "$text"
	done
}
