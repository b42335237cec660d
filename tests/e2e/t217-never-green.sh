#!/bin/sh
# Never green without saying so: ways to have no data or the wrong data, each
# on the command line and by the script for CI.
. "$(dirname "$0")/lib.sh"

script=$GP_SOURCE/contrib/ci/git-perf-ci
unset GITHUB_ACTIONS GITLAB_CI PERF_BENCH PERF_STRICT
PERF_FORMAT=custom-smaller PERF_RERUN=0
export PERF_FORMAT PERF_RERUN

# A remote whose main has twelve commits with results of a, b and c.
project() {
	repository seed
	for i in $(seq 12); do
		commit "$i"
		git perf record --value "a=$((100 + i % 2))ms" \
			--value "b=$((50 + i % 2))ms" \
			--value "c=$((20 + i % 2))ms" 2>/dev/null
	done
	git init -q --bare ../remote.git
	git remote add origin "file://$trash/remote.git"
	git push -q origin main
	git perf push -q
	cd ..
	git clone -q "file://$trash/remote.git" clone
	cd clone
	git perf pull -q
	git checkout -q -b topic
}
ok 'a project with results' project

# ---- what a row uses ----

# results NAME=VALUE...: what the judged run measures, in ms
results() {
	for each; do
		printf '%s{"name": "%s", "unit": "%s", "value": %s}' \
			"${comma:-}" "${each%%=*}" "${unit-ms}" "${each#*=}"
		comma=,
	done >../body
	printf '[%s]\n' "$(cat ../body)" >../output
}

# branch: the commit that is judged
branch() {
	commit topic
}

# limits LINE...: the branch changes .gitperf
limits() {
	printf '%s\n' "$@" >.gitperf
	git add .gitperf
	branch
	results a=300 b=50 c=20
}

# ---- the rows: each sets up a situation ----

