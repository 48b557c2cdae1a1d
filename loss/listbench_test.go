package loss_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/loss"
)

func BenchmarkListsX(b *testing.B) {
	for _, c := range []struct{ q, n int }{{200, 15}, {1, 15}, {1, 100}, {1, 1 << 20}} {
		for _, red := range []loss.Reduction{loss.Sum, loss.Mean} {
			b.Run(fmt.Sprintf("%dx%d/%v", c.q, c.n, red), func(b *testing.B) {
				l := loss.Lists[float32]{Offsets: []int{0}}
				r := rand.New(rand.NewPCG(1, 2))
				for k := range c.q {
					for range c.n {
						l.Scores = append(l.Scores, float32(r.NormFloat64()))
						l.Relevance = append(l.Relevance, float32(r.IntN(5)))
					}
					l.Offsets = append(l.Offsets, (k+1)*c.n)
				}
				grad := make([]float32, len(l.Scores))
				b.ReportAllocs()
				for b.Loop() {
					loss.MarginRanking[float32]{Margin: 1, Reduction: red, Workers: 1}.ForwardBackwardLists(grad, l, 1)
				}
			})
		}
	}
}
