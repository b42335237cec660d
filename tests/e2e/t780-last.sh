#!/bin/sh
# pull --last: a part of the results, and only the history they need.
. "$(dirname "$0")/lib.sh"

# Thirty commits, every other one measured; the newest is not.
git init -q seed
cd seed || exit 1
for i in $(seq 15); do
	commit "$i.0" && commit "$i.1" &&
		record_around x 100 2 ms "$i" || exit 1
done
git tag v1 HEAD~28
commit newest
cd .. || exit 1
git init -q --bare remote.git
git -C remote.git config uploadpack.allowFilter true
git -C seed remote add origin ../remote.git
git -C seed push -q origin main
# More notes than one tree holds, on objects that do not exist here.
for i in $(seq 300); do
	printf '100644 blob %s\t%040x\n' "$(echo '2 bmV3ZXI=' |
		git -C seed hash-object -w --stdin)" "$i"
done >entries
git -C seed ls-tree -r refs/notes/perf >>entries
git -C seed update-ref refs/notes/perf "$(git -C seed commit-tree -m more \
	"$(sort -t "$(printf '\t')" -k 2 entries | git -C seed mktree)")"
git -C seed perf push 2>/dev/null
url=file://$trash/remote.git

# in_clone NAME WORD...: runs git perf in that clone
in_clone() {
	clone=$1
	shift
	git -C "$clone" perf "$@"
}

# ci NAME [OPTION...]: the clone that a CI job starts with
ci() {
	name=$1
	shift
	rm -rf "$name"
	git clone -q --depth 1 "$@" "$url" "$name"
}

# whole NAME: a complete clone
whole() {
	rm -rf "$1"
	git clone -q "$url" "$1"
	in_clone "$1" pull 2>/dev/null
}

# verdict NAME [OPTION...]: all that check prints at HEAD, after a run there
verdict() {
	judged=$1
	shift
	(cd "$judged" && record_around x 100 2 ms 99)
	in_clone "$judged" check --json "$@" 2>"$judged.warnings" \
		>"$judged.json" || echo "status $?"
	tr ',' '\n' <"$judged.json" | grep -v '"base_name"'
}

# same_verdict NAME [OPTION...]: the same as in a complete clone
same_verdict() {
	name=$1
	shift
	whole reference
	git -C reference fetch -q origin 'refs/pull/*:refs/pull/*'
	git -C reference checkout -q --detach \
		"$(git -C "$name" rev-parse HEAD)"
	verdict reference "$@" >expected
	verdict "$name" "$@" >got
	diff -u expected got
	has got '"center"'
	lacks "$name.warnings" shallow
}

# is_part NAME: some results of the remote are known, but not all
is_part() {
	git -C "$1" rev-parse -q --verify refs/notes/remotes/origin/perf-part
	not git -C "$1" rev-parse -q --verify refs/notes/remotes/origin/perf
	in_clone "$1" status | grep -qx '         only some of its results are here: git perf pull fetches all'
}

# is_clean NAME: the pull left no temporary files
is_clean() {
	[ -z "$(find "$1/.git/perf" -name '*part-*')" ]
	not git -C "$1" config --get-regexp 'promisor|partialclone'
	[ ! -e "$1/.git/FETCH_HEAD" ]
	git -C "$1" fsck --connectivity-only 2>&1 | not grep -v dangling
}

inboxes() {
	git -C remote.git for-each-ref --format='%(refname)' \
		refs/notes/perf-inbox/
}

# fold: a complete clone merges the inboxes
fold() {
	in_clone seed pull 2>/dev/null
	in_clone seed push 2>/dev/null
	[ -z "$(inboxes)" ]
}

# ---- normal use ----

it_takes_a_part() {
	ci job
	expect_exit 0 in_clone job pull --last 4
	# the newest, then every other one
	grep -qx 'deepened this clone by 7 commits, for 4 of 4 measured ones' \
		"$err"
	grep -qx 'pulled 4 notes from origin, a part of its results: 4 measured commits of the baseline' "$err"
	[ "$(wc -l <"$err")" -eq 2 ]
	[ "$(git -C job notes --ref=perf list | wc -l)" -eq 4 ]
	[ "$(git -C job rev-list --count HEAD)" -eq 8 ]
	[ -f job/.git/shallow ]
	is_part job
	is_clean job
	same_verdict job -n 4
}
ok 'the results that a check needs, and the history for them' it_takes_a_part

