#!/bin/sh
# pull --last: until every series has its results, however rarely it is
# measured.
. "$(dirname "$0")/lib.sh"

# 400 commits: one benchmark at each, one at every 40th, one of another load
# and testbed at every 7th; one had another name before commit 200. The runs
# of a commit are recorded at once.
project() {
	repository seed
	for i in $(seq 400); do
		commit "$i"
		echo "$i $(git rev-parse HEAD)" >>../commits
	done
	while read -r i id; do
		v=$((i % 2))
		set -- --value fast:t=$((100 + v))ms
		[ $((i % 40)) != 0 ] || set -- "$@" --value "slow:t=100.$((i / 40 % 5))ms"
		if [ "$i" -lt 200 ]; then
			[ $((i % 10)) != 5 ] || set -- "$@" --value "old:t=5$v.1ms"
		else
			[ $((i % 10)) != 5 ] || set -- "$@" --value "new:t=5$v.1ms"
		fi
		git perf record -c "$id" "$@"
		[ $((i % 7)) != 3 ] || git perf record -c "$id" \
			--tag size=big --testbed lab --value "fast:t=30$v.5ms"
	done <../commits >/dev/null 2>&1
	git perf alias old:t new:t
	git init -q --bare ../remote.git
	git -C ../remote.git config uploadpack.allowFilter true
	git remote add origin "file://$trash/remote.git"
	git push -q origin main
	git checkout -q -b pr
	commit pr
	git push -q origin pr
	git perf push
}
ok 'a project with benchmarks of different pace' project
url=file://$trash/remote.git

# clones NAME [OPTION...]: a full clone, and one as CI makes it
clones() {
	rm -rf full ci
	git clone -q -b pr "$url" full
	git -C full perf pull 2>/dev/null
	git clone -q --depth 1 -b pr --no-single-branch "$url" ci
}

# measure OPTION...: records the same run in both
measure() {
	for clone in full ci; do
		git -C "$clone" perf record "$@"
	done
}

# same [OPTION...]: both clones give the same verdict
same() {
	for clone in full ci; do
		git -C "$clone" perf check --json "$@" >"$clone.json" \
			2>"$clone.warnings" || echo "status $?" >>"$clone.json"
	done
	tr ',' '\n' <full.json >full.lines
	tr ',' '\n' <ci.json | diff full.lines -
	has ci.json '"center"'
}

# requests OPTION...: pulls, and counts the requests for the text of notes
requests() {
	rm -f trace
	GIT_TRACE=$trash/trace git -C ci perf pull "$@" 2>pulled
	grep 'built-in: git fetch' trace | grep -c 'filter=tree:0 --stdin'
}

it_is_every_fortieth() {
	clones
	git -C ci perf pull --last 30
	measure --value slow:t=130ms --value fast:t=100ms
	same
	grep '"benchmark": "slow"' ci.json | grep -q '"commits": 10,'
	[ "$(git -C ci perf export -k slow:t 2>/dev/null | wc -l)" -eq 12 ]
	# and alone
	same -k slow:t
	# with few commits, too
	clones
	git -C ci perf pull --last 5
	measure --value slow:t=130ms
	same -n 5
	[ "$(git -C ci perf export -k slow:t 2>/dev/null | wc -l)" -ge 7 ]
}
ok 'a benchmark measured at every 40th commit, pulled before it' \
	it_is_every_fortieth

it_is_pulled_again() {
	clones
	git -C ci perf pull --last 4
	# these are not among the newest four results
	measure --value new:t=50ms --value slow:t=100ms
	measure --tag size=big --testbed lab --value fast:t=500ms
	expect_exit 0 git -C ci perf pull --last 4
	git -C ci rev-parse -q --verify refs/notes/remotes/origin/perf-part
	same -n 4
	has_json ci.json '"testbeds":["bed","lab"]'
	# nothing more is fetched the third time
	expect_exit 0 git -C ci perf pull --last 4
	has "$err" 'nothing new from origin'
}
ok 'pulled once more after recording: tags, testbeds and aliases' \
	it_is_pulled_again

it_asks_rarely() {
	clones
	git -C ci perf record --value brand-new:t=1ms
	[ "$(requests --last 3)" -le 6 ]
	# the whole line was asked for, up to its end
	[ "$(git -C ci notes --ref=perf list | wc -l)" -ge 400 ]
	[ "$(requests --last 3 || :)" = 0 ]
	# in one request if that is enough
	clones
	git -C ci perf record --value fast:t=100ms
	[ "$(requests --last 30)" -le 6 ]
}
ok 'a new series asks for the whole line, in few requests' it_asks_rarely

it_was_fetched_before() {
	clones
	git -C ci perf pull
	[ "$(git -C ci rev-list --count HEAD)" -le 2 ]
	expect_exit 0 git -C ci perf pull --last 30
	has "$err" 'deepened this clone by'
	measure --value slow:t=130ms
	same
}
ok 'a shallow clone with all results gets the history, too' \
	it_was_fetched_before

it_has_short_depth() {
	clones
	git -C full config perf.depth 100
	git -C ci config perf.depth 100
	git -C ci perf pull --last 30
	measure --value slow:t=130ms
	git -C full fetch -q
	for clone in full ci; do
		git -C "$clone" perf check --json >"$clone.json" 2>/dev/null ||
			echo "status $?" >>"$clone.json"
	done
	# what was not pulled is not known to exist
	grep '"center"' full.json | sed 's/more lie/more may lie/' >a || :
	grep '"center"' ci.json | sed 's/"depth", "partial"/"depth"/' | diff a -
}
ok 'perf.depth ends the search in both' it_has_short_depth

finish
