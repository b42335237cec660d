#!/bin/sh
# contrib/ci: runs each step of the YAML as the forge would, against a fake
# forge on loopback (tests/forge.py, tests/steps.py).
. "$(dirname "$0")/lib.sh"

python3 -c 'import yaml' 2>/dev/null ||
	skip_all 'no yaml module for python3: apt-get install python3-yaml'
command -v curl >/dev/null || skip_all 'no curl: apt-get install curl'
[ -x "$(git --exec-path)/git-http-backend" ] ||
	skip_all 'this git has no http-backend'

steps() {
	python3 "$GP_SOURCE/tests/steps.py" "$@"
}

# ---- the forge ----

forge=$trash/forge
server=
stop() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	[ -z "$server" ] || wait "$server" 2>/dev/null
	server=
}
trap 'stop; at_exit' EXIT

# state PYTHON: changes the state `s` of the forge
state() {
	python3 - "$forge/state.json" "$1" <<-'END'
		import json, os, sys
		path, words = sys.argv[1:]
		s = json.load(open(path)) if os.path.exists(path) else {}
		exec(words)
		json.dump(s, open(path, "w"))
	END
}

# of_state PYTHON: prints an expression of it
of_state() {
	python3 - "$forge/state.json" "$1" <<-'END'
		import json, sys
		s = json.load(open(sys.argv[1]))
		print(eval(sys.argv[2]))
	END
}

git init -q --bare "$forge/project.git"
git -C "$forge/project.git" config http.receivepack true
state 's.update(private=True, login="github-actions[bot]", pulls=[], comments={},
	tokens={"job": ["read", "write", "comment"], "reader": ["read"],
		"bot": ["read", "comment"],
		"project": ["read", "write", "comment"]})'
mkfifo "$trash/ready"
python3 "$GP_SOURCE/tests/forge.py" "$forge" >"$trash/ready" &
server=$!
read -r port <"$trash/ready" || skip_all 'the forge did not start'
host=http://127.0.0.1:$port

# ---- the project ----

# speed VALUE SEED: how long the benchmark takes from now on
speed() {
	echo "$1 $2" >speed
	git add -A && git commit -q -m "speed $1"
}

# results VALUE SEED NAME: what the benchmark prints
cat >results.py <<'END'
import json, random, sys
value, seed = map(float, sys.argv[1:3])
random.seed(seed)
level = value + random.uniform(-0.2, 0.2)
print(json.dumps([{"name": name, "unit": "ms",
                   "value": round(level + random.uniform(-0.2, 0.2), 4)}
                  for name in sys.argv[3:] for _ in range(5)]))
END

repository dev
git remote add origin "$forge/project.git"
cp ../results.py .
cat >bench <<'END'
#!/bin/sh
# its arguments, and what it could see
printf '%s\n' "$@" >../bench.arguments
env >../bench.environment
cat .git/config >../bench.config
echo '::set-env name=PATH::of a benchmark' >&2
# a build that changes a tracked file
echo built >>built
[ ! -e fails ] || exit 3
read -r value seed <speed
python3 results.py "$value" "$seed" parse print
END
chmod +x bench
: >built
git perf init --ci github 2>"$err" || cat "$err"
git perf init --ci gitlab 2>"$err" || cat "$err"
# set_to SETTING VALUE: edits the workflow as a user would
set_to() {
	sed -i "s|\\($1: \\)\"\"|\\1\"$2\"|" .github/workflows/git-perf.yml \
		.gitlab/git-perf.yml
}
speed 40 0
git push -q -u origin main
git branch unedited
set_to PERF_BENCH ./bench
set_to PERF_FORMAT custom-smaller
speed 40 1
git push -q origin main
cd ..

# head_of REV: a commit id in the developer's clone
head_of() {
	git -C "$trash/dev" rev-parse "$1"
}

# inboxes: the number of inboxes in the project
inboxes() {
	git -C "$forge/project.git" for-each-ref refs/notes/perf-inbox | grep -c .
}

