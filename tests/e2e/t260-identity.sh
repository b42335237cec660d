#!/bin/sh
# What a series is: tags separate results at every command, perf.facts takes
# them out, old notes are read as before, and aliases may be patterns.
. "$(dirname "$0")/lib.sh"

values='100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7 100.3 100.0'

repository() {
	git init -q "$1" && cd "$1" || exit 1
}

# record ARGUMENT...: without the notes about what was guessed
record() {
	git perf record "$@" 2>/dev/null
}

# cells VALUE: two versions of Python on one machine, one 40 % faster
cells() {
	record --tag python=3.8 --value "t=${1}ms"
	record --tag python=3.12 --value "t=$(awk "BEGIN { print $1 * .6 }")ms"
}

matrix() {
	repository "$1"
	for v in $values; do
		commit "$v"
		cells "$v"
	done
	commit judged
}

# ---- tags separate ----

same_speed() {
	matrix same
	record --tag python=3.8 --value t=100.1ms
	expect_exit 0 git perf check
	has "$out" '1 of 2 series ok'
	record --tag python=3.12 --value t=60.1ms
	expect_exit 0 git perf check
	has "$out" '2 of 2 series ok'
	[ ! -s "$err" ]
}
ok 'two versions on one machine are never one number' same_speed

slow_cell() {
	matrix slow
	record --tag python=3.8 --value t=100.1ms
	record --tag python=3.12 --value t=69ms
	expect_exit 1 git perf check
	grep -q '^fail  regression    t \[python=3.12\]:value' "$out"
	has "$out" '1 of 2 series ok'
	expect_exit 1 git perf check -k 't [python=3.12]'
	has "$out" '0 of 1 series ok'
	expect_exit 0 git perf check -k 't [python=3.8]:value'
	expect_exit 0 git perf check -k 't [python=3.[89]]' -k nosuch
	expect_exit 1 git perf check -k 't [python=3.*]'
	has "$out" '1 of 2 series ok'
	expect_exit 1 git perf check -k t
	has "$out" '1 of 2 series ok'
	expect_exit 1 git perf check --format json
	has_json "$out" '"benchmark":"t[python=3.12]","metric":"value"'
	expect_exit 0 git perf export
	[ "$(grep -c ',t \[python=3.12\],value,' "$out")" = 11 ]
	expect_exit 0 git perf export -k 't [python=3.8]'
	[ "$(grep -c ',value,' "$out")" = 11 ]
	expect_exit 0 git perf log -k t
	has "$out" '[python=3.8]'
	expect_exit 0 git perf show --json
	has_json "$out" '"benchmark":"t[python=3.12]"'
	expect_exit 1 git perf compare HEAD~ HEAD
	has "$out" 't [python=3.12]'
}
ok 'a slower cell is judged alone, and named everywhere' slow_cell

accepted_cell() {
	matrix accepted
	cells 120
	expect_exit 1 git perf check
	git perf accept -m 'does more' 't [python=3.12]' 2>"$err"
	lacks "$err" 'nothing that is recorded'
	expect_exit 1 git perf check --json
	[ "$(grep -c '"status": "accepted"' "$out")" = 1 ]
	git perf accept -m 'does more' t
	expect_exit 0 git perf check
	git perf accept --undo t
	git perf accept --undo 't [python=3.12]'
	git config 'perf.t [python=3.8]:value.gate' false
	git config perf.t:value.fail 50%
	expect_exit 0 git perf check
	has "$out" '1 not judged'
	has "$out" '1 warning'
}
ok 'acceptances and sections name one cell, or all of them' accepted_cell

# ---- tags appear and disappear ----

new_tag() {
	repository new
	for v in $values; do
		commit "$v"
		record --value "t=${v}ms"
	done
	commit judged
	record --tag workload=2 --value t=200ms
	expect_exit 2 git perf check
	has "$out" "the tag workload=2 is new here; 10 results of 't' without the tag workload are not in this baseline"
	lacks "$out" 'git perf alias'
	has "$out" 'next  if the tag workload does not tell results apart: git config --add perf.facts workload'
	commit more
	record --tag workload=2 --value t=201ms
	expect_exit 0 git perf check -v
	has "$out" "only the threshold was checked; 10 results of 't' without the tag workload are not in this baseline"
	expect_exit 0 git perf check --json
	has_json "$out" "10resultsof't'withoutthetagworkload"
	commit back
	record --value t=100ms
	expect_exit 0 git perf check
	has "$out" '1 missing'
	record --tag workload=3 --tag gc=off --value t=100ms
	expect_exit 0 git perf check
	has "$out" "the tag gc=off is new here; 12 results of 't' without the tag gc are not"
}
ok 'a tag that appears begins a new series, and the results are counted' new_tag

