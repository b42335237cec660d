#!/bin/sh
# Several runs of the judged commit: those that disagree, and the third one
# that decides.
. "$(dirname "$0")/lib.sh"

# runs_of NAME KEY UNIT FACTOR: ten commits around 100 * FACTOR, and one more
runs_of() {
	repository "$1"
	key=$2 unit=$3 factor=$4
	for value in 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0; do
		commit "$value"
		record_value "$(awk "BEGIN { print $value * $factor }")"
	done
	commit judged
}

record_value() {
	git perf record --value "$key=$1$unit" 2>/dev/null
}

# finding TEXT: the JSON of the only finding has it
finding() {
	git perf check --json >"$trash/json" || :
	has_json "$trash/json" "$1"
}

first_slow() {
	runs_of slow x:t ms .411
	record_value 82.5
	expect_exit 1 git perf check
	record_value 40.9
	expect_exit 2 git perf check
	has "$out" 'warn  inconclusive'
	has "$out" 'runs disagree (82.5 and 40.9), one more decides'
	has "$out" '+50.0 % (-1.2 … +102 %)'
	has "$out" 'next  record 1 more run at'
	lacks "$out" 'rule out noise'
	finding '"status":"inconclusive","severity":"warn"'
	finding '"runs":[82.5,40.9]'
	finding '"more_runs":1'
	for format in markdown github junit; do
		git perf check --format "$format" >"$out" || :
		has "$out" 'runs disagree (82.5 and 40.9), one more decides'
	done
	expect_exit 2 git perf check --strict
	expect_exit 2 git perf check -v
}
ok 'two runs that disagree are inconclusive, and warn if one fails' first_slow

third_is_fast() {
	runs_of fast x:t ms .411
	record_value 82.5
	record_value 40.9
	record_value 41.0
	expect_exit 0 git perf check -v
	has "$out" '1 of 3 runs disagrees (82.5) and does not count'
	finding '"status":"ok","severity":"info"'
	finding '"center":40.95'
	finding '"runs":[82.5,40.9,41]'
}
ok 'of three runs the two that agree decide: ok' third_is_fast

third_is_slow() {
	runs_of again x:t ms .411
	record_value 40.9
	record_value 82.5
	record_value 82.9
	expect_exit 1 git perf check
	has "$out" '1 of 3 runs disagrees (40.9) and does not count'
	finding '"status":"regression","severity":"fail"'
}
ok 'of three runs the two that agree decide: regression' third_is_slow

none_agree() {
	runs_of none x:t ms .411
	record_value 82.5
	record_value 40.9
	record_value 60
	expect_exit 2 git perf check
	has "$out" 'runs disagree (82.5, 40.9 and 60), one more decides'
	record_value 41.2
	expect_exit 0 git perf check
	finding '"status":"ok"'
}
ok 'three runs of which no two agree are inconclusive again' none_agree

two_and_two() {
	runs_of tie x:t ms .411
	for value in 82.5 40.9 82.6 41.0; do record_value "$value"; done
	expect_exit 2 git perf check
	has "$out" 'runs disagree (82.5, 40.9, 82.6 and 41), one more decides'
}
ok 'two runs against two decide nothing' two_and_two

rates() {
	runs_of rates x:throughput ops/s 10
	record_value 500
	record_value 1003
	expect_exit 2 git perf check
	has "$out" 'runs disagree (500 and 1003), one more decides'
	finding '"status":"inconclusive","severity":"warn"'
}
ok 'rates disagree as times do' rates

harmless() {
	runs_of harmless x:t ms .411
	record_value 41.0
	record_value 42.9
	expect_exit 2 git perf check
	finding '"status":"inconclusive","severity":"info"'
	runs_of alike x:t ms .411
	record_value 41.0
	record_value 41.6
	expect_exit 0 git perf check
	lacks "$out" disagree
}
ok 'runs that disagree and do not fail are no warning; noise is none' harmless

both_fail() {
	runs_of both x:t ms .411
	record_value 82.5
	record_value 60
	expect_exit 1 git perf check
	has "$out" 'runs disagree (82.5 and 60), and each alone says the same'
	has "$out" '+44.9 … +102 %'
	finding '"status":"regression","severity":"fail"'
}
ok 'runs that disagree by how much it fails do not hide that it fails' both_fail

early() {
	repository early
	key=x:t unit=ms
	for value in 41.1 41.0 41.2; do
		commit "$value"
		record_value "$value"
	done
	commit judged
	record_value 82.5
	record_value 40.9
	expect_exit 2 git perf check
	has "$out" 'runs disagree (82.5 and 40.9), one more decides'
	finding '"status":"inconclusive","severity":"warn"'
}
ok 'a short baseline sees it, too' early

budget() {
	runs_of budget x:t ms .411
	git config 'perf.x:t.budget' 50ms
	record_value 82.5
	record_value 40.9
	expect_exit 2 git perf check
	finding '"status":"inconclusive","severity":"warn"'
	record_value 82.0
	expect_exit 1 git perf check
	finding '"status":"over-budget","severity":"fail"'
}
ok 'one of two runs over the budget warns, two of three fail' budget

dirty() {
	runs_of dirty x:t ms .411
	echo edited >>file
	record_value 82.5
	record_value 40.9
	expect_exit 2 git perf check
	has "$out" 'runs disagree (82.5 and 40.9), one more decides'
}
ok 'dirty runs disagree in the same way' dirty

testbeds() {
	runs_of testbeds x:t ms .411
	record_value 40.9
	for value in 82.5 40.9; do
		git perf record --testbed other --value "x:t=${value}ms" \
			2>/dev/null
	done
	expect_exit 0 git perf check
	lacks "$out" disagree
}
ok 'runs of two testbeds are not compared' testbeds

finish
