#!/bin/sh
# git perf compare: two commits, or two files, side by side.
. "$(dirname "$0")/lib.sh"

# ---- two commits ----

# around KEY VALUE SEED: options for five samples around VALUE
around() {
	key=$1 value=$2 seed=$3
	awk -v key="$key" -v v="$value" -v seed="$seed" 'BEGIN {
		srand(seed)
		for (i = 0; i < 5; i++)
			printf "--value\n%s=%.3fns\n", key, v * (0.99 + 0.02 * rand())
	}'
}

# measure SEED VALUE-OF-get [RECORD-OPTION...]: three benchmarks at HEAD
measure() {
	seed=$1 get=$2
	shift 2
	# shellcheck disable=SC2046 # these are options
	git perf record "$@" $(around 'get/8:time' "$get" "${seed}1") \
		$(around 'get/64:time' 800 "${seed}2") --value get:allocs=3 2>"$err" ||
		fail "$(cat "$err")"
}

repository story
its_history() {
	for i in 1 2 3 4 5 6 7; do
		commit "$i"
		measure "$i" 100
	done
	git tag v1.0
	git tag -a -m release v1.0-signed
	git checkout -q -b topic
	for i in 8 9; do
		commit "$i"
		measure "$i" 120
	done
	git tag v1.1
}
ok 'a history, with a step after a tag' its_history

tags() {
	expect_exit 1 git perf compare v1.0 v1.1
	has "$out" "FAIL  v1.0 ($(git rev-parse --short=7 v1.0)) → v1.1 ("
	has "$out" '1 regression; 2 of 3 rows ok'
	has "$out" '      on bed'
	has "$out" 'time, lower is better'
	grep -q '^fail  get/8  .* +[12][0-9]\.[0-9] %  (+.* … +.* %)  p < 0.0001$' "$out"
	grep -q '^      get/64 .*  ~  (-[0-9.]* … +[0-9.]* %) *p 0\.' "$out"
	grep -q '^      geomean of 2 ' "$out"
	grep -q '^      get .* equal  n 1+1$' "$out"
	has "$out" 'note  ~: no significant difference'
	has "$out" 'note  3 rows: judged by the noise between the commits up to v1.0'
}
ok 'tags: a table, and the method' tags

# rows: the rows of the JSON that was printed, and all that follows
rows() {
	sed '1s/.*"rows"/"rows"/' "$out"
}

# Any name of a commit that git accepts.
revisions() {
	expect_exit 1 git perf compare --json v1.0 v1.1
	rows >"$trash/want"
	has "$trash/want" '"get/8"'
	for pair in 'v1.0-signed topic' 'main HEAD' 'HEAD~2 HEAD' 'v1.0^{} topic'; do
		# shellcheck disable=SC2086 # two arguments
		expect_exit 1 git perf compare --json $pair
		rows | cmp - "$trash/want"
	done
}
ok 'tags, signed tags, branches and HEAD~2 give the same result' revisions

# The old commit may be the younger one, or on another branch.
backwards() {
	expect_exit 0 git perf compare v1.1 v1.0
	grep -q '^good  get/8 .* -1[0-9]\.[0-9] %' "$out"
	git checkout -q -b other v1.0
	commit other
	measure 77 100
	expect_exit 0 git perf compare topic other
	has "$out" '1 improvement'
	git checkout -q topic
}
ok 'the old commit may be younger, or on another branch' backwards

itself() {
	expect_exit 0 git perf compare HEAD HEAD
	has "$out" '3 of 3 rows ok'
	lacks "$out" 'fail  '
}
ok 'a commit against itself' itself

# ---- missing data ----

nothing_there() {
	git checkout -q -b bare v1.0
	commit 'not measured'
	expect_exit 2 git perf compare v1.0 bare
	has "$out" 'NONE  v1.0'
	has "$err" "nothing is recorded at 'bare' ("
	expect_exit 2 git perf compare bare v1.0
	has "$err" "git perf record -c bare"
	git checkout -q topic
}
ok 'nothing recorded at one commit: 2, and what to do' nothing_there

bad_revisions() {
	expect_fatal 128 "'nosuch'" git perf compare nosuch v1.0
	expect_fatal 128 "'nosuch'" git perf compare v1.0 nosuch
	expect_fatal 128 '' git perf compare v1.0 HEAD:file
}
ok 'an invalid revision is reported in one line' bad_revisions

