#!/bin/sh
# push and pull, as git-perf-push(1) and git-perf-pull(1) describe them.
. "$(dirname "$0")/lib.sh"

# team NAME...: a bare remote with one commit, and one clone for each name
team() {
	git init -q --bare remote.git
	git init -q seed
	git -C seed commit -q --allow-empty -m one
	git -C seed push -q ../remote.git main
	git -C remote.git symbolic-ref HEAD refs/heads/main
	for name in "$@"; do
		git clone -q remote.git "$name"
	done
}

# in_clone NAME WORD...: runs git perf in that clone
in_clone() {
	clone=$1
	shift
	git -C "$clone" perf "$@"
}

# record_in NAME VALUE
record_in() {
	in_clone "$1" record --value "x=$2ms" 2>/dev/null
}

values() {
	in_clone "$1" export --samples --format csv 2>/dev/null |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort | tr '\n' ' '
}

# same_tree NAME...: their notes have the same tree id
same_tree() {
	for name in "$@"; do
		git -C "$name" rev-parse 'refs/notes/perf^{tree}'
	done | sort -u | wc -l | grep -qx '[ ]*1'
}

refs_of_remote() {
	git -C remote.git for-each-ref --format='%(refname)' 'refs/notes/**'
}

mkdir shared && cd shared || exit 1
team a b c

it_shares() {
	record_in a 1
	in_clone a push 2>&1 |
		grep -qx 'pushed 1 run in 1 note to origin'
	[ "$(refs_of_remote)" = refs/notes/perf ]
	in_clone b pull 2>&1 | grep -qx 'pulled 1 run in 1 note from origin'
	[ "$(values b)" = '1 ' ]
	same_tree a b
}
ok 'results pushed by one clone are pulled by another' it_shares

it_comes_to_rest() {
	in_clone a push 2>&1 | grep -q '^nothing to push: origin has it all$'
	in_clone b push 2>&1 | grep -q '^nothing to push'
	in_clone b pull 2>&1 | grep -q '^nothing new from origin$'
	[ "$(git -C a rev-parse refs/notes/perf)" = \
		"$(git -C b rev-parse refs/notes/perf)" ]
}
ok 'afterwards there is nothing to do' it_comes_to_rest

it_uses_an_inbox() {
	record_in c 3
	in_clone c push 2>&1 |
		grep -qx 'pushed 1 run in 1 note to origin, into an inbox: the next push merges it'
	refs_of_remote | grep -c perf-inbox | grep -qx 1
	# readers see it there
	in_clone b pull
	[ "$(values b)" = '1 3 ' ]
	# and pushing the same again adds none
	in_clone c push 2>&1 | grep -q '^nothing to push' || in_clone c status
}
ok 'a clone that knows nothing of the remote fetches nothing' it_uses_an_inbox

it_folds() {
	record_in a 2
	in_clone a push 2>&1 | grep -q '^pushed 1 run in 1 note to origin'
	[ "$(refs_of_remote)" = refs/notes/perf ]
	for name in a b c; do
		in_clone "$name" pull
		[ "$(values "$name")" = '1 2 3 ' ]
	done
	same_tree a b c
}
ok 'the next push merges the inboxes' it_folds

it_is_linear() {
	record_in a 4
	record_in b 5
	in_clone a push
	in_clone b push
	[ "$(git -C remote.git rev-list --merges refs/notes/perf | wc -l)" -eq 0 ]
	in_clone a pull
	[ "$(values a)" = '1 2 3 4 5 ' ]
}
ok 'the history of the ref is linear' it_is_linear

it_dry_runs() {
	record_in a 6
	before=$(git -C a for-each-ref; git -C remote.git for-each-ref)
	in_clone a push --dry-run 2>&1 |
		grep -qx 'would push 1 run in 1 note to origin'
	[ "$before" = "$(git -C a for-each-ref
	git -C remote.git for-each-ref)" ]
}
ok 'a dry run changes nothing' it_dry_runs

