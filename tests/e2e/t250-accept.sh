#!/bin/sh
# accept and alias: what they write, where, and how to undo it.
. "$(dirname "$0")/lib.sh"

empty=4b825dc642cb6eb9a060e54bf8d69288fbee4904

# lines_at OBJECT: the lines of its note; empty if it has none
lines_at() {
	git notes --ref=perf show "$1" 2>/dev/null || :
}

# id_of PATTERN: the id of the acceptance in effect
id_of() {
	git perf accept --list | sed -n "s/^accepted \([0-9a-f]*\) .*  $1  .*/\1/p"
}

repository
commit one
git perf record --value parse:p99=1ms --value emit:p99=1ms 2>/dev/null
commit two
git perf record --value parse:p99=2ms --value emit:p99=1ms 2>/dev/null

on_the_base() {
	expect_exit 0 git perf accept --upto 8% -m 'checks bounds now' 'parse*'
	grep -qxE "accepted 'parse\*' up to 8% from $(git rev-parse --short=7 \
		HEAD) on, [0-9a-f]{12}" "$err"
	[ "$(wc -l <"$err")" = 1 ]
	[ "$(lines_at HEAD | wc -l)" = 2 ]
	lines_at "$empty" >index
	[ "$(wc -l <index)" = 1 ]
	lines_at HEAD | grep -qxF -f index
	[ -z "$(lines_at 'HEAD^{tree}')" ]
	rm index
	expect_exit 0 git perf fsck
	has "$out" '4 entries (2 acceptances, aliases and retirements), 0 of other kinds'
}
ok 'on the base branch: stored at the commit and in the index' on_the_base

shown() {
	expect_exit 0 git perf show
	grep -qE '^run [0-9a-f]{12}  ' "$out"
	grep -qxE 'accepted [0-9a-f]{12}  [^ ]*  parse\*  up to 8%' "$out"
	has "$out" '  A Tester <tester@example.com>: checks bounds now'
	expect_exit 0 git perf show HEAD~
	lacks "$out" accepted
	expect_exit 0 git perf show --json
	has_json "$out" '"pattern":"parse*","upto":"8%","testbed":null,"reason":"checksboundsnow","who":"ATester<tester@example.com>"}],"aliases":[],"retired":[]}'
}
ok 'show lists an acceptance' shown

listed() {
	expect_exit 0 git perf accept --list
	grep -qxE "accepted [0-9a-f]{12}  [^ ]*  parse\*  up to 8%  at $(
		git rev-parse --short=7 HEAD)" "$out"
	expect_exit 0 git perf accept --list --json
	has_json "$out" '{"schema":"git-perf/accept/1","accepted":[{"id":"'
	has_json "$out" '"commit":"'"$(git rev-parse HEAD)"'"'
}
ok '--list lists an acceptance' listed

replaced() {
	git perf accept -m 'any size' 'parse*'
	expect_exit 0 git perf accept --list
	[ "$(grep -c '^accepted' "$out")" = 1 ]
	lacks "$out" 'up to'
	git perf accept --upto 8% -m 'checks bounds now' --testbed other 'parse*'
	expect_exit 0 git perf accept --list
	[ "$(grep -c '^accepted' "$out")" = 2 ]
	has "$out" 'parse*  up to 8%  on other'
}
ok 'accepting again replaces the first, except for another testbed' replaced

undone() {
	expect_exit 0 git perf accept --undo --testbed other 'parse*'
	has "$err" "undid the acceptance of 'parse*' at"
	expect_exit 0 git perf accept --undo 'parse*'
	expect_exit 0 git perf accept --list
	[ ! -s "$out" ]
	expect_exit 0 git perf show
	lacks "$out" accepted
	expect_fatal 128 "no acceptance 'parse*'" \
		git perf accept --undo 'parse*'
	expect_fatal 128 "no acceptance 'parse*' at" \
		git perf accept --undo --at HEAD 'parse*'
	expect_exit 0 git perf fsck
	# and undo it again
	git perf accept -m again 'parse*'
	expect_exit 0 git perf accept --undo 'parse*'
	expect_exit 0 git perf accept --list --json
	has_json "$out" '"accepted":[]}'
}
ok 'undone, also twice' undone

