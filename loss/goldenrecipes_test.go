package loss_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A splitMix is the state of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
type splitMix uint64

func (s *splitMix) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// goldenRecipes make an element of a random word and the special values of the type, as RECIPES in testdata/vectors.py.
var goldenRecipes = map[string]func(w uint64, pool []float64) float64{
	"wide":    func(w uint64, _ []float64) float64 { return wide(w) },
	"special": func(w uint64, pool []float64) float64 { return pool[w%uint64(len(pool))] },
	"label": func(w uint64, pool []float64) float64 {
		if w&1 == 1 {
			return float64(w&2) - 1
		}
		return pool[(w>>2)%uint64(len(pool))]
	},
	"sign":    func(w uint64, _ []float64) float64 { return 1 - 2*float64(w&1) },
	"sign0":   func(w uint64, _ []float64) float64 { return float64(w%3) - 1 },
	"int8":    func(w uint64, _ []float64) float64 { return []float64{1, -1, 1, -1, 0, 127, -128, 2}[w%8] },
	"one":     func(uint64, []float64) float64 { return 1 },
	"zero":    func(uint64, []float64) float64 { return 0 },
	"minus0":  func(uint64, []float64) float64 { return math.Copysign(0, -1) },
	"weight":  func(w uint64, _ []float64) float64 { return float64((w>>8)%256+1) / 64 },
	"weight0": func(w uint64, _ []float64) float64 { return float64(min(w%3, 1)*((w>>8)%256+1)) / 64 },
	"grid":    func(w uint64, _ []float64) float64 { return (float64(w%65) - 32) / 8 },
	"tie":     func(w uint64, _ []float64) float64 { return float64(w%5) / 4 },
	"seven":   func(w uint64, _ []float64) float64 { return float64(w%7) - 3 },
	"infinite": func(w uint64, _ []float64) float64 {
		if w%8 < 2 {
			return math.Inf(1 - 2*int(w%8))
		}
		return wide(w)
	},
	"nan": func(w uint64, _ []float64) float64 {
		if w%20 == 0 {
			return math.NaN()
		}
		return wide(w)
	},
}

// wide has magnitudes over many powers of two.
func wide(w uint64) float64 {
	v := math.Ldexp(1+float64(w>>12)*0x1p-52, int((w>>1&0x7ff)%17)-8)
	return v * (1 - 2*float64(w&1))
}

// goldenArray is what a text says, rounded to the type: numbers, or a recipe for n of them.
func goldenArray[T loss.Float](d losstest.DType[T], t *testing.T, text string, n int, specials string) []T {
	t.Helper()
	var values []float64
	name, seed, _ := strings.Cut(text, " ")
	if recipe := goldenRecipes[name]; recipe != nil {
		pool, words := numbers(t, specials), goldenSeed(t, seed)
		for range n {
			values = append(values, recipe(words.next(), pool))
		}
	} else {
		values = numbers(t, text)
		require.Len(t, values, n, text)
	}
	v := make([]T, n)
	for i := range v {
		v[i] = d.Element(d.Round(values[i]))
	}
	return v
}

func goldenSeed(t *testing.T, text string) *splitMix {
	t.Helper()
	seed, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err)
	return (*splitMix)(&seed)
}

// nudge returns the value that is some steps further from 0, nearer to it if steps is negative.
func nudge[T loss.Float](d losstest.DType[T], v float64, steps int) T {
	return d.FromBits(d.Bits(d.Element(d.Round(v))) + uint64(steps))
}

// goldenIntegers are numbers, or "below", a bound and a seed.
func goldenIntegers(t *testing.T, text string, n int) []int {
	t.Helper()
	v := []int{}
	fields := strings.Fields(text)
	if len(fields) == 3 && fields[0] == "below" {
		bound, words := numbers(t, fields[1])[0], goldenSeed(t, fields[2])
		for range n {
			v = append(v, int(words.next()%uint64(bound)))
		}
		return v
	}
	for _, f := range numbers(t, text) {
		v = append(v, int(f))
	}
	require.Len(t, v, n, text)
	return v
}
