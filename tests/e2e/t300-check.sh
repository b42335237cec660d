#!/bin/sh
# git perf check: verdict, exit status and output.
. "$(dirname "$0")/lib.sh"

history_of_twelve() {
	repository "$1"
	history 12 parse:time 100 1
}

passes() {
	history_of_twelve passes
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -qi pass || fail "$(cat "$out")"
	expect_exit 0 git perf check --json
	has_json "$out" '"schema":"git-perf/check/1","commit":"'"$(
		git rev-parse HEAD)"'"'
	has_json "$out" '"verdict":"pass"'
	has_json "$out" '"ok":1'
	has_json "$out" '"benchmark":"parse","metric":"time","unit":"ms","better":"lower","testbed":"bed","status":"ok"'
	has_json "$out" '"baseline":{"commits":11,"samples":55'
	expect_exit 0 git perf check HEAD~2
}
ok 'an unchanged commit passes: 0' passes

fails() {
	history_of_twelve fails
	commit slower
	record_around parse:time 140 1 ms 99
	expect_exit 1 git perf check
	head -n 1 "$out" | grep -qi fail || fail "$(cat "$out")"
	has "$out" parse
	has "$out" '+40'
	expect_exit 1 git perf check --json
	has_json "$out" '"verdict":"fail"'
	has_json "$out" '"status":"regression","severity":"fail"'
	expect_exit 0 git perf check HEAD~1
}
ok 'a slower commit fails: 1' fails

improves() {
	history_of_twelve improves
	commit faster
	record_around parse:time 60 1 ms 99
	expect_exit 0 git perf check --json
	has_json "$out" '"verdict":"pass"'
	has_json "$out" '"status":"improvement","severity":"info"'
}
ok 'a faster commit passes and is an improvement' improves

higher() {
	repository higher
	history 12 serve:throughput 100 1 req/s
	commit slower
	record_around serve:throughput 70 1 req/s 99
	expect_exit 1 git perf check
	git perf record -c HEAD~1 --value unrelated=1ms
	commit faster
	record_around serve:throughput 140 1 req/s 99
	expect_exit 0 git perf check
}
ok 'if higher is better, a lower value is worse' higher

warns() {
	history_of_twelve warns
	commit 'a little slower'
	record_around parse:time 107 1 ms 99
	expect_exit 0 git perf check --json
	has_json "$out" '"verdict":"warn"'
	has_json "$out" '"status":"regression","severity":"warn"'
	expect_exit 1 git perf check --fail 6%
	expect_exit 1 git perf check --fail 'parse=6%'
	expect_exit 129 git perf check --fail 'print*=6%'
	expect_exit 0 git perf check --warn 50% --fail 60% --json
	has_json "$out" '"verdict":"pass"'
	expect_exit 1 git perf check --fail 5ms
	expect_exit 0 git perf check --fail 20ms
	expect_fatal 129 quick git perf check --fail quick
}
ok 'a change between warn and fail warns; --warn and --fail' warns

no_verdict() {
	repository none
	commit one
	expect_exit 2 git perf check
	cat "$out" "$err" | grep -q nothing
	git perf record --value x=1ms 2>/dev/null
	expect_exit 2 git perf check
	expect_exit 2 git perf check --json
	has_json "$out" '"verdict":"none"'
	has_json "$out" '"status":"new"'
	expect_exit 0 git perf check --allow-new
	has "$err" warning
	commit two
	expect_exit 2 git perf check --allow-new
}
ok 'a check that compared nothing never passes: 2; --allow-new' no_verdict

early() {
	repository early
	history 3 parse:time 100 1
	commit same
	record_around parse:time 100 1 ms 7
	expect_exit 0 git perf check --json
	has_json "$out" '"status":"early","severity":"info"'
	commit slower
	record_around parse:time 150 1 ms 8
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -qi -e warn -e early || fail "$(cat "$out")"
	expect_exit 0 git perf check --json
	has_json "$out" '"status":"early","severity":"warn"'
	expect_exit 1 git -c perf.early=fail perf check
}
ok 'one to four commits: only the threshold applies' early

missing() {
	history_of_twelve missing
	commit two
	record_around parse:time 100 1 ms 6
	git perf record --value other=5ms 2>/dev/null
	commit three
	record_around parse:time 100 1 ms 7
	expect_exit 0 git perf check --json
	has_json "$out" '"benchmark":"other","metric":"value"'
	has_json "$out" '"status":"missing","severity":"warn"'
	has_json "$out" '"verdict":"warn"'
	expect_exit 2 git perf check --strict
	expect_exit 0 git perf check --strict -k parse
}
ok 'a missing series warns; with --strict there is no verdict' missing

unknown_direction() {
	repository unknown
	history 12 strange:thing 100 1 flops
	commit more
	record_around strange:thing 200 1 flops 9
	expect_exit 2 git perf check --json
	has_json "$out" '"status":"unjudged","severity":"info"'
	git config 'perf.strange:thing.better' lower
	expect_exit 1 git perf check
	git config 'perf.strange:thing.gate' false
	expect_exit 2 git perf check
}
ok 'an unknown direction is shown, not judged' unknown_direction

