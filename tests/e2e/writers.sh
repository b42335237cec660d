# shellcheck shell=sh
# Many clones of one bare repository that push at the same moment; sourced after
# lib.sh, for e2e/t930-writers.sh and bench/writers.

# A wrapper of git counts the pushes; git's own children do not pass through it.
real=$(command -v git)
# shellcheck disable=SC2154 # of lib.sh
mkdir "$trash/bin"
cat >"$trash/bin/git" <<END
#!/bin/sh
case " \$* " in *' push -q '*) echo push >>"\${PUSHES:-/dev/null}" ;; esac
exec '$real' "\$@"
END
chmod +x "$trash/bin/git"
PATH=$trash/bin:$PATH

# names FIRST LAST: prints the names of the clones
names() {
	seq -f 'w%.0f' "$1" "$2"
}

# remote WRITERS [KNOWN]: a bare repository, and that many clones w1, w2, ... of
# it, each with one run of its own (1, 2, ...); known: they have pulled, and
# there is something to pull
remote() {
	rm -rf remote.git seed w[0-9]*
	git init -q --bare remote.git
	# git gives up after a second, which a loaded machine may take
	git -C remote.git config core.packedRefsTimeout 600000
	git init -q seed
	git -C seed commit -q --allow-empty -m one
	git -C seed remote add origin "$PWD/remote.git"
	git -C seed push -q -u origin main
	if [ -n "${2:-}" ]; then
		git -C seed perf record --value x=1000ms
		git -C seed perf push
	fi
	for writer in $(seq "$1"); do
		cp -R seed "w$writer"
		git -C "w$writer" perf record --value "x=${writer}ms"
	done
}

# together COMMAND CLONE...: the command runs in each, all at the same time;
# stores the time until the last has ended in $took_ms, and a line for each
# push of a clone in its .git/pushes
together() {
	command=$1
	shift
	rm -f go
	mkfifo go
	pids=
	for clone; do
		rm -f "$clone/.git/pushes"
		(
			# opens when another process opens the other end
			exec 3<go 3<&-
			cd "$clone" || exit
			PUSHES=$PWD/.git/pushes
			export PUSHES
			"$command" >.git/said 2>&1
		) &
		pids="$pids $!"
	done
	exec 3>go
	began=$(date +%s%N)
	for pid in $pids; do
		wait "$pid" || fail "a push ended with $?: $(cat ./*/.git/said)"
	done
	# shellcheck disable=SC2034 # used by the caller
	took_ms=$((($(date +%s%N) - began) / 1000000))
	exec 3>&-
}