it_prints_json() {
	in_clone a push
	in_clone b pull
	record_in a 60
	in_clone a push --json >"$out"
	grep -qx '{"schema": "git-perf/push/1", "remote": "origin", "way": "ref", "runs": 1, "notes": 1, "folded": 0, "dry_run": false, "entries": {"runs": 1}}' "$out"
	in_clone b pull --json >"$out"
	grep -qx '{"schema": "git-perf/pull/1", "remote": "origin", "notes": 1, "inboxes": 0, "untrusted": 0, "left_out": 0, "entries": {"runs": 1}}' "$out"
	fits_schema pull "$out"
	in_clone a push --json >"$out"
	fits_schema push "$out"
	in_clone a status --json >"$out"
	fits_schema status "$out"
	git -C seed perf status --json >"$out"
	fits_schema status "$out"
}
ok 'both print JSON' it_prints_json

it_tells_the_status() {
	in_clone a status >"$out"
	grep -q '^remote   origin: nothing to push, last synced 20' "$out"
	record_in a 7
	in_clone a status >"$out"
	grep -q '^remote   origin: 1 run not pushed' "$out"
	in_clone a status --json | grep -q '"remote": "origin", "pending": 1,'
	git -C seed perf status | grep -qx 'remote   none'
	in_clone a push
}
ok 'status shows what is not pushed' it_tells_the_status

# An inbox says nothing about the ref: the next push contacts the remote.
it_knows_the_time_of_an_inbox() {
	git clone -q remote.git timed
	in_clone timed status | grep -q ', never synced$'
	record_in timed 70
	in_clone timed push 2>&1 | grep -q ', into an inbox'
	in_clone timed status | grep -q 'nothing to push, last synced 20'
	in_clone timed status --json | grep -q '"synced": "20'
	# an inbox push does not renew the time of an earlier fetch
	in_clone timed pull
	find timed/.git/perf -name 'fetched-*' -exec touch -d '2 hours ago' {} +
	record_in a 71
	in_clone a push
	record_in timed 72
	mv timed/.git/refs/notes/remotes kept
	in_clone timed push 2>&1 | grep -q ', into an inbox'
	rm -r timed/.git/refs/notes/remotes
	mv kept timed/.git/refs/notes/remotes
	record_in timed 73
	in_clone timed push 2>&1 | grep -q 'to origin, and merged [12] inbox'
	in_clone a pull
	values a | grep -q '70 71 72 73 '
}
ok 'an inbox push is dated, and the ref is still fetched later' \
	it_knows_the_time_of_an_inbox

it_takes_a_path() {
	git init -q --bare other.git
	in_clone a push ../other.git 2>&1 | grep -q 'to ../other.git$'
	git -C other.git rev-parse -q --verify refs/notes/perf
	git init -q fresh
	git -C fresh commit -q --allow-empty -m x
	in_clone fresh pull ../other.git
	same_tree a fresh
	# the path of a configured remote is that remote
	in_clone a push "$PWD/remote.git" 2>&1 | grep -q 'origin has it all$'
}
ok 'a remote may be a path' it_takes_a_path

it_forgets_for_all() {
	in_clone b pull
	id=$(in_clone b show | sed -n 's/^run \([0-9a-f]*\).*/\1/p' |
		head -n 1)
	in_clone b forget "$id"
	in_clone b push
	before=$(values a | wc -w)
	in_clone a pull
	[ "$(values a | wc -w)" -eq $((before - 1)) ]
	in_clone a push
	in_clone b pull
	same_tree a b
	[ "$(values a)" = "$(values b)" ]
}
ok 'what is forgotten stays forgotten' it_forgets_for_all

it_survives_plain_git() {
	in_clone a pull && in_clone b pull
	record_in a 8
	record_in b 9
	in_clone a push
	git -C b fetch -q origin refs/notes/perf:refs/notes/theirs
	git -C b notes --ref=perf merge -q -s cat_sort_uniq refs/notes/theirs
	git -C b push -q origin refs/notes/perf
	record_in a 10
	in_clone a push
	in_clone b pull
	in_clone a pull
	[ "$(values a)" = "$(values b)" ]
	for value in 8 9 10; do
		values a | grep -qw "$value"
	done
	same_tree a b
}
ok 'plain git notes merge may be used in between' it_survives_plain_git

