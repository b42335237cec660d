#!/bin/sh
# The complete output of check, show and export.
. "$(dirname "$0")/lib.sh"

repository
esc=$(printf '\033')

it_begins() {
	history 6 'parse/large:p99' 10 0.1
	git perf record --value "=cmd|' /C calc'!A0:p99=1ms" \
		--value "${esc}[2Jgone:time=2ms" --value 'a|b<i>@all:time=3ms'
}
ok 'a history, and names of all kinds' it_begins

# valid SCHEMA: the last output is valid for the schema
valid() {
	python3 "$GP_SOURCE/tests/schema.py" \
		"$GP_SOURCE/docs/schema/$1.json" "$out"
}
record_json() {
	git checkout -q -b topic
	commit slower
	expect_exit 0 git perf record --json --value 'parse/large:p99=15ms' \
		--value 'parse/large:p99=15.1ms' --value new:time=1s
	valid record-1
}
check_json() {
	expect_exit 1 git perf check --json
	has "$out" '"verdict": "fail"'
	valid check-1
}
show_json() {
	expect_exit 0 git perf show --json HEAD~1
	valid show-1
}
export_json() {
	expect_exit 0 git perf export --format json
	valid export-1
}
if python3 -c 'import jsonschema' 2>/dev/null; then
	ok 'record --json is valid for its schema' record_json
	ok 'check --json is valid for its schema' check_json
	ok 'show --json is valid for its schema' show_json
	ok 'export --format json is valid for its schema' export_json
else
	skip 'JSON is valid for its schemas' \
		'python3-jsonschema is not installed'
	ok 'a slower commit' record_json
fi

first_line() {
	expect_exit 1 git perf check
	head -n 1 "$out" | grep -q '^FAIL  .* against 6 commits of main: 1 regression'
	has "$out" 'parse/large:p99'
	has "$out" 'next  '
}
ok 'the verdict is on the first line' first_line

# All output except line ends is printable.
printable() {
	! LC_ALL=C tr -d '\n' <"$out" | LC_ALL=C grep -q '[[:cntrl:]]'
}
no_escape() {
	for command in 'check -v' 'check --format markdown' 'check --json' \
		'check --format github' \
		'show HEAD~1' 'show --json HEAD~1' 'export' 'export --wide' \
		'export --format json' 'export --format ndjson'; do
		# shellcheck disable=SC2086 # several arguments
		git perf $command >"$out" 2>"$err" || [ $? = 1 ]
		[ -s "$out" ]
		printable || fail "git perf $command printed a control character"
	done
}
ok 'no escape sequence reaches a terminal' no_escape

csv() {
	expect_exit 0 git perf export
	cp "$out" table.csv
	expect_stdout 'commit,commit_time,recorded_time,run,testbed,benchmark,metric,unit,better,samples,mean,stddev,min,p50,max,parameters' \
		head -n 1 table.csv
	expect_stdout 12 grep -c '' table.csv
	has table.csv ",bed,'=cmd|' /C calc'!A0,p99,ms,lower,1,1,,1,1,1"
	has table.csv ',bed,new,time,s,lower,1,1,,1,1,1'
	lacks table.csv "$esc"
}
ok 'export prints fixed columns, and no formula' csv

oldest_first() {
	git perf export -k 'parse/*' | tail -n +2 | cut -d, -f1 | uniq >list
	git rev-list --reverse HEAD >want
	cmp list want
}
ok 'oldest first' oldest_first

samples() {
	expect_exit 0 git perf export --samples -k '*:p99'
	has "$out" 'samples,value'
	has "$out" ',parse/large,p99,ms,lower,2,15.1'
	cp "$out" samples.csv
	expect_stdout 34 grep -c '' samples.csv
}
ok 'export --samples has one row per sample' samples

wide() {
	expect_exit 0 git perf export --wide -k '*:p99' -o wide.csv
	expect_stdout 'commit,commit_time,parse/large:p99 [ms],'"'=cmd|' /C calc'!A0:p99 [ms]" \
		head -n 1 wide.csv
	expect_stdout 8 grep -c '' wide.csv
	tail -n 1 wide.csv | grep -q ',15.05,$'
}
ok 'export --wide has one row per commit' wide

ndjson() {
	expect_exit 0 git perf export --format ndjson -k new
	has "$out" '"benchmark": "new", "metric": "time", "unit": "s"'
	cp "$out" new.ndjson
	expect_stdout 1 grep -c '' new.ndjson
}
ok 'ndjson has one object per line' ndjson

wrong() {
	expect_fatal 129 'one of csv, json, ndjson' git perf export --format xml
	expect_fatal 129 'one of text, markdown, json, github, junit' \
		git perf check --format xml
	expect_fatal 129 '--wide' git perf export --wide --samples
}
ok 'wrong usage is reported' wrong

modified() {
	echo more >>file
	git perf record --value 'parse/large:p99=99ms'
	expect_exit 0 git perf export
	lacks "$out" ',99,'
	has "$err" 'modified work tree'
	expect_exit 0 git perf show
	has "$out" '(modified work tree)'
	git checkout -q file
}
ok 'runs of a modified working tree are shown, not exported' modified

markdown() {
	expect_exit 1 git perf check --format markdown -o report.md
	has report.md '### git perf: FAIL'
	# shellcheck disable=SC2016 # backticks are markdown
	has report.md '| **fail** regression | `parse/large:p99` |'
	expect_exit 0 git perf check --format markdown HEAD~1 -o early.md
	lacks early.md 'a|b<i>@all:time'
	has early.md '<code>a&#124;b&#60;i&#62;&#64;all&#58;time</code>'
}
ok 'markdown is a table, with escaped names' markdown

finish
