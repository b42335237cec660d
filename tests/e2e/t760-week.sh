#!/bin/sh
# A team's week: main's results are the baseline as soon as they are pushed,
# and stay attached to the content of the commits. Only git and git perf are
# used. t761-ci-week.sh is the week of their CI.
. "$(dirname "$0")/lib.sh"

# Three clones, one of which has the hook, and a laptop that is offline from
# Monday to Friday.
team='ana ben cem'
key=parse:time
monday=1767571200

# ---- what people do, each `at` their clone ----

# at CLONE COMMAND...
at() {
	(
		cd "$trash/$1"
		shift
		"$@"
	)
}

# day NUMBER: starts a new day
day() {
	echo $((monday + $1 * 86400 + 28800)) >"$trash/.clock"
}

# measure VALUE: the checked-out commit takes this many ms; the ledger gets
# the run, and the commit with its time
measure() {
	record_around "$key" "$1" 0.5 ms "$(wc -l <"$trash/ledger")" --json |
		sed 's/.*"run": *"\([0-9a-f]*\)".*/\1/' >"$trash/.last"
	echo "$(last_run) $(git log -1 --format='%H %ct')" >>"$trash/ledger"
}

last_run() {
	cat "$trash/.last"
}

# work MESSAGE VALUE: a measured commit that changes a file of the branch
work() {
	commit "$1" "$(git branch --show-current).c"
	measure "$2"
}

# branch NAME [FROM]
branch() {
	git checkout -q --no-track -b "$1" "${2:-origin/main}"
}

# share [OPTION...]: pushes the branch and the results
share() {
	git push -q -u "$@" origin HEAD
	git perf push
}

# main: checks out main, up to date with the remote
main() {
	git checkout -q main
	git pull -q --ff-only
	git perf pull
}

# later COMMAND...: another command that commits, an hour after the last one
later() {
	tick
	dated "$@"
}

# tag NAME [COMMIT]: creates and pushes a tag
tag() {
	git tag "$@"
	git push -q origin "$1"
}

# squash BRANCH: what a forge's button does, in a clone
squash() {
	main
	git merge -q --squash "origin/$1"
	later git commit -q -m "squash $1"
	share
}

# ---- what they see ----

# reads check's JSON and prints one item per line: the verdict, and each series
# with its status and the number of commits in its baseline
said='
import json, sys
for check in map(json.loads, sys.stdin):
    print(check["verdict"], *sorted("%s:%s=%s/%d" % (f["benchmark"],
        f["metric"], f["status"], f["baseline"]["commits"])
        for f in check["findings"]))
'

# verdict CLONES COMMIT EXIT TEXT: check gives this in these clones
verdict() {
	: >"$trash/.checks"
	for clone in $1; do
		at "$clone" expect_exit "$3" git perf check --json "$2"
		tr '\n' ' ' <"$out" >>"$trash/.checks"
		echo >>"$trash/.checks"
	done
	python3 -SEc "$said" <"$trash/.checks" | sort -u >"$trash/.said"
	[ "$(cat "$trash/.said")" = "$4" ] ||
		fail "$1 say of $2: $(cat "$trash/.said"), not $4"
}

# sync CLONE: pulls everything that the remote has
sync() {
	git -C "$trash/remote.git" for-each-ref >"$trash/.refs"
	cmp -s "$trash/.refs" "$trash/.refs.$1" && return
	at "$1" git fetch -q --prune --tags
	at "$1" git perf pull
	cp "$trash/.refs" "$trash/.refs.$1"
}

# everywhere COMMIT EXIT TEXT [FROM]: all clones pull and agree; with FROM the
# results are those of a commit with the same content
everywhere() {
	for clone in $team; do
		sync "$clone"
		[ -n "${4:-}" ] || continue
		at "$clone" git perf show "$1" >"$trash/.shown"
		has "$trash/.shown" "measured as $(
			git -C "$trash/$clone" rev-parse --short=7 "$4")"
	done
	verdict "$team" "$1" "$2" "$3"
}