# measured COMMIT: the number of runs at it in the project's repository
measured() {
	git -C "$forge/project.git" for-each-ref --format='%(refname)' \
		'refs/notes/**' | while read -r ref; do
		git -C "$forge/project.git" notes --ref="$ref" show "$1" \
			2>/dev/null || :
	done | sort -u | grep -c .
}

# context EVENT SHA NAME=VALUE...: the github context
context() {
	event=$1 sha=$2
	shift 2
	steps context url="$host/team/project.git" artifacts="$PWD/artifacts" \
		runner.temp="$PWD/temp" github.token=job \
		github.server_url="$host" github.api_url="$host" \
		github.repository=team/project github.run_id=1 \
		github.event_name="$event" github.sha="$sha" \
		github.step_summary="$PWD/summary" "$@"
}

# job STATUS NAME JOB EVENT SHA NAME=VALUE...: runs in a new directory NAME,
# with its log in NAME/log
job() {
	wanted=$1 name=$2 job=$3
	shift 3
	mkdir "$name" && cd "$name" || exit 1
	mkdir artifacts temp work
	context=$(context "$@")
	file=git-perf
	[ "$job" != report ] || file=git-perf-fork
	git -C "$trash/dev" show "main:.github/workflows/$file.yml" >workflow
	got=0
	(cd work && steps github ../workflow "$job" "$context") \
		>log 2>&1 || got=$?
	[ "$got" = "$wanted" ] || {
		cat log
		fail "exit status $got, wanted $wanted"
	}
	# what a benchmark must never see
	! grep -s PERF_TOKEN bench.environment ||
		fail 'the benchmark saw the token'
	! grep -si extraheader bench.config ||
		fail 'the benchmark saw the credentials'
}

pushed_to() {
	job "$1" "$2" perf push "$(head_of "$3")" github.ref_name=main \
		github.ref=refs/heads/main
}

# pull_request STATUS NAME BRANCH [NAME=VALUE...]: from the project itself
pull_request() {
	status=$1 name=$2 branch=$3
	shift 3
	head=$(head_of "$branch")
	merge=$(git -C "$trash/dev" commit-tree -p main -p "$head" -m merge \
		"$head^{tree}")
	git -C "$trash/dev" push -q -f origin "$merge:refs/pull/3/merge"
	job "$status" "$name" perf pull_request "$merge" \
		github.ref=refs/pull/3/merge github.base_ref=main \
		github.head_ref="$branch" \
		github.event.pull_request.number=3 \
		github.event.pull_request.head.sha="$head" \
		github.event.pull_request.head.repo.full_name=team/project "$@"
}

# artifact NAME: all that is kept of a job
artifact() {
	for file in output.txt report.txt report.md report.json report.xml; do
		[ -s "artifacts/$1/$file" ] || fail "no $file"
	done
	python3 -c 'import sys, xml.dom.minidom as x; x.parse(sys.argv[1])' \
		"artifacts/$1/report.xml"
	python3 -m json.tool "artifacts/$1/report.json" >/dev/null
}

# no_commands LOG: no line contains a command for the runner
no_commands() {
	awk '/^::stop-commands::/ { word = substr($0, 18); next }
		word != "" { if ($0 == "::" word "::") word = ""; next }
		/^ *::(set-env|add-path|set-output|add-mask)/ || /##\[/ {
			print "the runner would obey: " $0
			bad = 1
		}
		END { exit bad || word != "" }' "$1"
}

it_begins() {
	pushed_to 0 begins main
	has log 'new (no baseline yet)'
	artifact git-perf-report
	has summary 'no verdict: 0 of 2 series judged: 2 new'
	[ "$(measured "$(head_of main)")" = 1 ]
}
ok 'the first push to main is measured, its results pushed, and passes' \
	it_begins

# on main, as if a job had measured each commit
grow() {
	cd dev
	git perf pull
	for i in $(seq 11 18); do
		speed 40 "$i"
		./bench 2>/dev/null |
			git perf record -f custom-smaller -c HEAD
	done
	git push -q origin main
	git perf push
}
ok 'more commits on main' grow

