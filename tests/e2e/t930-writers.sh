#!/bin/sh
# Many machines push at once: nothing is lost, with at most two pushes each.
. "$(dirname "$0")/lib.sh"

. "$GP_SOURCE/tests/e2e/writers.sh"

# The long run: GP_WRITERS=200
writers=${GP_WRITERS:-40}
batches=5
batch=$((writers / batches))

push() {
	exec git-perf push
}

# at_once CLONE...: they push, all at the same time, each at most twice
at_once() {
	together push "$@"
	for clone; do
		pushes=$(grep -c . "$clone/.git/pushes")
		case $pushes in
		1 | 2) ;;
		*) fail "$clone needed $pushes pushes" ;;
		esac
	done
}

# has_all CLONE VALUE...: exactly these, each once
has_all() {
	clone=$1
	shift
	printf '%s\n' "$@" | sort >expected
	git -C "$clone" perf export --samples --format csv |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort >got
	diff -u expected got
	# nor is there a line that no reader counts
	[ "$(git -C "$clone" notes --ref=perf show | grep -c .)" = $# ]
}

# settles CLONE VALUE...: a reader sees them all, the next push merges what
# is left, and all clones end with the same tree
settles() {
	last=$1
	git -C "$last" perf pull
	has_all "$@"
	git -C "$last" perf push
	[ "$(git -C remote.git for-each-ref --format='%(refname)' \
		refs/notes)" = refs/notes/perf ]
	for clone in w*; do
		git -C "$clone" perf pull
		git -C "$clone" rev-parse 'refs/notes/perf^{tree}' >>trees.all
	done
	sort -u trees.all >trees
	rm trees.all
	[ "$(cat trees)" = \
		"$(git -C remote.git rev-parse 'refs/notes/perf^{tree}')" ]
	has_all "$@"
	git -C remote.git fsck --strict --no-dangling
}

mkdir many && cd many || exit 1

it_takes_unknown() {
	remote 64
	# shellcheck disable=SC2046 # names
	at_once $(names 1 64)
	# shellcheck disable=SC2046
	settles w1 $(seq 64)
}
ok '64 writers that know nothing of the remote' it_takes_unknown

it_takes_known() {
	remote 24 known
	# shellcheck disable=SC2046
	at_once $(names 1 24)
	# shellcheck disable=SC2046
	settles w1 1000 $(seq 24)
}
ok '24 writers that have pulled before' it_takes_known

it_folds_three() {
	remote 15 known
	# a clone that knows nothing creates an inbox; one finds the ref unchanged
	for clone in $(names 4 15); do
		git -C "$clone" update-ref -d refs/notes/remotes/origin/perf
	done
	# shellcheck disable=SC2046
	at_once $(names 4 15)
	[ "$(git -C remote.git for-each-ref refs/notes/perf-inbox | wc -l)" \
		-eq 11 ]
	for clone in w1 w2 w3; do
		git -C "$clone" perf pull
	done
	at_once w1 w2 w3
	[ "$(grep -l 'and merged 11 inboxes' w[123]/.git/said | wc -l)" -eq 1 ]
	# shellcheck disable=SC2046
	settles w2 1000 $(seq 15)
}
ok 'three that merge the same inboxes at once' it_folds_three

# The clones are kept: what they know gets older from batch to batch.
it_takes_batches() {
	remote "$batch"
	all=$(seq "$batch")
	for round in $(seq "$batches"); do
		# shellcheck disable=SC2046
		at_once $(names 1 "$batch")
		[ "$round" != "$batches" ] || break
		for writer in $(seq "$batch"); do
			value=$((round * 100 + writer))
			all="$all $value"
			git -C "w$writer" perf record --value "x=${value}ms"
		done
	done
	# shellcheck disable=SC2086 # numbers
	settles w7 $all
}
ok "$writers writers in $batches batches" it_takes_batches

finish