it_pushes_what_is_new() {
	expect_exit 0 in_clone job push
	grep -qx 'pushed 1 run in 1 note to origin, into an inbox: the next push merges it' "$err"
	[ "$(inboxes | wc -l)" -eq 1 ]
	git -C remote.git ls-tree -r "$(inboxes)" >tree
	[ "$(wc -l <tree)" -eq 1 ]
	[ "$(git -C remote.git cat-file blob "$(awk '{print $3}' tree)" |
		wc -l)" -eq 1 ]
	# again, and with a second run: still nothing is fetched
	expect_exit 0 in_clone job push
	grep -q '^nothing to push' "$err"
	in_clone job record --value x=101ms
	expect_exit 0 in_clone job push
	grep -q '^pushed 1 run in 1 note to origin, into an inbox' "$err"
	[ "$(inboxes | wc -l)" -eq 2 ]
	is_part job
}
ok 'a push only uploads what is new, into an inbox' it_pushes_what_is_new

it_takes_the_rest() {
	expect_exit 0 in_clone job pull --last 4
	is_part job
	expect_exit 0 in_clone job pull
	not git -C job rev-parse -q --verify refs/notes/remotes/origin/perf-part
	git -C job rev-parse -q --verify refs/notes/remotes/origin/perf
	lacks "$err" part
	[ "$(git -C job notes --ref=perf list | wc -l)" -eq 316 ]
	# a complete clone stays complete
	expect_exit 0 in_clone job pull --last 4
	grep -qx 'nothing new from origin' "$err"
	expect_exit 0 in_clone job pull --last 4 --json
	has_json "$out" '"part":false,"measured":4,"deepened":0'
	fits_schema pull "$out"
	expect_exit 0 in_clone job push
	[ -z "$(inboxes)" ]
	fold
	[ "$(git -C job rev-parse 'refs/notes/perf^{tree}')" = \
		"$(git -C seed rev-parse 'refs/notes/perf^{tree}')" ]
}
ok 'an ordinary pull fetches the rest, and clears the state' \
	it_takes_the_rest

it_keeps_what_is_here() {
	ci kept
	in_clone kept record --value x=7ms
	expect_exit 0 in_clone kept pull --last 2
	in_clone kept export --samples --format csv 2>/dev/null |
		grep -q ",x,.*,7,"
	in_clone kept push --dry-run 2>&1 |
		grep -q '^would push 1 run in 1 note'
	expect_exit 0 in_clone kept pull --last 6
	grep -q '^deepened this clone by 8 commits, for 6 of 6' "$err"
	in_clone kept push --dry-run 2>&1 |
		grep -q '^would push 1 run in 1 note'
	is_clean kept
}
ok 'unpushed results are kept, and a larger <n> fetches more' \
	it_keeps_what_is_here

it_prints_json() {
	ci json
	expect_exit 0 in_clone json pull --last 3 --json
	grep -qx '{"schema": "git-perf/pull/1", "remote": "origin", "notes": 4, "inboxes": 0, "untrusted": 0, "left_out": 0, "last": 3, "part": true, "measured": 3, "deepened": 5, "entries": {}}' "$out"
	has "$err" 'deepened this clone by 5 commits'
	in_clone json status --json | grep -q '"part": true'
	expect_exit 129 in_clone json pull --last 0
	expect_exit 129 in_clone json pull --last 3 --bundle x
}
ok 'JSON has the numbers' it_prints_json

it_ends_with_history() {
	ci short
	expect_exit 0 in_clone short pull --last 100
	grep -qx 'deepened this clone by 29 commits, for 15 of 100 measured ones' "$err"
	# one commit more would be the very first
	[ "$(git -C short rev-list --count HEAD)" -eq 30 ]
	git -C short fetch -q --unshallow
	same_verdict short -n 100
}
ok 'it is deepened no further than there are results' it_ends_with_history

it_has_nothing() {
	git init -q --bare empty.git
	git -C seed push -q ../empty.git main
	git clone -q --depth 1 "file://$PWD/empty.git" none
	expect_exit 0 in_clone none pull --last 5
	[ "$(cat "$err")" = 'origin has no results yet' ]
	[ "$(git -C none rev-list --count HEAD)" -eq 1 ]
	in_clone none record --value x=1ms
	in_clone none push 2>&1 | grep -qx 'pushed 1 run in 1 note to origin'
	git -C empty.git rev-parse -q --verify refs/notes/perf
	is_clean none
}
ok 'no results: nothing is deepened, and the next push creates the ref' \
	it_has_nothing

