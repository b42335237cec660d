#!/bin/sh
# Demonstrates git perf on a real program: ten commits of a small word counter
# are built and measured, and the last one is slower.
#
#	demo.sh [-k]
#
# works in a temporary repository (-k keeps it) and ignores the user's
# configuration. It exits with 0 if the check passed on the last good commit
# and failed on the slow one, else with 1.
set -eu

commits=$(cd "$(dirname "$0")/commits" && pwd)
keep=
[ "${1:-}" != -k ] || keep=1
if [ -n "${GP_BUILD:-}" ]; then
	PATH=$(cd "$GP_BUILD" && pwd):$PATH
fi

# A repository around this directory and the user's settings have no effect.
# shellcheck disable=SC2046 # names
unset $(git rev-parse --local-env-vars) GIT_PERF_TESTBED
GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME='Ada Demo' GIT_AUTHOR_EMAIL=ada@example.com
GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME
export GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

git perf --version >/dev/null || {
	echo "demo.sh: no git-perf in \$GP_BUILD or \$PATH" >&2
	exit 1
}

top=$(mktemp -d "${TMPDIR:-/tmp}/git-perf-demo.XXXXXX")
cleanup() {
	cd /
	if [ -n "$keep" ]; then
		echo "The repository is in $top/words"
	else
		rm -rf "$top"
	fi
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() {
	printf '\n# %s\n' "$*"
}

# Prints the command as in a terminal, then its output.
run() {
	printf '$ %s\n' "$*"
	eval "$*" 2>&1
}

measure='./build.sh && ./bench | git perf record'

say 'A word counter, and a benchmark that prints CSV.'
cp -r "$commits" "$top/commits"
cd "$top"
run 'git init -q -b main words && cd words'
run 'git am ../commits/01-*.patch'
run ./build.sh
run './bench | head -n 4'
run 'cat .gitperf'

say 'Each commit is measured; the results are notes on the commits.'
run './bench | git perf record'
for i in 02 03 04 05 06 07 08; do
	run "git am ../commits/$i-*.patch && $measure"
done
run 'git notes --ref=perf list | wc -l'

say 'The next commit: is it slower?'
run "git am ../commits/09-*.patch && $measure"
good=0
run git perf check || good=$?
printf '$ echo $?\n%d\n' "$good"

say 'And this commit, with a loop that looks harmless?'
run "git am ../commits/10-*.patch && $measure"
bad=0
run git perf check || bad=$?
printf '$ echo $?\n%d\n' "$bad"
run "git show -U0 --format='%h %s'"

say 'The results, exported for other tools:'
run 'git perf export --format csv | head -n 3'

if [ "$good" = 0 ] && [ "$bad" = 1 ]; then
	say 'The check passed on the good commit and failed on the slow one.'
	exit 0
fi
say "The demo failed: exit statuses $good and $bad, expected 0 and 1."
exit 1