# bare COMMIT: nothing is recorded there, in any clone
bare() {
	everywhere "$1" 2 none
	for clone in $team; do
		at "$clone" expect_exit 2 git perf show "$1"
		grep -q '^nothing is recorded at [0-9a-f]*$' "$err"
	done
}

# rows CLONE [ARGUMENT...]: the run, commit and value of each sample
rows() {
	clone=$1
	shift
	at "$clone" git perf export --samples --format csv "$@" |
		awk -F, 'NR > 1 { print $4, $1, $(NF - 1) }' | sort
}

# forget RUN: removes it from the ledger
forget() {
	grep -v "^$1 " "$trash/ledger" >"$trash/.ledger"
	mv "$trash/.ledger" "$trash/ledger"
}

# ---- Monday ----

main_is_measured() {
	git init -q --bare remote.git
	: >ledger
	git clone -q remote.git ana
	printf '[perf]\n\twarn = 2%%\n\tfail = 4%%\n' >ana/.gitperf
	at ana git add .gitperf
	for i in 1 2 3 4 5 6 7 8 9 10; do
		at ana work "$i" 100
	done
	at ana git perf init --hooks
	at ana git push -q -u origin main 2>pushed
	has pushed 'pushed 10 runs in 10 notes to origin'
}

main_is_the_baseline() {
	for clone in ben cem laptop; do
		git clone -q remote.git "$clone"
	done
	verdict ben main 2 none
	at ben branch cache
	at ben work cached 100
	verdict ben cache 2 "none $key=new/0"
	at ben git perf pull
	verdict ben cache 0 "pass $key=ok/10"
	at ben share
	everywhere origin/cache 0 "pass $key=ok/10"
	everywhere main 0 "pass $key=ok/9"
}

the_laptop_leaves() {
	at laptop git perf pull
	verdict laptop main 0 "pass $key=ok/9"
	at laptop branch travel
	at laptop work train 100
	verdict laptop travel 0 "pass $key=ok/10"
}

day 0
ok 'Monday: main is measured, and the hook pushes the results' main_is_measured
ok 'Monday: it is the baseline as soon as it is pulled' main_is_the_baseline
ok 'Monday: a laptop goes offline' the_laptop_leaves

# ---- Tuesday ----

# to VALUE EXIT TEXT: main moves, and the branch is still judged as before
to() {
	at ben work "$1" "$1"
	at ben share
	everywhere origin/main "$2" "$3"
	everywhere origin/cache 0 "pass $key=ok/10"
}

main_moves_on() {
	at ben main
	to 90 0 "pass $key=improvement/10"
	to 110 1 "fail $key=regression/11"
	to 100 0 "pass $key=ok/12"
}

a_slow_branch_is_caught() {
	at ana branch index main
	at ana work indexed 110
	verdict ana index 1 "fail $key=regression/10"
	at ana expect_exit 1 git push -q -u origin index
	has "$err" 'git perf: index is slower'
	not at ana git rev-parse -q --verify origin/index
	at ana work mended 100
	verdict ana index 0 "pass $key=ok/10"
	at ana git push -q -u origin index
	everywhere origin/index 0 "pass $key=ok/10"
	everywhere origin/index~ 1 "fail $key=regression/10"
}

day 1
ok 'Tuesday: main moves on, and a branch is judged as before' main_moves_on
ok 'Tuesday: a slow branch is detected, and passes when it is fixed' \
	a_slow_branch_is_caught

# ---- Wednesday ----

up_to_date_squash() {
	at ana later git merge -q --no-edit origin/main
	at ana measure 100
	at ana share
	everywhere origin/index 0 "pass $key=ok/13"
	at cem squash index
	everywhere origin/main 0 "pass $key=ok/13" origin/index
	for clone in $team; do
		rows "$clone" origin/main | grep -c "^$(last_run)" | grep -qx 5
	done
}

stale_squash() {
	at cem squash cache
	bare origin/main
	rows cem main >rows
	lacks rows "$(git -C cem rev-parse origin/cache)"
	at cem measure 100
	at cem share
	everywhere origin/main 0 "pass $key=ok/14"
}