it_judges_main() {
	cd dev
	speed 40 20
	git push -q origin main
	cd ..
	pushed_to 0 main-job main
	grep -q 'PASS .* against 9 commits of ' log
	has summary 'PASS'
	artifact git-perf-report
	[ "$(measured "$(head_of main)")" = 1 ]
	has log 'deepened this clone by'
	has log '::set-env name=PATH::of a benchmark'
	no_commands log
}
ok 'a later push has a verdict, from a checkout of depth 1' it_judges_main

it_finds_a_regression() {
	cd dev
	git checkout -q -b slow
	speed 60 21
	git push -q origin slow
	cd ..
	pull_request 1 slow-job slow
	grep -q '^::error .*parse' log
	has summary '**fail**'
	artifact git-perf-report
	has artifacts/git-perf-report/report.xml '<failure'
	# at the head, not at the merge; and at the tree, for a later squash
	[ "$(measured "$(head_of slow)")" = 1 ]
	[ "$(git -C work rev-parse HEAD)" = "$(head_of slow)" ]
}
ok 'a slower pull request fails, and its line is annotated' \
	it_finds_a_regression

# As for a fork: the same report, from the first job on.
it_comments_by_itself() {
	has slow-job/log 'git perf: commented'
	of_state 's["comments"]["3"][0]["body"]' >body
	head -n 1 body | grep -qx '<!-- git-perf -->'
	sed '1d; $d' body | diff - slow-job/work/git-perf-report/report.md
	# a push has no pull request
	has main-job/log 'git perf: nothing to comment on'
}
ok 'a pull request of the repository itself gets the same comment' \
	it_comments_by_itself

it_comments() {
	cd slow-job/work
	GITHUB_ACTIONS=true GITHUB_REPOSITORY=team/project
	GITHUB_REF=refs/pull/3/merge GITHUB_API_URL=$host PERF_TOKEN=bot
	export GITHUB_ACTIONS GITHUB_REPOSITORY GITHUB_REF GITHUB_API_URL \
		PERF_TOKEN
	printf 'a "quoted" \\back\\n \001\033[31m\ttab \303\274 \\"\\\n' \
		>>git-perf-report/report.md
	expect_exit 0 sh .github/git-perf-ci comment
	of_state 's["comments"]["3"][0]["body"]' >body
	head -n 1 body | grep -qx '<!-- git-perf -->'
	tr '\t' ' ' <git-perf-report/report.md | tr -d '\001\033' >shown
	sed '1d; $d' body | diff shown -
	# shellcheck disable=SC2016
	has body '| **fail** regression | `parse:value` |'
	# without the permission
	PERF_TOKEN=reader
	expect_exit 0 sh .github/git-perf-ci comment
	has "$out" '::warning::git perf: the comment was refused'
	unset PERF_TOKEN
	expect_exit 0 sh .github/git-perf-ci comment
	has "$out" 'no comment: PERF_TOKEN is not set'
}
ok 'the report can be a comment' it_comments

it_takes_in() {
	git -C dev checkout -q main
	(cd dev && speed 40 25 && git push -q origin main)
	[ "$(inboxes)" -gt 1 ]
	one=$(git -C "$forge/project.git" for-each-ref --count=1 \
		--format='%(objectname)' refs/notes/perf-inbox)
	for i in $(seq 32); do
		git -C "$forge/project.git" update-ref \
			"refs/notes/perf-inbox/$(printf %040d "$i")" "$one"
	done
	pushed_to 0 takes-in main
	grep -q 'git perf: pushed 1 run .*, and merged 3[0-9] inboxes' log
	[ "$(inboxes)" = 0 ]
	[ "$(measured "$(head_of slow)")" = 1 ]
	[ "$(measured "$(head_of main)")" = 1 ]
}
ok 'with many inboxes, a job merges them' it_takes_in

