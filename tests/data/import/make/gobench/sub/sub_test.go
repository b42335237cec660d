// Package sub has a benchmark of the same name, and one that fails.
package sub

import "testing"

func BenchmarkJoin(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_ = "some" + string(rune('a'+i%26))
	}
}

func BenchmarkFails(b *testing.B) {
	b.Fatal("could not open the input")
}

func BenchmarkSkipped(b *testing.B) {
	b.Skip("not on this machine")
}