unchanged() { branch && results a=100 b=50 c=20; }
slower() { branch && results a=300 b=50 c=20; }
renamed() { branch && results z=300 b=50 c=20; }
partial() { branch && results b=50 c=20; }
one_left() { branch && results c=20; }
all_renamed() { branch && results x=300 y=150 z=60; }
crashed() { slower && bench='cat ../output; exit 3'; }
killed() { slower && bench='cat ../output; kill -9 $$'; }
killed_in_pipe() { slower && bench='(cat ../output; exit 3) | cat'; }
empty_output() { branch && : >../output; }
empty_list() { branch && echo '[]' >../output; }
no_output_file() { branch && rm -f ../output; }
broken_json() { branch && echo '[{"name": "a", "unit": "ms", "va' >../output; }
other_tool() { branch && echo 'BenchmarkA-4 100 3000000 ns/op' >../output; }
not_a_result() { branch && echo 'error: cannot open data' >../output; }
nan() { branch && results a=NaN b=50 c=20; }
infinite() { branch && results a=1e999 b=50 c=20; }
negative() { branch && results a=-300 b=50 c=20; }
zero() { branch && results a=0 b=50 c=20; }
text_value() { branch && results 'a="fast"' b=50 c=20; }
null_value() { branch && results a=null b=50 c=20; }
other_unit() { branch && unit=B results a=300 b=50 c=20; }
no_unit() { branch && unit='' results a=300 b=50 c=20; }
other_testbed() { slower && GIT_PERF_TESTBED=elsewhere && export GIT_PERF_TESTBED; }
other_tags() { slower && options='--tag mode=debug'; }
untrusted_notes() {
	slower && record=no
	git clone -q . ../fork
	(
		cd ../fork
		git perf record -f custom-smaller ../output 2>/dev/null
	)
	git perf pull -q --untrusted ../fork
}
depth_one() { commit skip && slower && git config perf.depth 1; }
shallow() {
	cd .. && git clone -q --depth 1 "file://$trash/remote.git" shallow
	cd shallow && slower
}
shallow_part() { shallow && git perf pull -q --last 1; }
never_pulled() {
	cd .. && git clone -q "file://$trash/remote.git" never
	cd never && slower
}
notes_deleted() {
	slower && git update-ref -d refs/notes/perf
	for ref in $(git for-each-ref --format='%(refname)' refs/notes); do
		git update-ref -d "$ref"
	done
	git remote remove origin
}
notes_of_another() {
	notes_deleted
	git init -q ../another && cd ../another && commit other
	git perf record --value a=100ms 2>/dev/null
	cd ../row
	git fetch -q ../another refs/notes/perf:refs/notes/perf
}
notes_elsewhere() {
	slower && git update-ref refs/notes/other refs/notes/perf
	git update-ref -d refs/notes/perf
}
orphan() { git checkout -q --orphan orphan && slower; }
no_base() { orphan && git update-ref -d refs/heads/main; }
swapped() { branch && results a=50 b=300 c=20; }
weak_fail() { limits '[perf]' '	fail = 300%'; }
weak_better() { limits '[perf "*"]' '	better = higher'; }
weak_gate() { limits '[perf "*"]' '	gate = false'; }
weak_commits() { limits '[perf]' '	commits = 1'; }
weak_depth() { limits '[perf]' '	depth = 1'; }
weak_section() { limits '[perf "a"]' '	fail = 300%'; }
weak_base() { limits '[perf]' '	base = topic'; }
broken_limits() { limits '[perf' 'fail = = 3'; }
fail_matches_nothing() { slower && checks="--fail nothing:*=300%"; }
key_matches_nothing() { slower && checks="-k nothing"; }
other_commit() { branch && results a=300 b=50 c=20 && at=HEAD~1; }
left_over() { branch && echo '[{"name": "old", "unit": "ms", "value": 1}]' >../output; }
forget_it() {
	git perf forget "$(git perf show --json |
		sed -n 's/^{"run": "\([0-9a-f]*\)".*/\1/p')"
}
forgotten() { slower && after=forget_it; }
dirty_only() {
	slower && echo dirt >>"$(git ls-files | head -n 1)"
	after='git checkout -q .'
}
copied_notes() {
	branch && git notes --ref=perf copy HEAD~1 HEAD && record=no
}
future_only() {
	slower && git checkout -q -b before main~11 && at=$(git rev-parse HEAD)
	commit earlier && at=''
}
not_recorded() { branch && record=no; }

# ---- one checker for all ----

# judged STATUS: that one; 0 only with the text on line 1; never ok of what the
# row names
judged() {
	echo "$how: exit status $got"
	if [ "$got" = 0 ]; then
		head -n 1 report.txt | grep -qE -e "$says" ||
			fail "exit 0, and line 1 is: $(head -n 2 report.txt)"
	fi
	[ "$got" = "$1" ] ||
		fail "wanted $1: $(cat "$err" report.txt 2>/dev/null)"
	[ -s report.json ] || return 0
	python3 - "$never_ok" report.json <<-'END'
		import json, sys
		for f in json.load(open(sys.argv[2])).get("findings") or []:
		    name = f["benchmark"]
		    if name in sys.argv[1].split() and f["status"] in (
		            "ok", "improvement"):
		        sys.exit("%s is called %s" % (name, f["status"]))
	END
}

# by_hand: records what the benchmark printed, and checks
by_hand() {
	how='command line'
	got=0
	if [ "$record" = yes ]; then
		sh -c "$bench" >../printed 2>/dev/null || :
		# shellcheck disable=SC2086 # words
		git perf record -f custom-smaller $options ${at:+-c "$at"} \
			../printed >"$out" 2>"$err" || got=$?
		[ "$got" = 0 ] || return 0
	fi
	$after >/dev/null 2>&1 || fail "cannot do: $after"
	# shellcheck disable=SC2086 # words
	git perf check $checks --json >report.json 2>/dev/null || :
	# shellcheck disable=SC2086 # words
	git perf check $checks >report.txt 2>"$err" || got=$?
}

# by_script: git-perf-ci measures
by_script() {
	how=git-perf-ci
	got=0
	PERF_OUT=$PWD/out PERF_BENCH=$bench sh "$script" measure \
		>"$out" 2>"$err" || got=$?
	cp out/report.txt out/report.json . 2>/dev/null || :
}