it_is_not_overwritten() {
	git -C a config --add remote.origin.fetch '+refs/notes/*:refs/notes/*'
	record_in a 11
	in_clone a pull
	values a | grep -qw 11
	in_clone a push
	git -C a config --unset-all remote.origin.fetch 'refs/notes'
}
ok 'a forced refspec does not overwrite what is not pushed' \
	it_is_not_overwritten

it_has_no_remote() {
	git init -q alone && git -C alone commit -q --allow-empty -m x
	expect_exit 128 git -C alone perf push
	grep -qx 'fatal: there is no remote: git remote add origin <url>, or name a URL or a path' "$err"
	expect_exit 128 in_clone a pull nowhere
	grep -q "^fatal: cannot fetch from nowhere: 'nowhere' does not appear to be a git repository" "$err"
	expect_exit 129 in_clone a push one two
}
ok 'each error is one line' it_has_no_remote

it_has_nothing() {
	git init -q --bare empty.git
	git clone -q empty.git none 2>/dev/null
	in_clone none pull 2>&1 | grep -qx 'origin has no results yet'
	in_clone none push 2>&1 | grep -q '^nothing to push'
	[ -z "$(git -C empty.git for-each-ref)" ]
}
ok 'no results on either side are not an error' it_has_nothing

# ---- kinds of clones ----

it_is_shallow() {
	git -C seed commit -q --allow-empty -m two
	git -C seed push -q ../remote.git main
	git clone -q --depth 1 "file://$PWD/remote.git" shallow
	in_clone shallow pull
	record_in shallow 20
	in_clone shallow push
	in_clone a pull
	git -C a pull -q
	values a | grep -qw 20
	# the user's history is as shallow as before
	[ "$(git -C shallow rev-list --count HEAD)" -eq 1 ]
}
ok 'a shallow clone pulls and pushes' it_is_shallow

it_is_partial() {
	git -C remote.git config uploadpack.allowFilter true
	git clone -q --filter=blob:none "file://$PWD/remote.git" partial
	in_clone partial pull
	[ "$(values partial)" = "$(values a)" ]
	record_in partial 21
	in_clone partial push
	in_clone a pull
	values a | grep -qw 21
}
ok 'a partial clone gets all notes' it_is_partial

# Two names: the one that git creates, and one that -c would split.
it_is_a_mirror() {
	for name in origin "it's.x=y"; do
		rm -rf mirror.git
		git clone -q --mirror -o "$name" "$PWD/remote.git" mirror.git
		[ "$(git -C mirror.git config "remote.$name.mirror")" = true ]
		record_in mirror.git 22
		in_clone mirror.git push
		in_clone mirror.git push --dry-run 2>&1 |
			grep -q '^nothing to push'
		in_clone a pull
		record_in a 23
		in_clone a push
		in_clone mirror.git pull
		values mirror.git | grep -qw 23
		# none of it stays in the configuration
		[ "$(git -C mirror.git config "remote.$name.mirror")" = true ]
	done
}
ok 'a mirror pulls and pushes' it_is_a_mirror

# ---- hostile remotes ----

# evil: a clone, to push damaged refs to its remote
evil() {
	rm -rf evil.git victim
	git clone -q --bare remote.git evil.git
	git clone -q evil.git victim
	record_in victim 1
	before=$(git -C victim rev-parse refs/notes/perf)
}
untouched() {
	[ "$before" = "$(git -C victim rev-parse refs/notes/perf)" ]
	grep -q "$1" "$err"
	[ "$(wc -l <"$err")" -eq 1 ]
}

it_is_no_notes_tree() {
	evil
	echo text >file
	blob=$(git -C evil.git hash-object -w --stdin <file)
	tree=$(printf '100644 blob %s\tREADME\n' "$blob" |
		git -C evil.git mktree)
	git -C evil.git update-ref refs/notes/perf \
		"$(git -C evil.git commit-tree -m x "$tree")"
	expect_exit 128 in_clone victim pull
	untouched "refs/notes/perf of origin: it holds no notes, but 'README'"
	expect_exit 0 in_clone victim push
	grep -q ', into an inbox' "$err"
	[ "$before" = "$(git -C victim rev-parse refs/notes/perf)" ]
}
ok 'a ref that is not a notes tree is reported and ignored' it_is_no_notes_tree

