#!/bin/sh
# git perf show and export.
. "$(dirname "$0")/lib.sh"

columns=commit,commit_time,recorded_time,run,testbed,benchmark,metric,unit
columns=$columns,better,samples

repository() {
	git init -q "$1" && cd "$1" || exit 1
	git config perf.facts job
	for i in 1 2 3; do
		commit "$i"
		git perf record --tag job="$i" --value "a:time=${i}.75ms" \
			--value "a:time=${i}.25ms" --value "b:rate=${i}/s" \
			2>/dev/null
	done
}

csv() {
	repository csv
	expect_exit 0 git perf export --format csv
	tr -d '\r' <"$out" >rows
	head -n 1 rows >header
	echo "$columns,mean,stddev,min,p50,max,parameters" | diff -u - header
	[ "$(wc -l <rows)" = 7 ]
	git rev-list --reverse HEAD | sed p >ids
	tail -n +2 rows | cut -d, -f1 | diff -u ids -
	sed -n 2p rows | grep -qE "^$(git rev-parse HEAD~2),2026-01-01T01:00:00Z,20[0-9T:-]+Z,[0-9a-f]{32},bed,a,time,ms,lower,2,1.5,0.3535[0-9]*,1.25,1.5,1.75,$" ||
		fail "$(cat rows)"
	expect_exit 0 git perf export
	tr -d '\r' <"$out" | cmp - rows
}
ok 'CSV: columns, order, values' csv

samples() {
	repository samples
	expect_exit 0 git perf export --samples
	tr -d '\r' <"$out" >rows
	head -n 1 rows >header
	echo "$columns,value,parameters" | diff -u - header
	[ "$(wc -l <rows)" = 10 ]
	sed -n 2,3p rows | cut -d, -f10- >got
	printf '2,1.75,\n2,1.25,\n' | diff -u - got
}
ok '--samples: one row per sample' samples

wide() {
	repository wide
	expect_exit 0 git perf export --wide
	tr -d '\r' <"$out" >rows
	[ "$(wc -l <rows)" = 4 ]
	head -n 1 rows | grep -q 'a:time'
	head -n 1 rows | grep -q 'b:rate'
	sed -n 4p rows | grep -q "^$(git rev-parse HEAD),.*3.5"
}
ok '--wide: one row per commit' wide

as_json() {
	repository json
	expect_exit 0 git perf export --format json
	has_json "$out" '{"schema":"git-perf/export/1","series":['
	has_json "$out" '"benchmark":"a","metric":"time","unit":"ms","better":"lower","testbed":"bed","points":['
	has_json "$out" '"samples":[1.75,1.25]'
	expect_exit 0 git perf export --format ndjson
	[ "$(wc -l <"$out")" = 6 ]
	head -n 1 "$out" | grep -q '"benchmark"'
	[ "$(grep -c '^{.*}$' "$out")" = 6 ]
}
ok 'JSON and NDJSON' as_json

ranges() {
	repository ranges
	[ "$(git perf export HEAD~1..HEAD | wc -l)" = 3 ]
	[ "$(git perf export HEAD~1 | wc -l)" = 5 ]
	[ "$(git perf export HEAD ^HEAD~1 | wc -l)" = 3 ]
	[ "$(git perf export -k 'b:*' | wc -l)" = 4 ]
	[ "$(git perf export -k a -k rate | wc -l)" = 7 ]
	git checkout -q --orphan lone
	commit lone
	git perf record --value c=1ms 2>/dev/null
	[ "$(git perf export | wc -l)" = 2 ]
	[ "$(git perf export --all | wc -l)" -ge 8 ]
	expect_exit 128 git perf export no-such..HEAD
	expect_exit 129 git perf export --all HEAD
}
ok 'ranges, patterns, --all' ranges

empty() {
	git init -q empty && cd empty
	commit one
	expect_exit 0 git perf export
	[ "$(wc -l <"$out")" = 1 ]
	expect_exit 0 git perf export --format json
	has_json "$out" '"series":[]'
	expect_exit 0 git perf export --format ndjson
	[ ! -s "$out" ]
}
ok 'nothing recorded gives an empty table' empty

to_file() {
	repository file
	expect_exit 0 git perf export -o out.csv
	[ ! -s "$out" ]
	[ "$(wc -l <out.csv)" = 7 ]
	expect_exit 128 git perf export -o no/such/out.csv
	[ -z "$(find . -name '*.tmp*')" ]
}
ok '-o writes a file completely or not at all' to_file

