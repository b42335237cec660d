# shellcheck shell=sh
# The library of every end-to-end test. A test script looks like this:
#
#	. "$(dirname "$0")/lib.sh"
#	repository
#	it_records() {
#		commit one
#		expect_exit 0 git perf record --value x=1ms
#		grep -q 'recorded 1 measurement' "$err"
#	}
#	ok 'a value is recorded' it_records
#	finish
#
# Each script runs in its own trash directory, which is removed at the end
# unless a test failed or the script was given -k. The output is TAP. A test is
# a command or a function, run in a subshell with `set -e`, so that its first
# failing line fails the test. Variables do not leave the subshell, files do.
#
# The program is $GP_BUILD/git-perf, found as `git perf`; the sources are in
# $GP_SOURCE.

set -u
umask 022

# No setting of the caller may affect a test: no language, git or perf setting.
for name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\)=.*/\1/p'); do
	unset "$name"
done
unset CDPATH XDG_CONFIG_HOME name
unset CI GITHUB_BASE_REF CI_MERGE_REQUEST_TARGET_BRANCH_NAME
LC_ALL=C TZ=UTC
export LC_ALL TZ

: "${GP_BUILD:?is the directory that git-perf was built in}"
GP_SOURCE=${GP_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
GP_BUILD=$(cd "$GP_BUILD" && pwd)
PATH=$GP_BUILD:$PATH
export GP_BUILD GP_SOURCE PATH

# A sanitizer's error must not look like a verdict (check exits with 1).
ASAN_OPTIONS=exitcode=99:${ASAN_OPTIONS:-}
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:${UBSAN_OPTIONS:-}
LSAN_OPTIONS=suppressions=$GP_SOURCE/tests/lsan.supp:print_suppressions=0
export ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS

trash=$(mktemp -d "${TMPDIR:-/tmp}/git-perf-test.XXXXXX") || exit 1
trash=$(cd "$trash" && pwd -P)
HOME=$trash/home GIT_CONFIG_NOSYSTEM=1
export HOME GIT_CONFIG_NOSYSTEM
mkdir "$HOME"
git config --global user.name 'A Tester'
git config --global user.email 'tester@example.com'
git config --global init.defaultBranch main
git config --global gc.auto 0
git config --global perf.testbed bed
# The commits of the tests have old dates, so maxAge must not warn.
git config --global perf.maxAge never
# Tests that need durable writes set it; an fsync per write is slow.
git config --global perf.durable false

# Files to which expect_exit writes the output of the command.
out=$trash/.out err=$trash/.err

keep=
[ "${1:-}" = -k ] && keep=1
tests=0 failed=0
cd "$trash" || exit 1

at_exit() {
	status=$?
	trap - EXIT
	[ -n "$plan" ] || echo "Bail out! the script ended early ($status)"
	if [ -n "$keep" ] || [ "$failed" != 0 ] || [ -z "$plan" ]; then
		echo "# trash directory: $trash"
	else
		cd / && chmod -R u+w "$trash" && rm -rf "$trash"
	fi
	[ -n "$plan" ] || exit 1
	exit "$status"
}
plan=
trap at_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ok DESCRIPTION COMMAND [ARGUMENT...]: a test; passes if the command succeeds
ok() {
	description=$1
	shift
	tests=$((tests + 1))
	(
		set -e
		"$@"
	) >"$trash/.log" 2>&1
	result=$?
	if [ "$result" = 0 ]; then
		echo "ok $tests - $description"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $tests - $description"
	sed 's/^/# /' "$trash/.log"
}

# skip DESCRIPTION REASON: counts as passed, and prints why it was not run
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# skip_all REASON: the whole script cannot run here
skip_all() {
	echo "1..0 # SKIP $1"
	plan=1
	exit 77
}

# finish: prints the plan, and returns the exit status of the script
finish() {
	plan=1
	echo "1..$tests"
	[ "$failed" = 0 ]
	exit
}

# fail MESSAGE: ends a test as failed
fail() {
	echo "$*"
	exit 1
}

# not COMMAND...: fails if COMMAND succeeds (a bare `! command` would not fail)
not() {
	if "$@"; then
		fail "succeeded: $*"
	fi
}

# expect_exit STATUS COMMAND...: stores the output in $out and $err
expect_exit() {
	wanted=$1
	shift
	got=0
	"$@" >"$out" 2>"$err" || got=$?
	[ "$got" = "$wanted" ] && return
	echo "exit status $got, wanted $wanted: $*"
	echo '--- stdout' && head -n 40 "$out"
	echo '--- stderr' && head -n 40 "$err"
	exit 1
}

# expect_stdout TEXT COMMAND...: exits 0 and prints exactly that
expect_stdout() {
	text=$1
	shift
	expect_exit 0 "$@"
	printf '%s\n' "$text" | diff -u - "$out"
}

# expect_fatal STATUS TEXT COMMAND...: fails with one line that contains TEXT
expect_fatal() {
	wanted=$1 text=$2
	shift 2
	expect_exit "$wanted" "$@"
	[ "$(grep -c -e '^fatal: ' -e '^error: ' "$err")" = 1 ] ||
		fail "not one line of failure: $(cat "$err")"
	has "$err" "$text"
	[ ! -s "$out" ] || fail "printed to stdout: $(head -n 5 "$out")"
}

# has FILE TEXT: a line of the file contains this text
has() {
	grep -qF -e "$2" "$1" || fail "no '$2' in:" "$(head -n 40 "$1")"
}

# lacks FILE TEXT: no line of the file contains this text
lacks() {
	! grep -qF -e "$2" "$1" || fail "'$2' in:" "$(head -n 40 "$1")"
}

# has_json FILE TEXT: a JSON file contains this, ignoring white space
has_json() {
	tr -d ' \n' <"$1" >"$trash/.json"
	grep -qF -e "$2" "$trash/.json" ||
		fail "no '$2' in:" "$(head -c 4000 "$1")"
}

# fits_schema NAME FILE...: JSON is valid for docs/schema, if we can validate
fits_schema() {
	schema=$GP_SOURCE/docs/schema/$1-1.json
	shift
	python3 "$GP_SOURCE/tests/schema.py" "$schema" "$@" || [ $? = 77 ]
}

# repository [DIRECTORY [INIT-OPTION...]]: creates one and changes to it
repository() {
	directory=${1:-repo}
	[ $# = 0 ] || shift
	git init -q "$@" "$directory" && cd "$directory" || exit 1
}

# tick: advances the clock by an hour, starting at a fixed day, so that
# ids are the same in every run
tick() {
	clock=$(cat "$trash/.clock" 2>/dev/null || echo 1767225600)
	clock=$((clock + 3600))
	echo "$clock" >"$trash/.clock"
}

# dated COMMAND...: runs it with the date of the last tick for commits
dated() {
	GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000" "$@"
}

# commit [MESSAGE [FILE]]: changes the file (`file`), an hour after the previous
commit() {
	tick
	echo "${1:-commit} $clock" >>"${2:-file}"
	git add "${2:-file}" && dated git commit -q -m "${1:-commit}"
}

# history NUMBER KEY VALUE SPREAD [UNIT]: creates that many commits, measured
# five times each around VALUE, with the same values in every run of the test
history() {
	for i in $(seq "$1"); do
		commit "$i" || return
		record_around "$2" "$3" "$4" "${5:-ms}" "$i" || return
	done
}

# record_around KEY VALUE SPREAD UNIT SEED [OPTION...]
record_around() {
	samples=$(awk -v key="$1" -v v="$2" -v s="$3" -v u="$4" \
		-v seed="$5" 'BEGIN {
		srand(seed)
		level = v + s * (rand() - 0.5)
		for (i = 0; i < 5; i++)
			printf "--value %s=%.4f%s ", key,
				level + s * (rand() - 0.5), u
	}')
	shift 5
	# shellcheck disable=SC2086 # these are options
	git perf record $samples "$@" 2>"$trash/.record.err" || {
		cat "$trash/.record.err"
		return 1
	}
}

# runs_at [COMMIT]: the number of lines in the commit's note
runs_at() {
	git notes --ref=perf show "${1:-HEAD}" | grep -c .
}
