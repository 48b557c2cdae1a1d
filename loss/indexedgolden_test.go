package loss_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// An indexedGolden is PyTorch's gather and its autograd. testdata/indexed.py makes it and
// describes its format.
type indexedGolden struct {
	Name, Scores, Y, Grad, Reduction string
	Margin, Upstream, Loss, Bound    hexFloat
	I, J                             []int32
}

func TestIndexedGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/indexed.json")
	require.NoError(t, err)
	var g struct{ Float32, Float64 []indexedGolden }
	require.NoError(t, json.Unmarshal(text, &g))
	eachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testIndexedGolden(t, tier, typeFloat32, g.Float32) })
		t.Run("float64", func(t *testing.T) { testIndexedGolden(t, tier, typeFloat64, g.Float64) })
	})
}

func testIndexedGolden[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T], cases []indexedGolden) {
	require.NotEmpty(t, cases)
	for n, c := range cases {
		scores := d.vector(t, c.Scores)
		reduction, err := loss.ParseReduction(c.Reduction)
		require.NoError(t, err)
		criterion := on(tier, loss.MarginRanking[T]{Margin: float64(c.Margin), Reduction: reduction})
		for form, labels := range d.labelForms(nil, nil, d.vector(t, c.Y)) {
			name := fmt.Sprintf("%d %s, margin %v, %s, %s", n, c.Name, c.Margin, c.Reduction, form)
			p := loss.IndexedPairs[T]{Scores: scores, I: c.I, J: c.J, Y: labels.Y, Signs: labels.Signs}
			grad := make([]T, len(scores))
			value, err := criterion.ForwardBackwardIndexed(grad, p, float64(c.Upstream))
			require.NoError(t, err, name)
			alone, err := criterion.ForwardIndexed(p)
			require.NoError(t, err, name)
			assert.Equal(t, math.Float64bits(alone), math.Float64bits(value), name)
			if want := float64(c.Loss); !same(value, want) {
				assert.InDelta(t, want, value, d.bound*want, name)
			}
			for i, want := range d.vector(t, c.Grad) {
				got, want := d.value(grad[i]), d.value(want)
				if !same(got, want) && !(math.Abs(got-want) <= float64(c.Bound)) {
					t.Errorf("%s: grad[%d] is %v, PyTorch has %v", name, i, got, want)
				}
			}
		}
	}
}
