#!/bin/sh
# Rows are in the order in which the tool printed them, except that the worst
# ones come first.
. "$(dirname "$0")/lib.sh"

sizes='4B 16B 4KB 10MB'

# go_sizes FACTOR: ns/op and allocs/op of four sizes
go_sizes() {
	for size in $sizes; do
		printf 'BenchmarkSum/%s-8 \t 1000\t %s ns/op\t 3 allocs/op\n' \
			"$size" "$(awk "BEGIN { print 1000 * $1 }")"
	done
}

# in_order FILE [WORD...]: the lines with these words come in this order
in_order() {
	file=$1
	shift
	for word; do
		grep -nF -m 1 -e "$word" "$file" || fail "no '$word' in:" "$(cat "$file")"
	done | cut -d : -f 1 >lines
	sort -n lines | cmp -s - lines || fail 'another order:' "$(cat "$file")"
}

measured() {
	repository "$1"
	for i in 0 1 2 3 4 5 6; do
		commit "$i"
		go_sizes "1.00$i" | git perf record 2>"$err"
	done
}

check_in_order() {
	measured check
	expect_exit 0 git perf check -v
	in_order "$out" /4B-8:ns /16B-8:ns /4KB-8:ns /10MB-8:ns
	in_order "$out" /4B-8:ns /4B-8:allocs /16B-8:ns /16B-8:allocs
	git perf check --json >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf check --format markdown >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf check --format junit >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	expect_exit 2 git perf check -v HEAD~6
	in_order "$out" /4B-8:ns /16B-8:ns /4KB-8:ns /10MB-8:ns
}
ok 'check lists rows as the tool did' check_in_order

worst_first() {
	measured worst
	commit slower
	for size in $sizes; do
		factor=1
		[ "$size" != 4KB ] || factor=1.2
		[ "$size" != 10MB ] || factor=1.5
		printf 'BenchmarkSum/%s-8 \t 1000\t %s ns/op\n' "$size" \
			"$(awk "BEGIN { print 1000 * $factor }")"
	done | git perf record 2>"$err"
	expect_exit 1 git perf check -v
	in_order "$out" /10MB-8:ns /4KB-8:ns /4B-8:ns /16B-8:ns
}
ok 'the worst come first' worst_first

others_in_order() {
	measured others
	git perf compare HEAD~1 HEAD >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf compare --json HEAD~1 HEAD >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf compare --format markdown HEAD~1 HEAD >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	go_sizes 1 >old
	go_sizes 1.2 >new
	git perf compare --files old new >"$out" || :
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf log --json >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf log --stats -n 7 --json >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf log -n 1 -k '*:ns/op' | tr ',' '\n' >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8
	git perf show >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
	git perf show --json | tr '{' '\n' >"$out"
	in_order "$out" /4B-8 /16B-8 /4KB-8 /10MB-8
}
ok 'compare, log and show list rows as the tool did' others_in_order

record_in_order() {
	repository record
	commit one
	printf '{"zeta_x": 3, "beta_y": 4, "alpha_z": 5}' >odd.json
	git perf record --json odd.json | tr '{' '\n' >"$out" 2>"$err"
	in_order "$out" zeta_x beta_y alpha_z
}
ok 'record --json lists what was guessed as the tool did' record_in_order

two_tools() {
	repository two
	for i in 1 2 3 4 5 6 7; do
		commit "$i"
		git perf record --value "z:one=1ms" --value "y:one=1ms" 2>"$err"
		git perf record --value "b:two=1ms" --value "a:two=1ms" 2>"$err"
		[ "$i" != 7 ] || git perf record --value "y:one=1ms" 2>"$err"
	done
	expect_exit 0 git perf check -v
	in_order "$out" z:one y:one b:two a:two
	git perf log --json >"$out"
	in_order "$out" '"z"' '"y"' '"b"' '"a"'
}
ok 'of two runs the older one comes first' two_tools

finish
