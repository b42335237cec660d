// Package demo shows what go test -bench can print.
package demo

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"testing"
)

func BenchmarkJoin(b *testing.B) {
	b.SetBytes(64)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		_ = strings.Join([]string{"some", "words", "to", "join"}, ", ")
	}
}

func BenchmarkSort(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				v := make([]int, n)
				for k := range v {
					v[k] = k * 7919 % n
				}
				sort.Ints(v)
			}
			b.ReportMetric(456.75, "p99-ns")
			b.ReportMetric(1e6, "req/s")
			b.ReportMetric(3, "errors")
			b.ReportMetric(0.5, "hit-ratio")
		})
	}
}

func BenchmarkLog(b *testing.B) {
	b.Log("a line in between")
	for i := 0; i < b.N; i++ {
	}
}

func BenchmarkPrints(b *testing.B) {
	fmt.Println("a line that the benchmark prints")
	for i := 0; i < b.N; i++ {
	}
}

func BenchmarkNotANumber(b *testing.B) {
	for i := 0; i < b.N; i++ {
	}
	b.ReportMetric(math.NaN(), "ratio")
	b.ReportMetric(math.Inf(1), "speed/s")
}
