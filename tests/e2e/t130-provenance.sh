#!/bin/sh
# Files that are not from the run that is recorded: other files of a folder,
# old files, and the results of an earlier run.
. "$(dirname "$0")/lib.sh"

repository
commit one

hyperfine() {
	printf '{"results": [{"command": "%s", "mean": %s, "stddev": 0.001, "median": %s, "user": 0.01, "system": 0.01, "min": %s, "max": %s, "times": [%s, %s, %s], "exit_codes": [0, 0, 0]}]}\n' \
		"$1" "$2" "$2" "$2" "$2" "$2" "$3" "$4"
}

folders() {
	mkdir artifacts
	hyperfine make 0.1234 0.1235 0.1236 >artifacts/make.json
	echo '{"lockfileVersion": 3, "packages": {"a": {"version": 5}}}' \
		>artifacts/package-lock.json
	echo '{"total": {"lines": {"total": 120, "pct": 71.2}}}' \
		>artifacts/coverage-summary.json
	expect_exit 0 git perf record --dry-run artifacts
	has "$err" 'left out: artifacts/coverage-summary.json and 1 more file: no tool'
	not grep -q lockfile "$out"
	rm artifacts/make.json
	expect_exit 128 git perf record artifacts
	has "$err" 'no measurement in it; left out: artifacts/coverage-summary.json'
	expect_exit 0 git perf record --dry-run artifacts/coverage-summary.json
	expect_exit 0 git perf record --dry-run --from json artifacts
}
ok 'a folder takes what has the mark of a tool' folders

side_files() {
	expect_exit 0 git perf record --dry-run \
		"$GP_SOURCE/tests/data/import/criterion-dir/v0.5.1"
	not grep -q 'side file' "$err"
	not grep -q 'left out' "$err"
}
ok 'side files that were used are not mentioned' side_files

old_files() {
	mkdir results
	hyperfine make 0.1234 0.1235 0.1236 >results/make.json
	hyperfine gone 0.2234 0.2235 0.2236 >results/gone.json
	touch -d '3 weeks ago' results/gone.json
	expect_exit 0 git perf record --dry-run results
	has "$err" 'left out: results/gone.json: written a day or more before results/make.json'
	not grep -q '^  gone' "$out"
	# An old file of no known format says nothing about the others.
	echo notes >results/notes.txt
	touch -d '2 days' results/notes.txt
	touch results/gone.json
	expect_exit 0 git perf record --dry-run results
	grep -q '^  gone' "$out"
	grep -q '^  make' "$out"
	touch -d '3 weeks ago' results/gone.json
	expect_exit 0 git perf record --dry-run results/gone.json results/make.json
	grep -q '^  gone' "$out"
}
ok 'files older than the newest of the folder are left out' old_files

older_than_the_commit() {
	hyperfine make 0.3234 0.3235 0.3236 >r.json
	expect_exit 0 git perf record --dry-run r.json
	not grep -q 'older than' "$err"
	touch -d '@1000000000' r.json
	expect_exit 0 git perf record --dry-run r.json
	has "$err" ' days older than the commit that it is recorded for'
}
ok 'a file older than the commit is reported' older_than_the_commit

earlier_run() {
	commit two
	hyperfine make 0.1234 0.1235 0.1236 >r.json
	expect_exit 0 git perf record r.json
	not grep -q 'digit by digit' "$err"
	id=$(sed -n 's/.*, run \([0-9a-f]*\)$/\1/p' "$err")
	commit three
	# the benchmark fails, and the file stays
	expect_exit 0 git perf record r.json
	has "$err" "warning: 3 times are the same, digit by digit, as in run $id of commit "
	hyperfine make 0.1234 0.1237 0.1238 >r.json
	expect_exit 0 git perf record r.json
	not grep -q 'digit by digit' "$err"
	# whole numbers agree by chance
	git perf record --value a=1ms --value a=2ms --value a=3ms
	commit four
	printf 'name,time_ms\nsort,100\nsort,200\nsort,300\n' >whole.csv
	expect_exit 0 git perf record whole.csv
	expect_exit 0 git perf record whole.csv
	not grep -q 'digit by digit' "$err"
}
ok 'the times of an earlier run are reported' earlier_run

finish
