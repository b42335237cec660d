#!/bin/sh
# Many processes record at once, while git repacks.
. "$(dirname "$0")/lib.sh"

add=$GP_BUILD/tests/gp-add
writers=16 each=50

# forever COMMAND...: until the file `stop` appears; failures are git's own
# (two repacks at once), and only counted
forever() {
	while [ ! -e "$trash/stop" ]; do
		"$@" >/dev/null 2>&1 || echo "$*" >>"$trash/git-failed"
	done
}

# record_one FILE: tries again if others kept the lock or moved the ref for
# longer than record waits, as they may on a loaded machine
record_one() {
	for _ in $(seq 1000); do
		if git-perf record --value x=1ms --json >"$1" 2>"$1.said"; then
			return
		fi
		grep -q -e 'try again' "$1.said" || break
	done
	cat "$1.said" >&2
	return 1
}

# Each of these prints the ids of $each runs.
by_command() {
	for _ in $(seq "$each"); do
		record_one "$1" || return
		sed -n 's/.*"run": *"\([0-9a-f]\{32\}\)".*/\1/p' "$1"
	done
}
by_library() {
	"$add" --loose --patient "$each"
}

# race WRITER: sixteen of them, while three loops of git commands run
race() {
	rm -f "$trash/stop" "$trash"/ids.* "$trash"/err.*
	forever git gc --quiet &
	loops=$!
	forever git repack -adq &
	loops="$loops $!"
	forever git pack-refs --all &
	loops="$loops $!"
	pids=
	for i in $(seq "$writers"); do
		"$1" "$trash/one.$i" >"$trash/ids.$i" 2>"$trash/err.$i" &
		pids="$pids $!"
	done
	result=0
	for pid in $pids; do
		wait "$pid" || result=1
	done
	touch "$trash/stop"
	for pid in $loops; do
		wait "$pid"
	done
	[ "$result" = 0 ] || fail "$(cat "$trash"/err.*)"
	cat "$trash"/ids.* | sort >"$trash/acknowledged"
	"$add" --list | sort >"$trash/there"
	[ "$(wc -l <"$trash/acknowledged")" = $((writers * each)) ]
	cmp "$trash/acknowledged" "$trash/there"
	[ -z "$(uniq -d "$trash/there")" ]
	git fsck --strict --no-dangling >"$trash/fsck" 2>&1 ||
		fail "git fsck: $(cat "$trash/fsck")"
	[ ! -s "$trash/fsck" ] || fail "git fsck: $(cat "$trash/fsck")"
	[ -z "$(find .git -name '*.keep' -o -name '*.lock')" ]
}

durable() {
	repository durable
	git config perf.durable true
	commit
	race by_command
}
ok "$writers x $each durable runs against gc, repack, pack-refs" durable

loose() {
	repository loose
	commit
	race by_library
}
ok "$writers x $each loose runs against gc, repack, pack-refs" loose

finish
