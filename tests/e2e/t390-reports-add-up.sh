#!/bin/sh
# What a report says in numbers and in words: each series is counted once on
# the first line.
. "$(dirname "$0")/lib.sh"

# head_of FORMAT [OPTION...]: the counts that this report begins with
head_of() {
	format=$1
	shift
	git perf check --format "$format" "$@" >"$out" 2>"$err" || :
	case $format in
	text) head -n 1 "$out" | sed 's/^[A-Z]* *[^:]*: //' ;;
	markdown) head -n 1 "$out" | sed 's/^### git perf: [A-Z]* – //' ;;
	github)
		sed -n 's/^::[a-z]* title=git perf%3A [A-Z]*::[^:]*: //p' "$out" |
			tail -n 1 | sed 's/; on .*//; s/%25/%/g'
		;;
	junit)
		sed -n 's/.*<property name="summary" value="\([^"]*\)".*/\1/p' \
			"$out" | tail -n 1
		;;
	esac
}

# adds_up: the numbers on standard input add up to the number of series
adds_up() {
	sed 's/^no verdict: //; s/ (early: [^)]*)//; s/by [-+][0-9.]* %: machine or commit? run again//' |
		sed 's/0 of \([0-9]*\) series judged:/TOTAL \1,/' |
		sed 's/\([0-9]*\) of \([0-9]*\) series ok/\1 ok, TOTAL \2/' |
		tr ';,' '\n' | awk '
			$1 == "TOTAL" { total = $2; next }
			{ sum += $1 }
			END { print sum + 0, "of", total; exit !total || sum != total }'
}

# all_add_up [OPTION...]: and the four reports say the same
all_add_up() {
	head_of text "$@" >first
	cat first
	adds_up <first
	for other in markdown github junit; do
		head_of "$other" "$@" >"$other"
		diff -u first "$other"
	done
}

one_of_each() {
	repository each
	git config perf.acceptTrailers false
	for i in $(seq 8); do
		commit "$i"
		git perf record --value "slow:time=10.0${i}ms" \
			--value "bad:time=10.0${i}ms" --value "ok:time=10.0${i}ms" \
			--value "fast:time=10.0${i}ms" --value "gone:time=10.0${i}ms" \
			--value "noisy:time=$((10 + i * i % 7 * 5))ms" \
			--value "known:time=10.0${i}ms" 2>"$err"
	done
	git perf record --value young:time=10ms 2>"$err"
	commit judged
	git perf record --value slow:time=13.0ms --value bad:time=10.8ms \
		--value ok:time=10.04ms --value fast:time=8ms \
		--value noisy:time=18ms --value known:time=13ms \
		--value young:time=10ms --value first:time=1ms \
		--value odd:weight=12 2>"$err"
	git perf accept known:time -m 'known' 2>"$err"
	all_add_up
	has first '1 regression, 1 warning, 1 missing, 1 inconclusive, '
	has first '1 improvement, 1 accepted; 1 of 10 series ok, 1 early, 1 new, '
}
ok 'each series is counted once on the first line of each report' one_of_each

many_improvements() {
	cd each
	all_add_up -k fast -k ok -k noisy
	has first '1 inconclusive, 1 improvement; 1 of 3 series ok'
	all_add_up -k gone -k bad
	has first '1 warning, 1 missing; 0 of 2 series ok'
}
ok 'an improvement is not ok, and an inconclusive series is no warning' \
	many_improvements

without_a_verdict() {
	cd each
	all_add_up -k first -k odd -k gone -k noisy
	has first '0 of 4 series judged: '
}
ok 'without a verdict each series is counted once, too' without_a_verdict

moved_together() {
	repository together
	for v in 100.2 99.8 100.5 99.6 100.1 99.9 100.4 99.7; do
		commit "$v"
		for s in a b c d e f; do
			set -- "$@" --value "$s:t=${v}ms"
		done
		git perf record "$@" --value still:t=1ms 2>"$err"
		set --
	done
	commit judged
	for s in a b c d e f; do
		set -- "$@" --value "$s:t=140.1ms"
	done
	git perf record "$@" --value new:t=1ms 2>"$err"
	set --
	all_add_up
	has first '6 series moved together by +40 %'
	all_add_up -k a -k b -k c -k d -k e -k new
	has first '5 series moved together by +40 %'
}
ok 'series that moved together are counted once' moved_together

# Reasons

# measured COMMIT NOISE LEVEL...: 44 series at these levels, in turn
measured() {
	commit "$1"
	awk -v at="$1" -v noise="$2" -v levels="$3" 'BEGIN {
		srand(at)
		n = split(levels, level, " ")
		print "benchmark,ns"
		for (i = 0; i < 44; i++)
			for (k = 0; k < 3; k++)
				printf "s%d,%.4f\n", i,
					level[i % n + 1] * (1 + noise * (rand() - .5))
	}' >"$trash/values.csv"
	git perf record "$trash/values.csv" 2>"$err" || fail "$(cat "$err")"
}

# unaccepted NAME NOISE LAST: half of them reach this level, not accepted
unaccepted() {
	repository "$1"
	for i in $(seq 12); do measured "$i" "$2" "100 100"; done
	for i in $(seq 13 20); do measured "$i" "$2" "$3"; done
	first=$(git rev-parse --short=7 HEAD~7)
	measured 21 "$2" "$3"
}

a_reason_on_each_line() {
	unaccepted quiet .01 "133 100"
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '^WARN .* 22 warnings; 22 of 44 series ok'
	[ "$(grep -c '^warn  regressed ' "$out")" -gt 15 ]
	[ "$(grep '^warn  regressed ' "$out" |
		grep -vc "level +3[23].* % since $first, not accepted\$")" = 0 ]
	grep -q "^next  look at $first: the new level begins there" "$out"
}
ok 'in the short form the reason is beside each warning' a_reason_on_each_line

also_if_inconclusive() {
	unaccepted noisy .20 "133 100"
	expect_exit 0 git perf check
	grep -q '^warn  inconclusive' "$out"
	[ "$(grep '^warn ' "$out" | grep -vc 'not accepted')" = 0 ]
	grep -q "^next  look at $first: the new level begins there" "$out"
}
ok 'an inconclusive series that warns says why, and what to do' \
	also_if_inconclusive

# The rows of the inconclusive series that warn all got worse.
no_warning_if_better() {
	unaccepted noisier .60 "300 100"
	git perf check --json >"$out"
	python3 - "$out" <<-'END'
		import json, sys
		rows = json.load(open(sys.argv[1]))["findings"]
		rows = [f for f in rows if f["status"] == "inconclusive"]
		better = [f for f in rows if f["change"] < 0]
		assert better and len(better) < len(rows), len(better)
		assert all(f["severity"] == "info" for f in better)
		assert any("not been accepted" in f["reason"] for f in better)
	END
}
if command -v python3 >/dev/null; then
	ok 'an inconclusive series that got better is no warning' \
		no_warning_if_better
else
	skip 'an inconclusive series that got better is no warning' 'no python3'
fi

a_time_of_zero() {
	repository zero
	history 6 bench:time 10 .01
	commit zero
	git perf record --value bench:time=0ms 2>"$err"
	expect_exit 2 git perf check
	grep -q '^next  run the benchmark again, and record the result at' "$out"
}
ok 'after a time of 0 the advice is to run the benchmark again' a_time_of_zero

finish
