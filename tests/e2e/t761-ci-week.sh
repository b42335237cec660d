#!/bin/sh
# The same week as CI sees it: fresh shallow clones, two jobs, a matrix, a
# benchmark that runs at every fourth commit, a crash, and a history that is
# rewritten. Every verdict is the one that a person would give.
. "$(dirname "$0")/lib.sh"

# reads check's JSON: the verdict, each series with its status and the number
# of results in its baseline, and what is not due
said='
import json, sys
check = json.load(sys.stdin)
print(check["verdict"], *sorted("%s=%s/%d" % (f["benchmark"], f["status"],
      f["baseline"]["commits"]) for f in check["findings"]),
      *("(%s not due)" % s["benchmark"] for s in check["not_due"]),
      *("(on %s: missing)" % t["testbed"] for t in check["missing_testbeds"]))
'

# job NAME BRANCH: a fresh clone in which a job of CI runs; its folder is ci
job() {
	job=$1
	cd "$trash"
	rm -rf ci
	git clone -q --depth 1 -b "$2" --no-single-branch \
		"file://$trash/remote.git" ci
	cd ci
}

# measured ARGUMENT...: the job records, and pushes at its end
measured() {
	CI=1 GITLAB_CI=true CI_JOB_NAME=$job CI_JOB_ID=$$ \
		git perf record "$@" 2>"$err"
}

# verdict EXIT TEXT [OPTION...]: what the job says, and how its pipeline ends
verdict() {
	status=$1 text=$2
	shift 2
	[ ! -s .git/shallow ] || git perf pull --last 10 2>"$err"
	expect_exit "$status" git perf check --json "$@"
	[ "$(python3 -SEc "$said" <"$out")" = "$text" ] ||
		fail "$(python3 -SEc "$said" <"$out"), not $text: $(cat "$out")"
}

# work BRANCH MESSAGE: a commit of the developer
work() {
	(
		cd "$trash/dev"
		git checkout -q "$1"
		commit "$2" "$1.c"
		git push -q -f origin "$1"
	)
}

# unit BRANCH V: the job `unit`, with a matrix of two cells
unit() {
	job unit "$1"
	measured --tag python=3.8 --value "parse:t=$2ms"
	measured --tag python=3.12 --value "parse:t=$(($2 - 40))ms" \
		--value "emit:t=$(($2 + 100))ms"
}

# load BRANCH V: the job `load`, on another machine
load() {
	job load "$1"
	GIT_PERF_TESTBED=rack measured --value "get:p99=$2ms"
}

weeks_of_main() {
	git init -q -b main dev
	git init -q --bare remote.git
	git -C remote.git config uploadpack.allowFilter true
	cd dev
	git remote add origin ../remote.git
	printf '[perf]\n\tcommits = 10\n' >.gitperf
	git add .gitperf
	commit begin main.c
	git push -q origin main
	for i in $(seq 24); do
		work main "$i"
		unit main $((100 + i % 2))
		[ $((i % 4)) != 0 ] ||
			measured --value "soak:t=$((900 + i % 8))ms"
		git perf push 2>"$err"
		load main $((300 + i % 3))
		git perf push 2>"$err"
	done
}
ok 'two dozen commits of main, by two jobs' weeks_of_main

two_jobs() {
	git -C dev checkout -q -b topic
	work topic change
	unit topic 100
	verdict 0 'pass emit [python=3.12]=ok/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10'
	git perf push
	# the other job saw nothing of it, and the other way round
	load topic 301
	verdict 0 'pass emit [python=3.12]=ok/10 get=ok/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10'
	verdict 0 'pass get=ok/10' -k get
	git perf push
}
ok 'each job judges what it measured' two_jobs

one_cell() {
	work topic slower
	unit topic 100
	git perf forget "$(git perf show --json | python3 -SEc 'import json, sys
print([r["run"] for r in json.load(sys.stdin)["runs"] if r["tags"]["python"] == "3.12"][0])')" 2>"$err"
	measured --tag python=3.12 --value parse:t=80ms --value emit:t=200ms
	verdict 1 'fail emit [python=3.12]=ok/10 parse [python=3.12]=regression/10 parse [python=3.8]=ok/10'
	git perf push
}
ok 'a cell of the matrix that is slower fails alone' one_cell

crashed() {
	work main crash
	job unit main
	measured --tag python=3.8 --value parse:t=100ms
	measured --tag python=3.12 --value parse:t=60ms
	verdict 0 'warn emit [python=3.12]=missing/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10'
	git perf push
	# the next commit does not forget it
	work main 'still crashes'
	job unit main
	measured --tag python=3.8 --value parse:t=101ms
	measured --tag python=3.12 --value parse:t=61ms
	verdict 0 'warn emit [python=3.12]=missing/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10'
	verdict 2 'warn emit [python=3.12]=missing/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10' --strict
	git perf push
	work main mended
	unit main 100
	verdict 0 'pass emit [python=3.12]=ok/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10'
	git perf push
}
ok 'a crash is missed until it is mended' crashed

nightly() {
	# a full clone: this one has all results
	cd "$trash/dev"
	git perf pull 2>"$err"
	git checkout -q main
	work main night
	unit main 101
	measured --value soak:t=1200ms
	verdict 1 'fail emit [python=3.12]=ok/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10 soak=regression/6'
	git perf push
	cd "$trash/dev"
	git perf pull 2>"$err"
	verdict 1 'fail emit [python=3.12]=ok/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10 soak=regression/6'
}
ok 'a rare benchmark has its own baseline, in CI as in a full clone' nightly

rewritten() {
	cd "$trash/dev"
	git checkout -q main
	git branch -q -D topic
	git push -q origin :topic
	git filter-branch -f --msg-filter 'sed "1s/^/re: /"' main >"$out" 2>&1
	git update-ref -d refs/original/refs/heads/main
	git push -q -f origin main
	verdict 1 'fail emit [python=3.12]=ok/10 parse [python=3.12]=ok/10 parse [python=3.8]=ok/10 soak=regression/6'
	commit again main.c
	git push -q origin main
	# by hand, which is no job: nobody expects the rest of it
	git perf record --tag python=3.8 --value parse:t=100ms 2>"$err"
	verdict 0 'pass parse [python=3.8]=ok/10'
}
ok 'a rewritten history keeps its verdicts' rewritten

finish