reworded() {
	at ben tag v1 origin/main~
	at ben branch words
	at ben work one 100
	at ben work two 100
	at ben share
	everywhere origin/words 0 "pass $key=ok/15"
	at ben tag before
	GIT_SEQUENCE_EDITOR='sed -i s/^pick/reword/' \
		GIT_EDITOR='sed -i 1s/^/reworded\ /' \
		at ben later git rebase -q -i origin/main
	at ben share --force-with-lease
	everywhere origin/words 0 "pass $key=ok/15" before
	everywhere origin/words~ 0 "pass $key=ok/15" before~
}

onto_a_newer_main() {
	at cem main
	at cem work more 100
	at cem share
	sync ben
	at ben later git rebase -q origin/main
	at ben share --force-with-lease
	bare origin/words
	bare origin/words~
	at ben measure 100
	at ben share
	everywhere origin/words 0 "pass $key=ok/16"
}

day 2
ok 'Wednesday: a squash of an up-to-date branch keeps results' up_to_date_squash
ok 'Wednesday: a squash of an outdated branch does not' stale_squash
ok 'Wednesday: reworded commits keep results' reworded
ok 'Wednesday: commits rebased on a newer main do not' onto_a_newer_main

# ---- Thursday ----

renamed() {
	new=scan:time
	at cem main
	at cem commit rename
	key=$new at cem measure 100
	verdict cem main 2 "none $key=missing/16 $new=new/0"
	at cem git perf alias parse scan
	verdict cem main 0 "pass $new=ok/16"
	at cem share
	everywhere origin/main 0 "pass $new=ok/16"
	# branches that started earlier have the old name
	everywhere origin/words 0 "pass $key=ok/16"
	everywhere origin/cache 0 "pass $key=ok/10"
	for clone in $team; do
		at "$clone" git perf log -k scan origin/main >"$trash/.log.perf"
		[ "$(grep -c scan:time "$trash/.log.perf")" = 17 ]
	done
}

accepted() {
	at ben branch safety
	at ben work checks 106
	verdict ben safety 1 "fail $key=regression/17"
	at ben git perf accept "$key" --upto 8% -m 'checks bounds now'
	verdict ben safety 0 "pass $key=accepted/17"
	at ben share
	everywhere origin/safety 0 "pass $key=accepted/17"
	everywhere origin/main 0 "pass $key=ok/16"
}

accepted_on_main() {
	at cem squash safety
	everywhere origin/main 0 "pass $key=accepted/17"
	for i in 1 2 3 4 5; do
		at cem work "after $i" 106
	done
	at cem share
	everywhere origin/main 0 "pass $key=ok/5"
	# from the old level
	everywhere origin/words 0 "pass parse:time=ok/16"
}

reverted() {
	at cem work slow 125
	at cem share
	everywhere origin/main 1 "fail $key=regression/6"
	everywhere origin/safety 0 "pass $key=accepted/17"
	at ben main
	at ben later git revert --no-edit HEAD
	at ben share
	# results that it took from another commit are not in its own baseline
	everywhere origin/main 0 "pass $key=ok/6" origin/main~2
	at ben work next 106
	at ben share
	everywhere origin/main 0 "pass $key=ok/7"
	# a branch must not have the bad level
	at ana branch worse
	at ana work worse 125
	verdict ana worse 1 "fail $key=regression/8"
}

amended() {
	at ana branch docs
	at ana work typo 106
	at ana tag typo
	at ana later git commit -q --amend -m 'no typo'
	at ana share
	everywhere origin/docs 0 "pass $key=ok/8" typo
	# on main, too, until it is pushed
	at ben work amend 106
	at ben tag amend
	at ben later git commit -q --amend -m amended
	at ben share
	everywhere origin/main 0 "pass $key=ok/8" amend
}

picked() {
	# to another commit: that is other content
	at ben branch picked origin/safety
	at ben later git cherry-pick typo
	at ben share
	bare origin/picked
	# to its own parent: that is the same content
	at ben branch again typo~
	at ben later git cherry-pick typo
	at ben share
	everywhere origin/again 0 "pass $key=ok/8" typo
}

