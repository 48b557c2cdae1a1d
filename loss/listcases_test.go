package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/loss"
)

// A listCase is lists, and a criterion for them.
type listCase[T loss.Float] struct {
	name     string
	lists    loss.Lists[T]
	margin   float64
	boundary loss.Boundary
	upstream float64
}

// listScores draw scores, given the margin as a value of the type.
var listScores = []struct {
	name string
	draw func(r *rand.Rand, margin float64) float64
}{
	{"normal", func(r *rand.Rand, _ float64) float64 { return r.NormFloat64() }},
	{"ordinary", func(r *rand.Rand, _ float64) float64 { return ordinary(r) }},
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
	{"specials", func(r *rand.Rand, _ float64) float64 { return special(r) }},
	{"infinities", func(r *rand.Rand, _ float64) float64 {
		if r.IntN(6) > 0 {
			return ordinary(r)
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
			return ordinary(r)
		}
		return math.NaN()
	}},
}

// listGrades draw relevance.
var listGrades = []struct {
	name string
	draw func(r *rand.Rand) float32
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

// listShapes are the lengths of lists.
var listShapes = [][]int{{}, {0}, {1}, {2}, {3}, {15}, {0, 1, 0, 2, 0}, {5, 15, 1, 30}, {70}, {150}}

// eachListCase goes through combinations of all of them.
func eachListCase[T loss.Float](d dtype[T], f func(c listCase[T])) {
	k := uint64(0)
	for _, scores := range listScores {
		for _, grades := range listGrades {
			for _, shape := range listShapes {
				if k++; testing.Short() && k%4 > 0 {
					continue
				}
				r := rand.New(rand.NewPCG(k, 5))
				margin := margins[r.IntN(len(margins))]
				if r.IntN(2) == 0 {
					margin = 0.1
				}
				c := listCase[T]{margin: margin, boundary: loss.Boundary(r.IntN(2)), upstream: []float64{1, -2.5, 0.1, math.Inf(-1), math.NaN(), 0, 1e308}[r.IntN(7)]}
				c.name = fmt.Sprintf("%s, %s, %v, margin %v, %v", scores.name, grades.name, shape, margin, c.boundary)
				c.lists.Offsets = []int{0}
				n := 0
				for _, length := range shape {
					n += length
					c.lists.Offsets = append(c.lists.Offsets, n)
				}
				if len(shape) == 1 && k%2 == 0 {
					c.lists.Offsets = nil
				}
				if k%3 == 0 {
					c.lists.Mask = make([]bool, n)
				}
				for i := range n {
					c.lists.Scores = append(c.lists.Scores, d.element(d.round(scores.draw(r, d.round(margin)))))
					c.lists.Relevance = append(c.lists.Relevance, grades.draw(r))
					if c.lists.Mask != nil {
						if c.lists.Mask[i] = r.IntN(4) > 0; !c.lists.Mask[i] && r.IntN(2) == 0 {
							c.lists.Relevance[i] = float32(math.NaN()) // nobody looks
						}
					}
				}
				f(c)
			}
		}
	}
}