# A regular file is replaced; a pipe or a device must stay what it is.
to_pipe() {
	repository pipes
	mkfifo pipe
	timeout 3600 cat pipe >got &
	git perf export -o pipe
	wait $!
	[ -p pipe ]
	git perf export | cmp - got
}
ok '-o writes to a pipe and leaves it there' to_pipe

formulas() {
	git init -q formulas && cd formulas
	commit one
	for name in '=1+1' '@cmd' '+x' '-y'; do
		git perf record --value "$name=1ms" 2>/dev/null
	done
	git perf record --value 'say "hi", you=1ms' 2>/dev/null
	expect_exit 0 git perf export
	! grep -E ',"?[=@+-]' "$out" || fail 'a formula got through'
	has "$out" '"say ""hi"", you"'
}
ok 'formulas are neutralised for spreadsheets' formulas

full_pipe() {
	repository pipe
	expect_exit 128 sh -c 'git perf export >/dev/full'
	[ "$(grep -c . "$err")" = 1 ]
}
if [ -w /dev/full ]; then
	ok 'a full disk is reported' full_pipe
else
	skip 'a full disk is reported' 'no /dev/full'
fi

show() {
	repository show
	expect_exit 0 git perf show
	has "$out" bed
	has "$out" 'job=3'
	grep -q 'a  *time  *3.50* ms' "$out"
	expect_exit 0 git perf show --json HEAD~1
	has_json "$out" '{"schema":"git-perf/show/1","commit":"'"$(
		git rev-parse HEAD~1)"'","runs":[{"run":"'
	has_json "$out" '"testbed":"bed"'
	has_json "$out" '"tool_version":null,"tags":{"job":"2"},"branch":"main","dirty":false'
	has_json "$out" '"results":[{"benchmark":"a","metric":"time","unit":"ms","better":"lower","samples":[2.75,2.25]'
	commit unmeasured
	expect_exit 2 git perf show
	has "$err" 'nothing is recorded at'
	expect_exit 2 git perf show --json
	has_json "$out" '"runs":[]'
	expect_exit 128 git perf show no-such
}
ok 'show, as text and as JSON' show

configured() {
	repository configured
	for i in 1 2 3 4 5 6 7; do
		commit "$i"
		git perf record --value "q:score=5$i" --value "q:chunks=54" \
			--value "q:time=1${i}ms" 2>"$err"
	done
	[ "$(git perf export | grep -c ',score,.*,none,')" = 7 ]
	printf '[perf "*:score"]\n\tbetter = higher\n' >.gitperf
	git add .gitperf
	git commit -qm 'say which is better'
	git perf record --value q:score=58 --value q:chunks=54 \
		--value q:time=18ms 2>"$err"
	git config perf.q:chunks.better same
	git config perf.q:time.better none
	git perf export >"$out"
	[ "$(grep -c ',score,,higher,' "$out")" = 8 ]
	[ "$(grep -c ',chunks,,same,' "$out")" = 8 ]
	[ "$(grep -c ',time,ms,none,' "$out")" = 8 ]
	git perf export --samples | grep -q ',score,,higher,'
	git perf export --format json >"$out"
	fits_schema export "$out"
	has_json "$out" '"metric":"score","unit":"","better":"higher"'
	git perf export --format ndjson | grep -q '"metric": "score".*"better": "higher"'
	git perf log --json >"$out"
	fits_schema log "$out"
	has_json "$out" '"metric":"chunks","unit":"","better":"same"'
	git perf status --json >"$out"
	fits_schema status "$out"
	has_json "$out" '"metric":"time","unit":"ms","better":"none"'
	git perf check --json >"$out" || :
	has_json "$out" '"metric":"time","unit":"ms","better":"none"'
	has_json "$out" '"metric":"chunks","unit":"","better":"same"'
	# a mistake elsewhere stops check, not export
	git config perf.q:time.fail much
	expect_exit 128 git perf check
	git perf export >"$out"
	grep -q ',chunks,,same,' "$out"
	git config --unset perf.q:time.fail
	echo '[perf' >.gitperf
	git perf export >"$out"
	grep -q ',chunks,,same,' "$out"
}
ok 'the direction is what the configuration says, as in check' configured

locale() {
	repository locale
	git perf export >plain
	LC_ALL=$1 git perf export | cmp plain -
}
comma=$(locale -a 2>/dev/null | grep -m 1 '^de_DE')
if [ -n "$comma" ]; then
	ok 'a decimal point in every locale' locale "$comma"
else
	skip 'a decimal point in every locale' 'no German locale'
fi

finish