# ---- what is checked ----

it_is_a_pull_request() {
	git -C seed checkout -q -b feature HEAD~6
	(cd seed && echo x >other && git add other && git commit -q -m f1)
	git -C seed checkout -q --detach main
	git -C seed merge -q --no-ff -m merge feature
	git -C seed push -q origin HEAD:refs/pull/1/merge feature
	git -C seed checkout -q feature
	(cd seed && record_around x 104 2 ms 5 && git perf push) 2>/dev/null
	git -C seed checkout -q main
	git init -q pr
	git -C pr remote add origin "$url"
	git -C pr fetch -q --depth=1 --no-tags origin \
		+refs/pull/1/merge:refs/remotes/pull/1/merge
	rm pr/.git/FETCH_HEAD
	git -C pr checkout -q --detach refs/remotes/pull/1/merge
	expect_exit 0 in_clone pr pull --last 4
	grep -qx 'fetched the base branch main' "$err"
	grep -q '^deepened this clone by [0-9]* commits, for 4 of 4' "$err"
	[ "$(git -C pr rev-parse refs/remotes/origin/main)" = \
		"$(git -C seed rev-parse main)" ]
	# what the merge brought in is there as well
	git -C pr notes --ref=perf show feature 2>/dev/null ||
		git -C pr notes --ref=perf show "$(git -C seed rev-parse feature)"
	is_clean pr
	is_part pr
	same_verdict pr -n 4
}
ok 'a pull request as CI checks it out' it_is_a_pull_request

# A job with a token checks a commit that it did not check out.
it_judges_another() {
	ci other
	git -C other fetch -q --depth=1 --no-write-fetch-head origin feature
	expect_exit 0 in_clone other pull --last 4 -c "$(git -C seed rev-parse feature)"
	grep -q '^deepened this clone by [0-9]* commits*, for 4 of 4' "$err"
	whole reference
	for clone in reference other; do
		in_clone "$clone" check --json -n 4 \
			"$(git -C seed rev-parse feature)" 2>"$clone.warnings" |
			tr ',' '\n' | grep -v '"base_name"' >"$clone.got"
	done
	diff -u reference.got other.got
	has other.got '"center"'
	lacks other.warnings shallow
	[ "$(git -C other rev-parse HEAD)" = "$(git -C seed rev-parse main)" ]
	is_clean other
	is_part other
	expect_exit 129 in_clone other pull -c main
	expect_exit 128 in_clone other pull --last 3 -c nothing
}
ok 'a commit other than HEAD' it_judges_another

it_left_long_ago() {
	rm -rf branch
	git clone -q --depth 1 -b feature --no-single-branch "$url" branch
	git -C branch update-ref -d refs/remotes/origin/HEAD
	rm -f branch/.git/FETCH_HEAD
	expect_exit 0 in_clone branch pull --last 3
	same_verdict branch -n 3
}
ok 'a branch that left the base long ago' it_left_long_ago

it_is_told_of_a_refspec() {
	rm -rf single
	git clone -q --depth 1 -b feature "$url" single
	expect_exit 0 in_clone single pull --last 3
	grep -qx 'warning: remote.origin.fetch does not cover main, the base branch: git remote set-branches --add origin main' "$err"
	git -C single remote set-branches --add origin main
	expect_exit 0 in_clone single pull --last 3
	grep -qx 'fetched the base branch main' "$err"
	same_verdict single -n 3
}
ok 'a base branch without a refspec: a warning, then fetched' it_is_told_of_a_refspec

it_is_accepted() {
	(cd seed && git checkout -q -b slower && commit slow &&
		record_around x 120 2 ms 8 &&
		git perf accept -m 'we know' x && git perf push &&
		git push -q origin slower) 2>/dev/null
	git clone -q --depth 1 -b slower --no-single-branch "$url" accepted
	expect_exit 0 in_clone accepted pull --last 8
	whole reference
	git -C reference checkout -q slower
	for name in accepted reference; do
		git -C "$name" perf check -n 8 --json >"$name.json" 2>&1 ||
			fail "$(cat "$name.json")"
	done
	has_json accepted.json '"status":"accepted"'
	sed -i 's/"base_name": "[^"]*"//' reference.json accepted.json
	diff reference.json accepted.json
	git -C seed checkout -q main
}
ok 'acceptances are fetched' it_is_accepted

