#!/bin/sh
# Limits: two in one, changes either way, changes that are listed, limits of
# changes from zero, and tags that appear. tests/cases.txt names the case of
# each test.
. "$(dirname "$0")/lib.sh"

# history KEY UNIT VALUE...: a commit for each value
history() {
	key=$1 unit=$2
	shift 2
	for value; do
		commit "$value"
		git perf record --value "$key=$value$unit" 2>"$err"
	done
}

# Both must be passed

ten_ns() {
	rm -rf ten
	repository ten
	history hash:time ns 10.0 10.1 9.9 10.0 10.1 10.0 9.9 10.0 "$1"
}

both_must_be_passed() {
	ten_ns 13.0
	expect_exit 1 git perf check
	expect_exit 0 git perf check --warn none --fail '10% and 5ns'
	has "$out" 'PASS'
	has "$out" '1 of 1 series ok'
	lacks "$out" regression
	expect_exit 0 git perf check --warn none --fail '*:time=10% and 5ns'
	ten_ns 16.0
	expect_exit 1 git perf check --warn none --fail '10% and 5ns'
	has "$out" 'fails from 10 % and 5'
	ten_ns 7.0
	expect_exit 0 git perf check --warn none --fail '10% and 5ns'
	lacks "$out" improvement
	ten_ns 4.0
	expect_exit 0 git perf check --warn none --fail '10% and 5ns'
	has "$out" improvement
}
ok 'of 10 % and 5 ns a change must pass both' both_must_be_passed

both_in_a_file() {
	ten_ns 13.0
	git config perf.fail '10% and 5ns'
	git config perf.warn '5% and 2ns'
	expect_exit 0 git perf check
	has "$out" 'warns from 5 % and 2'
	git perf check --json >"$out"
	has_json "$out" '"fail":null,"fail_limit":"10%and5ns"'
	has_json "$out" '"fail_parts":[{"kind":"relative","value":0.1,"unit":null},{"kind":"absolute","value":5,"unit":"ns"}]'
	git config perf.fail '10% and 20%'
	expect_fatal 128 "perf.fail must be a limit" git perf check
	git config --unset perf.fail
	expect_fatal 129 "'10% and 5ns and 2%'" \
		git perf check --fail '10% and 5ns and 2%'
	has "$err" "'10% and 5ms'"
	git config perf.hash:time.budget '10ns and 5%'
	expect_fatal 128 'perf.hash:time.budget must be a value' git perf check
}
ok 'two limits in one are configured, and are in JSON' both_in_a_file

accepted_up_to_both() {
	ten_ns 16.0
	git perf accept hash:time --upto '70% and 5ns' -m 'checks bounds' 2>"$err"
	expect_exit 0 git perf check
	has "$out" 'accepted up to 70% and 5ns'
	git perf accept hash:time --upto '50% and 5ns' -m 'checks bounds' 2>"$err"
	expect_exit 1 git perf check
	has "$out" 'more than the 50% and 5ns that was accepted'
	expect_fatal 129 'has no unit' \
		git perf accept hash:time --upto '50% and 5' -m 'checks bounds'
}
ok 'an acceptance holds up to two limits' accepted_up_to_both

compared_by_both() {
	repository compared
	history hash:time ns 10.0 10.1 9.9 10.0 10.1 10.0 9.9 10.0 13.0
	expect_exit 1 git perf compare HEAD~1 HEAD
	expect_exit 0 git perf compare --warn none --fail '10% and 5ns' HEAD~1 HEAD
	lacks "$out" regression
	history hash:time ns 16.0
	expect_exit 1 git perf compare --warn none --fail '10% and 5ns' HEAD~2 HEAD
	expect_exit 0 git perf compare --note 10% --warn none --fail none HEAD~2 HEAD
	has "$out" '1 noted; 0 of 1 row ok'
	grep -q '^note  hash ' "$out"
}
ok 'compare has the same limits' compared_by_both

# A change either way

either_way() {
	repository either
	history app:chunks '' 54 54 55 54 54 54 2
	expect_exit 2 git perf check
	git config perf.app:chunks.better lower
	expect_exit 0 git perf check
	has "$out" improvement
	git config perf.app:chunks.better same
	expect_exit 1 git perf check
	has "$out" '1 regression'
	has "$out" '54 → 2'
	git perf check --json >"$out" || :
	has_json "$out" '"better":"same"'
	[ "$(grep -c '"status": "regression"' "$out")" = 1 ]
	repository either-more
	git config perf.app:chunks.better same
	history app:chunks '' 54 54 55 54 54 54 70
	expect_exit 1 git perf check
	has "$out" '54 → 70'
	repository either-none
	git config perf.app:chunks.better same
	history app:chunks '' 54 54 55 54 54 54 54
	expect_exit 0 git perf check
	has "$out" '1 of 1 series ok'
}
ok 'with better = same a change either way is a regression' either_way

