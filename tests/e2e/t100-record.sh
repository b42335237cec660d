#!/bin/sh
# git perf record: input, storage and output.
. "$(dirname "$0")/lib.sh"

# The rows of the last commit from the testbed column on: no ids, no times.
rows() {
	git perf export --samples | tail -n +2 | cut -d, -f5-11
}

cat >"$trash/bmf.json" <<'END'
{"parse": {"latency": {"value": 45.25}}, "print": {"latency": {"value": 7}}}
END
cat >"$trash/go.txt" <<'END'
goos: linux
goarch: amd64
pkg: example.com/words
BenchmarkAdd-2   	 1000000	      1043 ns/op	      16 B/op	       1 allocs/op
BenchmarkAdd-2   	 1000000	      1051 ns/op	      16 B/op	       1 allocs/op
PASS
END
printf 'name,time_ms\nsort,1.5\nsort,1.75\nsearch,20\n' >"$trash/plain.csv"

values() {
	repository values
	commit one
	expect_exit 0 git perf record --value parse:p99=12.25ms \
		--value parse:p99=13.25ms --value size=3kB --value a=b=4
	has "$err" 'recorded 3 measurements of 3 benchmarks (value) at'
	has "$err" " on bed"
	[ ! -s "$out" ]
	rows >rows
	cat >wanted <<-'END'
	bed,parse,p99,ms,lower,2,12.25
	bed,parse,p99,ms,lower,2,13.25
	bed,size,value,kB,lower,1,3
	bed,a=b,value,,none,1,4
	END
	diff -u wanted rows
}
ok 'values on the command line' values

bad_values() {
	repository bad-values
	commit one
	for value in x x= =1 x=fast x=nan x=--1; do
		expect_exit 129 git perf record --value "$value"
		[ "$(wc -l <"$err")" = 1 ] || fail "$value: $(cat "$err")"
	done
	expect_exit 129 git perf record --value x=1 file
	expect_exit 129 git perf record --value x=1 -f go-test
	not git show-ref --verify -q refs/notes/perf
}
ok 'invalid values are wrong usage' bad_values

from_stdin() {
	repository stdin
	commit one
	expect_exit 0 git perf record <"$trash/bmf.json"
	has "$err" 'recorded 2 measurements of 2 benchmarks (bmf) at'
	commit two
	expect_exit 0 git perf record - <"$trash/bmf.json"
	[ "$(git notes --ref=perf list | wc -l)" = 2 ]
}
ok 'standard input, with and without a dash' from_stdin

from_files() {
	repository files
	commit one
	expect_exit 0 git perf record "$trash/go.txt" "$trash/plain.csv"
	[ "$(runs_at)" = 1 ]
	rows >rows
	grep -q ',ns/op,.*,lower,2,1043$' rows
	grep -q ',B/op,.*,lower,2,16$' rows
	grep -q '^bed,sort,time_ms,ms,lower,2,1.75$' rows
	grep -q '^bed,search,time_ms,ms,lower,1,20$' rows
}
ok 'several files become one run' from_files

from_directory() {
	repository directory
	commit one
	mkdir -p "$trash/results/deep"
	cp "$trash/bmf.json" "$trash/results"
	cp "$trash/go.txt" "$trash/results/deep"
	expect_exit 0 git perf record "$trash/results"
	[ "$(runs_at)" = 1 ]
	rows >rows
	grep -q '^bed,parse,latency,ns,lower,1,45.25$' rows
	grep -q ',ns/op,' rows
}
ok 'every file below a directory is read' from_directory

format() {
	repository format
	commit one
	expect_exit 0 git perf record -f bmf "$trash/bmf.json"
	expect_exit 0 git perf record --from=bmf "$trash/bmf.json"
	expect_fatal 129 "no-such-format" \
		git perf record --from no-such-format "$trash/bmf.json"
	expect_fatal 128 'go.txt' git perf record --from bmf "$trash/go.txt"
	[ "$(runs_at)" = 2 ]
}
ok '--from selects the format' format