# commit_as_is MESSAGE: commits the index
commit_as_is() {
	GIT_AUTHOR_DATE="$(cat "$trash/.clock") +0000" \
		GIT_COMMITTER_DATE="$(cat "$trash/.clock") +0000" \
		git commit -q -m "$1"
}

# A run that a squash left in the note of its tree counts until it is forgotten
# at its own commit.
it_is_forgotten_elsewhere() {
	fold
	(cd seed && git checkout -q -b squashed && commit work &&
		record_around x 300 2 ms 4 && git checkout -q main &&
		git merge -q --squash squashed && commit_as_is squash &&
		commit after && git push -q origin main && git perf push
	) 2>/dev/null
	ci before
	in_clone before pull --last 3 2>/dev/null
	same_verdict before -n 3
	id=$(git -C seed perf show squashed | sed -n 's/^run \([0-9a-f]*\).*/\1/p')
	git -C seed perf forget "$id" && git -C seed perf push
	ci after
	in_clone after pull --last 3 2>/dev/null
	same_verdict after -n 3
}
ok 'runs at the tree of a squash count as in a complete clone' \
	it_is_forgotten_elsewhere

# ---- kinds of clones ----

it_is_whole() {
	rm -rf full
	git clone -q "$url" full
	expect_exit 0 in_clone full pull --last 4
	lacks "$err" deepened
	[ ! -e full/.git/shallow ]
	is_clean full
	is_part full
	same_verdict full -n 4
}
ok 'a complete clone stays complete' it_is_whole

it_is_partial() {
	ci partial --filter=blob:none
	before=$(git -C partial config --get-regexp 'promisor|partial|format')
	expect_exit 0 in_clone partial pull --last 4
	[ "$before" = "$(git -C partial config --get-regexp \
		'promisor|partial|format')" ]
	same_verdict partial -n 4
	# and the content of older commits is not here
	GIT_NO_LAZY_FETCH=1 git -C partial rev-list --objects \
		--missing=print HEAD | grep -q '^?'
}
ok 'a partial clone stays partial' it_is_partial

it_is_by_path() {
	git init -q path
	git -C path fetch -q --depth=1 "$url" main
	rm path/.git/FETCH_HEAD
	git -C path checkout -q -b main "$(cat path/.git/shallow)"
	mkdir path/below
	(cd path/below && expect_exit 0 git perf pull --last 4 ../remote.git)
	grep -q '^pulled [0-9]* notes from ../remote.git, a part' "$err"
	is_clean path
	git -C path for-each-ref | grep -q 'refs/notes/remotes/url-.*/perf-part'
	same_verdict path -n 4
	# also with a relative URL of a remote
	ci relative
	git -C relative remote set-url origin ../remote.git
	expect_exit 0 in_clone relative pull --last 4
	is_part relative
	same_verdict relative -n 4
}
ok 'a remote given as a path' it_is_by_path

# CI checkouts leave credentials in the configuration like this.
it_has_a_configuration() {
	ci config
	git -C config remote set-url origin "forge:remote.git"
	git config -f included url."file://$trash/".insteadOf forge:
	git -C config config "includeIf.gitdir:$trash/config/.git.path" \
		"$trash/included"
	git -C config config http.extraHeader 'Authorization: a secret'
	expect_exit 0 in_clone config pull --last 4
	is_part config
	is_clean config
	ci environment
	git -C environment remote set-url origin "forge:remote.git"
	expect_exit 0 env GIT_CONFIG_COUNT=1 \
		GIT_CONFIG_KEY_0="url.file://$trash/.insteadOf" \
		GIT_CONFIG_VALUE_0=forge: git -C environment perf pull --last 4
	is_part environment
	ci parameters
	git -C parameters remote set-url origin "forge:remote.git"
	expect_exit 0 git -c "url.file://$trash/.insteadOf=forge:" \
		-C parameters perf pull --last 4
	is_part parameters
}
ok 'the configuration of the repository is used' it_has_a_configuration

it_is_linked() {
	ci main-tree
	git -C main-tree worktree add -q --detach ../linked
	git -C main-tree remote set-url origin ../remote.git
	expect_exit 0 in_clone linked pull --last 4
	is_part main-tree
	is_clean main-tree
	same_verdict linked -n 4
}
ok 'a linked working tree' it_is_linked