either_way_told() {
	repository told
	history app:chunks '' 54 54 55 54 54 54 54
	git config perf.app:chunks.better same
	git perf status >"$out"
	has "$out" 'same     is better: chunks'
	git perf compare HEAD~1 HEAD >"$out"
	has "$out" 'a change either way is for the worse'
	git config perf.app:chunks.budget 60
	expect_exit 2 git perf check
	has "$out" 'a budget contradicts better = same'
	lacks "$out" '1 of 1 series ok'
}
ok 'better = same is shown, and a budget contradicts it' either_way_told

# Changes that are listed

noted() {
	repository noted
	history a:time ms 100.2 99.8 100.5 99.6 100.1 99.9 100.4 107.3
	expect_exit 0 git perf check --note 5% --warn none --fail 20%
	head -n 1 "$out" | grep -q '^PASS.*1 noted; 0 of 1 series ok'
	grep -q 'regression .*100 ms → 107 ms .*a:time' "$out"
	lacks "$out" accept
	git perf check --note '*:time=5%' --warn none --fail 20% --json >"$out"
	has_json "$out" '"status":"regression","severity":"info"'
	has_json "$out" '"note":0.05,"note_limit":"5%","note_parts":null'
	git perf check --note 5% --warn none --fail 20% --format github >"$out"
	has "$out" '::notice title=regression%3A a%3Atime::'
	has "$out" 'listed from 5 %'
	git perf check --note 5% --warn none --fail 20% --format markdown >"$out"
	has "$out" '1 noted'
	has "$out" 'listed from 5 %'
	git config perf.note 5%
	git config perf.warn 10%
	expect_exit 0 git perf check
	has "$out" regression
	expect_exit 0 git perf check --note none
	lacks "$out" regression
	expect_exit 0 git perf check --warn 6%
	has "$out" 'warn  regression'
	expect_fatal 129 "option '--note' requires" git perf check --note much
}
ok 'a change beyond note is listed, and neither warns nor fails' noted

# Changes from zero

# go_text NS BYTES ALLOCS: what go test -bench -benchmem prints
go_text() {
	printf 'BenchmarkSum-8 \t 1000000\t %s ns/op\t %s B/op\t %s allocs/op\n' \
		"$1" "$2" "$3"
}

# follow_next: runs the command that the report names after "to let a change from 0 fail"
follow_next() {
	sed -n 's/.*to let a change from 0 fail: //p' "$out" >follow.sh
	[ -s follow.sh ]
	sh ./follow.sh
}

from_zero() {
	repository zero
	for i in 1 2 3 4 5 6 7 8; do
		commit "$i"
		go_text "100.$i" 0 0 | git perf record 2>"$err"
	done
	commit allocates
	go_text 100.4 4096 1 | git perf record 2>"$err"
	expect_exit 0 git perf check
	has "$out" '2 warnings'
	has "$out" 'to let a change from 0 fail: git config perf.BenchmarkSum-8:'
	follow_next
	expect_exit 1 git perf check
	has "$out" 'fails from 1'
	lacks "$out" 'to let a change from 0 fail: git config perf.BenchmarkSum-8:B/op.fail'
	commit more
	go_text 100.4 0 0 | git perf record 2>"$err"
	expect_exit 0 git perf check
}
ok 'the next line says how a change from 0 fails' from_zero

from_zero_to_little() {
	repository little
	history 'fix [a]=b c:lag' s 0 0 0 0 0 0 0.25
	expect_exit 0 git perf check
	has "$out" "to let a change from 0 fail: git config 'perf.fix [a]=b c:lag.fail' 0.1"
	follow_next
	expect_exit 1 git perf check
	git perf check --format github >"$out" || :
	lacks "$out" 'to let a change from 0 fail'
	git perf check --fail 10% --format github >"$out"
	has "$out" 'to let a change from 0 fail'
}
ok 'the next line has a limit that the change reaches' from_zero_to_little

# A tag that appears with the change

workload() {
	repository "$1"
	history t ms 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7
	commit 'the second workload'
	git perf record --tag workload=2 --value t=200ms 2>"$err"
}

new_tag() {
	workload new-tag
	expect_exit 2 git perf check
	lacks "$out" regression
	has "$out" '1 new (no baseline yet): t [workload=2]:value'
	has "$out" 'the tag workload=2 is new here'
	has "$out" "8 results of 't' without the tag workload are not in this baseline"
	for i in 1 2 3 4 5; do
		commit "more $i"
		git perf record --tag workload=2 --value "t=20$i.5ms" 2>"$err"
	done
	commit slower
	git perf record --tag workload=2 --value t=260ms 2>"$err"
	expect_exit 1 git perf check
	has "$out" 't [workload=2]:value'
}
ok 'a tag that appears begins a series of its own, and says so' new_tag

new_fact() {
	workload new-fact
	git config perf.facts workload
	expect_exit 2 git perf check
	lacks "$out" regression
	has "$out" 'the load changed with this commit: workload none -> 2'
	commit next
	git perf record --tag workload=2 --value t=201ms 2>"$err"
	expect_exit 0 git perf check -v
	has "$out" 'baseline restarts at'
	has "$out" 'workload none -> 2'
	git perf check --json >"$out"
	fits_schema check "$out"
	has_json "$out" '"restart":{"why":"tag",'
}
ok 'with perf.facts the baseline restarts there' new_fact

finish