other_value() {
	repository other
	for v in $values; do
		commit "$v"
		record --tag mode=fast --value "t=${v}ms"
	done
	commit judged
	record --tag mode=safe --value t=130ms
	expect_exit 2 git perf check
	has "$out" "10 results of 't' with another value of the tag mode are not in this baseline"
	expect_exit 1 git -c perf.facts=mode perf check
	has "$out" 't:value'
}
ok 'another value of a tag has no baseline either' other_value

always_new() {
	repository always
	i=0
	for v in 100.2 99.8 100.5 99.6 100.1; do
		commit "$v"
		i=$((i + 1))
		expect_exit 0 git perf status
		lacks "$err" 'has a new value'
		record --tag build="$i" --tag python=3.12 --value "t=${v}ms"
	done
	expect_exit 0 git perf status
	has "$err" "the tag 'build' has a new value at each of the last 5 measured commits"
	has "$err" 'git config --add perf.facts build'
	lacks "$err" "the tag 'python'"
	expect_exit 2 git perf check --json
	has_json "$out" "thetag'build'hasanewvalue"
	git config --add perf.facts build
	expect_exit 0 git perf check
	has "$out" '0 of 1 series ok, 1 early'
	[ ! -s "$err" ]
}
ok 'a tag with a value for each commit is reported' always_new

# ---- perf.facts ----

facts() {
	matrix facts
	record --tag python=3.8 --tag pr=7 --tag build=9 --value t=100.1ms
	expect_exit 2 git perf check
	git config perf.facts 'pr,build'
	expect_exit 0 git perf check
	git config perf.facts 'pr build'
	expect_exit 0 git perf check
	git config perf.facts pr
	git config --add perf.facts build
	expect_exit 0 git perf check
	expect_exit 0 git perf log -k t
	expect_exit 0 git perf show --json
	has_json "$out" '"benchmark":"t[python=3.8]"'
	has_json "$out" '"build":"9"'
	git config --add perf.facts ''
	expect_exit 2 git perf check
	git config --unset-all perf.facts
	printf '[perf]\n\tfacts = pr, build\n' >.gitperf
	expect_exit 2 git perf check
	has "$err" 'perf.facts counts only in your own git configuration'
}
ok 'perf.facts takes tags out, and counts only locally' facts

# ---- bad tags ----

bad_tags() {
	repository bad
	commit 1
	long=$(printf '%065536d' 0)
	expect_fatal 129 'at most 256' git perf record --tag "k=$long" --value t=1s
	expect_fatal 129 'at most 256' git perf record --tag "$long=v" --value t=1s
	echo 'BenchmarkX-4 10 100 ns/op' >go.txt
	expect_fatal 129 'at most 256' git perf record --tag "k=$long" go.txt
	expect_fatal 129 key=value git perf record --tag k= --value t=1s
	expect_fatal 129 'is not UTF-8' \
		git perf record --tag "k=$(printf '\377')" --value t=1s
	expect_exit 2 git perf show
	record --tag "a/b=c/d=e,f[g]%$(printf '\t')h" --value t=1s
	expect_exit 0 git perf show --json
	has_json "$out" '"benchmark":"t[a%2Fb=c%2Fd%3De%2Cf%5Bg%5D%25%09h]"'
	commit 2
	record --tag "a/b=c/d=e,f[g]%$(printf '\t')h" --value t=1s
	expect_exit 0 git perf check
	expect_exit 0 git perf check -k 't [a%2Fb=c%2Fd%3De%2Cf%5Bg%5D%25%09h]'
	expect_exit 0 git perf record --dry-run --tag k=v --value t=1s
	has "$out" 't [k=v]'
}
ok 'tags that are too long, empty or odd' bad_tags

# ---- old notes ----

# make_old: the runs in the note on HEAD as an older version wrote them
make_old() {
	git notes --ref=perf show >note
	python3 - note <<-'EOF' | git notes --ref=perf add -f -F - 2>/dev/null
		import base64, sys
		for line in open(sys.argv[1]):
		    entry = bytearray(base64.b64decode(line.split()[1]))
		    own = entry.find(b"\xa3own\xc3")
		    assert own > 0
		    del entry[own:own + 5]
		    entry[0] -= 1
		    print("1", base64.b64encode(entry).decode())
	EOF
}