usage() {
	expect_fatal 129 'missing argument: expected two commits' git perf compare v1.0
	expect_fatal 129 'too many arguments: expected two commits' \
		git perf compare v1.0 v1.1 HEAD
	expect_fatal 129 'missing argument: expected two files' \
		git perf compare --files old.txt
	expect_fatal 129 '--from requires --files' \
		git perf compare -f go-bench v1.0 v1.1
	expect_fatal 129 "unknown format 'xml': expected one of text, markdown, json" \
		git perf compare --format xml v1.0 v1.1
	expect_fatal 129 'only one of the two can be stdin' \
		git perf compare --files - -
	expect_fatal 129 "'much'" git perf compare --fail much v1.0 v1.1
}
ok 'wrong usage: 129, before anything is read' usage

# What only one commit has is listed, and does not affect the verdict.
one_sided() {
	git checkout -q -b sided v1.0
	commit sided
	measure 8 100 --value old=1ns
	commit sides
	measure 9 100 --value fresh=1ns
	expect_exit 0 git perf compare HEAD~1 HEAD
	has "$out" '1 warning'
	grep -q '^      fresh .* new$' "$out"
	grep -q '^warn  old .* missing$' "$out"
	expect_exit 2 git perf compare -k old -k fresh HEAD~1 HEAD
	has "$err" 'nothing was compared: the two have no series in common'
	git checkout -q topic
}
ok 'new and missing benchmarks' one_sided

# ---- testbeds, facts, patterns ----

testbeds() {
	git checkout -q -b beds v1.0
	commit beds
	measure 9 300 --testbed elsewhere
	expect_exit 2 git perf compare v1.0 HEAD
	has "$err" 'the two were measured on different testbeds'
	has "$out" 'only v1.0 was measured on bed, only HEAD was measured on elsewhere'
	lacks "$out" 'get/8'
	measure 9 100
	expect_exit 0 git perf compare v1.0 HEAD
	has "$out" '      on bed'
	has "$out" 'only HEAD was measured on elsewhere'
	git checkout -q topic
}
ok 'testbeds are listed, and never mixed' testbeds

facts() {
	git checkout -q -b facts v1.0
	git config perf.facts compiler
	measure 9 100 --tag compiler=gcc-13
	commit facts
	measure 10 100 --tag compiler=gcc-14
	expect_exit 0 git perf compare HEAD~1 HEAD
	has "$out" 'measured under other conditions: compiler gcc-13 → gcc-14'
	git checkout -q topic
}
ok 'differences between the testbeds are listed' facts

patterns() {
	expect_exit 0 git perf compare -k get/64 v1.0 v1.1
	has "$out" '1 of 1 row ok'
	expect_exit 1 git perf compare -k '*:time' v1.0 v1.1
	has "$out" 'of 2 rows ok'
	expect_exit 1 git perf compare -k get/8 -k get:allocs v1.0 v1.1
	has "$out" 'allocs, lower is better'
	lacks "$out" get/64
	expect_exit 2 git perf compare -k nosuch v1.0 v1.1
	has "$err" 'nothing was compared: no series matches'
}
ok '-k selects rows' patterns

limits() {
	expect_exit 0 git perf compare --fail 30% v1.0 v1.1
	grep -q '^warn  get/8' "$out"
	expect_exit 0 git perf compare --fail 'get/8=50%' --warn 40% v1.0 v1.1
	expect_exit 1 git perf compare --fail 5ns v1.0 v1.1
	expect_exit 0 git -c perf.fail=30% perf compare v1.0 v1.1
	expect_exit 0 git -c perf.get/8:time.gate=false perf compare v1.0 v1.1
	has "$out" 'not judged: time (gate = false)'
}
ok 'limits from options and configuration' limits

# Budgets and acceptances only apply to check.
accepted() {
	expect_exit 0 git perf accept --at v1.1 -m 'it does more' get/8
	expect_exit 1 git perf compare v1.0 v1.1
	grep -q '^fail  get/8' "$out"
	expect_exit 0 git perf accept --undo --at v1.1 get/8
	expect_exit 0 git -c perf.get/64:time.budget=1ns perf compare -k get/64 \
		v1.0 v1.1
}
ok 'acceptances and budgets are ignored' accepted

renamed() {
	git checkout -q -b renamed v1.0
	commit renamed
	# shellcheck disable=SC2046 # these are options
	git perf record $(around 'fetch/8:time' 120 5) 2>/dev/null
	expect_exit 2 git perf compare -k 'get/8' -k 'fetch/8' v1.0 HEAD
	git perf alias get/8 fetch/8 2>/dev/null
	expect_exit 1 git perf compare -k 'fetch/8' v1.0 HEAD
	grep -q '^fail  fetch/8 ' "$out"
	git checkout -q topic
}
ok 'a renamed benchmark keeps its history' renamed

