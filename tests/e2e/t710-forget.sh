#!/bin/sh
# forget --before and pin, as git-perf-forget(1) and git-perf-pin(1) say.
. "$(dirname "$0")/lib.sh"

# commit_at YEAR: a commit with a run that has the year as its value
commit_at() {
	GIT_COMMITTER_DATE="$1-06-01T00:00:00Z" \
		git commit -q --allow-empty -m "of $1"
	git perf record --value "x=$1ms" 2>/dev/null
	git tag "v$1"
}

values() {
	git -C "$1" perf export --all --samples --format csv 2>/dev/null |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort | tr '\n' ' '
}

size_of() {
	git -C "$1" gc -q --prune=now
	git -C "$1" count-objects -v | sed -n 's/^size-pack: //p'
}

git init -q --bare remote.git
git init -q a
cd a || exit 1
git remote add origin ../remote.git
for year in 2015 2016 2017 2018 2019; do
	commit_at "$year"
done
git push -q origin main
git perf push 2>/dev/null
cd .. || exit 1
git -C remote.git symbolic-ref HEAD refs/heads/main
git clone -q remote.git b
git clone -q remote.git stale
git -C b perf pull 2>/dev/null
git -C stale perf pull 2>/dev/null

it_refuses() {
	expect_exit 129 git -C a perf forget --before 'next year'
	expect_exit 129 git -C a perf forget --before 2999-01-01
	grep -q 'in the future' "$err"
	expect_exit 129 git -C a perf forget --before 2016-01-01 abcdef
	expect_exit 128 git -C a perf pin --undo v2016
	grep -q '^fatal: [0-9a-f]* is not pinned: git perf pin --list shows all$' "$err"
	[ "$(values a)" = '2015 2016 2017 2018 2019 ' ]
}
ok 'a date in the future is rejected' it_refuses

it_pins() {
	git -C a perf pin v2016
	git -C a perf pin v2016 2>&1 | grep -q 'was pinned already$'
	git -C a perf pin v2015
	git -C a perf pin --undo v2015
	git -C a perf pin --list >"$out"
	grep -qx "$(git -C a rev-parse --short v2016)  2016-06-01T00:00:00Z" "$out"
	[ "$(wc -l <"$out")" -eq 1 ]
}
ok 'a commit is pinned' it_pins

it_forgets() {
	git -C a perf forget --before 2018-01-01 2>&1 | tee "$out"
	grep -q '^forgot the results of commits from before 2018-01-01T00:00:00Z: 2 notes dropped or shortened, 1 commit pinned$' "$out"
	[ "$(values a)" = '2016 2018 2019 ' ]
	git -C a perf fsck
	# pinning again changes nothing
	git -C a perf forget --before 2018-01-01
	[ "$(values a)" = '2016 2018 2019 ' ]
	[ "$(git -C a rev-list --count refs/notes/perf)" -eq 1 ]
}
ok 'old entries are deleted, pinned ones stay' it_forgets

it_tells_the_remote() {
	git -C a perf push
	[ "$(git -C remote.git rev-list --count refs/notes/perf)" -eq 1 ]
	git -C b perf pull
	[ "$(values b)" = '2016 2018 2019 ' ]
	[ "$(git -C a rev-parse refs/notes/perf)" = \
		"$(git -C b rev-parse refs/notes/perf)" ]
}
ok 'the remote and other clones delete the same' it_tells_the_remote

it_stays_forgotten() {
	git -C stale checkout -q main~4
	git -C stale perf record --value x=15ms
	git -C stale checkout -q main
	git -C stale perf record --value x=19ms
	git -C stale perf push
	git -C stale perf pull
	git -C a perf pull
	git -C a perf push
	git -C b perf pull
	for clone in a b; do
		[ "$(values "$clone")" = '19 2016 2018 2019 ' ]
	done
	git -C stale perf pull
	[ "$(values stale)" = '19 2016 2018 2019 ' ]
}
ok 'an old clone brings nothing back, and loses nothing new' \
	it_stays_forgotten

it_ends_with_the_same_tree() {
	for clone in a b stale; do
		git -C "$clone" rev-parse 'refs/notes/perf^{tree}'
	done | sort -u | wc -l | grep -qx '[ ]*1'
}
ok 'all clones have the same tree' it_ends_with_the_same_tree

it_gives_space_back() {
	mkdir space && cd space || exit 1
	git init -q --bare remote.git
	git init -q c && cd c
	git remote add origin ../remote.git
	GIT_COMMITTER_DATE=2015-06-01T00:00:00Z \
		git commit -q --allow-empty -m old
	# incompressible data
	od -An -v -tu4 -N400000 /dev/urandom | tr -s ' ' '\n' | sed 1d |
		sed 's/^/b,m,/; 1i\
benchmark,metric,value' >big.csv
	git perf record big.csv
	git commit -q --allow-empty -m new
	git perf record --value x=1ms
	git perf push
	before=$(size_of .) before_there=$(size_of ../remote.git)
	git perf forget --before 2016-01-01
	git perf push
	after=$(size_of .) after_there=$(size_of ../remote.git)
	echo "here $before -> $after, there $before_there -> $after_there"
	[ "$before" -gt 200 ] && [ "$after" -lt 50 ]
	[ "$before_there" -gt 200 ] && [ "$after_there" -lt 50 ]
}
ok 'space is freed, here and on the remote' it_gives_space_back

it_is_not_let() {
	# git's own receive.denyNonFastForwards only applies to branches
	cat >remote.git/hooks/update <<-'EOF'
		#!/bin/sh
		[ "$2" = 0000000000000000000000000000000000000000 ] ||
			git merge-base --is-ancestor "$2" "$3"
	EOF
	chmod +x remote.git/hooks/update
	git -C a perf forget --before 2018-12-01
	git -C a perf push 2>&1 | tee "$out"
	grep -q '^space not reclaimed: ' "$out"
	git -C b perf pull
	[ "$(values b)" = '19 2016 2019 ' ]
	git -C a perf push 2>&1 | grep -q '^nothing to push'
	rm remote.git/hooks/update
}
ok 'a remote that forbids it keeps its history, and gets the entries' \
	it_is_not_let

it_ignores_the_future() {
	git clone -q remote.git evil
	git -C evil perf pull
	# a horizon of 2030 that was raised in 2031, according to itself
	project=$(git -C evil mktree </dev/null)
	git -C evil notes --ref=perf show "$project" >lines
	printf '\204\244kind\005\247horizon\222\316\161\120\316\200\220\242id\304\020AAAAAAAAAAAAAAAA\244time\317\000\000\001\300\000\000\000\000' |
		base64 -w 0 | sed 's/^/1 /' >>lines
	echo >>lines
	LC_ALL=C sort -o lines lines
	git -C evil notes --ref=perf add -f -F "$PWD/lines" "$project"
	git -C evil perf fsck
	git -C evil perf push
	git -C a perf pull
	[ "$(values a)" = "$(values b)" ]
}
ok 'a horizon from the future has no effect' it_ignores_the_future

finish
