#!/bin/sh
# A limit on file sizes, a stale lock: one line, and nothing
# half-written. These need no privilege.
. "$(dirname "$0")/lib.sh"

# unchanged: the notes are as before, and everything is intact
unchanged() {
	[ "$(git rev-parse refs/notes/perf)" = "$before" ]
	git perf export | cmp - exported
	expect_exit 0 git fsck --strict
	expect_exit 0 git perf fsck
	litter=$(find .git -name '*.lock' -o -name '*.keep' -o -name 'tmp_*')
	[ -z "$litter" ] || fail "left behind: $litter"
}

some() {
	repository "$1"
	history 3 x:time 100 1
	git perf export >exported
	before=$(git rev-parse refs/notes/perf)
}

one_line() {
	[ "$(grep -c . "$err")" = 1 ] || fail "$(cat "$err")"
	grep -q '^fatal: ' "$err"
}

# No file may grow beyond that many blocks of 512 bytes.
limit() {
	blocks=$1
	shift
	(
		trap '' XFSZ
		ulimit -f "$blocks"
		"$@"
	)
}

no_room() {
	some "room-$1"
	git config perf.durable "$1"
	awk 'BEGIN {
		print "name,time_ms"
		for (i = 0; i < 20000; i++)
			printf "b%d,1.%d\n", i, i
	}' >large.csv
	# The messages have to fit, too.
	for blocks in 1 8 64; do
		expect_exit 128 limit "$blocks" git-perf record large.csv
		one_line
		unchanged
	done
	expect_exit 0 git perf record large.csv
}
ok 'no room for loose objects' no_room false
ok 'no room for a pack' no_room true

lock() {
	some lock
	: >.git/refs/notes/perf.lock
	expect_exit 128 git perf record --value x=1
	one_line
	has "$err" refs/notes/perf.lock
	expect_exit 0 git perf show
	expect_exit 0 git perf check --allow-new
	rm .git/refs/notes/perf.lock
	unchanged
	expect_exit 0 git perf record --value x=1
}
ok 'a stale lock is reported, and reading works' lock

finish
