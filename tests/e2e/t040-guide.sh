#!/bin/sh
# Replays the session of each chapter of docs/guide in its own repository and
# compares the output, except ids and dates. `--update` writes the output into
# the chapter; review the diff.
update=
[ "${1:-}" != --update ] || {
	update=1
	shift
}
. "$(dirname "$0")/lib.sh"

# In a chapter "    $ " begins a command, "    > " continues it, and the
# indented lines below are its output.
script_of() {
	awk '/^    \$ / { printf "echo; echo \"@@%d\"\n", ++n }
		/^    [$>] / { print substr($0, 7) }' "$1"
}

# chapter_with OUTPUT CHAPTER: the chapter with its outputs replaced by OUTPUT
chapter_with() {
	awk 'FNR == NR && /^@@/ { at = substr($0, 3); next }
		FNR == NR { out[at, ++lines[at]] = $0; next }
		function put(  i, last) {
			last = lines[n]
			while (last && out[n, last] == "")
				last--
			for (i = 1; i <= last; i++)
				print out[n, i] == "" ? "" : "    " out[n, i]
			open = 0
		}
		/^    \$ / { if (open) put(); n++; open = 1; print; next }
		/^    > / { print; next }
		open && (/^    / || /^$/) { next }
		{ if (open) { put(); print "" } print }
		END { if (open) put() }' "$1" "$2"
}

same_but_ids() {
	sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?/DATE/g
		s/[0-9a-f]{32}|[0-9a-f]{12}|[0-9a-f]{7}/ID/g' "$1"
}

# Unset the test configuration, which a reader does not have.
it_replays() {
	name=$(basename "$1" .md)
	script_of "$1" >"$name.sh"
	[ "$(grep -c @@ "$name.sh")" -ge 3 ]
	git init -q -b main "$name"
	(cd "$name" && sh "../$name.sh" >"../$name.out" 2>&1) || :
	chapter_with "$name.out" "$1" >"$name.md"
	[ -z "$update" ] || cat "$name.md" >"$1"
	same_but_ids "$1" >expected
	same_but_ids "$name.md" >printed
	diff expected printed
}

git config --global --unset perf.testbed
git config --global --unset perf.maxAge
for chapter in "$GP_SOURCE"/docs/guide/[1-9]*.md; do
	ok "$(basename "$chapter") prints what the chapter shows" \
		it_replays "$chapter"
done
finish
