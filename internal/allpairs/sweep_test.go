package allpairs

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Both boundaries are what their definition says, in any number of chains.
func TestBoundaries(t *testing.T) {
	t.Run("float32", testBoundaries[float32])
	t.Run("float64", testBoundaries[float64])
}

func testBoundaries[F float](t *testing.T) {
	inf := F(math.Inf(1))
	for name, score := range kinds {
		for _, n := range append(slices.Clone(lengths), 0, 513, 514, 515, 1000) {
			for _, margin := range []F{0, 0.5, -0.25, 0x1p99, -0x1p99, largest[F](), -inf} {
				for _, infinities := range []bool{false, true} { // with them the boundaries are found another way
					r := rand.New(rand.NewPCG(uint64(n), 7))
					s := make([]F, n, n+1)
					for k := range s {
						if s[k] = F(score(r)); infinities && r.IntN(200) == 0 {
							s[k] = F(math.Inf(r.IntN(2)*2 - 1))
						}
					}
					slices.Sort(s)
					first, behind := make([]uint32, n, n+1), make([]uint32, n, n+1)
					boundaries(s, margin, first, behind)
					for i := range n {
						for p := range n {
							if inside := s[i]-s[p] <= margin; inside != (p >= int(first[i])) || inside != (i < int(behind[p])) {
								t.Fatalf("%s: %d and %d of %d, margin %v: %v", name, i, p, n, margin, inside)
							}
						}
					}
				}
			}
		}
	}
}

// Ranks count what is before an item, and what is below a level.
func TestRanks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 63, 64, 65, 128, 300} {
		for count := 1; count <= fewLevels; count++ {
			levels := make([]uint8, n+blockItems)
			for k := range levels {
				levels[k] = uint8(r.IntN(count))
			}
			var ranks ranks
			ranks.fill(levels, n, count)
			for item := range n + 1 {
				for below := range count + 1 {
					want := uint32(0)
					for _, l := range levels[:item] {
						want += uint32(one(int(l) < below))
					}
					require.Equal(t, want, ranks.rank(uint32(item), uint8(below)))
				}
			}
		}
	}
}

// Few levels and many are numbered the same way.
func TestLevels(t *testing.T) {
	inf := float32(math.Inf(1))
	zero := float32(math.Copysign(0, -1))
	w := new(workspace[float32])
	for _, values := range [][]float32{{}, {1}, {0, zero, 0}, {3, 1, 2, 1}, {inf, -inf, 0, math.MaxFloat32, -inf, 0x1p-149, -0x1p-149}} {
		sorted := slices.Clone(values)
		slices.Sort(sorted)
		sorted = slices.Compact(sorted)
		require.True(t, w.numberFew(values, nil))
		few := slices.Clone(w.size)
		w.numberMany(values, nil)
		assert.Equal(t, few, w.size)
		require.Len(t, few, len(sorted))
		for i, v := range values {
			assert.Equal(t, w.level[i], uint32(w.table.rank[w.grade[i]]))
			assert.Equal(t, sorted[w.level[i]], v)
		}
	}
	many := make([]float32, fewLevels+1)
	for i := range many {
		many[i] = float32(i)
	}
	assert.True(t, w.numberFew(many[1:], nil))
	assert.False(t, w.numberFew(many, nil))
}

// Entries are in the order of their keys, and equal ones in that of their indices.
func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var c counters
	for _, n := range append(slices.Clone(lengths), 0, 5000) {
		for _, key := range []func() uint32{r.Uint32, func() uint32 { return 7 << 9 }, func() uint32 { return r.Uint32() & 0xff00ff00 }, func() uint32 { return r.Uint32N(5) << 24 }} {
			a := make([]entry, n)
			for i := range a {
				a[i] = entryOf(uint64(key())<<32, i)
			}
			want := slices.Clone(a)
			slices.Sort(want)
			require.Equal(t, want, sortEntries(a, make([]entry, n), &c))
		}
	}
}

// Float64 scores that share their upper halves, many or all of them, are in order too.
func TestRefine(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	w := new(workspace[float64])
	for _, n := range []int{2, 40, 300, 5000} {
		for _, scale := range []float64{0x1p-52, 0x1p-40, 0x1p-30, 0x1p-20, 1} {
			l := &list[float64]{scores: make([]float64, n), relevance: make([]float32, n)}
			for i := range n {
				l.scores[i] = (1 + scale*float64(r.IntN(2*n))/float64(n)) * float64(1-2*r.IntN(2))
			}
			w.numberLevels(l.relevance, nil)
			require.False(t, w.sort(l))
			require.True(t, slices.IsSorted(w.scores))
			for k, e := range w.order {
				require.Equal(t, l.scores[e.index()], w.scores[k])
			}
		}
	}
}
