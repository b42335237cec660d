#!/bin/sh
# Unusual values: a defined answer, the same in every locale.
. "$(dirname "$0")/lib.sh"

# A locale with a decimal comma, if one can be generated.
german=de_DE.UTF-8
if command -v localedef >/dev/null &&
	localedef --no-archive -i de_DE -f UTF-8 "$trash/$german" 2>/dev/null; then
	LOCPATH=$trash
	export LOCPATH
fi

# One series per line: its name, and the value of each commit.
cat >series <<'EOF'
constant 5 5 5 5 5 5 5 5
changed 5 5 5 5 5 5 5 6
zeros 0 0 0 0 0 0 0 0
from-zero 0 0 0 0 0 0 0 3
to-zero 5 5 5 5 5 5 5 0
negative -1 -1.1 -0.9 -1 -1.05 -0.95 -1 -3
signs 1 -1 1 -1 1 -1 1 0
tiny 1e-300 1.1e-300 1e-300 1e-300 0.9e-300 1e-300 1e-300 3e-300
smallest 5e-324 5e-324 5e-324 5e-324 5e-324 5e-324 5e-324 1e-323
huge 1e300 1.01e300 0.99e300 1e300 1.02e300 1.01e300 1e300 1.7e300
largest 1.7e308 1.7e308 1.6e308 1.7e308 1.7e308 1.7e308 1.7e308 -1.7e308
far 1e-300 1e300 1e-300 1e300 1e-300 1e300 1e-300 1e300
step -1.7e308 -1.7e308 -1.7e308 -1.7e308 1.7e308 1.7e308 1.7e308 1.7e308
ties 5,5 5,6 5,5 5,5 6,5 5,5 5,5 5,5
EOF

it_begins() {
	repository
	for i in 2 3 4 5 6 7 8 9; do
		commit "$i"
		# shellcheck disable=SC2046 # these are options
		git perf record $(awk -v i="$i" '{
			n = split($i, values, ",")
			for (j = 1; j <= n; j++)
				print "--value", $1 ":v=" values[j]
		}' ../series) --value "late:v=$((i > 7 ? i : 0))" 2>"$err" ||
			fail "$(cat "$err")"
	done
	git perf record --value one:v=5 --value two:v=1 --value two:v=2 \
		2>/dev/null
}
ok 'fifteen series of unusual values' it_begins
cd repo || exit 1

# answer COMMAND...: no failure, valid numbers, the same output twice
answer() {
	for locale in C C "$german"; do
		got=0
		LC_ALL=$locale git perf "$@" >"$out" 2>"$err" || got=$?
		[ "$got" -le 2 ] || fail "exit status $got: $(head -n 5 "$err")"
		[ -s "$out" ] || fail 'nothing was printed'
		not grep -iqE '(^|[^a-z])(nan|inf|infinity)([^a-z]|$)' "$out"
		[ -f "$trash/answer" ] || cp "$out" "$trash/answer"
		cmp "$out" "$trash/answer"
	done
	rm "$trash/answer"
}
range=--since=2025-01-01
while read -r command; do
	# shellcheck disable=SC2086 # several arguments
	ok "$command answers" answer $command
done <<EOF
check
check -v
check --format markdown
check --format json
check --fail 0% --warn 0%
check --fail 1e300% --json
check --fail v=0 --json
log
log --oneline
log --changes --json
log --stats $range
log --stats --json $range
show
show --json
export --format csv
export --format csv --samples
export --format csv --wide
export --format json
export --format ndjson
compare HEAD~1 HEAD
compare HEAD~7 HEAD
compare --format markdown HEAD~1 HEAD
compare --json HEAD~1 HEAD
EOF

valid() {
	name=$1
	shift
	git perf "$@" >"$out" 2>"$err" || [ $? -le 2 ]
	python3 "$GP_SOURCE/tests/schema.py" \
		"$GP_SOURCE/docs/schema/$name-1.json" "$out"
}
if python3 -c 'import jsonschema' 2>/dev/null; then
	ok 'check --json is valid for its schema' valid check check --json
	ok 'log --json is valid for its schema' valid log log --json
	ok 'log --stats --json is valid for its schema' \
		valid log log --stats --json "$range"
	ok 'show --json is valid for its schema' valid show show --json
	ok 'export --format json is valid for its schema' \
		valid export export --format json
	ok 'compare --json is valid for its schema' \
		valid compare compare --json HEAD~1 HEAD
else
	skip 'JSON is valid for its schemas' \
		'python3-jsonschema is not installed'
fi

refused() {
	for value in NaN nan Inf -inf 1e999 0x10 1,5 ''; do
		expect_fatal 129 "--value x=$value: " git perf record \
			--value "x=$value"
	done
}
ok 'an invalid number is rejected in one line' refused

finish
