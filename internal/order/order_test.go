package order

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/x448/float16"
)

// lengths are chosen around those at which the algorithm changes: insertion sort, radix sort, selection.
var lengths = []int{0, 1, 2, 3, 5, 16, 47, 48, 49, 64, 100, 192, 193, 500, 5000}

// draws has functions that draw a score.
var draws = map[string]func(r *rand.Rand) float64{
	"normal":    func(r *rand.Rand) float64 { return r.NormFloat64() },
	"ties":      func(r *rand.Rand) float64 { return float64(r.IntN(9)-4) / 4 },
	"equal":     func(*rand.Rand) float64 { return 1 },
	"zeros":     func(r *rand.Rand) float64 { return math.Copysign(0, float64(r.IntN(2))-0.5) },
	"infinite":  func(r *rand.Rand) float64 { return []float64{math.Inf(1), math.Inf(-1), 1, -1}[r.IntN(4)] },
	"wide":      func(r *rand.Rand) float64 { return math.Ldexp(r.NormFloat64(), r.IntN(40)-20) },
	"close":     func(r *rand.Rand) float64 { return 1 + 0x1p-40*float64(r.IntN(100)) },
	"subnormal": func(r *rand.Rand) float64 { return 0x1p-1074 * float64(r.IntN(9)-4) },
}

// Entries are sorted by their keys, and entries with equal keys by their indices.
func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var c counters
	for _, n := range lengths {
		for _, key := range []func() uint32{r.Uint32, func() uint32 { return 7 << 9 }, func() uint32 { return r.Uint32() & 0xff00ff00 }, func() uint32 { return r.Uint32N(5) << 24 }} {
			a := make([]Entry, n)
			for i := range a {
				a[i] = entryOf(uint64(key())<<32, i)
			}
			want := slices.Clone(a)
			slices.Sort(want)
			require.Equal(t, want, sortEntries(a, make([]Entry, n), &c))
		}
	}
}

// Keys have the order of the floats, and both zeros have the same key.
func TestKeys(t *testing.T) {
	t.Run("float16", func(t *testing.T) {
		testKeys(t, func(v float32) uint16 { return float16.Fromfloat32(v).Bits() }, func(b uint16) float64 { return float64(float16.Frombits(b).Float32()) })
	})
	t.Run("bfloat16", func(t *testing.T) {
		testKeys(t, func(v float32) uint16 { return uint16(math.Float32bits(v) >> 16) }, func(b uint16) float64 { return float64(math.Float32frombits(uint32(b) << 16)) })
	})
	t.Run("float32", func(t *testing.T) {
		testKeys(t, math.Float32bits, func(b uint32) float64 { return float64(math.Float32frombits(b)) })
	})
	t.Run("float64", func(t *testing.T) {
		testKeys(t, func(v float32) uint64 { return math.Float64bits(float64(v)) }, math.Float64frombits)
	})
}

func testKeys[W word](t *testing.T, of func(float32) W, value func(W) float64) {
	inf := float32(math.Inf(1))
	values := []float32{0, float32(math.Copysign(0, -1)), 1, -1, 1.5, -1.5, 65504, -65504, inf, -inf, 0x1p-14, -0x1p-14, 0x1p-24, -0x1p-24, 0x1p-149, 3.1415927}
	for _, a := range values {
		for _, b := range values {
			assert.Equal(t, cmp.Compare(value(of(a)), value(of(b))), cmp.Compare(keyOf(of(a)), keyOf(of(b))), "%v and %v", a, b)
		}
	}
}

// An entry holds all bits of a float32 score.
func TestFloat32(t *testing.T) {
	for _, v := range []float32{0, 1, -1, 1.5, -1.5, 0x1p-149, -0x1p-149, math.MaxFloat32, -math.MaxFloat32, float32(math.Inf(1)), float32(math.Inf(-1))} {
		assert.Equal(t, math.Float32bits(v), math.Float32bits(entryOf(keyOf(math.Float32bits(v)), 7).Float32()), v)
	}
	assert.Zero(t, math.Float32bits(entryOf(keyOf(uint32(1<<31)), 7).Float32()), "-0")
}

type named32 float32

// Items returns all items that the mask keeps, in the order of their scores. With a k it returns the end of that
// order, with all items that have the same score as the last one.
func TestItems(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testItems(t, func(v float64) named32 { return named32(v) }) })
	t.Run("float64", func(t *testing.T) { testItems(t, func(v float64) float64 { return v }) })
	t.Run("float16", func(t *testing.T) {
		testItems(t, func(v float64) float16.Float16 { return float16.Fromfloat32(float32(v)) })
	})
}