# a run while something else ran, which main has from a branch
forgotten() {
	at cem branch noisy
	at cem work quiet 106
	at cem measure 400
	noise=$(last_run)
	at cem share
	at ben squash noisy
	# 106 and 400: two runs that disagree decide nothing
	everywhere origin/main 2 "none $key=inconclusive/9"
	at ana git perf forget "$noise"
	at ana git perf push
	forget "$noise"
	# a clone that still has it pushes afterwards
	at ben work later 106
	at ben share
	everywhere origin/main~ 0 "pass $key=ok/9"
	everywhere origin/noisy 0 "pass $key=ok/9"
	everywhere origin/main 0 "pass $key=ok/10"
}

raced() {
	for clone in $team; do
		at "$clone" branch "race-$clone"
		at "$clone" work race 106
	done
	at ana git perf push & pids=$!
	at ben git perf push & pids="$pids $!"
	at cem git perf push & pids="$pids $!"
	for pid in $pids; do
		wait "$pid"
	done
	for clone in $team; do
		at "$clone" git push -q -u origin HEAD
	done
	for clone in $team; do
		everywhere "origin/race-$clone" 0 "pass $key=ok/11"
	done
}

day 3
ok 'Thursday: a renamed benchmark keeps its history' renamed
key=scan:time
ok 'Thursday: an accepted regression is accepted in all clones' accepted
ok 'Thursday: later checks of main start there' accepted_on_main
ok 'Thursday: a reverted commit leaves no warning' reverted
ok 'Thursday: an amended commit keeps results' amended
ok 'Thursday: a cherry-picked commit does, on its parent' picked
ok 'Thursday: a forgotten run stays forgotten' forgotten
ok 'Thursday: three simultaneous pushes lose nothing' raced

# ---- Friday ----

# the laptop has what it had on Monday, and work of its own
the_laptop_returns() {
	key=parse:time
	at laptop work platform 110
	verdict laptop travel 1 "fail $key=regression/10"
	at laptop work mended 100
	at laptop share
	everywhere origin/travel 0 "pass $key=ok/10"
	everywhere origin/travel~ 1 "fail $key=regression/10"
	sync laptop
	team="$team laptop"
	everywhere origin/main 0 'pass scan:time=ok/10'
}

# entries older than Thursday; main's first squash is released
horizon=$((monday + 3 * 86400))
the_past_is_forgotten() {
	everywhere v1 0 "pass parse:time=ok/13"
	at ana git perf pin v1
	at ana git perf forget --before \
		"$(date -u -d "@$horizon" +%Y-%m-%dT%H:%M:%SZ)"
	at ana share
	# two runs at the laptop, one at a commit that is too old
	at laptop work late 100
	at laptop branch old origin/cache
	at laptop measure 100
	at laptop share
	everywhere origin/main 0 "pass $key=ok/10"
	everywhere origin/travel 2 'none parse:time=new/0'
	everywhere v1 2 'none parse:time=new/0' origin/index
	bare origin/cache
	bare origin/words
}

# what is left of the ledger: five rows per run
left() {
	awk -v horizon="$horizon" \
		-v pinned="$(git -C ana rev-parse origin/index)" '
		$3 >= horizon || $2 == pinned { print 5, $1 }' ledger | sort
}

all_converge() {
	at ana git perf push # merges the laptop's inbox
	left >left
	for clone in $team; do
		sync "$clone"
		at "$clone" git perf fsck
		rows "$clone" --all >"$clone.rows"
		diff ana.rows "$clone.rows"
		cut -d' ' -f1 "$clone.rows" | uniq -c | awk '{ print $1, $2 }' |
			diff left -
	done
	for clone in $team remote.git; do
		git -C "$clone" rev-parse 'refs/notes/perf^{tree}'
	done | uniq | wc -l | grep -qx '[ ]*1'
	git -C remote.git for-each-ref refs/notes/perf-inbox >inboxes
	[ ! -s inboxes ]
}

day 4
ok 'Friday: the laptop is back online' the_laptop_returns
team="$team laptop"
ok 'Friday: old results are forgotten, a release is not' the_past_is_forgotten
ok 'Friday: all clones have the same results' all_converge
finish
