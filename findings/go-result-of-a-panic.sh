#!/bin/sh
# go 1.26.8: a benchmark that panics while it is timed gets, in some runs, a result
# line with 0 iterations and NaN ns/op, and the panic follows below. So
# a reader of lines sees a complete result; only its numbers say that it is none.
# Which comes first is a race: in some runs the panic is on the line of the name,
# as it always is if the first call, with 1 iteration, panics.
set -eu
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
export GOTOOLCHAIN=go1.26.8 GOFLAGS=-mod=mod GOPATH="$work/go" \
	GOCACHE="$work/cache"
cat >go.mod <<'END'
module example.com/p

go 1.26
END
cat >p_test.go <<'END'
package p

import "testing"

func BenchmarkTimed(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if b.N > 1 {
			panic("no data")
		}
	}
}

func BenchmarkAtOnce(b *testing.B) {
	panic("no data")
}
END
go version
results=0
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	go test -bench '^BenchmarkTimed$' >timed.txt 2>&1 || true
	if grep -E '^BenchmarkTimed\S*\s+0\s+NaN ns/op' timed.txt; then
		results=$((results + 1))
	fi
done
go test -bench '^BenchmarkAtOnce$' >at-once.txt 2>&1 || true
cat at-once.txt
if [ $results = 0 ] || grep -q 'ns/op' at-once.txt; then
	exit 1
fi
echo "as found: NaN ns/op before the panic in $results of $try timed runs"
