#!/bin/sh
# A remote may contain anything. What cannot be read is reported in one line and
# not changed, the notes here are kept, and runs can still be pushed; see
# git-perf-pull(1), git-perf-push(1).
. "$(dirname "$0")/lib.sh"

# case_of NAME: a good remote, `remote.git`, with one run of 1 ms, and clones
# that know it: `victim`, with a run of 2 ms that was not pushed and our hook,
# and `reader`
case_of() {
	mkdir "$1" && cd "$1"
	git init -q --bare remote.git
	git init -q victim
	git -C victim commit -q --allow-empty -m one
	git -C victim remote add origin "$PWD/remote.git"
	git -C victim push -q -u origin main
	record_in victim 1
	git -C victim perf push 2>said
	cp -R victim reader
	record_in victim 2
	git -C victim perf init --hooks 2>said
}

# record_in CLONE VALUE
record_in() {
	git -C "$1" perf record --value "x=$2ms" 2>said || fail "$(cat said)"
}

values() {
	git -C "$1" perf export --all --samples --format csv 2>/dev/null |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort | xargs
}

remote() {
	git -C remote.git "$@"
}

# ---- hostile objects for a ref; each function prints an object id ----

# tree_of FILE: a commit of the tree that `git mktree` makes of it
tree_of() {
	remote commit-tree -m x "$(remote mktree <"$1")"
}

some_blob() {
	echo "${1:-x}" | remote hash-object -w --stdin
}

readme() {
	printf '100644 blob %s\tREADME\n' "$(some_blob)" >entries
	tree_of entries
}

# names that control a terminal
escapes() {
	printf '100644 blob %s\t\033]0;owned\007\n' "$(some_blob)" >entries
	tree_of entries
}

blob() {
	some_blob
}

tree() {
	remote rev-parse 'refs/heads/main^{tree}'
}

tag() {
	printf 'object %s\ntype blob\ntag t\ntagger A <a@b> 1 +0000\n\nx\n' \
		"$(some_blob)" | remote hash-object -w -t tag --stdin
}

tag_of_commit() {
	printf 'object %s\ntype commit\ntag t\ntagger A <a@b> 1 +0000\n\nx\n' \
		"$(remote rev-parse main)" | remote hash-object -w -t tag --stdin
}

# a note that is larger than the limit
huge() {
	id=$(head -c 80000000 /dev/zero | remote hash-object -w --stdin)
	printf '100644 blob %s\t%s\n' "$id" "$(remote rev-parse main)" >entries
	tree_of entries
}

# a few objects that describe more subtrees than can be visited
bomb() {
	id=$(remote mktree </dev/null)
	for _ in 1 2 3 4 5; do
		awk -v id="$id" 'BEGIN {
			for (i = 0; i < 256; i++)
				printf "040000 tree %s\t%02x\n", id, i
		}' >entries
		id=$(remote mktree <entries)
	done
	remote commit-tree -m x "$id"
}

# a note that is a tree
no_blob() {
	printf '040000 tree %s\t%s\n' "$(tree)" "$(remote rev-parse main)" \
		>entries
	tree_of entries
}

# a tree that ends in the middle of an entry
malformed() {
	id=$(printf '100644 %s\0abc' "$(remote rev-parse main)" |
		remote hash-object -w -t tree --literally --stdin)
	remote commit-tree -m x "$id"
}

# its objects are gone: the remote itself is damaged
missing() {
	echo "not for long $$" >content
	id=$(remote hash-object -w --stdin <content)
	printf '100644 blob %s\t%s\n' "$id" "$(remote rev-parse main)" >entries
	tree_of entries
	rm "remote.git/objects/$(echo "$id" | sed 's/^../&\//')"
}

# put REF OBJECT: sets the ref without git's checks
put() {
	mkdir -p "remote.git/$(dirname "$1")"
	echo "$2" >"remote.git/$1"
}

# ---- assertions ----

# one_line LINE...: $err has one line of trouble, which names its ref,
# and nothing that controls a terminal
one_line() {
	[ "$(grep -cE '^(fatal|warning|error): ' "$err")" -eq 1 ] ||
		fail "$(cat "$err")"
	for text; do
		has "$err" "$text"
	done
	tr -d '\n' <"$err" >said
	not grep -q '[[:cntrl:]]' said
}

