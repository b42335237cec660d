#!/bin/sh
# contrib/ci/git-perf-ci measure: what makes a job green, yellow and red, under
# every shell that is here.
. "$(dirname "$0")/lib.sh"

script=$GP_SOURCE/contrib/ci/git-perf-ci
unset GITHUB_ACTIONS GITLAB_CI PERF_BENCH PERF_STRICT PERF_RERUN
PERF_FORMAT=custom-smaller
export PERF_FORMAT

# project NAME VALUE...: a remote with that many measured commits, and a clone
# of it at the next commit
project() {
	repository "$1-seed"
	name=$1
	shift
	for value; do
		commit "$value" &&
			GIT_PERF_TESTBED=bed git perf record \
				--value "parse=${value}ms" 2>/dev/null
	done
	git init -q --bare "../$name.git"
	git remote add origin "file://$trash/$name.git"
	commit next
	git push -q origin main
	git perf push -q
	cd ..
	git clone -q "file://$trash/$name.git" "$name"
	cd "$name" || exit 1
	cat >../print <<-'END'
		#!/bin/sh
		echo "[{\"name\": \"parse\", \"unit\": \"ms\", \"value\": $1}]"
	END
	chmod +x ../print
}

# ci STATUS COMMAND: the step `measure`, in the shell $in
ci() {
	PERF_BENCH=$2
	export PERF_BENCH
	# shellcheck disable=SC2086
	expect_exit "$1" ${in:-sh} "$script" measure
}

# line1 TEXT: the first line of the reports has it
line1() {
	head -n 1 git-perf-report/report.txt | grep -qF -e "$1" ||
		fail "$(cat git-perf-report/report.txt)"
	sed 's/\\//g' git-perf-report/report.md | head -n 1 |
		grep -qF -e "$1" || fail "$(cat git-perf-report/report.md)"
}

# runs: how many are recorded at HEAD
runs() {
	git perf show 2>/dev/null | grep -c '^run '
}

level='100.1 99.8 100.3 99.9 100.2 100.0 99.7 100.1 99.9 100.2'

# ---- a benchmark that fails ----

it_is_killed_in_a_pipe() {
	# shellcheck disable=SC2086
	project pipe $level
	git perf pull -q
	# shellcheck disable=SC2016
	ci 128 '{ ../print 100.0; kill -9 $$; } | cat'
	has "$err" 'the benchmark ended with status'
	[ "$(runs)" = 0 ]
	ci 128 '(../print 100.0; exit 3) | cat'
	has "$err" 'the benchmark ended with status 3; nothing is recorded'
	[ "$(runs)" = 0 ]
	ci 0 '../print 100.0 | cat'
	line1 'PASS'
}

it_is_empty() {
	mkdir -p empty && cd empty
	git init -q .
	commit one
	ci 128 ''
	grep -qx "error: git perf: PERF_BENCH is empty: set it to the command that prints your results" "$err"
	PERF_RERUN=soon
	export PERF_RERUN
	ci 128 true
	has "$err" "PERF_RERUN is 'soon', expected a number of minutes"
	cd .. && rm -rf empty
}

it_breaks_off() {
	rm -rf broken*
	repository broken
	commit one
	unset PERF_FORMAT
	cat >../go <<-'END'
		#!/bin/sh
		printf 'goos: linux\npkg: x\nBenchmarkA-4  100  10.5 ns/op\n'
		printf 'panic: runtime error\n\ngoroutine 1 [running]:\nexit status 2\nFAIL\tx\t0.1s\nFAIL\n'
	END
	chmod +x ../go
	ci 0 ../go
	has "$err" 'warning: git perf: the benchmark broke off ('
	PERF_STRICT=1
	export PERF_STRICT
	ci 2 ../go
	has "$err" 'the benchmark broke off'
}

# ---- nothing to compare with ----

it_is_another_testbed() {
	rm -rf bed*
	# shellcheck disable=SC2086
	project bed $level
	git perf pull -q
	GIT_PERF_TESTBED=elsewhere
	export GIT_PERF_TESTBED
	ci 0 '../print 300'
	line1 "first results on this testbed: main was measured on 'bed'"
	has "$err" "warning: git perf: first results on this testbed: main was measured on 'bed'"
	PERF_STRICT=1
	export PERF_STRICT
	ci 2 '../print 300'
	line1 'first results on this testbed'
	has "$err" 'error: git perf: first results on this testbed'
}

it_is_hidden() {
	rm -rf hidden*
	# shellcheck disable=SC2086
	project hidden $level
	# never pulled, and on another testbed: not the only reason
	git remote add other /nowhere
	git remote set-url origin /nowhere
	ci 2 '../print 300'
	line1 'older results may be hidden: never synced with origin'
	git remote set-url origin "file://$trash/hidden.git"
	git perf pull -q
	ci 1 '../print 300'
	git checkout -q --orphan nowhere
	commit orphan
	ci 2 '../print 300'
	line1 'no commit in common with'
	# the very first results pass, and say so
	cd .. && repository hidden-first
	commit one
	ci 0 '../print 300'
	line1 'these are the first results: nothing was compared'
}

# ---- noise ----

noisy='80 121 95 119 84 117 90 122 83 118 97 120'

it_measures_again() {
	rm -rf noise*
	# shellcheck disable=SC2086
	project noise $noisy
	git perf pull -q
	ci 2 '../print 101'
	has "$err" 'measuring again, because no verdict because of noise'
	[ "$(runs)" = 3 ]
	[ -s git-perf-report/output.txt ] && [ -s git-perf-report/output.3.txt ]
	# not at all
	git commit -q --allow-empty -m again
	PERF_RERUN=0
	export PERF_RERUN
	ci 2 'sleep 1; ../print 101'
	has "$err" 'but another run would take longer than PERF_RERUN allows (0 minutes)'
	[ "$(runs)" = 1 ]
	# a second run that fails does not undo the first
	git commit -q --allow-empty -m fails
	PERF_RERUN=5
	ci 2 '[ ! -e git-perf-report/output.txt ] || [ ! -s git-perf-report/output.txt ] || exit 4; ../print 101'
	has "$err" 'warning: git perf: cannot measure again: the verdict is that of the runs before'
	[ "$(runs)" = 1 ]
	# a clear verdict needs no more runs
	git commit -q --allow-empty -m slow
	ci 1 '../print 900'
	[ "$(runs)" = 1 ]
}

it_is_strict() {
	rm -rf strict*
	# shellcheck disable=SC2086
	project strict $level
	git perf pull -q
	for each in HEAD~1 HEAD~2 HEAD~3; do
		git perf record -c "$each" --value "gone=5ms"
	done
	ci 0 '../print 100'
	PERF_STRICT=1
	export PERF_STRICT
	ci 2 '../print 100'
	has "$err" 'no verdict with --strict'
}

for in in sh 'dash' 'bash --posix' 'busybox sh'; do
	command -v "${in%% *}" >/dev/null || continue
	echo "# with $in"
	ok 'a benchmark that is killed in a pipe fails' it_is_killed_in_a_pipe
	rm -rf pipe*
	ok 'an empty command gives a whole sentence' it_is_empty
	ok 'a benchmark that broke off is told, and fails if strict' it_breaks_off
	ok 'the first results on a testbed warn, and fail if strict' it_is_another_testbed
	ok 'hidden results are no first results' it_is_hidden
	ok 'noise is measured again, in the given time' it_measures_again
	ok 'PERF_STRICT covers the check' it_is_strict
done
finish