func testItems[T named32 | float64 | float16.Float16](t *testing.T, of func(float64) T) {
	s := new(Sorter)
	value := func(v T) float64 {
		if h, ok := any(v).(float16.Float16); ok {
			return float64(h.Float32())
		}
		return float64(v)
	}
	for name, draw := range draws {
		for _, n := range lengths {
			for _, k := range []int{0, 1, 2, 10, n / 4, n, n + 1} {
				for _, order := range []string{"random", "rising", "falling"} {
					what := fmt.Sprintf("%s, %d items, %d of them, %s", name, n, k, order)
					r := rand.New(rand.NewPCG(uint64(n), uint64(k)))
					scores := make([]T, n)
					for i := range scores {
						scores[i] = of(draw(r))
					}
					compare := func(a, b T) int { return cmp.Compare(value(a), value(b)) }
					switch order {
					case "rising":
						slices.SortFunc(scores, compare)
					case "falling":
						slices.SortFunc(scores, func(a, b T) int { return compare(b, a) })
					}
					var mask Mask
					want := make([]uint32, 0, n)
					if r.IntN(2) == 0 {
						mask = make(Mask, n)
						for i := range mask {
							mask[i] = uint8(r.IntN(3))
						}
					}
					for i := range scores {
						if mask.Keeps(i) {
							want = append(want, uint32(i))
						}
					}
					slices.SortStableFunc(want, func(a, b uint32) int { return compare(scores[a], scores[b]) })
					got := Items(s, scores, mask, k)
					if k <= 0 || k >= len(want) {
						require.Len(t, got, len(want), what)
					} else {
						require.GreaterOrEqual(t, len(got), k, what)
						if first := len(want) - len(got); first > 0 {
							require.NotZero(t, compare(scores[want[first-1]], scores[want[first]]), what)
						}
					}
					for i, e := range got {
						if w := want[len(want)-len(got)+i]; e.Index() != w {
							t.Fatalf("%s: item %d is %d, not %d", what, i, e.Index(), w)
						}
						if i > 0 && Same(scores, got[i-1], e) != (compare(scores[got[i-1].Index()], scores[e.Index()]) == 0) {
							t.Fatalf("%s: items %d and %d", what, i-1, i)
						}
					}
				}
			}
		}
	}
}

// Float64 scores are sorted even if many or all of them have the same upper 32 bits.
func TestRefine(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	s := new(Sorter)
	for _, n := range []int{2, 40, 300, 5000} {
		for _, scale := range []float64{0x1p-52, 0x1p-40, 0x1p-30, 0x1p-20, 1} {
			scores := make([]float64, n)
			for i := range n {
				scores[i] = (1 + scale*float64(r.IntN(2*n))/float64(n)) * float64(1-2*r.IntN(2))
			}
			items := Items(s, scores, nil, 0)
			require.Len(t, items, n)
			require.True(t, slices.IsSortedFunc(items, func(a, b Entry) int { return cmp.Compare(scores[a.Index()], scores[b.Index()]) }))
		}
	}
}

// A few of many items are selected without sorting all of them.
func TestSelection(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	scores := make([]float32, 1<<16)
	for i := range scores {
		scores[i] = r.Float32()
	}
	assert.Less(t, len(Items(new(Sorter), scores, nil, 10)), insertionUpTo)
	s := new(Sorter)
	Items(s, scores, nil, 10)
	assert.Less(t, cap(s.entries[0]), 1000)
}

// Levels are numbered the same way whether there are few or many.
func TestLevels(t *testing.T) {
	inf := float32(math.Inf(1))
	zero := float32(math.Copysign(0, -1))
	s, few, many := new(Sorter), new(Levels), new(Levels)
	for _, values := range [][]float32{{}, {1}, {0, zero, 0}, {zero}, {3, 1, 2, 1}, {inf, -inf, 0, math.MaxFloat32, -inf, 0x1p-149, -0x1p-149}} {
		for _, mask := range []Mask{nil, make(Mask, len(values))} {
			kept := slices.Clone(values)
			for i := range mask {
				mask[i] = uint8(i - 1)
			}
			if mask != nil && len(kept) > 1 {
				kept = slices.Delete(kept, 1, 2)
			}
			sorted := slices.Clone(kept)
			slices.Sort(sorted)
			sorted = slices.Compact(sorted)
			few.few = few.numberFew(values, mask)
			require.True(t, few.Few())
			many.numberMany(s, values, mask)
			items := make([]Entry, len(values))
			for i := range items {
				items[i] = entryOf(0, i)
			}
			byteCount, words := make([]uint8, len(values)+1), make([]uint32, len(values)+1)
			few.Bytes(byteCount, items)
			for _, l := range []*Levels{few, many} {
				l.Words(words, items)
				require.Len(t, l.Values, len(sorted))
				require.Len(t, l.Sizes, len(sorted))
				for level, v := range l.Values {
					assert.Equal(t, sorted[level], v)
					assert.False(t, math.Signbit(float64(v)) && v == 0)
					size := uint32(0)
					for i, u := range values {
						if u == v && (mask.Keeps(i)) {
							size++
							assert.EqualValues(t, level, byteCount[i])
							assert.EqualValues(t, level, words[i])
						}
					}
					assert.Equal(t, size, l.Sizes[level])
				}
			}
		}
	}
	values := make([]float32, FewLevels+1)
	for i := range values {
		values[i] = float32(i)
	}
	few.Number(s, values[1:], nil)
	assert.True(t, few.Few())
	few.Number(s, values, nil)
	assert.False(t, few.Few())
	assert.Equal(t, values, few.Values)
}

func TestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	var memory Tree
	for _, levels := range []int{1, 2, 7, 64, 100, 3} {
		tree, counts := memory.Cleared(levels), make([]uint32, levels)
		for range 300 {
			level := r.IntN(levels)
			tree.Add(uint32(level), 1)
			counts[level]++
			before := uint32(0)
			for l, n := range counts {
				require.Equal(t, before, tree.Before(uint32(l)))
				before += n
			}
		}
	}
}