# situation FUNCTION: in a clone of its own
situation() {
	rm -rf "$trash/row" "$trash/never" "$trash/shallow" "$trash/another" \
		"$trash/fork"
	cp -R "$trash/clone" "$trash/row"
	cd "$trash/row"
	bench='cat ../output' options='' checks='' after=true at='' record=yes
	"$1"
}

# row FUNCTION NEVER-OK TEXT HAND SCRIPT: the exit statuses by hand and by the
# script ("-": it does not apply there); TEXT (a pattern) is on line 1 if one is
# 0; NEVER-OK are series that could not be compared
row() {
	never_ok=$2 says=$3
	if [ "$4" != - ]; then
		(situation "$1" && by_hand && judged "$4") || exit 1
	fi
	[ "$5" = - ] || { situation "$1" && by_script && judged "$5"; }
}

# The control: where nothing is wrong, both are green, so that no row passes
# because the check cannot run at all.
is_green() {
	[ "$got" = 0 ] || fail "$how: exit status $got: $(cat "$err")"
	head -n 1 report.txt | grep -q '^PASS .*3 of 3 series ok' ||
		fail "$how: $(cat report.txt)"
}
it_can_be_green() {
	(situation unchanged && by_hand && is_green) || exit 1
	situation unchanged && by_script && is_green
}
ok 'an unchanged run is green by hand and by the script' it_can_be_green

while IFS='|' read -r function never says hand job; do
	case $function in '' | '#'*) continue ;; esac
	ok "never green: $(echo "$function" | tr _ ' ')" \
		row "$function" "$never" "$says" "$hand" "$job" </dev/null
done <<'END'
# function|series that are never ok|line 1 if the exit status is 0|hand|script
# (by the script, b and c of a shallow clone are ok: it pulls what it needs; an
# exceeded limit warns, and exits with 0, also if the baseline is cut)
slower|a|^never$|1|1
renamed|a z|missing|0|0
partial|a|missing|0|0
one_left|a b|missing|0|0
all_renamed|a b c x y z|missing|2|2
crashed|a|^never$|-|128
killed|a|^never$|-|128
killed_in_pipe|a|^never$|1|128
empty_output|a b c|^never$|128|128
empty_list|a b c|^never$|128|128
no_output_file|a b c|^never$|-|128
broken_json|a b c|^never$|128|128
other_tool|a b c|^never$|128|128
not_a_result|a b c|^never$|128|128
nan|a|missing|0|0
infinite|a|missing|0|0
negative|a|inconclusive|0|0
zero|a|inconclusive|0|0
text_value|a|missing|0|0
null_value|a|missing|0|0
other_unit|a|new|2|2
no_unit|a|new|2|2
other_testbed|a b c|testbed|2|0
other_tags|a b c|^never$|2|-
untrusted_notes|a b c|testbed|2|-
depth_one|a b c|early.* inconclusive|0|0
shallow|a|^never$|2|1
shallow_part|a|early.* inconclusive|0|1
never_pulled|a|^never$|2|1
notes_deleted|a b c|first results|2|0
notes_of_another|a b c|first results|2|2
notes_elsewhere|a|^never$|2|1
orphan|a b c|^never$|2|2
no_base|a b c|^never$|2|2
swapped|b|^never$|1|1
weak_fail|a|^never$|1|1
weak_better|a|^never$|1|1
weak_gate|a|^never$|1|1
weak_commits|a|^never$|1|1
weak_depth|a|^never$|1|1
weak_section|a|^never$|1|1
weak_base|a|^never$|1|1
broken_limits|a|^never$|1|1
fail_matches_nothing|a|^never$|129|-
key_matches_nothing|a|^never$|2|-
other_commit|a b c|^never$|2|-
left_over|a b c|missing|2|2
forgotten|a b c|^never$|2|-
not_recorded|a b c|^never$|2|-
copied_notes|a b c|^never$|2|-
dirty_only|a b c|^never$|2|-
future_only|a b c|early|0|0
END

finish
