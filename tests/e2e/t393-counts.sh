#!/bin/sh
# What is shared is counted as what it is: runs, acceptances, aliases, and what
# undoes them.
. "$(dirname "$0")/lib.sh"

git init -q --bare remote.git
repository a
git remote add origin ../remote.git
for i in 1 2 3; do
	commit "$i"
	git perf record --value "bench:time=1${i}ms" 2>"$err"
done
git push -q origin HEAD:main
git perf push 2>"$err"
git clone -q ../remote.git ../b
git -C ../b config perf.testbed bed
git -C ../b perf pull 2>"$err"
cp "$err" "$trash/first"

runs() {
	cat "$trash/first"
	has "$trash/first" 'pulled 3 runs in 3 notes from origin'
}
ok 'pull counts runs' runs

# moves NAME WORDS: what status, push and pull call what is new in a
moves() {
	expect_exit 0 git perf status
	has "$out" "origin: $1 not pushed"
	git perf push 2>"$err"
	grep -q "^pushed $1 in [0-9]* notes\{0,1\} to origin" "$err"
	git -C ../b perf pull 2>"$err"
	grep -q "^pulled $1 in [0-9]* notes\{0,1\} from origin" "$err" ||
		fail "$(cat "$err")"
	git -C ../b perf status >"$out"
	has "$out" 'origin: nothing to push'
}

acceptances() {
	git perf accept bench -m 'as agreed' 2>"$err"
	moves '1 acceptance'
	lacks "$err" run
}
ok 'an acceptance is no run' acceptances

aliases() {
	git perf alias old bench 2>"$err"
	git perf alias older bench 2>"$err"
	moves '2 aliases'
	lacks "$err" run
}
ok 'aliases are no runs' aliases

undone() {
	git perf accept --undo bench 2>"$err"
	moves '1 tombstone'
	lacks "$err" run
}
ok 'what was undone is no run' undone

mixture() {
	commit 4
	git perf record --value bench:time=14ms 2>"$err"
	git perf accept bench -m again 2>"$err"
	git perf pin HEAD 2>"$err"
	expect_exit 0 git perf push --json --dry-run
	has_json "$out" '"entries":{"runs":1,"acceptances":1,"pins":1}'
	fits_schema push "$out"
	expect_exit 0 git perf status --json
	has_json "$out" '"entries":{"runs":1,"acceptances":1,"pins":1}'
	fits_schema status "$out"
	moves '3 entries (1 run, 1 acceptance, 1 pin)'
}
ok 'a mixture is listed by kind' mixture

pulled_in_json() {
	git perf alias oldest bench 2>"$err"
	git perf push 2>"$err"
	git -C ../b perf pull --json >"$out" 2>"$err"
	has_json "$out" '"entries":{"aliases":1}'
	fits_schema pull "$out"
	git -C ../b perf pull --json >"$out" 2>"$err"
	has_json "$out" '"notes":0'
	has_json "$out" '"entries":{}'
}
ok 'pull --json has the kinds' pulled_in_json

carried() {
	git clone -q -b main ../remote.git ../c
	git -C ../c perf pull 2>"$err"
	old=$(git rev-parse HEAD)
	git commit -q --amend -m 'another message' --date='2026-01-03T00:00:00Z'
	printf 'old new\n%s %s\n' "$old" "$(git rev-parse HEAD)" >"$trash/map"
	git perf remap "$trash/map" 2>"$err"
	expect_exit 0 git perf status
	has "$out" 'carry-over'
	git perf push 2>"$err"
	grep -q '^pushed .*carry-over.* to origin' "$err"
	git -C ../c perf pull 2>"$err"
	grep -q '^pulled .*carry-over.* from origin' "$err"
}
ok 'entries that are carried over are called so' carried

finish
