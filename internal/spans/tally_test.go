package spans

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/generated"
)

// A tally returns the exact sum of its spans' values, rounded once, in any order and in any parts.
func TestTally(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		type span struct {
			generated.Args
			Counts
		}
		results := make([]span, 1+r.IntN(20))
		want, counts := new(big.Float).SetPrec(4000), Counts{}
		for i := range results {
			a := &results[i]
			a.Sum = math.Ldexp(2*r.Float64()-1, r.IntN([]int{1, 60, 1400}[seed%3])-400)
			a.Left = a.Sum * 0x1p-53 * (2*r.Float64() - 1)
			a.Counts = Counts{r.Int64N(16385), r.Int64N(16385), r.Int64N(16385), r.Int64N(16385)}
			want.Add(want, big.NewFloat(a.Sum))
			want.Add(want, big.NewFloat(a.Left))
			counts.Active += a.Counts.Active
			counts.Wrong += a.Counts.Wrong
			counts.Right += a.Counts.Right
			counts.NaN += a.NaN
		}
		rounded, _ := want.Float64()
		for range 3 {
			r.Shuffle(len(results), func(i, j int) { results[i], results[j] = results[j], results[i] })
			var parts [2]Tally
			for i := range results {
				part := &parts[r.IntN(2)]
				part.add(&results[i].Args)
				part.counts.add(results[i].Counts)
			}
			parts[0].Merge(&parts[1])
			require.Equal(t, Total{rounded, counts}, parts[0].Total(), "seed %d", seed)
		}
	}
	assert.Equal(t, Total{}, new(Tally).Total())
}

// A tally ignores Left if the sum of a span is not finite.
func TestTallyNotFinite(t *testing.T) {
	t.Parallel()
	inf, nan := math.Inf(1), math.NaN()
	type span struct{ sum, left float64 }
	for _, c := range []struct {
		spans []span
		want  float64
	}{
		{[]span{{inf, nan}}, inf},
		{[]span{{-inf, nan}}, -inf},
		{[]span{{inf, -inf}, {1, 0}}, inf},
		{[]span{{1, 0}, {-inf, nan}, {2, 0}}, -inf},
		{[]span{{inf, nan}, {inf, nan}}, inf},
		{[]span{{inf, 0}, {-inf, 0}}, nan},
		{[]span{{nan, 0}}, nan},
		{[]span{{1, 0}, {nan, nan}, {inf, 0}}, nan},
		{[]span{{math.MaxFloat64, 0}, {math.MaxFloat64, 0}}, inf},
		{[]span{{math.MaxFloat64, 0}, {math.MaxFloat64, 0}, {-math.MaxFloat64, 0}}, math.MaxFloat64}, // no overflow on the way
	} {
		var tally Tally
		for _, s := range c.spans {
			tally.add(&generated.Args{Sum: s.sum, Left: s.left})
		}
		got := tally.Total().Sum
		if math.IsNaN(c.want) {
			assert.Equal(t, math.Float64bits(math.NaN()), math.Float64bits(got), c.spans)
		} else {
			assert.Equal(t, c.want, got, c.spans)
		}
	}
}