by_id() {
	git perf accept -m one 'parse*'
	git perf accept -m two emit
	expect_exit 0 git perf accept --undo "$(id_of emit | cut -c 1-8)"
	has "$err" "undid the acceptance of 'emit'"
	expect_fatal 128 "no acceptance 'abc'" git perf accept --undo abc
	expect_exit 0 git perf forget "$(id_of 'parse\*')"
	expect_exit 0 git perf accept --list
	[ ! -s "$out" ]
	expect_exit 0 git perf show
	lacks "$out" accepted
}
ok 'undone by id, and by forget' by_id

at_commits() {
	git perf accept --at HEAD~ -m old emit
	[ "$(lines_at HEAD~ | wc -l)" = 2 ]
	expect_fatal 128 "no acceptance 'emit' at" \
		git perf accept --undo --at HEAD emit
	git perf accept --undo emit # the only one
	git perf accept --at HEAD~ -m old emit
	git perf accept -m new emit
	git perf accept --undo emit # HEAD's
	expect_exit 0 git perf accept --list
	has "$out" "at $(git rev-parse --short=7 HEAD~)"
	[ "$(grep -c '^accepted' "$out")" = 1 ]
	git perf accept -m new emit
	commit three
	expect_fatal 129 'at more than one commit: name it with --at' \
		git perf accept --undo emit
	git perf accept --undo --at HEAD~ emit
	git perf accept --undo --at HEAD~2 emit
	expect_exit 0 git perf accept --list
	[ ! -s "$out" ]
}
ok '--at names the commit, also with --undo' at_commits