# Each line: the content of the file, and the expected part of the message.
nothing() {
	repository nothing
	commit one
	: >empty
	printf 'hello\n' >unknown.txt
	printf '{"a": {"latency": {"value": 1}}' >cut.json
	printf 'a,b\0c\n1,2\n' >nul.csv
	printf '\377\376\n' >latin.csv
	printf 'BenchmarkX-2 1000 12 ns/op\n\377\n' >bad.txt
	head -c 100000 /dev/urandom >random.bin
	for file in empty unknown.txt cut.json nul.csv latin.csv bad.txt \
		random.bin missing.json; do
		expect_exit 128 git perf record "$file"
		[ "$(wc -l <"$err")" = 1 ] || fail "$file: $(cat "$err")"
		has "$err" "$file"
		expect_exit 128 git perf record "$trash/bmf.json" "$file"
	done
	expect_exit 128 git perf record </dev/null
	has "$err" 'stdin'
	mkdir none
	expect_exit 128 git perf record none
	not git show-ref --verify -q refs/notes/perf
}
ok 'invalid input records nothing, and the message names the file' nothing

dry_run() {
	repository dry
	commit one
	expect_exit 0 git perf record --dry-run --value parse=12.5ms
	has "$err" 'would record 1 measurement of 1 benchmark'
	has "$out" parse
	has "$out" 12.5
	not git show-ref --verify -q refs/notes/perf
}
ok '--dry-run prints and does not record' dry_run

with_json() {
	repository json
	commit one
	expect_exit 0 git perf record --json --value x=12.5
	has_json "$out" '{"schema":"git-perf/record/1","commit":"'"$(
		git rev-parse HEAD)"'","run":"'
	has_json "$out" '"format":"value","benchmarks":1,"measurements":1,"refused":[]'
	has_json "$out" '"guessed":[{"metric":"value","unit":"","better":"none"}]'
}
ok '--json' with_json

other_commit() {
	repository other
	commit one
	commit two
	echo changed >>file
	expect_exit 0 git perf record -c HEAD~1 --value x=1ms
	[ "$(git notes --ref=perf list HEAD~1 | wc -l)" = 1 ]
	expect_exit 1 git notes --ref=perf list HEAD
	lacks "$err" 'modified work tree'
	expect_fatal 128 no-such-branch \
		git perf record --commit no-such-branch --value x=1ms
	expect_fatal 128 'HEAD^{tree}' \
		git perf record --commit 'HEAD^{tree}' --value x=1ms
}
ok '--commit' other_commit

tags() {
	repository tags
	commit one
	expect_exit 0 git perf record --tag job=nightly --tag job=x=y \
		--tag os=plan9 --value x=1ms
	expect_exit 0 git perf show --json
	has_json "$out" '"tags":{"job":"x=y","os":"plan9"}'
	expect_fatal 129 key=value git perf record --tag job --value x=1ms
	expect_fatal 129 'x=0x10: this is not a number' \
		git perf record --value x=0x10
	expect_fatal 129 key=value git perf record --tag =job --value x=1ms
}
ok '--tag' tags

prefix() {
	repository prefix
	commit one
	expect_exit 0 git perf record --prefix 'arm/' "$trash/bmf.json"
	[ "$(rows | cut -d, -f2 | sort | xargs)" = 'arm/parse arm/print' ]
}
ok '--prefix' prefix

testbed() {
	repository testbed
	commit one
	expect_exit 0 git perf record --value x=1ms
	GIT_PERF_TESTBED=environment
	export GIT_PERF_TESTBED
	expect_exit 0 git perf record --value x=1ms
	expect_exit 0 git perf record --testbed option --value x=1ms
	unset GIT_PERF_TESTBED
	git config --global --unset perf.testbed
	expect_exit 0 git perf record --value x=1ms
	git config --global perf.testbed bed
	rows | cut -d, -f1 | sort >rows
	grep -v -e '^bed$' -e '^environment$' -e '^option$' rows >derived
	[ "$(wc -l <rows)" = 4 ]
	grep -qi "^$(uname -s)-$(uname -m)" derived
	# The testbed is not a property of the project.
	printf '[perf]\n\ttestbed = hostile\n' >.gitperf
	git add .gitperf
	commit two
	expect_exit 0 git perf record --value x=1ms
	has "$err" 'on bed'
}
ok 'the testbed: option, environment, configuration, derived' testbed

