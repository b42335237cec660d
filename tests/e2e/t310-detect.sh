#!/bin/sh
# git perf detect: change points of any series, without a repository.
. "$(dirname "$0")/lib.sh"

# series FROM N: N values around FROM, one per line, always the same
series() {
	awk -v from="$1" -v n="$2" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "%.2f\n", from + (i * 7 % 11 - 5) / 10
	}'
}

# object NAME: the series on standard input as a JSON line
object() {
	tr '\n' , | sed "s/,\$//; s/^/{\"name\": \"$1\", \"values\": [/; s/\$/]}/"
	echo
}

steps() {
	series 100 40
	series 110 30
	series 95 50
}

lines() {
	steps >in
	expect_exit 0 git perf detect in
	printf '40\n70\n' | diff -u - "$out"
	expect_exit 0 git perf detect - <in
	printf '40\n70\n' | diff -u - "$out"
	expect_exit 0 git perf detect <in
	printf '40\n70\n' | diff -u - "$out"
	[ ! -s "$err" ]
}
ok 'the first index of each new level, from a file or standard input' lines

skipped() {
	{
		echo '# milliseconds'
		series 100 20
		echo
		printf 'nan\nNULL\n'
		series 100 18
		series 110 30 | sed 's/$/\r/'
	} >in
	expect_exit 0 git perf detect in
	echo 40 | diff -u - "$out"
}
ok 'comments and blank lines are skipped; missing values have an index' skipped

nothing() {
	for input in '' 5 '5\n6' '1\n1\n9\n9' 'nan' '\n# nothing\n'; do
		# shellcheck disable=SC2059 # meant as a format
		printf "$input\n" >in
		expect_exit 0 git perf detect in
		[ ! -s "$out" ] || fail "'$input': $(cat "$out")"
		expect_exit 0 git perf detect --json in
		has_json "$out" '"changes":[]'
	done
	yes 7.5 | head -n 1000 >in
	expect_exit 0 git perf detect in
	[ ! -s "$out" ]
}
ok 'short and constant series have no change' nothing

extremes() {
	steps | sed 's/$/e-302/' >in
	expect_exit 0 git perf detect in
	printf '40\n70\n' | diff -u - "$out"
	steps | sed 's/$/e300/' >in
	expect_exit 0 git perf detect in
	printf '40\n70\n' | diff -u - "$out"
	steps | sed 's/^/-/' >in
	expect_exit 0 git perf detect in
	printf '40\n70\n' | diff -u - "$out"
}
ok 'tiny, huge and negative values' extremes

# Each value by itself, and any mixture of them, is accepted.
mixtures() {
	set -- 0 -0 1 -1 1e-300 -1e-300 5e-324 1e300 -1e300 \
		1.7976931348623157e308 -1.7976931348623157e308 nan
	for value; do
		yes -- "$value" | head -n 30 >in
		expect_exit 0 git perf detect --json in
		has_json "$out" '"n":30,"changes":[]'
	done
	for period in 1 3 5 7 11; do
		awk -v by="$period" 'BEGIN {
			for (i = 1; i < ARGC; i++)
				v[i - 1] = ARGV[i]
			for (i = 0; i < 240; i++)
				print v[int(i / by) * by % (ARGC - 1)]
		}' "$@" >in
		expect_exit 0 git perf detect --json in
		grep -qiE '[^a-z](nan|inf)' "$out" && fail "$(cat "$out")"
		expect_exit 0 git perf detect --drift in
		object mixed <in | sed 's/nan/null/g' >lines
		expect_exit 0 git perf detect --batch lines
	done
}
ok 'zeros, ties, tiny and huge values in any mixture' mixtures

shapes() {
	series 100 30 >in
	series 110 30 >>in
	git perf detect in >want
	sed 's/$/\r/' in >crlf
	git perf detect crlf | cmp - want
	printf '\357\273\277' | cat - in >marked
	git perf detect marked | cmp - want
	printf %s "$(cat in)" >unended
	git perf detect unended | cmp - want
	expect_exit 0 git perf detect --batch /dev/null
	[ ! -s "$out" ]
	expect_exit 128 git perf detect --batch in
	[ "$(wc -l <"$err")" = 1 ]
	expect_exit 128 git perf detect --batch .
	[ "$(wc -l <"$err")" = 1 ]
}
ok 'line ends, a byte order mark, a last line without a line end' shapes

refused() {
	printf '1\n2\n\nabc\n' >in
	expect_exit 128 git perf detect in
	echo "fatal: in:4: expected one finite number, not 'abc'" |
		diff -u - "$err"
	[ ! -s "$out" ]
	for word in inf -Infinity 1,5 '1 2' 0x10 5ms; do
		echo "$word" >in
		expect_exit 128 git perf detect <in
		echo "fatal: stdin:1: expected one finite number, not '$word'" |
			diff -u - "$err"
	done
	printf '\000\001' >in
	expect_exit 128 git perf detect in
	grep -q '^fatal: in: line 1: .*binary' "$err"
	expect_exit 128 git perf detect absent
	grep -q "^fatal: cannot read 'absent': " "$err"
	expect_exit 128 git perf detect .
	[ "$(wc -l <"$err")" = 1 ]
	expect_exit 129 git perf detect in in
	expect_exit 129 git perf detect --batch --json in
}
ok 'any other input is rejected with its line number' refused

