package allpairs

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/order"
)

// Lengths at which something changes: vectors, blocks, insertion, chains, short lists.
var lengths = []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 500, 511, 512}

// kinds draw scores.
var kinds = map[string]func(r *rand.Rand) float64{
	"normal":    func(r *rand.Rand) float64 { return r.NormFloat64() },
	"ties":      func(r *rand.Rand) float64 { return float64(r.IntN(9)) / 4 },
	"equal":     func(*rand.Rand) float64 { return 1 },
	"wide":      func(r *rand.Rand) float64 { return math.Ldexp(r.NormFloat64(), r.IntN(200)-100) },
	"subnormal": func(r *rand.Rand) float64 { return 0x1p-149 * float64(r.IntN(9)-4) },
	"large":     func(r *rand.Rand) float64 { return 0x1.fffffep126 * (2*r.Float64() - 1) },
}

func draw[F float](r *rand.Rand, n, levels int, masked bool, score func(*rand.Rand) float64) *list[F] {
	l := &list[F]{scores: make([]F, n), relevance: make([]float32, n)}
	if masked {
		l.mask = make(order.Mask, n)
	}
	for i := range n {
		l.scores[i], l.relevance[i] = F(score(r)), float32(r.IntN(levels))-1.5
		if masked {
			l.mask[i] = uint8(r.IntN(3))
		}
	}
	return l
}

// On every tier, a short list has the same result whether it is processed pair by pair or in the order of its
// scores.
func TestMethods(t *testing.T) {
	t.Run("float32", func(t *testing.T) { t.Parallel(); testMethods[float32](t) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testMethods[float64](t) })
}

func testMethods[F float](t *testing.T) {
	w, v := new(workspace[F]), new(workspace[F])
	for name, score := range kinds {
		for k, n := range lengths {
			for _, margin := range []F{0, 0.5, -0.25, 1e-6, 0x1p100, -0x1p100} {
				for _, levels := range []int{1, 2, 5, 40} {
					r := rand.New(rand.NewPCG(uint64(n), 3))
					roles := r.IntN(2) == 0
					m := limitOf(margin, r.IntN(2) == 0)
					l := draw[F](r, n, levels, k%3 == 0, score)
					want, got := make([]int32, n), make([]int32, n)
					v.reset(cpuid.Portable)
					v.sweep(want, l, m, roles)
					sum := v.terms.Sum().Float64()
					for _, tier := range cpuid.Tiers {
						if !cpuid.Supported(tier) {
							continue
						}
						w.reset(tier)
						ok := w.countShort(got, l, m, roles)
						what := fmt.Sprintf("%s, %d items, margin %v, %v", name, n, m, tier)
						if !ok {
							require.Zero(t, kept(l), what)
							continue
						}
						require.Equal(t, want, got, what)
						require.Equal(t, v.tally, w.tally, what)
						require.Equal(t, math.Float64bits(sum), math.Float64bits(w.terms.Sum().Float64()), what)
					}
				}
			}
		}
	}
}

func kept[F float](l *list[F]) (n int) {
	for i := range l.scores {
		if l.mask.Keeps(i) {
			n++
		}
	}
	return n
}

// A list with a score that is not tame, wherever it is, is processed by the sweep.
func TestTame(t *testing.T) {
	inf := math.Inf(1)
	for _, n := range []int{1, 2, 15, 16, 40} {
		for at := range n {
			for score, tamed := range map[float64]bool{0: true, 0x1.fffffep126: true, -0x1.fffffep126: true, 0x1p127: false, -0x1p127: false, inf: false, -inf: false, math.NaN(): false} {
				s := make([]float32, n)
				s[at] = float32(score)
				assert.Equal(t, tamed, tame(s), score)
			}
			for score, tamed := range map[float64]bool{0: true, 0x1.fffffffffffffp1022: true, -0x1p1022: true, 0x1p1023: false, -0x1p1023: false, inf: false, -inf: false, math.NaN(): false} {
				s := make([]float64, n)
				s[at] = score
				assert.Equal(t, tamed, tame(s), score)
			}
		}
	}
}

// Loops in assembly do not access memory outside the arrays, except that they write whole vectors of counts.
func TestVectors(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		if !cpuid.Supported(tier) || tier == cpuid.Portable {
			continue
		}
		t.Run(tier.String(), func(t *testing.T) {
			t.Parallel()
			for n := 1; n <= mostShort; n++ {
				var s short[float32]
				l := draw[float32](rand.New(rand.NewPCG(1, uint64(n))), n, 5, false, kinds["normal"])
				for _, a := range []*[mostShort]uint32{&s.low, &s.high, &s.lower} {
					for k := range a {
						a[k] = 1 << 31
					}
				}
				require.True(t, countVectors(tier, &s.low, &s.high, &s.lower, l.scores, l.relevance, 0.5))
				for _, a := range [][mostShort]uint32{s.low, s.high, s.lower} {
					for k, count := range a {
						if k < n {
							require.Less(t, count, uint32(n))
						} else if k >= (n+15)/16*16 {
							require.Equal(t, uint32(1<<31), count, "item %d of %d", k, n)
						}
					}
				}
			}
		})
	}
}