it_reads_only() {
	state 's["tokens"]["job"] = ["read"]'
	(
		cd dev
		git checkout -q -b quick main
		speed 40 22
		git push -q origin quick
	)
	(
		pull_request 0 reads-only quick
		has log 'PASS '
		grep -q '^::warning::git perf: results are not pushed: .*403' log
	)
	[ "$(measured "$(head_of quick)")" = 0 ]
	PERF_STRICT=1
	export PERF_STRICT
	(pull_request 1 reads-only-strictly quick && has log 'PASS ')
	state 's["tokens"]["job"] = ["read", "write", "comment"]'
}
ok 'a token without write access gives a warning, or fails if strict' \
	it_reads_only

it_fails() {
	(
		cd dev
		git checkout -q -b failing main
		touch fails
		speed 40 23
		git push -q origin failing
	)
	pull_request 128 failing-job failing
	grep -q '^::error::.*ended with status 3; nothing is recorded' log
	has summary 'ended with status 3'
	has artifacts/git-perf-report/report.md 'ended with status 3'
	has log 'nothing to push'
	[ "$(measured "$(head_of failing)")" = 0 ]
}
ok 'a failing benchmark is reported, and records nothing' it_fails

# by_hand STATUS NAME [NAME=VALUE...]
by_hand() {
	status=$1 name=$2
	shift 2
	job "$status" "$name" perf workflow_dispatch "$(head_of main)" \
		github.ref_name=main "$@"
}

# Form inputs are neither expanded nor executed.
it_is_run_by_hand() {
	git -C dev tag -a -m 'a release' v1 main~2
	git -C dev push -q origin v1
	(
		# shellcheck disable=SC2016
		by_hand 0 by-hand inputs.base=v1 inputs.arguments='--n 3
 $(touch pwned) `touch pwned` * ;touch pwned "'
		# shellcheck disable=SC2016
		printf '%s\n' --n 3 '$(touch' 'pwned)' '`touch' 'pwned`' '*' \
			';touch' pwned '"' | diff - bench.arguments
		has log 'of origin/v1'
	)
	(
		# shellcheck disable=SC2016
		by_hand 128 by-hand-nowhere inputs.base='$(touch${IFS}pwned)'
		grep -q '^::error::git perf: cannot fetch the base' log
	)
	(
		by_hand 128 by-hand-odd inputs.base='-u touch pwned'
		has log 'is not a valid branch name'
	)
	(by_hand 0 by-hand-base && has log 'of origin/main')
	by_hand 0 by-hand-id inputs.base="$(head_of main~1)"
	has log "of origin/$(head_of main~1)"
}
ok 'a manual run takes a base and arguments, as data' it_is_run_by_hand

it_wants_to_be_edited() {
	mkdir unedited && cd unedited
	git clone -q -b unedited ../dev work
	cd work
	expect_exit 128 sh .github/git-perf-ci measure
	grep -qx "error: git perf: PERF_BENCH is empty: .*: \
.github/workflows/git-perf.yml:5" "$err"
	[ "$(wc -l <"$err")" -eq 1 ]
	# and never runs if a fork's code would have a token
	GITHUB_EVENT_NAME=pull_request_target PERF_BENCH='touch ../pwned'
	export GITHUB_EVENT_NAME PERF_BENCH
	expect_exit 128 sh .github/git-perf-ci measure
	has "$err" 'refusing to measure on pull_request_target'
	[ ! -e ../pwned ]
}
ok 'an unedited workflow says which line to edit' it_wants_to_be_edited

# ---- the composite action ----

