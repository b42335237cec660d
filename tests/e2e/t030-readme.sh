#!/bin/sh
# Replays the session of the README and compares the output, except ids.
. "$(dirname "$0")/lib.sh"

# "    $ " begins a command, "    > " continues it, the rest is output.
sed -n 's/^    //p; s/^$//p' "$GP_SOURCE/README.md" |
	sed -n '/^\$ /,$p' >session
sed -n 's/^[$>] //p' session >script
grep -v '^[$>] ' session >expected

same_but_ids() {
	sed -E 's/[0-9a-f]{12}|[0-9a-f]{7}/ID/g' "$1" | sed '/^ *$/d'
}

it_replays() {
	[ "$(wc -l <script)" -ge 4 ]
	git init -q -b main replay
	(cd replay && sh ../script >../printed 2>&1)
	same_but_ids expected >a
	same_but_ids printed >b
	diff a b
}
ok 'the session of the README prints what the README shows' it_replays

it_is_short() {
	[ "$(wc -l <"$GP_SOURCE/README.md")" -le 60 ]
}
ok 'the README has at most 60 lines' it_is_short
finish