# The ref of the remote is of that KIND.
the_ref_is() {
	case_of "ref-$1"
	bad=$("$1")
	put refs/notes/perf "$bad"
	before=$(git -C victim rev-parse refs/notes/perf)
	expect_exit 128 git -C victim perf pull
	one_line 'fatal: ' 'refs/notes/perf of origin'
	[ "$(git -C victim rev-parse refs/notes/perf)" = "$before" ]
	# results can still be pushed, by the hook as well
	git -C victim commit -q --allow-empty -m two
	expect_exit 0 git -C victim push -q
	one_line 'warning: git perf: ' 'refs/notes/perf of origin'
	grep -q '^git perf: pushed [12] runs* in 1 note to origin, into an inbox' \
		"$err"
	record_in victim 3
	expect_exit 0 git -C victim perf push
	one_line 'warning: ' 'refs/notes/perf of origin'
	[ "$(values victim)" = '1 2 3' ]
	[ "$(cat remote.git/refs/notes/perf)" = "$bad" ]
	# and they were really pushed
	git -C victim perf push --dry-run 2>&1 | grep -q '^nothing to push'
	git -C victim perf status >"$out" 2>"$err"
	has "$out" 'nothing to push'
	# others see them there
	expect_exit 128 git -C reader perf pull
	one_line 'fatal: ' 'refs/notes/perf of origin'
	[ "$(values reader)" = '1 2 3' ]
	# when the ref is gone everything works as usual
	rm remote.git/refs/notes/perf
	git -C reader perf push
	git -C victim perf pull
	[ "$(remote for-each-ref --format='%(refname)' refs/notes)" = \
		refs/notes/perf ]
	[ "$(values reader)" = '1 2 3' ]
	[ "$(values victim)" = '1 2 3' ]
}

# One of the remote's inboxes is of that KIND.
an_inbox_is() {
	case_of "inbox-$1"
	bad=$("$1")
	put refs/notes/perf-inbox/bad "$bad"
	# another clone's inbox
	git clone -q remote.git other
	record_in other 3
	git -C other perf push
	expect_exit 0 git -C reader perf pull
	one_line 'warning: refs/notes/perf-inbox/' ' of origin: '
	# if git fetches no other ref together with it, those have to wait
	case $1 in
	missing | malformed) whole='' seen='1' ;;
	*) whole=1 seen='1 3' ;;
	esac
	[ "$(values reader)" = "$seen" ]
	expect_exit 0 git -C victim perf push
	one_line 'warning: refs/notes/perf-inbox/' ' of origin: '
	has "$err" 'pushed 1 run in 1 note to origin'
	[ "$(cat remote.git/refs/notes/perf-inbox/bad)" = "$bad" ]
	# it does not block any clone or hook
	record_in victim 4
	git -C victim commit -q --allow-empty -m two
	expect_exit 0 git -C victim push -q
	has "$err" 'git perf: pushed 1 run in 1 note to origin'
	# what was not fetched is not known of for a minute
	[ -z "$whole" ] || one_line 'warning: git perf: refs/notes/perf-inbox/'
	git -C victim perf push --dry-run 2>&1 | grep -q '^nothing to push'
	rm remote.git/refs/notes/perf-inbox/bad
	for clone in victim reader other; do
		git -C "$clone" perf pull
		git -C "$clone" perf push
	done
	git -C victim perf pull
	[ "$(values victim)" = '1 2 3 4' ]
	[ "$(values reader)" = '1 2 3 4' ]
	[ "$(remote for-each-ref --format='%(refname)' refs/notes)" = \
		refs/notes/perf ]
}

for kind in readme escapes blob tree tag tag_of_commit huge bomb no_blob \
	malformed missing; do
	ok "the ref is hostile: $kind" the_ref_is "$kind"
	ok "an inbox is hostile: $kind" an_inbox_is "$kind"
done

# ---- unusual, but harmless ----

# all_well CLONE VALUES: it pulls, pushes and has these values
all_well() {
	expect_exit 0 git -C "$1" perf pull
	expect_exit 0 git -C "$1" perf push
	not grep -q '^warning\|^fatal' "$err"
	[ "$(values "$1")" = "$2" ]
}

