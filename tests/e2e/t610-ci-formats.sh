#!/bin/sh
# check --format github and junit, read as GitHub and GitLab read them.
. "$(dirname "$0")/lib.sh"

# annotations: how the runner parses the last output
annotations() {
	python3 "$GP_SOURCE/tests/annotations.py" <"$out" >"$trash/annotations"
}

# junit: the tests in the last output, checked against the rules
junit() {
	python3 "$GP_SOURCE/tests/junit.py" "$out" >"$trash/tests"
	if command -v xmllint >/dev/null; then
		xmllint --noout "$out"
	fi
}

# count NUMBER PATTERN FILE
count() {
	[ "$(grep -c -e "$2" "$3")" = "$1" ] ||
		fail "not $1 lines of '$2' in:" "$(cat "$3")"
}
tab=$(printf '\t')

command -v python3 >/dev/null || skip_all 'python3 is not installed'
if command -v xmllint >/dev/null; then
	echo '# libxml2 reads all XML, too'
else
	echo '# xmllint is not installed: expat alone reads the XML'
fi

# The format names in -h, in the completion and in the table are the same.
one_list() {
	git perf check -h | sed -n 's/^ *--format <name> *//p' |
		sed 's/ or /, /' >help
	expect_exit 129 git perf check --format none
	sed -n 's/.*: expected one of \([^(]*[^( ]\).*/\1/p' "$err" | diff -u help -
	has help 'github, junit'
}
ok '-h lists the formats that exist' one_list

