#!/bin/sh
# git perf log: the promises of its manual page.
. "$(dirname "$0")/lib.sh"

# Twenty-four commits, an hour apart; a step at the sixteenth.
steps() {
	rm -f "$trash/.clock"
	repository "$1"
	for i in $(seq 24); do
		commit "$i"
		level=100
		[ "$i" -lt 16 ] || level=120
		git perf record --value "a:time=$level.$((i * 7 % 10))ms" \
			--value "b:rate=$((5000 + i * 13 % 7))/s" 2>/dev/null
		[ "$i" != 16 ] || git tag step
	done
}

lines() {
	steps lines
	expect_exit 0 git perf log
	[ "$(grep -c '^[0-9a-f]\{7\}  2026-01-' "$out")" = 24 ]
	head -n 1 "$out" | grep -qE "^$(git rev-parse --short=7 HEAD)  2026-01-02  a:time 121 ms +b:rate 500[0-9] /s$" ||
		fail "$(head -n 1 "$out")"
	[ "$(wc -l <"$out")" = 25 ]
	grep -A 1 "^$(git rev-parse --short=7 step)" "$out" | tail -n 1 |
		grep -qE '^         ▲ a:time \+(19|20)\.[0-9] % \(\+[0-9.]+ … \+[0-9.]+ %\) worse$' ||
		fail "$(cat "$out")"
	lacks "$out" "$(printf '\033')"
	git rev-list HEAD | cut -c-7 >wanted
	sed -n 's/^\([0-9a-f]\{7\}\) .*/\1/p' "$out" | diff -u wanted -
}
ok 'one line per commit, newest first, and the changes' lines

changes() {
	steps changes
	expect_exit 0 git perf log --changes
	[ "$(wc -l <"$out")" = 2 ]
	head -n 1 "$out" | grep -q "^$(git rev-parse --short=7 step)  "
	has "$out" '▲ a:time +'
	expect_exit 0 git perf log --changes --oneline
	[ "$(wc -l <"$out")" = 1 ]
	grep -qE "^$(git rev-parse --short=7 step)  a:time .*  ▲ a:time \+[0-9.]+ % worse$" "$out"
	expect_exit 0 git perf log --changes -k b
	[ ! -s "$out" ]
	has "$err" 'no series changed in 24 commits'
	# changes are found in the whole range, before -n limits it
	expect_exit 0 git perf log -n 9
	has "$out" '▲ a:time'
	[ "$(wc -l <"$out")" = 10 ]
	expect_exit 0 git perf log -n 8
	lacks "$out" '▲'
}
ok '--changes: only commits at which a series changed' changes

selection() {
	steps selection
	expect_exit 0 git perf log -k 'b:*' -n 1
	lacks "$out" a:time
	has "$out" b:rate
	expect_exit 0 git perf log HEAD~3..
	[ "$(wc -l <"$out")" = 3 ]
	expect_exit 0 git perf log --since 2026-01-02
	[ "$(wc -l <"$out")" = 1 ]
	expect_exit 0 git perf log --until 2026-01-01T02:00:00Z
	[ "$(wc -l <"$out")" = 2 ]
	expect_exit 0 git perf log --since 2026-01-01T03:00 --until @1767240000
	[ "$(wc -l <"$out")" = 2 ]
	GIT_PERF_TESTBED=other git perf record --value c:time=1s 2>/dev/null
	expect_exit 0 git perf log -n 1
	grep -q 'a:time@bed .* c:time@other 1 s$' "$out"
	expect_exit 0 git perf log --testbed other
	[ "$(wc -l <"$out")" = 1 ]
	grep -q 'c:time 1 s$' "$out"
	expect_exit 0 git perf log --testbed bed -n 1
	lacks "$out" c:time
}
ok '-k, -n, --testbed, ranges and times' selection

first_parents() {
	repository parents
	commit one
	git perf record --value a=1ms
	git checkout -q -b topic
	commit two
	git perf record --value a=2ms
	git checkout -q main
	git merge -q --no-ff -m merge topic
	git perf record --value a=3ms
	expect_exit 0 git perf log
	[ "$(sed 's/.*value *//' "$out" | tr '\n' ,)" = '3 ms,1 ms,' ]
}
ok 'the walk follows first parents' first_parents

value_of_a_commit() {
	repository value
	commit one
	git perf record --value a:time=1500us
	commit two
	git perf record --value a:time=1ms --value a:time=7ms \
		--value a:time=2ms
	git perf record --value a:time=3ms
	git perf record --value a:time=100ms
	expect_exit 0 git perf log
	[ "$(sed 's/.*time *//' "$out" | tr '\n' ,)" = '3 ms,1.50 ms,' ]
	commit three
	git perf record --value a:time=5MB
	expect_exit 0 git perf log --json
	has_json "$out" '"unit":"MB","better":"lower","testbed":"bed","points":[{"commit":"'"$(
		git rev-parse HEAD)"'"'
	has_json "$out" '"value":1.5}'
	[ "$(grep -o '"benchmark": "a"' "$out" | wc -l)" = 2 ]
}
ok "the median of the runs' medians, in the newest unit" value_of_a_commit

dirty() {
	repository dirty
	commit one
	git perf record --value a:time=1ms
	echo more >>file
	git perf record --value a:time=9ms
	expect_exit 0 git perf log
	grep -q 'a:time 1 ms' "$out"
	has "$err" '1 run of a modified work tree left out'
}
ok 'runs of a modified working tree are left out' dirty

