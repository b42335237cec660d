#!/bin/sh
# record is killed at random moments. Acknowledged runs are never lost.
. "$(dirname "$0")/lib.sh"

add=$GP_BUILD/tests/gp-add
strike=$GP_BUILD/tests/gp-kill
lock=.git/refs/notes/perf.lock

# check_all LOG: every id that was printed is a run, and none is there twice
check_all() {
	sed -n 's/.*"run": *"\([0-9a-f]\{32\}\)".*/\1/p' "$1" |
		sort >"$trash/acknowledged"
	"$add" --list | sort >"$trash/there"
	[ -s "$trash/acknowledged" ]
	[ -z "$(uniq -d "$trash/there")" ] || fail 'a run is there twice'
	comm -23 "$trash/acknowledged" "$trash/there" >"$trash/lost"
	[ ! -s "$trash/lost" ] || fail "lost: $(cat "$trash/lost")"
	echo "$(wc -l <"$trash/acknowledged") acknowledged," \
		"$(wc -l <"$trash/there") there"
	git fsck --strict --no-dangling >"$trash/fsck" 2>&1 ||
		fail "git fsck: $(cat "$trash/fsck")"
	[ ! -s "$trash/fsck" ] || fail "git fsck: $(cat "$trash/fsck")"
	git notes --ref=perf list >/dev/null
}

# kill_at_random LOG
kill_at_random() {
	"$strike" 9 500 "$lock" "$1" git-perf record --value x=1ms --json ||
		fail "$(tail -n 5 "$1")"
	check_all "$1"
}

durable() {
	repository durable
	git config perf.durable true
	commit
	kill_at_random "$trash/durable.log"
}
ok '500 kills, durable: nothing acknowledged is lost' durable

loose() {
	repository loose
	git config perf.durable false
	commit
	kill_at_random "$trash/loose.log"
}
ok '500 kills, not durable: nothing acknowledged is lost' loose

# Unlike SIGKILL, Ctrl-C waits until the lock is released.
terminated() {
	repository terminated
	git config perf.durable true
	commit
	"$strike" 15 100 "$lock" "$trash/terminated.log" \
		git-perf record --value x=1ms --json >"$out" ||
		fail "$(tail -n 5 "$trash/terminated.log")"
	has "$out" '100 killed'
	has "$out" ' 0 locks left'
	check_all "$trash/terminated.log"
}
ok '100 times SIGTERM leaves no lock' terminated

aftermath() {
	cd durable
	find .git -name '*.keep' -exec touch -d '1 day ago' {} +
	find .git/objects -name 'tmp_objdir-*' -prune \
		-exec touch -d '1 day ago' {} +
	git perf record --value x=1ms --json >>"$trash/durable.log"
	[ -z "$(find .git -name '*.keep' -o -name 'tmp_objdir-*')" ] ||
		fail "$(find .git -name '*.keep' -o -name 'tmp_objdir-*')"
	git gc -q --prune=now
	check_all "$trash/durable.log"
}
ok 'files of killed processes are removed, and gc loses nothing' aftermath

finish