as_json() {
	{
		series 100 40
		echo nan
		series 110 30
	} >in
	expect_exit 0 git perf detect --json in
	has_json "$out" '{"schema":"git-perf/detect/1","n":71,"changes":[{"index":41,"size":0.1,"size_low":0.0'
	has_json "$out" '"delta":10,"delta_low":9.'
	has_json "$out" '{"from":0,"to":41,"center":100,"spread":0.'
	has_json "$out" '{"from":41,"to":71,"center":110,"spread":0.'
	cp "$out" one.json
	: | git perf detect --json >none.json
	printf '0\n0\n0\n0\n0\n0\n1\n1\n1\n1\n1\n1\n' |
		git perf detect --json >zero.json
	has_json zero.json '"index":6,"size":null,"size_low":null,"size_high":null,"delta":1,'
	fits_schema detect one.json none.json zero.json
}
ok '--json: sizes with intervals, segments' as_json

batch() {
	{
		steps | object 'a "step'\''s" ü' | sed 's/"step/\\"step/; s/s" ü/s\\" ü/'
		echo
		series 5 40 | object flat
		steps | sed 's/$/e300/; 1i null' | object huge
		echo '{"values": [], "name": "empty", "more": 1}'
	} >in
	expect_exit 0 git perf detect --batch in
	cat >want <<'END'
{"name": "a \"step's\" ü", "cps": [40, 70]}
{"name": "flat", "cps": []}
{"name": "huge", "cps": [41, 71]}
{"name": "empty", "cps": []}
END
	diff -u want "$out"
	git perf detect --batch <in | cmp - want
}
ok '--batch: one series per line' batch

# broken LINE MESSAGE: LINE after a valid first line
broken() {
	printf '{"name": "a", "values": [1]}\n%s\n' "$1" >in
	expect_exit 128 git perf detect --batch in
	grep -q "^fatal: in: line 2: $2" "$err" || fail "$(cat "$err")"
	[ "$(wc -l <"$err")" = 1 ]
	echo '{"name": "a", "cps": []}' | diff -u - "$out"
}

broken_lines() {
	broken '{"name": "b", "values": [1' 'the JSON ends too early'
	broken 'nonsense' 'not JSON'
	broken '{"name": "b"}' 'expected {"name"'
	broken '{"values": [1]}' 'expected {"name"'
	broken '[1, 2]' 'expected {"name"'
	broken '{"name": "b", "values": [1, "x"]}' 'value 1 is not a finite number'
	broken '{"name": "b", "values": [Infinity]}' 'value 0 is no'
}
ok '--batch names the invalid line' broken_lines

# A caller that waits for an answer must not wait for the next line.
at_once() {
	mkfifo question answer
	git perf detect --batch <question >answer &
	exec 3>question 4<answer
	series 5 9 | object one >&3
	read -r line <&4
	exec 3>&-
	wait "$!"
	[ "$line" = '{"name": "one", "cps": []}' ]
}
ok '--batch answers at once' at_once

drift() {
	awk 'BEGIN {
		for (i = 0; i < 100; i++)
			print (1000 + i * 37 % 11) * 1.001 ^ i
	}' >in
	expect_exit 0 git perf detect --drift in
	grep -v '^#' "$out" >indices || true
	git perf detect in | diff -u - indices
	tail -n 1 "$out" |
		grep -qE '^# drifting: \+0\.1[0-9]* % a value, \+10\.[0-9] % in all, p = [0-9.]+e-[0-9]+$' ||
		fail "$(cat "$out")"
	sed 's/^/-/' in >minus
	expect_exit 0 git perf detect --drift minus
	tail -n 1 "$out" |
		grep -qE '^# drifting: -1\.[0-9]+ a value, -10[0-9] in all, p = ' ||
		fail "$(cat "$out")"
	expect_exit 0 git perf detect --json in
	has_json "$out" '"drift":{"drifting":true,"slope":0.001'
	has_json "$out" '"relative":true}}'
	object up <in >lines
	series 5 40 | object flat >>lines
	echo '{"name": "short", "values": [1, null, 2]}' >>lines
	expect_exit 0 git perf detect --batch --drift lines
	sed -n 1p "$out" | grep -q '"name": "up", .*"drift": {"drifting": true, '
	sed -n 2p "$out" | grep -q '"cps": \[\], "drift": {"drifting": false, '
	sed -n 3p "$out" | grep -qF '"drift": {"drifting": false, "slope": null, "total": null, "p": null, "relative": true}}'
}
ok '--drift: as a comment, and as a key' drift

no_drift() {
	series 5 9 >in
	expect_exit 0 git perf detect --drift in
	echo '# no drift: fewer than 10 values' | diff -u - "$out"
	{
		series 100 30
		series 110 30
	} >in
	expect_exit 0 git perf detect --drift in
	sed -n 1p "$out" | grep -qx 30
	sed -n 2p "$out" | grep -q '^# no drift: '
	yes 0 | head -n 20 >in
	expect_exit 0 git perf detect --drift in
	echo '# no drift: +0 a value, +0 in all, p = 1' | diff -u - "$out"
}
ok '--drift: not for a step, a short and a constant series' no_drift

same_everywhere() {
	steps >in
	git perf detect --json in >want
	cp want again
	for locale in $(locale -a | grep -iE '^(de|fr|pl|ar|fa|ps)_' | head -n 6); do
		LC_ALL=$locale git perf detect --json in >again
		cmp want again
	done
	git perf detect --json in | cmp - want
}
ok 'the same output in every locale' same_everywhere

large() {
	awk 'BEGIN {
		for (i = 0; i < 1000000; i++)
			printf "%d\n", 1000 + i * 37 % 101 + (i >= 600000) * 500
	}' >in
	expect_exit 0 git perf detect in
	echo 600000 | diff -u - "$out"
}
ok 'a million values' large

finish
