#!/bin/sh
# Exit statuses if the output cannot be written, and with --strict.
. "$(dirname "$0")/lib.sh"

repository
commit
git perf record --value a:time=1ms --value b:time=1ms 2>/dev/null

# to_full ARGUMENT...: prints one line, and fails
to_full() {
	got=0
	git perf "$@" >/dev/full 2>"$err" || got=$?
	[ "$got" = 128 ] || fail "exit status $got: git perf $*"
	[ "$(cat "$err")" = \
		'fatal: cannot write output: No space left on device' ] ||
		fail "git perf $*: $(cat "$err")"
}
full() {
	to_full -h
	to_full --version
	to_full formats
	to_full show
	to_full export
	to_full export --format json
	to_full check --allow-new
	to_full accept --list --json
	to_full alias --list --json
	for command in record check accept alias show export status formats fsck forget; do
		to_full "$command" -h
	done
}
ok 'output that cannot be written is a failure' full

strict() {
	commit
	git perf record --value a:time=1ms
	expect_exit 0 git perf check
	lacks "$err" '--strict'
	expect_exit 2 git perf check --strict
	has "$err" 'no verdict with --strict: 1 missing'
}
ok '--strict says why there is no verdict' strict

finish