dirty() {
	repository dirty
	commit one
	echo untracked >new
	expect_exit 0 git perf record --value x=1ms
	lacks "$err" modified
	echo changed >>file
	expect_exit 0 git perf record --value x=2ms
	has "$err" '(modified work tree)'
	expect_exit 0 git perf show --json
	has_json "$out" '"dirty":true'
	has_json "$out" '"dirty":false'
	[ "$(rows | wc -l)" = 1 ]
}
ok 'a modified working tree is reported' dirty

# The same line is also in the note of the tree, but only off the base branch.
on_tree() {
	repository tree
	commit one
	expect_exit 0 git perf record --value x=1ms
	[ "$(git notes --ref=perf list | wc -l)" = 1 ]
	git checkout -q -b topic
	commit two
	expect_exit 0 git perf record --value x=1ms
	git notes --ref=perf show HEAD >at_commit
	git notes --ref=perf show 'HEAD^{tree}' >at_tree
	cmp at_commit at_tree
	git checkout -q main
	git merge -q --squash topic
	commit_is=$(git commit-tree -p HEAD -m squashed 'topic^{tree}')
	expect_exit 0 git perf show "$commit_is"
	has "$out" "$(git rev-parse --short=7 topic)"
}
ok 'a run on a branch is found after a squash' on_tree

explained() {
	mkdir explained
	cd explained
	cp "$trash/go.txt" "$trash/plain.csv" .
	printf '{"latencies": {"mean": 5}, "bytes_in": {"total": 1}}' >v.json
	expect_exit 0 git perf record --explain go.txt plain.csv
	grep -qx 'go.txt: read as go-bench' "$out"
	grep -q '^  signature  go-bench  .*text of go test -bench' "$out"
	grep -qx 'plain.csv: read as csv' "$out"
	grep -q '^  plain      csv ' "$out"
	[ ! -s "$err" ]
	expect_exit 128 git perf record --explain v.json
	grep -q '^v.json: not read: this is output of vegeta, which' "$out"
	grep -q '^  plain      json ' "$out"
	grep -q '^  marks of   vegeta ' "$out"
	grep -q '^  no         hyperfine ' "$out"
	has "$err" 'fatal: v.json: this is output of vegeta, which'
	expect_exit 0 git perf record --explain . # as record takes a folder
	grep -q "^./plain.csv: not read: no tool's mark names" "$out"
	sed 's/^/2026-01-01T00:00:00.1Z /' go.txt >ci.log
	printf '> bench\n{"parse": {"ms": 5}}\nDone.\n' >npm.log
	expect_exit 0 git perf record --explain ci.log npm.log
	grep -qx 'ci.log: read as go-bench' "$out"
	grep -qx 'npm.log: read as json' "$out"
	expect_exit 0 git perf record --explain --json <go.txt
	fits_schema explain "$out"
	has "$out" '"input": "stdin", "format": "go-bench", "refusal": null'
	expect_exit 128 git perf record --explain --json -f locust go.txt
	fits_schema explain "$out"
	has "$out" '"refusal": "line 1: this is not output of locust"'
	expect_fatal 129 '--value cannot be combined with --explain' \
		git perf record --explain --value x=1
	git perf formats >formats
	sed '1,/^$/d' formats >unread
	grep -qx 'Recognised, but not read yet:' unread
	grep -q ' vegeta,' unread
}
ok 'it is explained how inputs are recognised' explained

digits() {
	repository digits
	commit one
	for value in 0 1 -1 0.1 45.2 123456789.123456789 0.000000001 1e3 \
		9007199254740993 1.7976931348623157e308; do
		git perf record --value "x=$value"
	done 2>/dev/null
	rows | cut -d, -f7 >got
	printf '%s\n' 0 1 -1 0.1 45.2 123456789.123456789 0.000000001 1000 \
		9007199254740993 >wanted
	head -n 9 got | diff -u wanted -
}
ok 'every digit is preserved' digits

many() {
	repository many
	commit one
	awk 'BEGIN {
		print "name,time_ms"
		for (i = 0; i < 100000; i++)
			printf "benchmark-%d,%d.%d\n", i, i, i % 10
	}' >many.csv
	expect_exit 0 git perf record many.csv
	has "$err" 'recorded 100000 measurements of 100000 benchmarks'
	[ "$(rows | wc -l)" = 100000 ]
}
ok '100,000 benchmarks' many

finish