exported() {
	steps exported
	git perf log --json | tr -d ' \n' |
		grep -o '"changes":\[{[^]]*' | grep -o '"commit":"[0-9a-f]*"' >wanted
	[ "$(wc -l <wanted)" = 1 ]
	git perf export --format json | tr -d ' \n' |
		grep -o '"changes":\[{[^]]*' | grep -o '"commit":"[0-9a-f]*"' |
		diff -u wanted -
	git perf export --format json -k b | tr -d ' \n' | grep -q '"changes":\[\]'
}
ok 'export --format json has the same changes' exported

many() {
	repository many
	commit one
	for i in 1 2 3 4 5 6 7 8 9; do
		set -- "$@" --value "bench$i:time=${i}ms"
	done
	git perf record "$@"
	expect_exit 0 git perf log
	grep -qE '^[0-9a-f]{7}  2026-01-[0-9]{2}  9 series$' "$out"
	expect_exit 0 git perf log -k bench3
	grep -q 'bench3:time 3 ms$' "$out"
}
ok 'many series are counted, -k selects some' many

stats() {
	steps stats
	expect_exit 2 git perf log --stats
	has "$err" 'nothing is recorded in the last 30 days'
	[ ! -s "$out" ]
	expect_exit 0 git perf log --stats HEAD
	head -n 1 "$out" | grep -q '^24 commits: '
	has "$out" 'volatility'
	grep -qE '^a:time +121 ms +10[0-9] ms +100 ms +121 ms +0\.[0-9]+ % +rising \+(19|20)\.[0-9] %, worse +24 +1$' "$out" ||
		fail "$(cat "$out")"
	grep -qE '^b:rate .* steady +24 +0$' "$out"
	expect_exit 0 git perf log --stats -n 5
	head -n 1 "$out" | grep -q '^5 commits: '
	grep -qE '^a:time +121 ms +1(20|21) ms +120 ms +121 ms +0\.[0-9]+ % +5 +0$' "$out" ||
		fail "$(cat "$out")"
	commit now
	GIT_COMMITTER_DATE=$(date +%s) git commit -q --amend --no-edit
	git perf record --value a:time=7ms
	expect_exit 0 git perf log --stats
	head -n 1 "$out" | grep -q '^1 commit: '
	expect_exit 129 git perf log --stats --changes
	expect_exit 129 git perf log --stats --oneline
}
ok '--stats: a table, of 30 days by default' stats

as_json() {
	steps json
	expect_exit 0 git perf log --json
	has_json "$out" '{"schema":"git-perf/log/1","range":{"revs":[],"since":null,"until":null,"commits":24},"series":[{"benchmark":"a","metric":"time","unit":"ms","better":"lower","testbed":"bed","points":['
	has_json "$out" '"changes":[{"commit":"'"$(git rev-parse step)"'"'
	has_json "$out" '"stats":null'
	grep -o '"value": [0-9.]*' "$out" | sed 1q | grep -q ': 100.7$'
	expect_exit 0 git perf log --json --stats --since 2026-01-01 -n 3 HEAD
	has_json "$out" '"range":{"revs":["HEAD"],"since":"2026-01-01T00:00:00Z","until":null,"commits":3}'
	has_json "$out" '"stats":{"n":3,"current":120.8,'
	[ "$(grep -c '"value"' "$out")" = 6 ]
	expect_exit 0 git perf log --json --changes
	[ "$(grep -c '"value"' "$out")" = 2 ]
	expect_exit 129 git perf log --json --oneline
}
ok '--json' as_json

valid() {
	steps valid
	git perf log --json --stats HEAD >one.json
	git perf log --json >two.json
	fits_schema log one.json two.json
	git perf export --format json >three.json
	fits_schema export three.json
}
ok 'the JSON is valid for its schema' valid

nothing() {
	repository nothing
	expect_exit 128 git perf log
	commit one
	expect_exit 2 git perf log
	[ ! -s "$out" ]
	has "$err" 'nothing is recorded there'
	expect_exit 2 git perf log --json
	has_json "$out" '"series":[]'
	git perf record --value a=1ms
	expect_exit 2 git perf log -k nothing
	has "$err" 'nothing that matches is recorded there'
	expect_fatal 129 "option '--since' requires a time, not 'last friday'" \
		git perf log --since 'last friday'
	expect_fatal 129 "option '--until' requires a time" git perf log --until ''
	expect_fatal 128 'no-such' git perf log no-such..HEAD
	expect_fatal 129 max-count git perf log -n 0
}
ok 'nothing recorded, and wrong usage' nothing

to_file() {
	steps file
	expect_exit 0 git perf log -o out.txt
	[ ! -s "$out" ]
	git perf log | diff -u - out.txt
	expect_exit 128 git perf log -o no/such/out.txt
	[ -z "$(find . -name '*.tmp*')" ]
}
ok '-o writes a file completely or not at all' to_file

if [ -w /dev/full ]; then
	full() {
		steps full
		expect_exit 128 sh -c 'git perf log >/dev/full'
		[ "$(grep -c . "$err")" = 1 ]
	}
	ok 'a full disk is reported' full
else
	skip 'a full disk is reported' 'no /dev/full'
fi

harmless() {
	repository harmless
	commit one
	git perf record --value "$(printf 'x\033[31m\302\233y')=1ms" || :
	for option in --oneline --stats --json --changes; do
		git perf log HEAD "$option" >"$out" 2>&1 || :
		! LC_ALL=C grep -a "$(printf '\033\\|\302\233')" "$out" ||
			fail "$option lets it through"
	done
	git perf log | grep -q 'x\\x1b\[31m'
}
ok 'no name controls a terminal' harmless

finish
