package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A single bad value is found and named, in every field, wherever it is and whatever else is wrong behind it. Of a pair of
// weight 0 nothing is.
func TestValidateFinds(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { t.Parallel(); testValidateFinds(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { t.Parallel(); testValidateFinds(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { t.Parallel(); testValidateFinds(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testValidateFinds(t, tier, losstest.BFloat16) })
	})
}

func testValidateFinds[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	r := rand.New(rand.NewPCG(2, 14))
	validate := on(tier, loss.MarginRanking[T]{}).Validate
	inf, nan := math.Inf(1), math.NaN()
	notOne := []float64{0, math.Copysign(0, -1), 2, -2, d.Round(1 + 0x1p-7), d.Round(-1 + 0x1p-8), 0.5, inf, nan}
	for _, n := range []int{1, 2, 17, 300, 1500, 20_000} {
		rounds, signs := 12, 256
		if n > 1000 { // an emulator takes its time
			rounds, signs = 4, 4
		}
		for round := range rounds {
			weighted, own, labels := round%2 == 0, round%3 == 0, round%4
			p := validPairs(r, d, n, weighted, own, labels)
			require.NoError(t, validate(p))
			fields := []struct {
				name  string
				array []T
				bad   []float64
				err   error
			}{
				{"Weights", p.Weights, []float64{-1, d.Round(-1e-7), -inf, inf, nan}, loss.ErrWeights},
				{"X1", p.X1, []float64{inf, -inf, nan}, loss.ErrScores},
				{"X2", p.X2, []float64{inf, -inf, nan}, loss.ErrScores},
				{"Margins", p.Margins, []float64{inf, -inf, nan}, loss.ErrMargins},
				{"Y", p.Y, notOne, loss.ErrLabels},
			}
			i := r.IntN(n)
			last := n - 1
			for _, f := range fields {
				if f.array == nil {
					continue
				}
				old, behind := f.array[i], f.array[last]
				for _, bad := range f.bad {
					f.array[last] = d.Element(f.bad[0])
					f.array[i] = d.Element(bad)
					err := validate(p)
					require.ErrorIs(t, err, f.err)
					require.ErrorContains(t, err, fmt.Sprintf("%s[%d] is %v", f.name, i, d.Value(f.array[i])))
					f.array[last] = behind
					f.array[i] = d.Element(bad)
					if weighted && f.name != "Weights" {
						weight := p.Weights[i]
						for _, zero := range []float64{0, math.Copysign(0, -1)} {
							p.Weights[i] = d.Element(zero)
							require.NoError(t, validate(p), "%s[%d] is %v", f.name, i, bad)
						}
						p.Weights[i] = weight
					}
				}
				f.array[i] = old
			}
			if p.Signs != nil {
				old := p.Signs[i]
				for v := range signs {
					p.Signs[i] = int8(v)
					if err := validate(p); v == 1 || v == 255 {
						require.NoError(t, err)
					} else {
						require.ErrorIs(t, err, loss.ErrLabels)
						require.ErrorContains(t, err, fmt.Sprintf("Signs[%d] is %d, not 1 or -1", i, int8(v)))
					}
				}
				if weighted {
					p.Signs[i], p.Weights[i] = 3, d.Element(0)
					require.NoError(t, validate(p))
					p.Weights[i] = d.Element(1)
				}
				p.Signs[i] = old
			}
			require.NoError(t, validate(p))
		}
	}
}

// validPairs makes up n pairs without labels, with labels of the element type, or with int8 ones. Some have the largest
// and the least finite values.
func validPairs[T loss.Float](r *rand.Rand, d losstest.DType[T], n int, weighted, own bool, labels int) (p loss.Pairs[T]) {
	largest := map[string]float64{"float16": 65504, "float64": math.MaxFloat64, "float32": math.MaxFloat32, "bfloat16": 0x1.fep127}[d.Name]
	value := func() T {
		x := r.NormFloat64()
		switch r.IntN(8) {
		case 0:
			x = math.Copysign(largest, x)
		case 1:
			x = 0
		}
		return d.Element(d.Round(x))
	}
	for range n {
		p.X1, p.X2 = append(p.X1, value()), append(p.X2, value())
		if weighted {
			p.Weights = append(p.Weights, d.Element(d.Round(1+r.Float64())))
		}
		if own {
			p.Margins = append(p.Margins, value())
		}
		label := 1 - 2*r.IntN(2)
		switch labels {
		case 1, 2:
			p.Y = append(p.Y, d.Element(float64(label)))
		case 3:
			p.Signs = append(p.Signs, int8(label))
		}
	}
	return p
}

// On a valid batch of thousands of pairs Validate takes at most three times as long as Forward.
func TestValidateIsQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	t.Run("float32", func(t *testing.T) { testValidateIsQuick(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { testValidateIsQuick(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { testValidateIsQuick(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { testValidateIsQuick(t, losstest.BFloat16) })
}

func testValidateIsQuick[T loss.Float](t *testing.T, d losstest.DType[T]) {
	p := validPairs(rand.New(rand.NewPCG(1, 1)), d, 64<<10, false, false, 1)
	c := on(cpuid.Current, loss.MarginRanking[T]{Margin: 1})
	var times validateTimes
	for range 50 {
		require.NoError(t, times.add(func() { c.Forward(p) }, func() error { return c.Validate(p) }))
	}
	t.Logf("%.2f times Forward", times.ratio())
	assert.LessOrEqual(t, times.ratio(), 3.0)
}

// validateTimes are the shortest times of Forward and of Validate, which run in turns: other programs only ever make them longer.
type validateTimes struct{ forward, validate time.Duration }

func (v *validateTimes) add(forward func(), validate func() error) error {
	start := time.Now()
	forward()
	between := time.Now()
	err := validate()
	end := time.Now()
	if v.forward == 0 {
		v.forward, v.validate = math.MaxInt64, math.MaxInt64
	}
	v.forward, v.validate = min(v.forward, between.Sub(start)), min(v.validate, end.Sub(between))
	return err
}

func (v *validateTimes) ratio() float64 { return float64(v.validate) / float64(v.forward) }

// BenchmarkValidate tells how long it takes beside Forward: at most three times, from 4Ki pairs on.
func BenchmarkValidate(b *testing.B) {
	for _, tier := range losstest.Tiers() {
		b.Run("tier="+tier.String(), func(b *testing.B) {
			b.Run("dtype=float32", func(b *testing.B) { benchmarkValidate(b, tier, losstest.Float32) })
			b.Run("dtype=float64", func(b *testing.B) { benchmarkValidate(b, tier, losstest.Float64) })
			b.Run("dtype=float16", func(b *testing.B) { benchmarkValidate(b, tier, losstest.Float16) })
			b.Run("dtype=bfloat16", func(b *testing.B) { benchmarkValidate(b, tier, losstest.BFloat16) })
		})
	}
}

func benchmarkValidate[T loss.Float](b *testing.B, tier cpuid.Tier, d losstest.DType[T]) {
	for labels, name := range []string{"absent", "elements", "", "int8"} {
		for _, weighted := range []bool{false, true} {
			for _, n := range []int{4 << 10, 64 << 10} {
				if name == "" {
					continue
				}
				b.Run(fmt.Sprintf("labels=%s/weighted=%t/pairs=%d", name, weighted, n), func(b *testing.B) {
					p := validPairs(rand.New(rand.NewPCG(1, 1)), d, n, weighted, weighted, labels)
					c := on(tier, loss.MarginRanking[T]{Margin: 1})
					var times validateTimes
					for b.Loop() {
						if err := times.add(func() { c.Forward(p) }, func() error { return c.Validate(p) }); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(times.ratio(), "times-Forward")
				})
			}
		}
	}
}