off_the_base() {
	git checkout -q -b topic
	commit topic
	expect_exit 0 git perf accept -m 'on a branch' emit
	has "$err" 'warning: nothing is recorded at'
	for object in HEAD 'HEAD^{tree}' "$empty"; do
		lines_at "$object" | sort >"$object.lines"
	done
	cmp HEAD.lines 'HEAD^{tree}.lines'
	[ "$(wc -l <HEAD.lines)" = 1 ]
	grep -qxF -f HEAD.lines "$empty.lines"
	expect_exit 0 git perf show
	has "$out" 'emit'
	# a squash keeps the content
	git checkout -q -b squash main
	git merge -q --squash topic
	git commit -q -m squashed
	expect_exit 0 git perf show
	grep -qxE "accepted .*  emit  at $(git rev-parse --short=7 topic)" \
		"$out"
	expect_exit 0 git perf accept --undo --at squash emit
	expect_exit 2 git perf show
	expect_exit 2 git perf show topic
	[ "$(lines_at 'topic^{tree}' | wc -l)" = 1 ] # the tombstone
	rm ./*.lines
	git checkout -q main
}
ok 'off the base branch: stored at the tree as well, and undone there' \
	off_the_base

misprints() {
	lines_at "$empty" >before
	expect_fatal 128 "no series matches 'pasre'; candidates: parse" \
		git perf accept --at HEAD~ -m why pasre
	expect_fatal 128 "no series matches 'P99'; candidates: parse:p99, emit:p99" \
		git perf accept --at HEAD~ -m why P99
	expect_fatal 128 "no series matches 'zzz'" \
		git perf accept --at HEAD~ -m why zzz
	lacks "$err" candidates
	lines_at "$empty" | cmp before -
	rm before
	expect_exit 0 git perf accept --at HEAD~ --testbed nowhere -m why parse
	has "$err" "on nowhere matches 'parse'"
	expect_exit 0 git perf accept --at HEAD~ --testbed bed -m why parse
	lacks "$err" warning
	git perf accept --undo --at HEAD~ parse
}
ok 'a pattern that matches nothing is refused, with candidates' misprints

# A series of other commits is enough; without any, nobody can tell.
recorded_elsewhere() {
	repository elsewhere
	commit one
	expect_exit 0 git perf accept -m why later
	has "$err" 'nothing is recorded at'
	commit two
	git perf record --value parse:p99=1ms 2>"$err"
	expect_exit 0 git perf accept --at HEAD~ -m why parse
	has "$err" 'nothing is recorded at'
	commit three
	expect_exit 0 git perf accept -m why '*:p99'
	has "$err" 'nothing is recorded at'
	git perf record --value emit:p99=1ms 2>"$err"
	expect_exit 0 git perf accept -m why parse
	has "$err" "matches 'parse'"
	expect_fatal 128 "no series matches 'prse'; candidates: parse" \
		git perf accept -m why prse
	expect_exit 0 git perf accept --undo later --at HEAD~2
}
ok 'a pattern may match at another commit only' recorded_elsewhere

bad_input() {
	expect_fatal 129 'missing argument: expected one pattern' git perf accept
	expect_fatal 129 'too many arguments: expected one pattern' \
		git perf accept -m why a b
	expect_fatal 129 'a reason is required' git perf accept parse
	expect_fatal 129 'the reason is empty' git perf accept -m ' ' parse
	expect_fatal 129 'the pattern is empty' git perf accept -m why ''
	expect_fatal 129 'has no unit' git perf accept --upto 8 -m why parse
	for upto in '' x -5% -1ms % 8%% 1e999% none; do
		expect_fatal 129 '--upto expects' \
			git perf accept --upto "$upto" -m why parse
	done
	expect_fatal 129 'is not UTF-8' \
		git perf accept -m why "$(printf 'x\351')"
	expect_fatal 129 'at most 65536' \
		git perf accept -m "$(printf '%065537d' 0)" parse
	expect_fatal 128 "'nope' is not a commit" \
		git perf accept --at nope -m why parse
	expect_fatal 129 '--undo cannot be combined' git perf accept --undo -m why parse
	expect_fatal 129 '--list can only be combined' git perf accept --list parse
	expect_fatal 129 '--json requires --list' git perf accept --json parse
	expect_exit 0 git perf accept --list
	[ ! -s "$out" ]
}
ok 'invalid input is reported in one line, and nothing is written' bad_input

long_reason() {
	reason=$(printf '%065536d' 0)
	for upto in 8% 0.5% 5ms 1pp '8 %' 0%; do
		git perf accept --upto "$upto" -m "$reason" parse
	done
	expect_exit 0 git perf accept --list
	has "$out" 'up to 0%'
	[ "$(wc -c <"$out")" -lt 1000 ]
	git perf accept --undo parse
}
ok 'valid limits and reasons' long_reason

nobody() {
	git config --global --unset user.name
	git config --global --unset user.email
	git perf accept --at HEAD -m why parse
	expect_exit 0 git perf accept --list --json
	has_json "$out" '"who":null'
	git perf accept --undo parse
	git config --global user.name 'A Tester'
	git config --global user.email 'tester@example.com'
}
ok 'an unknown user name is allowed' nobody

unborn() {
	repository unborn
	expect_exit 0 git perf accept --list
	[ ! -s "$out" ]
	expect_fatal 128 HEAD git perf accept -m why parse
	expect_fatal 128 HEAD git perf alias a b
	expect_fatal 128 'no acceptance' git perf accept --undo parse
}
ok 'a repository without commits' unborn

# ---- aliases ----

aliases() {
	expect_exit 0 git perf alias --at HEAD~ old parse
	[ ! -s "$out" ]
	grep -qxE "'old' is read as 'parse' up to $(git rev-parse --short=7 \
		HEAD~), [0-9a-f]{12}" "$err"
	expect_exit 0 git perf show HEAD~
	grep -qxE 'alias [0-9a-f]{12}  [^ ]*  old -> parse' "$out"
	expect_exit 0 git perf show HEAD~ --json
	has_json "$out" '"accepted":[],"aliases":[{"id":"'
	has_json "$out" '"old":"old","new":"parse","who":"ATester<'
	git perf alias --at HEAD~ old emit
	expect_exit 0 git perf alias --list
	[ "$(grep -c '^alias' "$out")" = 1 ]
	has "$out" "old -> emit  at $(git rev-parse --short=7 HEAD~)"
	expect_exit 0 git perf alias --list --json
	has_json "$out" '{"schema":"git-perf/alias/1","aliases":[{"id":"'
	expect_fatal 128 "no alias 'old'" git perf alias --undo old parse
	expect_exit 0 git perf alias --undo old emit
	expect_exit 0 git perf alias --list
	[ ! -s "$out" ]
}
ok 'an alias, its replacement, and undoing it' aliases

circles() {
	git perf alias a b
	git perf alias b c
	expect_fatal 129 'undo that one first' git perf alias c a
	expect_fatal 129 'undo that one first' git perf alias b a
	git perf alias b d
	expect_exit 0 git perf alias c a
	git perf alias --undo a
	git perf alias --undo b d
	git perf alias --undo "$(git perf alias --list |
		sed -n 's/^alias \([0-9a-f]*\) .*/\1/p')"
	expect_exit 0 git perf alias --list
	[ ! -s "$out" ]
}
ok 'cycles and ambiguous names are rejected' circles