# it_is_an_action: in a workflow that checks out GitHub's default, the merge,
# and leaves the credentials there
it_is_an_action() {
	head=$(head_of quick)
	merge=$(git -C dev commit-tree -p main -p "$head" -m merge "$head^{tree}")
	git -C dev push -q -f origin "$merge:refs/pull/6/merge"
	mkdir action && cd action
	mkdir artifacts work
	cp -R "$GP_SOURCE/contrib" .
	git -C work init -q
	git -C work remote add origin "$host/team/project.git"
	git -C work config "http.$host/.extraheader" "AUTHORIZATION: basic \
$(printf x-access-token:job | base64)"
	git -C work fetch -q --depth=1 origin "$merge"
	git -C work checkout -q --detach FETCH_HEAD
	file=$PWD/contrib/ci/github
	context=$(context pull_request "$merge" github.base_ref=main \
		github.action_path="$file" inputs.benchmark=./bench \
		github.ref=refs/pull/6/merge \
		github.event.pull_request.head.sha="$head" \
		github.event.pull_request.head.repo.full_name=team/project)
	(cd work && steps action "$file/action.yml" "$context") >log 2>&1 || {
		cat log
		exit 1
	}
	has log "checking out $head, where the results will be recorded"
	has log 'PASS '
	artifact git-perf-report
	[ "$(measured "$head")" -ge 1 ] && [ "$(measured "$merge")" = 0 ]
}
ok 'the action measures the head, even if the merge is checked out' \
	it_is_an_action

# ---- a fork ----

# What a stranger can choose.
# shellcheck disable=SC2016,SC2089
hostile_branch='x$(touch${IFS}pwned)`touch${IFS}pwned`;@team"&|a'

fork() {
	git clone -q "$forge/project.git" stranger
	cd stranger
	git checkout -q -b "$hostile_branch"
	cat >names.json <<'END'
["$(touch pwned)", "`touch pwned`", "::set-env name=PATH::/tmp",
 "x\n::set-env name=PATH::/tmp\n##[set-output name=a]b", "a ##[add-mask]e",
 "@team see #1 https://evil.example/ [x](https://evil.example)",
 "</code><script>alert(1)</script><img src=x onerror=alert(1)>",
 "![x](https://evil.example/x.png) \"quoted\" \\ back\u0007\u001b[31m",
 "<!-- git-perf -->", "\u00fcml\u00e4ut \u202eevil"]
END
	cat >bench <<'END'
#!/bin/sh
python3 - <<'P'
import json
print(json.dumps([{"name": n, "unit": "ms", "value": 5}
                  for n in json.load(open("names.json"))]
                 + [{"name": "parse", "unit": "ms", "value": 60 + i / 10}
                    for i in range(5)]))
P
END
	# none of these may ever run with a token that can write
	for file in .github/git-perf-ci .gitlab/git-perf-ci; do
		cp "$file" ../script
		{
			head -n 1 ../script
			# shellcheck disable=SC2016
			echo '[ "${PERF_TOKEN:-reader}" = reader ] ||
				touch ../pwned-token'
			sed 1d ../script
		} >"$file"
	done
	git add -A
	# shellcheck disable=SC2016
	git commit -q -m 'a $(touch pwned) @team'
	git push -q origin HEAD:refs/pull/5/head
}
ok 'somebody has a fork' fork

stranger_head() {
	git -C "$trash/stranger" rev-parse HEAD
}

# fork_job STATUS NAME: the half that runs the fork's code
fork_job() {
	# shellcheck disable=SC2016
	job "$1" "$2" fork pull_request "$(stranger_head)" \
		github.ref=refs/pull/5/merge github.base_ref=main \
		github.head_ref="$hostile_branch" github.token=reader \
		github.event.pull_request.number=5 \
		github.event.pull_request.title='$(touch pwned)' \
		github.event.pull_request.head.sha="$(stranger_head)" \
		github.event.pull_request.head.repo.full_name=stranger/project
}

# report_job STATUS NAME ARTIFACTS: the half that has a token
report_job() {
	artifacts=$trash/$3
	job "$1" "$2" report workflow_run "$(head_of main)" \
		artifacts="$artifacts" github.token=bot \
		github.event.workflow_run.id=77 \
		github.event.workflow_run.event=pull_request \
		github.event.workflow_run.head_sha="$(stranger_head)" \
		github.event.workflow_run.head_branch="$hostile_branch" \
		github.event.workflow_run.head_repository.owner.login=stranger \
		github.event.workflow_run.head_repository.full_name=stranger/project
	# the project's own branch is checked out, and nothing else
	[ "$(git -C work rev-parse HEAD)" = "$(head_of main)" ]
	[ -z "$(git -C work status --porcelain -uno)" ]
	[ ! -e work/names.json ]
}