dirty() {
	git checkout -q -b dirty v1.0
	echo more >>file
	measure 3 500
	expect_exit 0 git perf compare v1.0~1 HEAD
	has "$out" '3 of 3 rows ok'
	git checkout -q file topic 2>/dev/null || git checkout -q -f topic
}
ok 'runs of a modified working tree are left out' dirty

# ---- few values ----

once() {
	repository once
	commit 1
	git perf record --value x=100ms 2>/dev/null
	commit 2
	git perf record --value x=104ms 2>/dev/null
	expect_exit 2 git perf compare HEAD~1 HEAD
	has "$out" '0 of 1 row judged: 1 inconclusive (+4.0 %)'
	grep -q '^      x  100 ms  104 ms  ? +4.0 %  n 1+1$' "$out"
	has "$out" '?: too few values to tell a change from noise'
	commit 3
	git perf record --value x=150ms 2>/dev/null
	expect_exit 2 git perf compare HEAD~2 HEAD
	grep -q '^warn  x .* ? +50.0 %' "$out"
}
ok 'with one sample per side the result is inconclusive' once
cd "$trash" || exit 1

# ---- two files ----

# go_bench FILE FACTOR SEED: twelve benchmarks, ten times each, one of them
# slower by FACTOR
go_bench() {
	awk -v factor="$2" -v seed="$3" 'BEGIN {
		srand(seed)
		print "goos: linux\ngoarch: amd64\npkg: example.com/x"
		for (b = 1; b <= 12; b++)
			for (i = 0; i < 10; i++)
				printf "BenchmarkCase%d-8\t1000\t%.2f ns/op\t64 B/op\n", b,
					100 * b * (b == 7 ? factor : 1) * (0.99 + 0.02 * rand())
		print "PASS\nok  \texample.com/x\t1.234s"
	}' >"$1"
}
go_bench old.txt 1 1
go_bench new.txt 1.3 2

benchstat() {
	expect_exit 1 git perf compare --files old.txt new.txt
	head -n 1 "$out" >"$trash/first"
	has "$trash/first" 'FAIL  old.txt → new.txt: 1 regression; 23 of 24 rows ok'
	grep -q '^ *old.txt *new.txt *change$' "$out"
	grep -q '^fail  BenchmarkCase7-8 .* ± .* +[23][0-9]\.[0-9] %  (+.*)  p < 0.0001$' "$out"
	[ "$(grep -c '  equal  *n 10+10$' "$out")" = 12 ]
	grep -q '^note  ~: .* corrected for 12 tests' "$out"
	has "$out" 'note  24 rows: within-run only, judged by the samples of both sides'
	# in the order of numbers: not 1, 10, 11
	[ "$(sed -n 6p "$out" | cut -c1-22)" = '      BenchmarkCase2-8' ]
}
ok 'two files of go test -bench give the results of benchstat' benchstat

swapped() {
	expect_exit 0 git perf compare --files new.txt old.txt
	has "$out" '1 improvement'
	expect_exit 1 git perf compare --files old.txt - <new.txt
	has "$out" 'old.txt → -'
	expect_exit 1 git perf compare -f go-bench --files - new.txt <old.txt
	mkdir -p a b
	cp old.txt a/result.txt
	cp new.txt b/result.txt
	expect_exit 1 git perf compare --files a b
	expect_exit 1 git perf compare --files a/result.txt b/result.txt
}
ok 'the old one may be a file, standard input or a directory' swapped

# data FORMAT/FILE: an input file of the unit tests
data=$GP_SOURCE/tests/data/import
real_tools() {
	for file in go-bench/count3.txt google-benchmark/repetitions.json \
		criterion/first-0.5.1.txt hyperfine/plain.json \
		pytest-benchmark/rounds.json; do
		got=0
		git perf compare --json --files "$data/$file" "$data/$file" \
			>"$out" 2>"$err" || got=$?
		[ "$got" = 0 ] || [ "$got" = 2 ] || fail "$file: exit $got"
		lacks "$out" '"differs": true'
		lacks "$out" '"status": "regression"'
	done
	expect_exit 1 git perf compare --files "$data/criterion/first-0.5.1.txt" \
		"$data/criterion/changes-0.5.1.txt"
	grep -q '^fail  fib 12 .* +18.0 %  (+16.9 … +19.1 %)  n 1+1$' "$out"
	has "$out" 'judged by whether the intervals that the tool printed'
}
ok 'output of real tools, compared with itself and a later run' real_tools