# copies of the good ref with names that a shell would execute
it_takes_odd_names() {
	case_of names
	good=$(remote rev-parse refs/notes/perf)
	# shellcheck disable=SC2016 # they stay as they are
	for name in '$(touch${IFS}owned)' ';touch${IFS}owned' "it's" '"' '-f' \
		'--force' '`owned`' '|owned' '&owned' 'a/b' '%s%n' "$(printf \
		'\302\233owned')" "$(printf '\377')"; do
		put "refs/notes/perf-inbox/$name" "$good"
	done
	all_well victim '1 2'
	has "$err" 'and merged 13 inboxes'
	[ "$(remote for-each-ref --format='%(refname)' refs/notes)" = \
		refs/notes/perf ]
	# shellcheck disable=SC2016
	put 'refs/notes/perf-inbox/$(touch${IFS}owned)' "$(readme)"
	put "refs/notes/perf-inbox/$(printf '\302\233owned')" "$(readme)"
	expect_exit 0 git -C victim perf pull
	[ "$(grep -c '^warning: refs/notes/perf-inbox/' "$err")" -eq 2 ]
	not grep -q "$(printf '\302\233')" "$err"
	[ -z "$(find . -name owned -o -name '*.git' -prune -name owned)" ]
}
ok 'names of inboxes are data' it_takes_odd_names

# Names that change from a file to a directory and back, and one too long.
it_takes_impossible_names() {
	case_of folders
	good=$(remote rev-parse refs/notes/perf)
	put refs/notes/perf-inbox/a "$good"
	git -C reader perf pull
	rm remote.git/refs/notes/perf-inbox/a
	put refs/notes/perf-inbox/a/b "$good"
	expect_exit 0 git -C reader perf pull
	expect_exit 0 git -C reader perf pull
	[ ! -s "$err" ] || not grep -q '^fatal' "$err"
	rm -r remote.git/refs/notes/perf-inbox/a
	long=$(printf '%0300d' 0)
	echo "$good refs/notes/perf-inbox/$long" >>remote.git/packed-refs
	expect_exit 0 git -C reader perf pull
	one_line "warning: refs/notes/perf-inbox/* of origin: "
	expect_exit 0 git -C victim perf push
	has "$err" 'pushed 1 run in 1 note to origin'
	expect_exit 0 git -C reader perf pull
	[ "$(values reader)" = '1 2' ]
}
ok 'names that are impossible as file names here are data as well' \
	it_takes_impossible_names

# A refspec of the user fetches other notes next to the tracking ref.
it_knows_its_own() {
	case_of beside
	put refs/notes/perf-inbox/x "$(remote rev-parse refs/notes/perf)"
	put refs/notes/perf2 "$(readme)"
	put refs/notes/perf-quarantine "$(readme)"
	git -C victim config --add remote.origin.fetch \
		'+refs/notes/*:refs/notes/remotes/origin/*'
	git -C victim fetch -q
	git -C victim rev-parse -q --verify refs/notes/remotes/origin/perf2
	all_well victim '1 2'
	[ "$(remote for-each-ref refs/notes | wc -l)" -eq 3 ]
}
ok 'other notes of the remote are ignored' it_knows_its_own

it_keeps_lines() {
	case_of lines
	head=$(remote rev-parse main)
	remote notes --ref=perf append -m '2 bmV3ZXI=' "$head"
	remote notes --ref=perf append -m '1 AAAA' "$head"
	remote notes --ref=perf append -m '1 broken!' "$head"
	printf '\033]0;owned\007\200 \r' >odd
	remote notes --ref=perf append -F "$PWD/odd" "$head"
	# a truncated line
	remote notes --ref=perf show "$head" | grep '^1 .\{100\}' |
		head -c 60 >odd
	remote notes --ref=perf append -F "$PWD/odd" "$head"
	expect_exit 0 git -C victim perf pull
	expect_exit 0 git -C victim perf show
	not grep -q "$(printf '\033')" "$out" "$err"
	expect_exit 0 git -C victim perf push
	[ "$(values victim)" = '1 2' ]
	[ "$(remote notes --ref=perf show "$head" | grep -c .)" -eq 7 ]
	remote notes --ref=perf show "$head" | grep -qx '2 bmV3ZXI='
}
ok 'damaged lines and those of a newer version are copied unchanged' \
	it_keeps_lines

# By hand: GP_NOTES=300000
many=${GP_NOTES:-3000}
it_takes_many() {
	case_of many
	id=$(some_blob '1 AAAA')
	awk -v id="$id" -v n="$many" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "100644 blob %s\t%08x%032x\n", id, i * 1429, i
	}' >entries
	put refs/notes/perf-inbox/many "$(tree_of entries)"
	all_well victim '1 2'
	[ "$(remote notes --ref=perf list | wc -l)" -eq $((many + 1)) ]
}
ok "an inbox with $many notes in one tree" it_takes_many

finish