nothing_was_run() {
	[ -z "$(find "$trash" -name 'pwned*')" ] ||
		fail "run: $(find "$trash" -name 'pwned*')"
}

it_measures_a_fork() {
	fork_job 1 fork-job
	has log 'FAIL '
	artifact git-perf-fork
	[ -s artifacts/git-perf-fork/git-perf.bundle ]
	no_commands log
	[ "$(measured "$(stranger_head)")" = 0 ]
	lacks log 'git-perf-ci push'
	nothing_was_run
}
ok 'a fork is measured without write access' it_measures_a_fork

others() {
	# shellcheck disable=SC2090
	export "label=stranger:$hostile_branch" "head=$(stranger_head)"
	state '
s["comments"]["5"] = [
    {"id": i, "user": {"login": "somebody"}, "body": "%d \\ \" }, {" % i}
    for i in range(1, 131)]
s["comments"]["5"][3]["body"] = "<!-- git-perf -->\nspoofed"
s["comments"]["5"][4] = {
    "id": 5, "body": "\", \"user\": {\"login\": \"github-actions[bot]\"}, "
    "\"body\": \"<!-- git-perf -->", "user": {"login": "somebody"}}
s["comments"]["5"][5] = {
    "id": 6, "user": {"login": "github-actions[bot]"}, "body": "of another job"}
head = {"label": os.environ["label"], "sha": os.environ["head"]}
s["pulls"] = [
    {"number": 4, "state": "open", "base": {"ref": "main"},
     "head": dict(head, sha="0" * 40)},
    {"number": 5, "state": "open", "base": {"ref": "main"}, "head": head,
     "title": "\"number\": 6, \\"}]'
}
ok 'there are other comments' others

# comment NUMBER: the number of our comments
comments() {
	of_state "len(s['comments']['$1'])"
}

it_reports() {
	report_job 0 report fork-job/artifacts
	has log 'git perf: commented'
	no_commands log
	[ "$(comments 5)" = 131 ]
	of_state 's["comments"]["5"][130]["body"]' >body
	head -n 1 body | grep -qx '<!-- git-perf -->'
	has body 'parse:value'
	has body '+51.'
	has body 'Measured by the fork'
	has body 'untrusted'
	# all of it is plain text
	# shellcheck disable=SC2016
	sed '1d; s/`[^`]*`//g' body >prose
	for text in '<script' '<img' '@team' 'https://' '](' '#1 ' '<!--'; do
		lacks prose "$text"
	done
	not grep -q "$(printf '[\001-\011\013-\037\177]')" body
	nothing_was_run
}
ok 'a job with a token comments on it' it_reports

it_reports_again() {
	report_job 0 report-again fork-job/artifacts
	has log 'git perf: updated the comment'
	[ "$(comments 5)" = 131 ]
	[ "$(of_state 's["comments"]["5"][3]["body"]')" = "$(printf \
		'<!-- git-perf -->\nspoofed')" ]
	[ "$(of_state 's["comments"]["5"][5]["body"]')" = 'of another job' ]
}
ok 'it updates that comment, whatever others write' it_reports_again

it_counts_for_nothing() {
	[ "$(measured "$(stranger_head)")" = 0 ]
	git clone -q dev judge && cd judge
	git perf pull "$forge/project.git"
	git checkout -q quick
	git perf check --format json -o ../json
	has_json ../json '"verdict":"pass"'
}
ok "a fork's results are in no baseline" it_counts_for_nothing

