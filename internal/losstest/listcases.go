package losstest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// A ListCase is a number of lists and a criterion for them.
type ListCase[T loss.Float] struct {
	Name     string
	Lists    loss.Lists[T]
	Margin   float64
	Boundary loss.Boundary
	Upstream float64
}

// ListScores has functions that draw scores, given the margin rounded to the type.
var ListScores = []struct {
	Name string
	Draw func(r *rand.Rand, margin float64) float64
}{
	{"normal", func(r *rand.Rand, _ float64) float64 { return r.NormFloat64() }},
	{"ordinary", func(r *rand.Rand, _ float64) float64 { return Ordinary(r) }},
	{"ties", func(r *rand.Rand, _ float64) float64 { return float64(r.IntN(4)) }},
	{"edge of the margin", func(r *rand.Rand, margin float64) float64 {
		return (1+r.Float64())*float64(r.IntN(2)) + margin*float64(r.IntN(4)) // differences near the margin, most of them rounded
	}},
	{"steps of the margin", func(r *rand.Rand, margin float64) float64 { return margin * float64(r.IntN(9)-4) }},
	{"wide", func(r *rand.Rand, _ float64) float64 {
		return math.Ldexp(float64(r.IntN(3)-1)*(1+r.Float64()), r.IntN(40)-20)
	}},
	{"far apart", func(r *rand.Rand, _ float64) float64 {
		return []float64{1e30, 1e-30, 1, -1e30}[r.IntN(4)] * (1 + float64(r.IntN(8))/8)
	}},
	{"specials", func(r *rand.Rand, _ float64) float64 { return Special(r) }},
	{"infinities", func(r *rand.Rand, _ float64) float64 {
		if r.IntN(6) > 0 {
			return Ordinary(r)
		}
		return math.Inf(2*r.IntN(2) - 1)
	}},
	{"largest", func(r *rand.Rand, _ float64) float64 {
		return []float64{math.MaxFloat32, -math.MaxFloat32, math.MaxFloat64, -math.MaxFloat64, 65504, 0, 0x1p126, -0x1p1022}[r.IntN(8)]
	}},
	{"least", func(r *rand.Rand, _ float64) float64 {
		return []float64{0x1p-149, -0x1p-149, 0x1p-1074, -0x1p-1074, 0x1p-24, 0, 0x1p-133, 0x1p-1022}[r.IntN(8)]
	}},
	{"one NaN", func(r *rand.Rand, _ float64) float64 {
		if r.IntN(20) > 0 {
			return Ordinary(r)
		}
		return math.NaN()
	}},
}

// ListGrades has functions that draw a relevance.
var ListGrades = []struct {
	Name string
	Draw func(r *rand.Rand) float32
}{
	{"one level", func(*rand.Rand) float32 { return 2 }},
	{"two levels", func(r *rand.Rand) float32 { return float32(2*r.IntN(2) - 1) }},
	{"five grades", func(r *rand.Rand) float32 { return float32(r.IntN(5)) }},
	{"rare grades", func(r *rand.Rand) float32 { return float32(max(r.IntN(20)-16, 0)) }},
	{"halves", func(r *rand.Rand) float32 { return float32(r.IntN(16))/2 - 4 }},
	{"seventeen levels", func(r *rand.Rand) float32 { return float32(r.IntN(17)) }},
	{"any", func(r *rand.Rand) float32 { return r.Float32() }},
	{"specials", func(r *rand.Rand) float32 {
		s := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.MaxFloat32, 0x1p-149, -0x1p-149, 1}
		return float32(s[r.IntN(len(s))])
	}},
}

// listShapes has the lengths of the lists of a call.
var listShapes = [][]int{{}, {0}, {1}, {2}, {3}, {15}, {0, 1, 0, 2, 0}, {5, 15, 1, 30}, {70}, {150}}

// EachListCase calls f with cases that combine scores, grades, shapes and criteria.
func EachListCase[T loss.Float](d DType[T], f func(c ListCase[T])) {
	k := uint64(0)
	for _, scores := range ListScores {
		for _, grades := range ListGrades {
			for _, shape := range listShapes {
				if k++; testing.Short() && k%4 > 0 {
					continue
				}
				r := rand.New(rand.NewPCG(k, 5))
				margin := Margins[r.IntN(len(Margins))]
				if r.IntN(2) == 0 {
					margin = 0.1
				}
				c := ListCase[T]{Margin: margin, Boundary: loss.Boundary(r.IntN(2)), Upstream: []float64{1, -2.5, 0.1, math.Inf(-1), math.NaN(), 0, 1e308}[r.IntN(7)]}
				c.Name = fmt.Sprintf("%s, %s, %v, margin %v, %v", scores.Name, grades.Name, shape, margin, c.Boundary)
				c.Lists.Offsets = []int{0}
				n := 0
				for _, length := range shape {
					n += length
					c.Lists.Offsets = append(c.Lists.Offsets, n)
				}
				if len(shape) == 1 && k%2 == 0 {
					c.Lists.Offsets = nil
				}
				if k%3 == 0 {
					c.Lists.Mask = make([]bool, n)
				}
				for i := range n {
					c.Lists.Scores = append(c.Lists.Scores, d.Element(d.Round(scores.Draw(r, d.Round(margin)))))
					c.Lists.Relevance = append(c.Lists.Relevance, grades.Draw(r))
					if c.Lists.Mask != nil {
						if c.Lists.Mask[i] = r.IntN(4) > 0; !c.Lists.Mask[i] && r.IntN(2) == 0 {
							c.Lists.Relevance[i] = float32(math.NaN()) // allowed, because the item is masked
						}
					}
				}
				f(c)
			}
		}
	}
}
