#!/bin/sh
# git perf record: what the user says about columns of plain files.
. "$(dirname "$0")/lib.sh"

# The series of HEAD without their values: benchmark:metric.
series_here() {
	git perf export --samples | tail -n +2 | cut -d, -f6,7
}

# record COMMAND…: fails for the reason on stderr.
refuses_file() {
	text=$1
	shift
	expect_exit 128 git perf record "$@"
	has "$err" "$text"
}

rank_file() {
	repository "$1"
	commit one
	printf '%s\n' framework,rank,latency_ms actix,1,1.5 actix,2,95.25 \
		>rank.csv
}

undecided() {
	rank_file undecided
	refuses_file "git perf record --param 'rank' rank.csv" rank.csv
	has "$err" "git perf record --sample 'rank' rank.csv"
	expect_exit 0 git perf record --param rank rank.csv
	series_here >series
	printf '%s\n' actix/rank=1,latency_ms actix/rank=2,latency_ms >wanted
	diff -u wanted series
}
ok 'the two commands are offered, and --param settles it' undecided

sampled() {
	rank_file sampled
	expect_exit 0 git perf record --sample Rank rank.csv
	[ "$(series_here | grep -c '^actix,latency_ms$')" = 2 ]
	has "$err" 'further apart than any noise'
}
ok '--sample settles it, too, and the distance is told' sampled

ignored() {
	rank_file ignored
	expect_exit 0 git perf record --ignore rank rank.csv
	[ "$(series_here | sort -u)" = actix,latency_ms ]
	expect_exit 0 git perf record --ignore rank --json rank.csv
	has "$out" 'left out because of --ignore'
}
ok '--ignore leaves a column out, and says it' ignored

configured() {
	rank_file configured
	printf '[perf]\n\tparameters = region, rank\n' >.gitperf
	expect_exit 0 git perf record rank.csv
	[ "$(series_here | grep -c '^actix/rank=.,latency_ms$')" = 2 ]
	git update-ref -d refs/notes/perf
	expect_exit 0 git perf record --sample rank rank.csv
	[ "$(series_here | grep -c '^actix,latency_ms$')" = 2 ]
	git config perf.parameters ''
	refuses_file '--param' rank.csv
}
ok 'perf.parameters names columns, and --sample wins' configured

in_json() {
	repository in-json
	commit one
	echo '[{"name":"a","rank":1,"time_ms":1.5},
		{"name":"a","rank":2,"time_ms":95}]' >rank.json
	refuses_file "--param 'rank' rank.json" rank.json
	expect_exit 0 git perf record --param rank rank.json
	[ "$(series_here | grep -c '^a/rank=.,time_ms$')" = 2 ]
}
ok 'keys of JSON are columns' in_json

in_compare() {
	rank_file in-compare
	sed 's/1.5$/15.5/' rank.csv >slow.csv
	expect_exit 129 git perf compare --param rank HEAD HEAD
	git perf compare --files --param rank rank.csv slow.csv >"$out" ||
		:
	has "$out" 'actix/rank=1'
}
ok 'compare --files knows the options' in_compare

ids() {
	repository ids
	commit one
	echo name,key,time_ms >ids.csv
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		echo "a,0000${i}abc$i,5.$i"
	done >>ids.csv
	refuses_file "--ignore 'key'" ids.csv
	expect_exit 0 git perf record --ignore key ids.csv
	[ "$(series_here | sort -u)" = a,time_ms ]
}
ok 'a column of ids is told, with the way out' ids

odd_values() {
	repository odd-values
	commit one
	printf 'name,mode,time_ms\na,"x/y=z,1",5\n' >odd.csv
	expect_exit 0 git perf record odd.csv
	series_here >series
	has series 'a/mode=x%2Fy%3Dz%2C1,time_ms'
	{
		printf 'name,mode,time_ms\na,'
		dd if=/dev/zero bs=65536 count=1 2>/dev/null | tr '\0' x
		printf ',5\nb,y,6\n'
	} >long.csv
	expect_exit 0 git perf record --json long.csv
	has "$out" 'more than 256 bytes'
	has "$err" 'recorded 1 measurement'
}
ok 'values of parameters may hold anything but 64 KB' odd_values

many_values() {
	repository many-values
	commit one
	awk 'BEGIN { print "name,mode,time_ms"
		for (i = 0; i < 10000; i++) print "a,word" i "x,5" }' >many.csv
	expect_exit 0 git perf record many.csv
	has "$err" '"mode" has 10000 values'
	has "$err" 'recorded 10000 measurements'
}
ok '10,000 values of one column are told' many_values

histories() {
	repository histories
	commit one
	printf '%s\n' time,score 1609466400,10 1609552800,11 >days.csv
	refuses_file 'the rows are a history: 2 points in time' days.csv
	printf '%s\n' time,score 1609466400,10 1609466460,11 >seconds.csv
	expect_exit 0 git perf record seconds.csv
}
ok 'rows of several days are no run' histories

finish