keys() {
	history_of_twelve keys
	commit both
	record_around parse:time 150 1 ms 4
	git perf record --value 'other/threads:2=5ms' 2>/dev/null
	expect_exit 1 git perf check -k 'parse:*'
	expect_exit 1 git perf check -k time
	expect_exit 1 git perf check -k nothing -k 'p?rse'
	expect_exit 2 git perf check -k 'other/threads:2'
	expect_exit 2 git perf check -k 'no-such*'
}
ok '-k selects series' keys

budgets() {
	history_of_twelve budgets
	git config 'perf.*:time.budget' 200ms
	expect_exit 0 git perf check
	git config 'perf.*:time.budgetWarn' 90ms
	expect_exit 0 git perf check --json
	has_json "$out" '"status":"over-budget","severity":"warn"'
	git config 'perf.*:time.budget' 95ms
	expect_exit 1 git perf check --json
	has_json "$out" '"status":"over-budget","severity":"fail"'
	# A budget needs no history.
	repository budgets-new
	commit one
	git perf record --value app:violations=2 2>/dev/null
	git config 'perf.*:violations.budget' 1
	expect_exit 1 git perf check
}
ok 'budgets apply whatever the baseline is' budgets

zero() {
	repository zero
	for i in $(seq 12); do
		commit "$i"
		git perf record --value 'app:errors=0' 2>/dev/null
	done
	expect_exit 0 git perf check
	commit worse
	git perf record --value 'app:errors=3' 2>/dev/null
	expect_exit 0 git perf check --json
	has_json "$out" '"status":"regression","severity":"warn"'
	has_json "$out" '"change":null'
	expect_exit 1 git perf check --fail 'app:errors=2'
}
ok 'a baseline of zero: a warning, or an absolute limit' zero

branch() {
	history_of_twelve branch
	git checkout -q -b topic HEAD~2
	commit topic-1
	record_around parse:time 100 1 ms 31
	commit topic-2
	record_around parse:time 150 1 ms 32
	expect_exit 1 git perf check --json
	has_json "$out" '"baseline":{"commits":10,'
	has_json "$out" '"base_name":"main"'
	expect_exit 1 git perf check --base main~4 --json
	has_json "$out" '"baseline":{"commits":8,'
	expect_exit 1 git perf check -n 5 --json
	has_json "$out" '"baseline":{"commits":5,'
	expect_fatal 128 no-such-branch git perf check --base no-such-branch
}
ok 'on a branch the baseline ends at the merge base' branch

testbeds() {
	history_of_twelve testbeds
	commit next
	git config perf.testbed other
	record_around parse:time 300 1 ms 5
	expect_exit 2 git perf check --json
	has_json "$out" '"status":"new"'
	git config perf.testbed bed
	record_around parse:time 100 1 ms 5
	expect_exit 0 git perf check --json
	has_json "$out" '"testbeds":["bed","other"]'
}
ok 'testbeds are never compared' testbeds

dirty() {
	history_of_twelve dirty
	echo 'an edit' >>file
	record_around parse:time 150 1 ms 40
	expect_exit 1 git perf check
	git checkout -q file
	expect_exit 0 git perf check
	commit next
	record_around parse:time 100 1 ms 41
	expect_exit 0 git perf check --json
	has_json "$out" '"baseline":{"commits":12,'
}
ok 'edit, run, check without a commit' dirty

lines() {
	repository lines
	for i in $(seq 7); do
		commit "$i"
		awk -v run="$i" 'BEGIN {
			srand(run)
			print "name,time_ms"
			for (i = 0; i < 300; i++)
				for (j = 0; j < 3; j++)
					printf "b%03d,%.3f\n", i, (run == 7 && \
						i % 3 == 0 ? 200 + i : 100) + rand()
		}' | git perf record 2>/dev/null
	done
	expect_exit 1 git perf check
	[ "$(wc -l <"$out")" -le 25 ]
	has "$out" b297
	lacks "$out" b003
	expect_exit 1 git perf check -v
	[ "$(grep -c 'b[0-9][0-9][0-9]' "$out")" -ge 300 ]
	expect_exit 1 git perf check --format markdown
	head -n 1 "$out" | grep -qi fail
	expect_exit 1 git perf check --json
	has_json "$out" '"regression":100'
}
ok 'at most 25 lines, worst first; -v shows all' lines

to_file() {
	history_of_twelve file
	expect_exit 0 git perf check --format json -o report.json
	[ ! -s "$out" ]
	has_json report.json '"verdict":"pass"'
	expect_exit 0 git perf check --format=markdown --output=report.md
	head -n 1 report.md | grep -qi pass
	expect_fatal 129 no-such git perf check --format no-such
	expect_fatal 128 /no/such git perf check -o /no/such/file
	expect_fatal 129 'one commit' git perf check HEAD HEAD~1
}
ok '-o and --format' to_file

escapes() {
	repository escapes
	name=$(printf 'a\033[31mred|b`<i>\302\205\342\200\256c')
	for i in $(seq 7); do
		commit "$i"
		git perf record --value "$name=${i}0ms" 2>/dev/null
	done
	commit slow
	git perf record --value "$name=900ms" 2>record
	for format in text markdown json github junit; do
		git perf check -v --format "$format" >"$format" || true
	done
	git perf show >show || true
	! grep -l "$(printf '\033')" text markdown json github junit show record ||
		fail 'an escape sequence got through'
	! grep -F '<i>' markdown junit || fail 'HTML got through'
}
ok 'a hostile name is printed harmlessly' escapes

finish