bad_aliases() {
	expect_fatal 129 'missing argument: expected an old and a new name' \
		git perf alias a
	expect_fatal 129 'cannot be its own alias' git perf alias a a
	expect_fatal 129 'the new name is empty' git perf alias a ''
	expect_fatal 129 'is a key' git perf alias --at HEAD~ old parse:p99
	expect_exit 0 git perf alias --at HEAD~ old nothing
	has "$err" "is named 'nothing'"
	expect_exit 0 git perf alias --undo old
	expect_exit 0 git perf alias --at HEAD~ old:p99 parse:p99
	lacks "$err" warning
	expect_exit 0 git perf alias --undo old:p99
	expect_fatal 128 "no series matches 'pars'; candidates: parse:p99" \
		git perf alias pars parse2
	expect_fatal 128 "no series matches 'Emti'; candidates: emit" \
		git perf alias Emti emit2
	expect_fatal 129 'missing argument: expected an old name' git perf alias --undo
}
ok 'invalid names' bad_aliases

# ---- two clones ----

union() {
	git clone -q . ../clone
	git -C ../clone fetch -q origin refs/notes/perf:refs/notes/perf
	git perf accept -m here 'parse*'
	(
		cd ../clone
		git perf accept -m there emit
		git perf accept -m both '*:p99'
		git perf accept --undo '*:p99'
	)
	git fetch -q ../clone refs/notes/perf:refs/notes/theirs
	git notes --ref=perf merge -q -s cat_sort_uniq refs/notes/theirs
	expect_exit 0 git perf accept --list
	has "$out" 'parse*'
	has "$out" 'emit'
	lacks "$out" 'both'
	expect_exit 0 git perf show
	[ "$(grep -c '^accepted' "$out")" = 2 ]
	expect_exit 0 git perf fsck
	# what is undone stays undone, whoever still has it
	git perf accept --undo 'parse*'
	git -C ../clone fetch -q origin refs/notes/perf:refs/notes/theirs
	git -C ../clone notes --ref=perf merge -q -s cat_sort_uniq \
		refs/notes/theirs
	git fetch -q ../clone +refs/notes/perf:refs/notes/theirs
	git notes --ref=perf merge -q -s cat_sort_uniq refs/notes/theirs
	expect_exit 0 git perf accept --list
	lacks "$out" 'parse*'
	has "$out" 'emit'
}
ok 'clones merge to the union, with plain git' union

plain_git() {
	git notes --ref=perf show "$empty" >index
	[ -s index ]
	not grep -vqE '^1 [A-Za-z0-9+/=]+$' index
	rm index
	git notes --ref=perf prune
	expect_exit 0 git perf accept --list
	has "$out" 'emit'
}
ok 'git notes show reads it, git notes prune keeps it' plain_git

damaged() {
	git notes --ref=perf append -m '1 AAAA' "$empty"
	expect_exit 0 git perf accept --list
	has "$err" 'is damaged and ignored'
	has "$out" 'emit'
	expect_exit 1 git perf fsck --quarantine
	expect_exit 0 git perf accept --list
	lacks "$err" damaged
	has "$out" 'emit'
}
ok 'one damaged line is skipped' damaged

finish