it_is_elsewhere() {
	rm -rf bare.git
	git clone -q --bare --depth 1 "$url" bare.git
	expect_exit 0 git -C bare.git perf pull --last 4
	git -C bare.git rev-parse -q --verify \
		refs/notes/remotes/origin/perf-part
	[ -z "$(find bare.git/perf -name '*part-*')" ]
	ci env
	expect_exit 0 env GIT_DIR=env/.git GIT_WORK_TREE=env \
		git perf pull --last 4
	is_part env
	(cd env/.git && GIT_DIR=. expect_exit 0 git perf pull --last 6)
	is_clean env
	same_verdict env -n 6
}
ok 'a bare clone, and one that the environment names' it_is_elsewhere

it_has_commits_on_top() {
	ci top
	git -C top commit -q --allow-empty -m 'nowhere else'
	expect_exit 0 in_clone top pull --last 4
	lacks "$err" warning
	grep -q ' for 4 of 4 measured ones$' "$err"
}
ok 'commits that the remote does not have' it_has_commits_on_top

# ---- kinds of servers ----

it_has_inboxes() {
	fold
	for i in 1 2; do
		ci "writer"
		in_clone writer record --value "x=$i""00ms"
		in_clone writer push
	done
	ci reader
	expect_exit 0 in_clone reader pull --last 2 --json
	has_json "$out" '"inboxes":2'
	[ "$(git -C reader notes --ref=perf show HEAD | wc -l)" -eq 2 ]
	same_verdict reader -n 2
	fold
}
ok 'runs in inboxes count' it_has_inboxes

it_was_rewritten() {
	ci rewritten
	git clone -q --mirror remote.git other.git
	git -C other.git config uploadpack.allowFilter true
	git -C other.git for-each-ref --format='delete %(refname)' refs/heads \
		refs/pull | git -C other.git update-ref --stdin
	git -C other.git update-ref refs/heads/main \
		"$(git -C seed rev-parse v1)"
	git -C other.git gc -q --prune=now
	git -C rewritten remote set-url origin "file://$PWD/other.git"
	expect_exit 0 in_clone rewritten pull --last 2
	grep -q '^warning: cannot fetch history from origin: .*not our ref' "$err"
	[ "$(wc -l <"$err")" -eq 2 ]
	is_part rewritten
	is_clean rewritten
}
ok 'a server without the history: a warning, and partial results' \
	it_was_rewritten

it_filters_nothing() {
	git -C remote.git config uploadpack.allowFilter false
	ci unfiltered
	expect_exit 0 in_clone unfiltered pull --last 4
	lacks "$err" warning
	git -C remote.git config uploadpack.allowFilter true
	is_part unfiltered
	is_clean unfiltered
	same_verdict unfiltered -n 4
}
ok 'a server without filters' it_filters_nothing

it_filters_blobs_only() {
	git -C remote.git config uploadpackfilter.tree.allow false
	ci treeless
	expect_exit 0 in_clone treeless pull --last 4
	[ "$(wc -l <"$err")" -eq 2 ]
	git -C remote.git config --unset uploadpackfilter.tree.allow
	is_part treeless
	same_verdict treeless -n 4
}
ok 'a server that only filters blobs' it_filters_blobs_only

it_gives_no_names() {
	ci old
	git -C old config protocol.version 0
	expect_exit 0 in_clone old pull --last 4
	grep -qx 'pulled [^ ]* .* in 3[0-9]* notes from origin' "$err"
	grep -q '^warning: cannot fetch history from origin: ' "$err"
	[ "$(grep -c -v '^deepened' "$err")" -eq 2 ]
	git -C old rev-parse -q --verify refs/notes/remotes/origin/perf
	is_clean old
	git -C old fetch -q --deepen=20 origin
	same_verdict old -n 4
}
ok 'a server that serves no objects by id: everything, with a warning' \
	it_gives_no_names

it_is_not_there() {
	ci offline
	git -C offline remote set-url origin "file://$trash/gone.git"
	expect_exit 128 in_clone offline pull --last 4
	[ "$(wc -l <"$err")" -eq 1 ]
	grep -q '^fatal: cannot fetch from origin: ' "$err"
	is_clean offline
	git init -q unborn
	git -C unborn remote add origin "$url"
	expect_fatal 128 HEAD in_clone unborn pull --last 4
}
ok 'an unreachable server is reported in one line' it_is_not_there

# ---- damaged remotes ----