# Results of two tools have nothing in common.
two_formats() {
	expect_exit 2 git perf compare --files old.txt \
		"$data/hyperfine/plain.json"
	has "$err" 'nothing was compared: the two have no series in common'
	expect_exit 128 git perf compare -f go-bench --files old.txt \
		"$data/hyperfine/plain.json"
}
ok 'two files in different formats' two_formats

# values FILE UNIT VALUE...
values() {
	file=$1 unit=$2
	shift 2
	{
		sep='['
		for value; do
			echo "$sep{\"name\": \"b\", \"unit\": \"$unit\", \"value\": $value}"
			sep=,
		done
		echo ']'
	} >"$file"
}

units() {
	values ms.json ms 1 1.01 0.99 1.02 0.98
	values us.json µs 1300 1310 1305 1320 1290
	expect_exit 1 git perf compare --files ms.json us.json
	grep -q '^fail  b  *1 ms  *1.31 ms  *+30\.' "$out"
	values kib.json KiB 1 1.01 0.99 1.02 0.98
	expect_exit 2 git perf compare --files ms.json kib.json
	has "$out" 'new'
	lacks "$out" '+'
}
ok 'units of one dimension are converted, others kept apart' units

# With formats that name a benchmark by the file, nothing would match.
by_file() {
	echo '{"startup_ms": 126.5}' >before.json
	echo '{"startup_ms": 189.5}' >after.json
	expect_exit 2 git perf compare --files before.json after.json
	grep -q '^warn  after .*? +49.8 %' "$out"
	expect_exit 2 git perf compare --files before.json - <after.json
	grep -q '^warn  before .*? +49.8 %' "$out"
}
ok 'if files name the benchmark, the two are results of one benchmark' by_file

broken_files() {
	: >empty
	expect_fatal 128 'empty' git perf compare --files empty old.txt
	expect_fatal 128 'empty' git perf compare --files old.txt empty
	expect_fatal 128 'nosuch' git perf compare --files nosuch old.txt
	head -c 300 "$data/hyperfine/plain.json" >cut.json
	expect_fatal 128 'cut.json' git perf compare --files cut.json old.txt
	head -c 64 "$GP_BUILD/git-perf" >binary
	expect_fatal 128 'binary' git perf compare --files binary old.txt
	echo 'no benchmark in it' >prose
	expect_fatal 128 'prose' git perf compare --files prose old.txt
	mkdir -p folder
	expect_fatal 128 'folder' git perf compare --files folder old.txt
	if [ "$(id -u)" != 0 ]; then
		cp old.txt closed
		chmod 0 closed
		expect_fatal 128 'closed' git perf compare --files closed old.txt
	fi
}
ok 'empty, missing, truncated, binary and other files: one line' broken_files

# one EXIT OLD NEW [TEXT]: four times each; JSON numbers are valid
one() {
	values a.json ns "$2" "$2" "$2" "$2"
	values b.json ns "$3" "$3" "$3" "$3"
	expect_exit "$1" git perf compare --files a.json b.json
	has "$out" "${4:-value}"
	expect_exit "$1" git perf compare --json --files a.json b.json
	not grep -iqE '[^a-z](nan|inf)[^a-z]' "$out"
}
odd_values() {
	one 0 0 0 equal
	one 0 0 5 'warn  b'
	one 0 -1 -2 'good  b'
	one 1 1e-300 2e-300 '+100 %'
	one 1 1e300 1.7e300 '+70.0 %'
	one 1 1e-300 1e300
	one 0 1e308 -1e308
	values nan.json ns NaN NaN
	expect_exit 128 git perf compare --files nan.json b.json
	has "$err" 'not a finite number'
	values nan.json ns NaN 1 1 1 1
	expect_exit 0 git perf compare --files nan.json nan.json
	has "$err" 'not a finite number'
}
ok 'zero, negative, tiny, huge and invalid numbers' odd_values

# A standard deviation below 0, and interval ends in the wrong order.
contradiction() {
	echo '{"results": [{"command": "x", "mean": 1, "stddev": -5, "min": 9,
		"max": -9}]}' >odd.json
	git init -q odd
	expect_exit 2 git perf compare --files odd.json odd.json
	has "$out" '? +0.00 %  n 1+1'
	cd odd
	commit
	expect_exit 0 git perf record ../odd.json
	expect_exit 0 git perf show
	lacks "$out" '±'
}
ok 'an inconsistent summary' contradiction

