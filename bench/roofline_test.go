package bench

import (
	"bytes"
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// BenchmarkRoofline is what memory allows, by the standard library's own assembly:
//
//   - read compares two equal arrays: loads only, 12 bytes a pair, as many as a
//     float32 forward pass reads.
//   - copy copies an array: 20 bytes a pair, as many as a float32 forward+backward
//     pass reads and writes; that pass writes two fifths of them, copy writes half.
//
// Neither does any arithmetic. In cache both are bounded by how these two
// functions are written, so a kernel may be faster there.
func BenchmarkRoofline(b *testing.B) {
	for _, n := range sizes {
		w := workload{forward, loss.Sum, "float32", given, n, 1}
		b.Run("read/n="+sizeName(n), func(b *testing.B) {
			x, y := halves(w)
			measure(b, n, 2*len(x), func() error { equal = bytes.Equal(x, y); return nil })
		})
	}
	for _, n := range sizes {
		w := workload{forwardBackward, loss.Sum, "float32", given, n, 1}
		b.Run("copy/n="+sizeName(n), func(b *testing.B) {
			dst, src := halves(w)
			measure(b, n, len(dst)+len(src), func() error { copy(dst, src); return nil })
		})
	}
}

// equal keeps a result that nothing else needs.
var equal bool

// halves returns two equal arrays which have as many bytes as the arrays of w.
func halves(w workload) (a, b []byte) {
	n := newBatch(w, toFloat32).bytes() / 2
	// Not zeros: untouched pages of a fresh array may all be the same one.
	return bytes.Repeat([]byte{1}, n), bytes.Repeat([]byte{1}, n)
}