it_is_no_bundle() {
	mkdir -p bad/git-perf-fork
	bundle=$PWD/bad/git-perf-fork/git-perf.bundle
	refused="::error::git perf: cannot read the fork's results"
	none="the fork's job left no results"
	# shellcheck disable=SC2016
	echo 'no bundle $(touch pwned) ##[add-mask]e' >"$bundle"
	(report_job 128 bad-report bad && has log "$refused" && no_commands log)
	# a valid bundle without notes, with a name to match
	git clone -q --no-local stranger evil
	tree=$(printf '100644 blob %s\t##[add-mask]e\n' \
		"$(echo x | git -C evil hash-object -w --stdin)" |
		git -C evil mktree)
	git -C evil update-ref refs/notes/perf \
		"$(git -C evil commit-tree -m x "$tree")"
	git -C evil bundle create -q "$bundle" refs/notes/perf
	(report_job 128 evil-report bad && has log "$refused" && no_commands log)
	ln -sf /etc/passwd "$bundle"
	(report_job 0 link-report bad && has log "$none")
	rm -r bad/git-perf-fork
	(report_job 0 no-report bad && has log "$none")
	[ "$(comments 5)" = 131 ]
	nothing_was_run
}
ok 'a file that is not a bundle of results is rejected' it_is_no_bundle

it_moved_on() {
	state 's["pulls"][1]["head"]["sha"] = "1" * 40'
	report_job 0 late-report fork-job/artifacts
	has log 'no open pull request has the head'
	[ "$(comments 5)" = 131 ]
}
ok 'a pull request with a newer commit gets no comment' it_moved_on

it_is_not_for_others() {
	(job 128 not-fork fork push "$(head_of main)" && [ ! -e work/.git ])
	(job 128 not-report report workflow_run "$(head_of main)" \
		github.event.workflow_run.event=push \
		github.event.workflow_run.head_repository.full_name=team/project
	[ ! -e work/.git ])
	job 128 not-perf perf pull_request "$(stranger_head)" \
		github.event.pull_request.head.repo.full_name=stranger/project
	[ ! -e work/.git ]
}
ok 'each job only runs for its own events' it_is_not_for_others

# ---- GitLab ----

# merge_request STATUS NAME BRANCH PROJECT: a pipeline of project 42 or a fork
merge_request() {
	mkdir "$2" && cd "$2" || exit 1
	head=$(git --git-dir "$forge/project.git" rev-parse "$3")
	git clone -q --depth 20 --no-single-branch \
		"http://ci:reader@127.0.0.1:$port/team/project.git" work 2>log
	git -C work fetch -q --depth 20 origin "$head" 2>log
	git -C work checkout -q --detach "$head"
	CI_API_V4_URL=$host/api/v4 CI_SERVER_URL=$host
	CI_PROJECT_URL=$host/team/project CI_PROJECT_ID=$4
	CI_COMMIT_SHA=$head CI_DEFAULT_BRANCH=main
	CI_MERGE_REQUEST_IID=9 CI_MERGE_REQUEST_PROJECT_ID=42
	CI_MERGE_REQUEST_PROJECT_URL=http://ci:reader@127.0.0.1:$port/team/project
	CI_MERGE_REQUEST_SOURCE_PROJECT_ID=$4
	CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
	export CI_API_V4_URL CI_SERVER_URL CI_PROJECT_URL CI_PROJECT_ID \
		CI_COMMIT_SHA CI_DEFAULT_BRANCH CI_MERGE_REQUEST_IID \
		CI_MERGE_REQUEST_PROJECT_ID CI_MERGE_REQUEST_PROJECT_URL \
		CI_MERGE_REQUEST_SOURCE_PROJECT_ID \
		CI_MERGE_REQUEST_TARGET_BRANCH_NAME
	got=0
	(cd work && steps gitlab .gitlab/git-perf.yml git-perf) \
		>log 2>&1 || got=$?
	[ "$got" = "$1" ] || {
		cat log
		fail "exit status $got, wanted $1"
	}
}

