#!/bin/sh
# What results are compared with, where the answer hangs on what they are:
# cells of a matrix, counts per time in other units, names that end in -P,
# and metrics that a tool derived from others. tests/cases.txt names the case
# of each test.
. "$(dirname "$0")/lib.sh"

# Cells of a matrix

# ten commits of two versions of Python, one 1.67 times as fast
matrix() {
	for i in $(seq 10); do
		commit "$i"
		for shift in 0 1 2; do
			v=100.$(((i * 7 + shift * 3) % 10))
			git perf record --tag python=3.8 --value "t=${v}ms" 2>"$err"
			git perf record --tag python=3.12 \
				--value "t=$(awk "BEGIN { print $v * .6 }")ms" 2>"$err"
		done
	done
	commit pr
}

one_cell_of_a_matrix() {
	repository cells
	matrix
	git perf record --tag python=3.8 --value t=100.1ms 2>"$err"
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '1 of 2 series ok'
	lacks "$out" 'regression'
	lacks "$out" '+25'
	grep -q 'missing.*python=3.12' "$out"
}
ok 'a cell of a matrix is compared with its own kind' one_cell_of_a_matrix

a_slow_cell() {
	repository slow-cell
	matrix
	for v in 75.1 75.2 75.3; do
		git perf record --tag python=3.12 --value t="${v}ms" 2>"$err"
		git perf record --tag python=3.8 --value t=100.1ms 2>"$err"
	done
	expect_exit 1 git perf check
	has "$out" 'python=3.12'
	git perf check --json >"$out" 2>"$err" || :
	has "$out" '[python=3.12]'
	has_json "$out" '"python":"3.12"'
	git perf export >"$out"
	has "$out" '[python=3.8]'
}
ok 'a cell that is 25 % slower fails, alone and beside others' a_slow_cell

a_cell_alone() {
	repository alone-cell
	matrix
	for v in 125.1 125.2 125.3; do
		git perf record --tag python=3.8 --value t="${v}ms" 2>"$err"
	done
	expect_exit 1 git perf check
	has "$out" 'python=3.8'
}
ok 'a slow cell that is recorded alone is no improvement' a_cell_alone

facts_do_not_separate() {
	repository facts
	git config perf.facts 'pr, build'
	for i in $(seq 6); do
		commit "$i"
		git perf record --tag build="$i" --value "t=100.${i}ms" 2>"$err"
	done
	commit pr
	git perf record --tag build=77 --value t=100.25ms 2>"$err"
	expect_exit 0 git perf check
	lacks "$out" '[build='
	head -n 1 "$out" | grep -q '1 of 1'
}
ok 'perf.facts takes a tag out' facts_do_not_separate

tools_declare_cells() {
	repository pytest
	commit one
	corpus=$GP_SOURCE/tests/data/corpus
	file=$corpus/python/pytest-benchmark.json
	git perf record "$file" 2>"$err"
	sed 's/3\.11\.7/3.13.1/g' "$file" >other.json
	git perf record other.json 2>"$err"
	git perf export >"$out"
	has "$out" '[python=3.11]'
	has "$out" '[python=3.13]'
}
ok "pytest's version of Python separates" tools_declare_cells

# Counts per time

counts_per_time() {
	repository units
	for i in 1 2 3 4 5 6; do
		commit "$i"
		git perf record --value q:thr="10$i"ops/s --value a:t=1"$i"ms \
			2>"$err"
	done
	commit same
	git perf record --value q:thr=0.1035ops/ms --value a:t=14ms 2>"$err"
	expect_exit 0 git perf check -k q:thr
	lacks "$out" '1 new'
	commit slow
	git perf record --value q:thr=0.060ops/ms --value a:t=14ms 2>"$err"
	expect_exit 1 git perf check -k q:thr
	lacks "$out" '1 new'
	expect_exit 1 git perf check
}
ok 'ops/ms and ops/s are one dimension' counts_per_time

other_counts_per_time() {
	for pair in 'req/s req/min 60' 'rows/us rows/s 1000000' \
		'items/s items/ms 0.001'; do
		# shellcheck disable=SC2086 # three words
		set -- $pair
		repository "units-$(echo "$1" | tr / -)"
		for i in 1 2 3 4 5 6; do
			commit "$i"
			git perf record --value "q:thr=10$i$1" 2>"$err"
		done
		commit same
		v=$(awk "BEGIN { printf \"%.6f\", 103.5 * $3 }")
		git perf record --value "q:thr=$v$2" 2>"$err"
		expect_exit 0 git perf check
		head -n 1 "$out" | grep -q '1 of 1' || fail "$pair: $(cat "$out")"
		cd ..
	done
}
ok 'requests a minute and rows a microsecond, too' other_counts_per_time

