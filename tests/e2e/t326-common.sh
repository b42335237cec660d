#!/bin/sh
# Series that move together in one run: machine or commit? A second run tells.
. "$(dirname "$0")/lib.sh"

series='a b c d e f g h i j k l'

# suite NAME COUNT [UNIT]: ten commits with COUNT series, and one more
suite() {
	repository "$1"
	names=$(echo "$series" | cut -d ' ' -f "1-$2")
	unit=${3:-ms} metric=${4:-t}
	for value in 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0; do
		commit "$value"
		run_suite "$value"
	done
	commit judged
}

# values FACTOR NAME...: fills $all with a value of each series; those after
# "--" stay where they were
values() {
	factor=$1
	shift
	all='' n=0
	for name in "$@"; do
		[ "$name" != -- ] || {
			factor=100.05
			continue
		}
		n=$((n + 1))
		all="$all --value $name:$metric=$(awk "BEGIN {
			print $factor * $n * (1 + ($n * 7 % 5 - 2) / 2000) }"
		)$unit"
	done
}

# run_suite FACTOR [NAME...]
run_suite() {
	factor=$1
	shift
	# shellcheck disable=SC2086 # words
	[ $# != 0 ] || set -- $names
	values "$factor" "$@"
	# shellcheck disable=SC2086
	git perf record $all 2>/dev/null
}

# in_job ID COMMAND...
in_job() {
	export GITHUB_ACTIONS=1 GITHUB_JOB=bench GITHUB_RUN_ID="$1"
	shift
	"$@"
	unset GITHUB_ACTIONS GITHUB_JOB GITHUB_RUN_ID
}

together() {
	suite together 12
	run_suite 140
	expect_exit 2 git perf check
	head -n 1 "$out" | grep -q \
		'12 series moved together by +40 %: machine or commit? run again' ||
		fail "$(cat "$out")"
	has "$out" 'again in ten minutes or in another job'
	expect_exit 2 git perf check --json
	has_json "$out" '"verdict":"none"'
	has_json "$out" '"common":12'
	has_json "$out" '"status":"common","severity":"warn"'
	grep -q '"common": \[{"testbed": "bed", "factor": 1\.\(39\|40\)' "$out"
	has_json "$out" '"series":12,"cause":"open","left_out":null'
	not grep -q '"status": "regression"' "$out"
	expect_exit 2 git perf check --strict
	expect_exit 2 git perf check --allow-new
	for format in markdown github junit; do
		expect_exit 2 git perf check --format "$format"
		sed 's/%25/%/g' "$out" >text
		has text '12 series moved together by +40 %: machine or commit? run again'
	done
	expect_exit 1 git -c perf.commonMode=false perf check
	has "$out" '12 regressions'
}
ok 'series that all move by one factor are not judged: 2' together

six() {
	suite six 6
	run_suite 160
	expect_exit 2 git perf check
	has "$out" '6 series moved together by +60 %: machine or commit? run again'
	# a minute later is no second opinion
	run_suite 160.4
	expect_exit 2 git perf check
	has "$out" '6 series moved together by +60 %: machine or commit? run again'
}
ok 'a run right after the first confirms nothing' six

in_another_job() {
	suite job 6
	in_job 1 run_suite 160
	expect_exit 2 git perf check
	in_job 2 run_suite 161
	expect_exit 1 git perf check
	has "$out" '6 regressions'
	has "$out" 'confirmed by a second run'
	expect_exit 1 git perf check --json
	has_json "$out" '"series":6,"cause":"confirmed"'
}
ok 'a run in another job that shows the same makes it regressions' \
	in_another_job

not_again() {
	suite machine 6
	in_job 1 run_suite 160
	in_job 2 run_suite 100.1
	expect_exit 0 git perf check
	has "$out" 'it was the machine, and run'
	has "$out" '6 of 6 series ok'
	expect_exit 0 git perf check --json
	has_json "$out" '"ok":6'
	has_json "$out" '"series":6,"cause":"machine"'
	has "$out" 'all its series moved together, which another run does not show'
	for format in markdown github junit; do
		expect_exit 0 git perf check --format "$format"
		has "$out" 'it was the machine, and run'
	done
}
ok 'a run that does not show it: the machine, ok' not_again

slow_second() {
	suite second 6
	run_suite 100.1
	run_suite 160
	expect_exit 0 git perf check
	has "$out" 'it was the machine'
	lacks "$out" disagree
}
ok 'a slow second run does not condemn the commit' slow_second

real_one_remains() {
	suite real 6
	in_job 1 run_suite 160
	in_job 2 run_suite 150 a -- b c d e f
	expect_exit 1 git perf check
	has "$out" '1 regression'
	has "$out" '5 of 6 series ok'
}
ok 'after the machine was slow, a real regression is still one' real_one_remains

pair() {
	suite pair 6
	run_suite 160
	# shellcheck disable=SC2086 # words
	values 100 $names
	# shellcheck disable=SC2086
	git perf record -c HEAD~1 $all 2>/dev/null
	expect_exit 1 git perf check
	has "$out" '6 regressions'
	has "$out" 'confirmed by a run of the base, which did not move'
	suite slow_pair 6
	run_suite 160
	# shellcheck disable=SC2086
	values 159 $names
	# shellcheck disable=SC2086
	git perf record -c HEAD~1 $all 2>/dev/null
	expect_exit 0 git perf check
	has "$out" 'and so did the base, measured right after it: it was the machine'
	has "$out" '6 of 6 series ok'
}
ok 'a run of the base right after it decides, too' pair

# json FACTOR DATE: what Google Benchmark prints
json() {
	printf '{"context": {"date": "%s", "num_cpus": 4}, "benchmarks": [' "$2"
	n=0
	for name in $names; do
		n=$((n + 1))
		[ "$n" = 1 ] || printf ,
		printf '{"name": "BM_%s", "run_type": "iteration", ' "$name"
		printf '"iterations": 10, "real_time": %s, ' \
			"$(awk "BEGIN { print $1 * $n }")"
		printf '"cpu_time": %s, "time_unit": "ms"}' 1
	done
	echo ']}'
}

eleven_minutes() {
	repository later
	names=$(echo "$series" | cut -d ' ' -f 1-6)
	for value in 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3; do
		commit "$value"
		json "$value" 2026-01-01T10:00:00+00:00 |
			git perf record 2>/dev/null
	done
	commit judged
	json 140 2026-01-02T10:00:00+00:00 | git perf record 2>/dev/null
	expect_exit 2 git perf check -k '*:real_time'
	has "$out" '6 series moved together by +40 %'
	json 139.9 2026-01-02T10:09:00+00:00 | git perf record 2>/dev/null
	expect_exit 2 git perf check -k '*:real_time'
	has "$out" '6 series moved together by +40 %'
	json 140.5 2026-01-02T10:11:00+00:00 | git perf record 2>/dev/null
	expect_exit 1 git perf check -k '*:real_time'
	has "$out" '6 regressions'
}
ok 'a run eleven minutes later counts, one nine minutes later does not' \
	eleven_minutes

rates() {
	suite rates 6 req/s throughput
	run_suite 70
	expect_exit 2 git perf check
	has "$out" '6 series moved together by -30 %: machine or commit? run again'
}
ok 'rates move together, too' rates

improvements() {
	suite faster 6
	run_suite 60
	expect_exit 2 git perf check
	has "$out" '6 series moved together by -40 %: machine or commit? run again'
	expect_exit 2 git perf check --json
	has_json "$out" '"status":"common","severity":"warn"'
	in_job 2 run_suite 60
	expect_exit 0 git perf check
	has "$out" '6 improvements'
}
ok 'a machine can be faster, too' improvements

four() {
	suite four 4
	run_suite 140
	expect_exit 1 git perf check
	has "$out" '4 regressions'
}
ok 'four series are judged one by one' four

two_differ() {
	suite differ 10
	run_suite 140 a b c d e f g h -- i j
	expect_exit 0 git perf check
	has "$out" '8 series moved together by +40 %'
	has "$out" '2 of 10 series ok'
	suite three 10
	run_suite 140 a b c d e f g -- h i j
	expect_exit 1 git perf check
	has "$out" '7 regressions'
}
ok 'eight of ten are enough, seven are not' two_differ

own_factors() {
	suite own 6
	git perf record --value a:t=120ms --value b:t=300ms --value c:t=400ms \
		--value d:t=900ms --value e:t=600ms --value f:t=1500ms \
		2>/dev/null
	expect_exit 1 git perf check
	has "$out" '6 regressions'
	lacks "$out" together
}
ok 'factors that can be told apart are no common move' own_factors

memory() {
	repository bytes
	unit=B metric=rss names='a b c d e f'
	for value in 1002 998 1005 996 1001 999 1004 997 1003 1000; do
		commit "$value"
		run_suite "$value"
	done
	commit judged
	run_suite 1400
	expect_exit 1 git perf check
	has "$out" '6 regressions'
}
ok 'no machine makes a program allocate more' memory

budgets() {
	suite budget 6
	git config 'perf.a:t.budget' 120ms
	run_suite 160
	expect_exit 1 git perf check
	has "$out" '1 over budget'
	has "$out" '5 series moved together by +60 %'
}
ok 'a budget that is exceeded fails, whatever the reason' budgets

accepted() {
	suite accepted 6
	run_suite 160
	git perf accept '*' -m 'worth it' 2>/dev/null
	expect_exit 0 git perf check
	lacks "$out" together
	expect_exit 0 git perf check --json
	has_json "$out" '"accepted":6'
}
ok 'accepted changes stay accepted' accepted

noise() {
	suite noise 12
	run_suite 100.3
	expect_exit 0 git perf check
	has "$out" '12 of 12 series ok'
	lacks "$out" together
}
ok 'a commit that changed nothing has no common move' noise

# rerun_prints FACTOR: perf.rerun is a run of the suite
rerun_prints() {
	printf '[' >"$trash/print"
	n=0
	for name in $names; do
		n=$((n + 1))
		[ "$n" = 1 ] || printf , >>"$trash/print"
		printf '{"name": "%s", "unit": "ms", "value": %s}' "$name" \
			"$(awk "BEGIN { print $1 * $n }")" >>"$trash/print"
	done
	echo ']' >>"$trash/print"
	git config perf.rerun "cat '$trash/print'"
}

reruns() {
	metric=value
	suite rerun 6 ms value
	run_suite 160
	rerun_prints 161
	expect_exit 2 git perf check
	[ "$(runs_at)" = 3 ]
	has "$out" '6 series moved together by +61 %: machine or commit? run again'
	lacks "$out" confirmed
	suite rerun2 6 ms value
	run_suite 160
	rerun_prints 100.1
	expect_exit 0 git perf check
	has "$out" 'it was the machine'
	has "$out" '6 of 6 series ok'
}
ok 'perf.rerun can show that it was the machine, and not that it was not' reruns

finish