# evil TREE: a remote with this as its results
evil() {
	rm -rf evil.git victim
	git clone -q --bare remote.git evil.git
	git -C evil.git config uploadpack.allowFilter true
	git clone -q --depth 1 "file://$PWD/evil.git" victim
	git -C evil.git update-ref refs/notes/perf \
		"$(git -C evil.git commit-tree -m x "$1")"
}
tree() {
	git -C remote.git mktree --missing
}
blob() {
	echo "$1" | git -C remote.git hash-object -w --stdin
}
untouched() {
	[ -z "$(git -C victim for-each-ref refs/notes/)" ] ||
		[ -z "$(git -C victim notes --ref=perf list 2>/dev/null)" ]
	[ "$(git -C victim rev-list --count HEAD)" -eq 1 ]
	[ -z "$(find victim/.git/perf -name '*part-*')" ]
	[ "$(wc -l <"$err")" -eq 1 ]
}

it_is_hostile() {
	evil "$(printf '100644 blob %s\tREADME\n' "$(blob x)" | tree)"
	expect_exit 128 in_clone victim pull --last 4
	has "$err" "it holds no notes, but 'README'"
	untouched
	# a ref that is not a commit
	evil "$(printf '' | tree)"
	git -C evil.git update-ref refs/notes/perf "$(blob x)"
	expect_exit 128 in_clone victim pull --last 4
	has "$err" 'it is not a commit'
	untouched
	# a note that is a directory
	head=$(git -C victim rev-parse HEAD)
	evil "$(printf '040000 tree %s\t%s\n' "$(printf '' | tree)" "$head" |
		tree)"
	expect_exit 128 in_clone victim pull --last 4
	untouched
	# endless subtrees
	below=$(printf '100644 blob %s\t%s\n' "$(blob x)" "$(printf %036d 0)" |
		tree)
	for _ in $(seq 18); do
		below=$(for i in $(seq 16 255); do
			printf '040000 tree %s\t%02x\n' "$below" "$i"
		done | tree)
	done
	evil "$below"
	timeout 3600 git -C victim perf pull --last 4 2>"$err" || :
	[ "$(wc -l <"$err")" -le 3 ]
}
ok 'a hostile tree is reported in one line, and harmless' it_is_hostile

it_has_odd_lines() {
	head=$(git -C seed rev-parse main)
	evil "$(printf '100644 blob %s\t%s\n' "$(
		printf '2 bmV3ZXI=\n1 broken!\nno line' |
			git -C remote.git hash-object -w --stdin)" "$head" | tree)"
	expect_exit 0 in_clone victim pull --last 4
	git -C victim notes --ref=perf show "$head" >lines
	grep -qx '2 bmV3ZXI=' lines && grep -qx '1 broken!' lines &&
		grep -qx 'no line' lines
	in_clone victim push 2>&1 | grep -q '^nothing to push'
}
ok 'lines that cannot be read are kept' it_has_odd_lines

it_is_killed() {
	ci killed
	mkfifo started held alive
	cat >serve <<-EOF
		#!/bin/sh
		echo >"$trash/started"
		read -r _ <"$trash/held"
		exec git-upload-pack "\$@"
	EOF
	chmod +x serve
	git -C killed config remote.origin.uploadpack "$trash/serve"
	cat alive & # ends with the last of them
	reader=$!
	(cd killed && exec git-perf pull --last 4) 2>/dev/null 9>alive &
	pid=$!
	read -r _ <started
	[ "$(find killed/.git/perf -name 'part-*' | wc -l)" -eq 1 ]
	kill -9 "$pid"
	wait "$pid" || :
	# its git process still runs, so its directory is not removed
	git -C killed config --unset remote.origin.uploadpack
	expect_exit 0 in_clone killed pull --last 2
	[ "$(find killed/.git/perf -name 'part-*' | wc -l)" -eq 1 ]
	echo >held
	wait "$reader"
	expect_exit 0 in_clone killed pull --last 4
	is_clean killed
	is_part killed
	same_verdict killed -n 4
}
ok 'files of a killed pull are removed by the next pull' it_is_killed

it_runs_twice() {
	ci twice
	for i in 1 2 3; do
		(in_clone twice pull --last 4 2>"twice.$i") &
		eval "pid$i=$!"
	done
	failed=0
	# shellcheck disable=SC2154 # set above
	for pid in $pid1 $pid2 $pid3; do
		wait "$pid" || failed=1
	done
	[ "$failed" = 0 ] || fail "$(cat twice.1 twice.2 twice.3)"
	is_part twice
	is_clean twice
	expect_exit 0 in_clone twice pull --last 4
	same_verdict twice -n 4
}
ok 'several pulls at once do not affect each other' it_runs_twice

finish