it_notes() {
	git -C dev checkout -q -b gitlab main
	(cd dev && speed 60 24 && git push -q origin gitlab)
	state 's["login"] = "project_42_bot"
s["comments"]["9"] = [{"id": 1, "author": {"username": "somebody"},
    "body": "<!-- git-perf --> spoofed"}]'
	PERF_TOKEN=project
	export PERF_TOKEN
	(
		merge_request 1 gitlab-job gitlab 42
		has log 'FAIL '
		has log 'git perf: pushed'
		has log 'git perf: commented'
		not grep -q PERF_TOKEN bench.environment
		python3 -c 'import xml.dom.minidom as x
x.parse("work/git-perf-report/report.xml")'
		[ "$(measured "$(head_of gitlab)")" = 1 ]
	)
	(merge_request 1 gitlab-again gitlab 42 &&
		has log 'git perf: updated the comment')
	[ "$(comments 9)" = 2 ]
	[ "$(of_state 's["comments"]["9"][1]["body"]' | head -n 1)" = \
		'<!-- git-perf -->' ]
}
ok 'a merge request has one comment, which is updated' it_notes

it_notes_no_fork() {
	(
		merge_request 1 gitlab-fork refs/pull/5/head 43
		has log "a fork's results are not pushed"
		has log "no comment: a fork's job has no permission"
	)
	(
		merge_request 1 gitlab-no-token gitlab 42
		has log 'results are not pushed: PERF_TOKEN is not set'
		has log 'no comment: PERF_TOKEN is not set'
	)
	[ "$(comments 9)" = 2 ] && [ "$(measured "$(stranger_head)")" = 0 ]
	nothing_was_run
}
ok "a fork's merge request is measured, and nothing is written" it_notes_no_fork

# ---- without a forge ----

# The steps by hand, as in contrib/ci/README.md
it_runs_anywhere() {
	git clone -q "$forge/project.git" anywhere
	cd anywhere
	PERF_BENCH=./bench
	export PERF_BENCH
	for word in install fetch measure push comment; do
		expect_exit 0 sh "$GP_SOURCE/contrib/ci/git-perf-ci" "$word"
		cat "$out" "$err" >>log
	done
	has log 'PASS '
	has log 'git perf: pushed 1 run'
	has log 'nothing to comment on'
	expect_exit 129 sh "$GP_SOURCE/contrib/ci/git-perf-ci" else
	has "$err" 'measure  run PERF_BENCH'
}
ok 'a CI system without a forge runs the same steps' it_runs_anywhere

# A source whose contrib/dev installs what was built here
source_of_git_perf() {
	git init -q source && cd source
	mkdir contrib
	cat >contrib/dev <<'END'
#!/bin/sh
echo "$*" >>"$HOME/words"
[ "$1" != install ] ||
	cmake --install "$GP_BUILD" --prefix "$PREFIX"
END
	git add -A && git commit -q -m 1 && git tag v1
	echo false >contrib/dev
	git commit -q -a -m 'does not build'
}

it_installs() {
	source_of_git_perf
	PATH=$(printf %s "$PATH" | sed "s|^$GP_BUILD:||")
	not git perf --version
	script=$GP_SOURCE/contrib/ci/git-perf-ci
	expect_exit 128 sh "$script" install
	has "$err" 'git-perf is not installed on this machine'
	PERF_SOURCE="file://$trash/source#v2"
	export PERF_SOURCE
	expect_exit 128 sh "$script" install
	has "$err" 'cannot clone file:'
	PERF_SOURCE="file://$trash/source"
	expect_exit 128 sh "$script" install
	PERF_SOURCE="file://$trash/source#v1"
	expect_exit 0 sh "$script" install
	has "$err" 'git-perf version'
	printf '%s\n' 'deps build' install | diff - "$HOME/words"
	[ -x "$HOME/.local/bin/git-perf" ]
	# again: it is already installed
	expect_exit 0 sh "$script" install
	[ "$(wc -l <"$HOME/words")" -eq 2 ]
}
ok 'git-perf is built from its source unless it is installed' it_installs

finish