# Go's -P

go_file() {
	printf 'goos: linux\ngoarch: amd64\npkg: example.org/gob\n'
	for name in Join Sort/n=100 Find; do
		for i in 1 2 3; do
			printf 'Benchmark%s-%s   \t 1000\t  12%s%s ns/op\n' \
				"$name" "$1" "$i" "$2"
		done
	done
	printf 'PASS\n'
}

cores_stay_in_the_name() {
	repository cores
	for i in 1 2 3 4 5 6; do
		commit "$i"
		go_file 4 "$i" >go.txt
		git perf record go.txt 2>"$err"
	done
	commit more
	go_file 8 3 >go.txt
	git perf record go.txt 2>"$err"
	git perf check >"$out" 2>"$err" || :
	has "$out" "alias '*-4' '*-8'"
	git perf export >"$out"
	has "$out" 'BenchmarkJoin-4'
	has "$out" 'BenchmarkJoin-8'
	git perf alias '*-4' '*-8' 2>"$err"
	expect_exit 0 git perf check
	head -n 1 "$out" | grep -q '3 of 3' || fail "$(cat "$out")"
}
ok 'a pattern renames what ends in -4 to -8, and check offers it' \
	cores_stay_in_the_name

three_counts_of_cores() {
	repository cpus
	commit one
	for p in 1 2 4; do
		go_file "$p" 3 | sed '/^PASS/d'
	done | sed 's/-1 / /' >go.txt
	git perf record go.txt 2>"$err"
	git perf export | cut -d, -f6 | sort -u >names
	grep -q -x 'BenchmarkJoin' names
	grep -q -x 'BenchmarkJoin-2' names
	grep -q -x 'BenchmarkJoin-4' names
}
ok '-cpu 1,2,4 gives three series' three_counts_of_cores

# Derived metrics

speeds() {
	printf 'goos: linux\ngoarch: amd64\npkg: example.org/gob\n'
	for name in A B C D E F G; do
		for i in 1 2 3; do
			awk -v name="$name" -v ns="$1" -v i="$i" 'BEGIN {
				ns = ns + i * 3
				printf "Benchmark%s-2 \t 1000\t %d ns/op\t %.2f MB/s\n",
					name, ns, 4096 * 1000 / ns }'
		done
	done
	printf 'PASS\n'
}

derived_metrics() {
	repository derived
	for i in 1 2 3 4 5 6; do
		commit "$i"
		speeds "$((10000 + i))" >go.txt
		git perf record go.txt 2>"$err"
	done
	commit slow
	speeds 16000 >go.txt
	git perf record go.txt 2>"$err"
	git perf check >"$out" 2>"$err" || :
	head -n 1 "$out" | grep -q '14' && fail "$(head -n 3 "$out")"
	head -n 1 "$out" | grep -q '7' || fail "$(head -n 3 "$out")"
	# named, it is judged
	git perf check -k '*:MB/s' >"$out" 2>"$err" || :
	head -n 1 "$out" | grep -q '7' || fail "$(head -n 3 "$out")"
}
ok 'a rate that Go computed is judged once, with its time' derived_metrics

derived_alone() {
	repository alone
	for i in 1 2 3 4 5 6; do
		commit "$i"
		git perf record --value "copy:bytes_per_second=10${i}MB/s" \
			2>"$err"
	done
	commit slow
	git perf record --value copy:bytes_per_second=60MB/s 2>"$err"
	expect_exit 1 git perf check
	has "$out" bytes_per_second
}
ok 'a rate whose time was not recorded is judged' derived_alone

derived_by_other_tools() {
	corpus=$GP_SOURCE/tests/data/corpus
	repository other-tools
	commit one
	git perf record "$corpus/cpp/google-benchmark.json" 2>"$err"
	commit two
	git perf record "$corpus/cpp/google-benchmark.json" 2>"$err"
	git perf check --json >"$out" 2>"$err" || :
	git perf check >"$out" 2>"$err" || :
	lacks "$out" 'items_per_second'
	lacks "$out" 'bytes_per_second'
	git perf export >"$out"
	has "$out" items_per_second
}
ok "Google's items_per_second is folded under its time" derived_by_other_tools

finish
