#!/bin/sh
# push is killed at random moments, here and at the remote. Nothing is lost
# or duplicated, and the next push succeeds.
. "$(dirname "$0")/lib.sh"

# The long run: GP_KILLS=500
kills=${GP_KILLS:-40}

mkdir killed && cd killed || exit 1
git init -q --bare remote.git
git init -q seed
git -C seed commit -q --allow-empty -m one
git -C seed remote add origin "$PWD/remote.git"
git -C seed push -q -u origin main
for clone in a b c reader; do
	cp -R seed "$clone"
done
: >recorded

# next_value: records a new value in $clone
next_value() {
	value=$(($(wc -l <recorded) + 1))
	git -C "$clone" perf record --value "x=${value}ms" 2>record.err ||
		fail "$(cat record.err)"
	echo "$value" >>recorded
}

push() {
	(cd "$clone" && git-perf push) >said 2>&1
}

# how many milliseconds a push takes here, to choose random moments
clone=a
next_value
began=$(date +%s%N)
push
whole_ms=$((($(date +%s%N) - began) / 1000000 + 1))

# moment ROUND: seconds, from 0 to somewhat more than a push takes
moment() {
	awk -v seed="$1" -v ms="$whole_ms" 'BEGIN {
		srand(seed)
		rand()
		printf "%.3f", rand() * 1.3 * ms / 1000 + 0.001
	}'
}

# has_all: a clone that pulls sees each run once
has_all() {
	git -C reader perf pull 2>pull.err || fail "$(cat pull.err)"
	git -C reader perf export --samples --format csv 2>export.err |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort >got
	sort recorded | diff -u - got || fail 'lost or doubled'
	[ "$(git -C reader notes --ref=perf show | grep -c .)" = \
		"$(wc -l <recorded)" ] || fail 'a line is there twice'
}

locks() {
	find "$@" -name '*.lock'
}

# know_nothing: the clone c becomes one that never contacted the remote
know_nothing() {
	git -C c for-each-ref --format='delete %(refname)' \
		refs/notes/remotes >forget
	git -C c update-ref --stdin <forget
}

# after_kill: the next push succeeds whatever locks the remote has, and the
# remote is intact; then an administrator removes the locks. A lock on the
# notes here is reported, and the user removes it.
after_kill() {
	locks remote.git >>locks.seen
	locks "$clone/.git" >>locks.seen
	rm -f "$clone/.git/refs/notes/perf.lock"
	push || fail "round $round, after a kill: $(cat said)" \
		"$(locks remote.git "$clone/.git")"
	locks remote.git "$clone/.git" | xargs -r rm
	if [ $((round % 10)) = 0 ] || [ "$round" = "$kills" ]; then
		has_all
	fi
}

# next_round WHAT: runs WHAT, which succeeds if it killed something
next_round() {
	case $((round % 3)) in
	0) clone=a ;;
	1) clone=b ;;
	2) # leaves an inbox for the others
		clone=c
		know_nothing
		;;
	esac
	next_value
	"$1"
}

# took MILLISECONDS: a push that was not killed scales the next moments;
# after a hit they become later
took() {
	whole_ms=$(($1 + 1))
}

# each_round WHAT: kills $kills times what WHAT starts. A quarter has to be
# hit; until then up to three times as many are tried.
each_round() {
	: >locks.seen
	killed=0
	round=0
	while [ "$round" -lt "$kills" ] || {
		[ $((killed * 4)) -lt "$kills" ] &&
			[ "$round" -lt $((kills * 3)) ]
	}; do
		round=$((round + 1))
		if next_round "$1"; then
			killed=$((killed + 1))
			took $((whole_ms * 11 / 10))
		fi
		after_kill
	done
	echo "$killed of $round killed, locks left:"
	sed 's/.*\.git//; s/[0-9a-f]\{40\}/<id>/' locks.seen | sort | uniq -c
	[ $((killed * 4)) -ge "$kills" ] || fail 'too few were hit'
	clone=a
	git -C a perf pull 2>/dev/null
	push || fail "$(cat said)"
	has_all
	git -C remote.git fsck --strict --no-dangling >fsck 2>&1 ||
		fail "$(cat fsck)"
}

# timeout kills the process group that it creates, which contains all of them
kill_push() {
	got=0
	began=$(date +%s%N)
	(cd "$clone" &&
		exec timeout -s KILL "$(moment "$round")" git-perf push) \
		>said 2>&1 || got=$?
	[ "$got" = 137 ] || {
		took $((($(date +%s%N) - began) / 1000000))
		return 1
	}
}
ok "$kills times kill -9 of push" each_round kill_push

cat >receive <<'END'
#!/bin/sh
began=$(date +%s%N)
timeout -s KILL "$KILL_AFTER" git receive-pack "$@"
got=$?
case $got in
137) echo hit >"$HITS" ;;
*) [ -s "$HITS" ] || echo $((($(date +%s%N) - began) / 1000000)) >"$TOOK" ;;
esac
exit "$got"
END
chmod +x receive

kill_remote() {
	KILL_AFTER=$(moment "$((round + 1000))")
	HITS=$PWD/hits TOOK=$PWD/took
	export KILL_AFTER HITS TOOK
	: >hits
	# it may also succeed, in another way
	(cd "$clone" && exec git -c remote.origin.receivepack="$OLDPWD/receive" \
		perf push) >said 2>&1 || :
	[ -s hits ] || {
		took "$(cat took)"
		return 1
	}
}
ok "$kills times kill -9 of the remote's receive-pack" each_round kill_remote

# What the random moments above hit only sometimes.
it_passes_stale_locks() {
	for lock in remote.git/refs/notes/perf.lock remote.git/packed-refs.lock \
		a/.git/packed-refs.lock \
		a/.git/refs/notes/remotes/origin/perf.lock; do
		for clone in c a; do
			if [ "$clone" = c ]; then
				know_nothing
			fi
			next_value
			: >"$lock"
			push || fail "$lock: $(cat said)"
			rm "$lock"
		done
		has_all
	done
	clone=a
	next_value
	# what it remembers is older than the remote
	git -C a perf pull
	push
	has_all
	[ "$(git -C remote.git for-each-ref --format='%(refname)' \
		refs/notes)" = refs/notes/perf ]
}
ok 'stale locks there, or on the tracking refs here, do not matter' \
	it_passes_stale_locks

# The second's commit has an unpredictable name: a hook leaves the
# lock that a killed receive-pack would have left.
it_takes_another_name() {
	cat >remote.git/hooks/pre-receive <<'END'
#!/bin/sh
while read -r _ _ ref; do
	case $ref in
	refs/notes/perf) exit 1 ;;
	*-*-*) ;;
	*) mkdir -p "${ref%/*}" && : >"$ref.lock" ;;
	esac
done
END
	chmod +x remote.git/hooks/pre-receive
	clone=c
	know_nothing
	next_value
	push || fail "$(cat said)"
	rm remote.git/hooks/pre-receive
	locks remote.git | grep -q 'perf-inbox/[0-9a-f]*\.lock$'
	locks remote.git | xargs rm
	has_all
}
ok 'a stale lock on an inbox does not matter' it_takes_another_name

finish