it_is_no_commit() {
	evil
	blob=$(echo x | git -C evil.git hash-object -w --stdin)
	git -C evil.git update-ref refs/notes/perf "$blob"
	expect_exit 128 in_clone victim pull
	untouched 'refs/notes/perf of origin: it is not a commit'
}
ok 'a ref that is not a commit is reported and ignored' it_is_no_commit

it_is_newer() {
	evil
	head=$(git -C victim rev-parse HEAD)
	git -C evil.git update-ref -d refs/notes/perf
	git -C evil.git notes --ref=perf add -m '2 bmV3ZXI=' "$head"
	git -C evil.git notes --ref=perf append -m '1 broken!' "$head"
	in_clone victim pull
	[ "$(values victim)" = '1 ' ]
	git -C victim notes --ref=perf show "$head" >lines
	grep -qx '2 bmV3ZXI=' lines && grep -qx '1 broken!' lines
	in_clone victim push
	in_clone victim push
	git -C evil.git notes --ref=perf show "$head" | cmp - lines
}
ok 'lines that cannot be read are kept' it_is_newer

it_runs_no_words() {
	git init -q --bare 'na;touch hacked.git'
	# shellcheck disable=SC2016 # it must stay as it is
	expect_exit 128 in_clone a push '$(touch hacked)'
	expect_exit 128 in_clone a push -- '--upload-pack=touch hacked'
	expect_exit 0 in_clone a push '../na;touch hacked.git'
	[ ! -e hacked ] && [ ! -e a/hacked ] && [ ! -e hacked.git ]
}
ok 'no text of a remote reaches a shell' it_runs_no_words

it_refuses() {
	evil
	printf '#!/bin/sh\necho "not today" >&2\nexit 1\n' \
		>evil.git/hooks/pre-receive
	chmod +x evil.git/hooks/pre-receive
	expect_exit 128 in_clone victim push
	grep -q '^fatal: origin refused refs/notes/perf-inbox/' "$err"
	[ "$(values victim)" = '1 ' ]
	rm evil.git/hooks/pre-receive
	expect_exit 0 in_clone victim push
}
ok 'a refused push is reported, and nothing is lost' it_refuses

# A run of a branch is stored at its commit and at its tree.
it_counts_once() {
	git init -q --bare twice.git
	repository twice
	git remote add origin ../twice.git
	git commit -q --allow-empty -m one
	git push -q -u origin main
	git checkout -q -b side
	commit side
	git perf record --value x=1ms
	git perf push 2>&1 | grep -q '^pushed 1 run in 2 notes to origin'
	git perf forget "$(git perf show | sed -n 's/^run \([0-9a-f]*\).*/\1/p')"
	git perf push --dry-run 2>&1 |
		grep -q '^would push 1 tombstone in 2 notes to origin'
}
ok 'a line that is in two notes counts once' it_counts_once

it_is_quiet() {
	git init -q --bare quiet.git
	repository quiet
	git remote add origin ../quiet.git
	git commit -q --allow-empty -m one
	git push -q origin main
	git perf record --value x=1ms
	expect_exit 0 git perf push -q
	[ ! -s "$out" ] && [ ! -s "$err" ]
	expect_exit 0 git perf push --quiet --json
	has_json "$out" '"way":"nothing"'
	expect_exit 0 git perf pull -q
	[ ! -s "$out" ] && [ ! -s "$err" ]
	git clone -q "file://$PWD/../quiet.git" ../quiet-clone
	cd ../quiet-clone
	expect_exit 0 git perf pull -q --last 3
	[ ! -s "$out" ] && [ ! -s "$err" ]
	git perf show | grep -q x
	# what goes wrong is still told
	git remote set-url origin /nowhere
	git perf record --value x=2ms
	expect_exit 128 git perf push -q
	grep -q '^fatal: ' "$err"
}
ok 'push -q and pull -q print only what goes wrong' it_is_quiet

finish