old_notes() {
	repository old
	for v in $values; do
		commit "$v"
		record --tag python=3.12 --tag locust/host=a"$v" --tag commit="$v" \
			--value "t=${v}ms"
		make_old
	done
	commit judged
	record --tag python=3.12 --value t=100ms
	expect_exit 0 git perf check
	has "$out" '1 of 1 series ok'
	expect_exit 0 git perf show HEAD~
	has "$out" 't [python=3.12]'
	lacks "$out" 't [commit'
	expect_exit 0 git -c perf.facts=python perf show HEAD~
	lacks "$out" 't [python'
}
ok 'old notes: tags separate, texts of a tool do not' old_notes

# ---- aliases ----

processors() {
	repository processors
	for v in $values; do
		commit "$v"
		record --tag go=1.22 --value "BenchmarkA-4:ns/op=${v}ns" \
			--value "BenchmarkB/n=10-4:ns/op=${v}ns"
	done
	commit judged
	record --tag go=1.22 --value BenchmarkA-8:ns/op=100ns \
		--value BenchmarkB/n=10-8:ns/op=125ns
	expect_exit 2 git perf check
	has "$out" "git perf alias '*-4' '*-8'"
	expect_exit 0 git perf alias '*-4' '*-8'
	[ "$(wc -l <"$err")" = 1 ]
	expect_exit 1 git perf check
	has "$out" '1 of 2 series ok'
	has "$out" 'BenchmarkB/n=10-8 [go=1.22]:ns/op'
	expect_exit 0 git perf log -k 'BenchmarkA-8 [go=1.22]'
	[ "$(grep -c ' ns' "$out")" = 11 ]
	git perf alias --undo '*-4'
	expect_exit 2 git perf check
	git perf alias '*-4:ns/op' '*-8:ns/op'
	expect_exit 1 git perf check
}
ok "an alias '*-4' '*-8' renames all" processors

some_processors() {
	repository some
	for v in 1 2; do
		commit "$v"
		record --value A-4:t=1s --value B-4:t=1s --value C:t=1s
	done
	commit judged
	record --value A-8:t=1s --value B-16:t=1s --value C:t=1s
	expect_exit 0 git perf check
	lacks "$out" "'*-4'"
}
ok 'the pattern is only offered if it fits all of them' some_processors

alias_of_cells() {
	repository renamed
	for v in $values; do
		commit "$v"
		for python in 3.8 3.12; do
			record --tag python="$python" --value "old:t=${v}ms"
		done
	done
	commit judged
	for python in 3.8 3.12; do
		record --tag python="$python" --value new:t=100ms
	done
	expect_exit 2 git perf check
	expect_exit 0 git perf alias old new
	[ "$(wc -l <"$err")" = 1 ]
	expect_exit 0 git perf check
	has "$out" '2 of 2 series ok'
	git perf alias --undo old
	git perf alias 'old [python=3.8]' 'new [python=3.8]'
	expect_exit 0 git perf check
	has "$out" '1 of 3 series ok'
	git perf alias old:t new:t
	expect_exit 0 git perf check
	has "$out" '2 of 2 series ok'
}
ok 'an alias of a name renames all its cells, one of a whole name only this' \
	alias_of_cells

# Results without a tag can be made those of one cell.
untagged_cell() {
	repository untagged
	for v in $values; do
		commit "$v"
		record --value "t=${v}ms"
	done
	commit judged
	record --tag python=3.8 --value t=100ms
	record --tag python=3.12 --value t=60ms
	git perf alias t 't [python=3.8]' 2>/dev/null
	expect_exit 0 git perf check
	has "$out" '1 of 2 series ok'
	has "$out" '1 new (no baseline yet): t [python=3.12]:value'
}
ok 'an alias can put results without a tag into one cell' untagged_cell

chains() {
	repository chains
	for v in $values; do
		commit "$v"
		record --value "X-2:t=${v}ms"
	done
	git perf alias '*-2' '*-4' 2>/dev/null
	commit next
	record --value X-4:t=100ms
	git perf alias '*-2' '*-4' 2>/dev/null
	commit last
	record --value X-8:t=100ms
	git perf alias '*-4' '*-8' 2>/dev/null
	expect_exit 0 git perf check
	has "$out" '1 of 1 series ok'
	expect_fatal 129 'matches' git perf alias 'X*' 'XY*'
	expect_fatal 129 'undo that one first' git perf alias '*-8' '*-4'
	expect_exit 0 git perf alias 'a*' 'b'
	has "$err" "in a pattern, each has one '*'"
}
ok 'patterns form chains, but no circles' chains

finish