large() {
	awk 'BEGIN { for (i = 0; i < 200000; i++)
		printf "BenchmarkBig-8\t1\t%d ns/op\n", 1000 + i * 7919 % 1000 }' \
		>large.txt
	expect_exit 0 git perf compare --files large.txt large.txt
	has "$out" 'p 1'
}
ok 'two hundred thousand samples per side' large

no_repository() {
	mkdir outside
	cd outside
	GIT_CEILING_DIRECTORIES=$trash
	export GIT_CEILING_DIRECTORIES
	expect_exit 1 git perf compare --files ../old.txt ../new.txt
	[ ! -s "$err" ]
	expect_fatal 128 'not a git repository' git perf compare v1.0 v1.1
}
ok 'files need no repository' no_repository

configured() {
	cd story
	git config perf.fail 50%
	expect_exit 0 git perf compare --files ../old.txt ../new.txt
	grep -q '^warn  BenchmarkCase7-8' "$out"
	[ -z "$(git notes --ref=perf list HEAD 2>/dev/null | tail -n +2)" ]
	git config --unset perf.fail
}
ok 'inside a repository its limits apply' configured

# ---- outputs ----

# The text is the same in a file, and in any locale.
written() {
	expect_exit 1 git perf compare --files old.txt new.txt
	cp "$out" "$trash/text"
	expect_exit 1 git perf compare --files -o report.txt old.txt new.txt
	[ ! -s "$out" ]
	cmp report.txt "$trash/text"
	expect_exit 128 git perf compare --files -o nosuch/report old.txt new.txt
	LC_ALL=de_DE.UTF-8 git perf compare --files old.txt new.txt >"$out" || :
	cmp "$out" "$trash/text"
	git perf compare --files old.txt new.txt >"$out" || :
	cmp "$out" "$trash/text"
}
ok '-o, locales and running twice' written

markdown() {
	expect_exit 1 git perf compare --files --format markdown old.txt new.txt
	has "$out" '### git perf compare: FAIL'
	# shellcheck disable=SC2016 # a code span
	has "$out" '| **fail** | `BenchmarkCase7-8` |'
	awk -F'|' '/^\|/ && NF != 9 { exit 1 }' "$out"
}
ok 'markdown is a table' markdown

json() {
	expect_exit 1 git perf compare --files --json old.txt new.txt
	cp "$out" "$trash/one.json"
	expect_exit 1 git perf compare --files --format json old.txt new.txt
	cmp "$out" "$trash/one.json"
	has_json "$out" '"schema":"git-perf/compare/1"'
	has_json "$out" '"verdict":"fail"'
	has_json "$out" '"method":"samples"'
	[ "$(grep -c '"benchmark"' "$out")" = 24 ]
}
ok '--json is --format json' json

valid() {
	python3 "$GP_SOURCE/tests/schema.py" \
		"$GP_SOURCE/docs/schema/compare-1.json" "$1"
}
schema() {
	valid "$trash/one.json"
	cd story
	git perf compare --json v1.0 v1.1 >"$out" || :
	has_json "$out" "\"commit\":\"$(git rev-parse v1.0)\""
	has_json "$out" '"method":"history"'
	valid "$out"
	git perf compare --json v1.0 bare >"$out" 2>/dev/null || :
	valid "$out"
}
if python3 -c 'import jsonschema' 2>/dev/null; then
	ok 'JSON is valid for its schema' schema
else
	skip 'JSON against its schema' 'python3-jsonschema is not installed'
fi

# Names are shortened to fit the terminal; a pipe gets the full names.
narrow() {
	sed 's/BenchmarkCase/BenchmarkWithANameThatIsRatherLongForATerminal/' \
		old.txt >long.txt
	expect_exit 0 git perf compare --files long.txt long.txt
	has "$out" 'BenchmarkWithANameThatIsRatherLongForATerminal12-8'
	script -qec 'stty cols 80; git perf compare --files long.txt long.txt' \
		/dev/null </dev/null >"$out"
	has "$out" '…'
	tr -d '\r' <"$out" | grep '^      B' |
		awk '{ gsub(/…|±|µ/, "x") } length > 80 { exit 1 }'
}
if script -qec 'stty cols 80' /dev/null </dev/null >/dev/null 2>&1; then
	ok 'lines fit the terminal' narrow
else
	skip 'lines fit the terminal' 'no script(1), or no pseudo-terminal'
fi

finish
