package allpairs

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Both boundaries agree with their definition, for any number of chains.
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

// rank returns the number of items that are before an item and below a level.
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

// Items whose score is NaN, of either sign, are left out and reported. The others are in the order of their scores.
func TestScoresWithoutNaN(t *testing.T) {
	t.Run("float32", testScoresWithoutNaN[float32])
	t.Run("float64", testScoresWithoutNaN[float64])
}

func testScoresWithoutNaN[F float](t *testing.T) {
	inf, nan := F(math.Inf(1)), F(math.NaN())
	w := new(workspace[F])
	for _, scores := range [][]F{{}, {nan}, {nan, -nan, nan}, {1}, {-1, nan}, {2, 1, 0}, {inf, nan, -inf, -nan, 1, 1, nan, 3}} {
		l := &list[F]{scores: scores, relevance: make([]float32, len(scores))}
		want := slices.DeleteFunc(slices.Clone(scores), func(s F) bool { return s != s })
		slices.Sort(want)
		w.relevance.Number(&w.sorter, l.relevance, nil)
		assert.Equal(t, len(want) < len(scores), w.sort(l))
		assert.Equal(t, len(want), len(w.scores))
		for k, e := range w.order {
			assert.Equal(t, want[k], w.scores[k])
			assert.Equal(t, scores[e.Index()], w.scores[k])
		}
	}
}