golden() {
	for file in "$GP_SOURCE"/tests/data/report/*.junit.xml; do
		cp "$file" "$out"
		junit
	done
	for file in "$GP_SOURCE"/tests/data/report/*.github.txt; do
		cp "$file" "$out"
		annotations
	done
}
ok 'the expected files of the unit tests are valid input for readers' golden

# ---- one of each status ----

one_of_each() {
	repository each
	for i in $(seq 7); do
		commit "$i"
		git perf record --value "slower:time=10.0${i}ms" \
			--value "faster:time=10.0${i}ms" \
			--value "same:time=10.0${i}ms" \
			--value "gone:time=10.0${i}ms"
	done
	git checkout -q -b topic
	commit change
	git perf record --value slower:time=15ms --value faster:time=5ms \
		--value same:time=10.04ms --value fresh:time=1ms
}
ok 'a commit that is slower, faster and the same' one_of_each

github() {
	cd each
	expect_exit 1 git perf check --format github
	annotations
	at=$(git rev-parse --short=7 HEAD)
	count 1 "^error${tab}regression: slower:time${tab}slower:time on bed is a regression: 10.0 ms → 15 ms, +49.[0-9] % (.* % *), fails from .* %, p .*; if the change is intended: git perf accept slower:time --at $at -m REASON\$" \
		"$trash/annotations"
	count 1 "^warning${tab}missing: gone:time${tab}" "$trash/annotations"
	count 1 "^notice${tab}improvement: faster:time${tab}faster:time on bed is an improvement: " \
		"$trash/annotations"
	tail -n 1 "$trash/annotations" |
		grep -q "^error${tab}git perf: FAIL${tab}$at against 7 commits of main: 1 regression, 1 missing, 1 improvement; 1 of 5 series ok, 1 new; on bed, "
	count 4 . "$trash/annotations"
}
ok 'github: an error, a warning, a notice, the verdict' github

# The command in the annotation works.
accepts() {
	cd each
	expect_exit 1 git perf check --format github
	annotations
	sed -n '1s/.*if the change is intended: \(.*\) REASON$/\1 worth-it/p' \
		"$trash/annotations" >accept
	expect_exit 0 sh ./accept
	expect_exit 0 git perf check --format github
	annotations
	tail -n 1 "$trash/annotations" | grep -q "^warning${tab}git perf: WARN"
	expect_exit 0 git perf accept --undo slower:time
}
ok 'github: the suggested command works' accepts

as_tests() {
	cd each
	expect_exit 1 git perf check --format junit
	junit
	printf '%s\tbed\t%s\t%s\n' failure slower slower:time \
		passed faster faster:time passed same same:time \
		skipped fresh fresh:time skipped gone gone:time | sort >want
	sort "$trash/tests" | diff -u want -
	has "$out" "<property name=\"commit\" value=\"$(git rev-parse HEAD)\"/>"
	has "$out" "<property name=\"base\" value=\"$(git rev-parse main)\"/>"
	has "$out" '<property name="verdict" value="fail"/>'
	has "$out" 'next: '
	has "$out" 'warning: gone:time on bed is missing: '
	has "$out" 'baseline of 7 commits, 7 samples: '
}
ok 'junit: one test per series' as_tests

to_file() {
	cd each
	expect_exit 1 git perf check --format=junit -o report.xml
	[ ! -s "$out" ]
	cp report.xml "$out"
	junit
	expect_exit 1 git perf check --format github -o log
	cp log "$out"
	annotations
}
ok 'both can be written to a file' to_file

two_testbeds() {
	cd each
	git perf record --testbed 'other <bed>' --value slower:time=1ms
	expect_exit 1 git perf check --format junit
	junit
	count 1 "^failure${tab}bed${tab}slower${tab}slower:time on bed\$" \
		"$trash/tests"
	count 1 "^skipped${tab}other <bed>${tab}slower${tab}slower:time on other <bed>\$" \
		"$trash/tests"
	count 2 '<testsuite ' "$out"
}
ok 'junit: one suite per testbed' two_testbeds

# ---- no verdict ----

nothing_recorded() {
	repository nothing
	commit one
	expect_exit 2 git perf check --format github
	annotations
	count 1 "^warning${tab}git perf: NONE${tab}.*no verdict: nothing is recorded at this commit; .*: git perf record\$" \
		"$trash/annotations"
	expect_exit 2 git perf check --format junit
	junit
	count 1 "^error${tab}git perf${tab}git perf${tab}check\$" "$trash/tests"
	has "$out" 'no verdict: nothing is recorded at this commit'
}
ok 'nothing recorded is reported, not an empty report' nothing_recorded

all_new() {
	cd nothing
	git perf record --value x=1ms
	expect_exit 0 git perf check --allow-new --format github
	annotations
	count 1 "^warning${tab}git perf: NONE${tab}.*0 of 1 series judged: 1 new; " \
		"$trash/annotations"
	expect_exit 2 git perf check --format junit
	junit
	count 1 "^skipped${tab}bed${tab}x${tab}x:value\$" "$trash/tests"
}
ok 'no verdict is a warning with the reason' all_new

# ---- names ----

names() {
	printf '%s\n' 'x%0A::error::pwned' ']]><script>alert(1)</script>' \
		'::set-output name=a::b' '##[stop-commands]x' 'a,file=b::error::c' \
		"'\"&amp;<!--" '<?xml?><![CDATA[' '[[ATTACHMENT|x]]' \
		'größe/日本😀'
	printf 'esc\033[2J\033]0;owned\007\n'
	printf 'c1\302\2332J and \342\200\256rtl\n'
	printf 'no characters \357\277\276\357\277\277\n'
	printf 'a carriage\r::error::return\n'
}
hostile() {
	repository hostile
	git config perf.testbed '::error::bed]]>%0A'
	# all of them get slower by one factor, and each is to be judged
	git config perf.commonMode false
	names >names
	for i in $(seq 8); do
		commit "$i"
		while IFS= read -r name; do
			[ "$i" = 8 ] && value=20 || value=10.0$i
			printf '%s\0' --value "$name:t=${value}ms"
		done <names | xargs -0 git perf record --value "same:t=10.0${i}ms"
	done
	expect_exit 1 git perf check --format json
	has_json "$out" '"regression":13'
}
ok 'names of all kinds' hostile

hostile_github() {
	cd hostile
	expect_exit 1 git perf check --format github
	annotations
	count 10 ^error "$trash/annotations"
	count 10 . "$trash/annotations"
	LC_ALL=C tr -d '\n' <"$out" >flat
	! LC_ALL=C grep -q '[[:cntrl:]]' flat || fail 'a control character'
	while IFS= read -r name; do
		expect_exit 1 git perf check --format github -k "$name"
		annotations
		cat "$out" >>all
	done <names
	has all 'x%250A::error::pwned:t on '
	has all 'title=regression%3A \x3a%3Aset-output name=a%3A%3Ab%3At::'
	has all '\x23#[stop-commands]x'
	count 26 ^::error all
}
ok 'github: a name cannot be a command' hostile_github

hostile_junit() {
	cd hostile
	expect_exit 1 git perf check --format junit
	junit
	count 13 ^failure "$trash/tests"
	cut -f 4 "$trash/tests" >got
	for name in 'x%0A::error::pwned:t' ']]><script>alert(1)</script>:t' \
		"'\"&amp;<!--:t" '<?xml?><![CDATA[:t' 'größe/日本😀:t' \
		'esc\x1b[2J\x1b]0;owned\x07:t' \
		'no characters \ufffe\uffff:t'; do
		grep -qxF -e "$name" got || fail "no $name in:" "$(cat got)"
	done
}
ok 'junit: a name cannot be markup' hostile_junit

# ---- many ----

many() {
	repository many
	for i in $(seq 7); do
		commit "$i"
		awk -v run="$i" 'BEGIN {
			srand(run)
			print "name,time_ms"
			for (i = 0; i < 1000; i++) {
				if (run == 7 && i % 20 == 3)
					continue
				base = run < 7 ? 100 : i % 3 == 0 ? 200 : \
					i % 3 == 1 ? 50 : 100
				printf "b%03d,%.3f\n", i, base + rand()
			}
		}' | git perf record
	done
	expect_exit 1 git perf check --json
	has_json "$out" '"missing":50'
}
ok 'a thousand series' many

many_github() {
	cd many
	expect_exit 1 git perf check --format github
	annotations
	for level in error warning notice; do
		count 10 "^$level" "$trash/annotations"
	done
	git perf check --json >json || true
	python3 - json >want <<'END'
import json, sys
found = json.load(open(sys.argv[1]))["findings"]
for severity, status, verb, shown in (
        ("fail", None, "fail", 8), ("warn", None, "warn", 9),
        ("info", "improvement", "are improvements", 9)):
    n = sum(f["severity"] == severity and status in (None, f["status"])
            for f in found)
    print(f"{n - shown} more series {verb} and are not annotated: "
          "git perf check -v shows all")
END
	cut -f 3 "$trash/annotations" | grep ' more series ' | diff -u want -
	# worst first
	cut -f 2 "$trash/annotations" | sed -n 's/^regression: //p' >shown
	python3 - json >want <<'END'
import json, sys
found = json.load(open(sys.argv[1]))["findings"]
for f in [f for f in found if f["severity"] == "fail"][:8]:
    print(f"{f['benchmark']}:{f['metric']}")
END
	diff -u want shown
}
ok 'github: ten per level, the last says how many were left out' many_github

many_junit() {
	cd many
	expect_exit 1 git perf check --format junit
	junit
	count 1000 . "$trash/tests"
	count 50 ^skipped "$trash/tests"
}
ok 'junit: all series' many_junit

# In text output a line may begin with a name, and the runner reads the log.
obeys_no_name() {
	repository obeys
	for i in 1 2; do
		commit "$i"
		git perf record --value "::error::pwned:x=${i}ms" \
			--value "##[error]pwned:x=${i}ms"
	done
	for words in show 'show HEAD~' 'compare HEAD~ HEAD' check 'check -v' log \
		'log --oneline' 'log --stats -n 9'; do
		# shellcheck disable=SC2086 # several arguments
		git perf $words >"$out" 2>&1 || [ $? -lt 3 ]
		has "$out" pwned
		not grep -e '^[[:space:]]*::' -e '##\[' "$out"
	done
}
ok 'no name is a command in any text output' obeys_no_name

finish
