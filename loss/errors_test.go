package loss_test

import (
	"math"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// An invalid call returns its error from every method that it applies to, and
// writes nothing.
func TestErrors(t *testing.T) {
	t.Parallel()
	memory := make([]float32, 30) // for arrays that overlap
	at := func(lo int) []float32 { return memory[lo : lo+10] }
	x := func() []float32 { return make([]float32, 10) }

	for name, c := range map[string]struct {
		pairs    loss.Pairs[float32]
		grads    loss.Grads[float32]
		dst, up  []float32
		want     error
		text     string
		onlyWith string // methods, where not every one has the argument
	}{
		"X2 short":         {pairs: loss.Pairs[float32]{X1: x(), X2: x()[:9]}, want: loss.ErrLength, text: "X2 has length 9, X1 has length 10"},
		"X2 absent":        {pairs: loss.Pairs[float32]{X1: x()}, want: loss.ErrLength, text: "X2 has length 0, X1 has length 10"},
		"X1 absent":        {pairs: loss.Pairs[float32]{X2: x()}, want: loss.ErrLength, text: "X2 has length 10, X1 has length 0"},
		"X2 of one":        {pairs: loss.Pairs[float32]{X1: x(), X2: x()[:1]}, want: loss.ErrLength, text: "X2 has length 1, X1 has length 10"},
		"Y short":          {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Y: x()[:3]}, want: loss.ErrLength, text: "Y has length 3, X1 has length 10"},
		"Y empty":          {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Y: []float32{}}, want: loss.ErrLength, text: "Y has length 0"},
		"Signs long":       {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Signs: make([]int8, 11)}, want: loss.ErrLength, text: "Signs has length 11"},
		"two labels":       {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Y: x(), Signs: make([]int8, 10)}, want: loss.ErrLabels, text: "Y and Signs"},
		"Weights short":    {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Weights: x()[:9]}, want: loss.ErrLength, text: "Weights has length 9, X1 has length 10"},
		"Weights empty":    {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Weights: []float32{}}, want: loss.ErrLength, text: "Weights has length 0"},
		"Margins long":     {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Margins: make([]float32, 11)}, want: loss.ErrLength, text: "Margins has length 11"},
		"Margins empty":    {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Margins: []float32{}}, want: loss.ErrLength, text: "Margins has length 0"},
		"dst short":        {dst: x()[:9], want: loss.ErrLength, text: "dst has length 9", onlyWith: "dst"},
		"dst nil":          {dst: nil, want: loss.ErrLength, text: "dst has length 0", onlyWith: "dst"},
		"upstream long":    {up: make([]float32, 11), dst: x(), want: loss.ErrLength, text: "upstream has length 11", onlyWith: "upstream"},
		"upstream nil":     {up: nil, dst: x(), want: loss.ErrLength, text: "upstream has length 0", onlyWith: "upstream"},
		"gx1 short":        {grads: loss.Grads[float32]{X1: x()[:9]}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.X1 has length 9", onlyWith: "grads"},
		"gx2 long":         {grads: loss.Grads[float32]{X2: make([]float32, 11)}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.X2 has length 11", onlyWith: "grads"},
		"gy empty":         {grads: loss.Grads[float32]{Y: []float32{}}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.Y has length 0", onlyWith: "grads"},
		"X2 long":          {pairs: loss.Pairs[float32]{X1: x(), X2: make([]float32, 11)}, want: loss.ErrLength, text: "X2 has length 11, X1 has length 10"},
		"Y long":           {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Y: make([]float32, 11)}, want: loss.ErrLength, text: "Y has length 11"},
		"Signs short":      {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Signs: make([]int8, 9)}, want: loss.ErrLength, text: "Signs has length 9"},
		"Weights long":     {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Weights: make([]float32, 11)}, want: loss.ErrLength, text: "Weights has length 11"},
		"Margins short":    {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Margins: x()[:9]}, want: loss.ErrLength, text: "Margins has length 9"},
		"dst long":         {dst: make([]float32, 11), want: loss.ErrLength, text: "dst has length 11", onlyWith: "dst"},
		"upstream short":   {up: x()[:9], dst: x(), want: loss.ErrLength, text: "upstream has length 9", onlyWith: "upstream"},
		"gx1 long":         {grads: loss.Grads[float32]{X1: make([]float32, 11)}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.X1 has length 11", onlyWith: "grads"},
		"gx2 short":        {grads: loss.Grads[float32]{X2: x()[:9]}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.X2 has length 9", onlyWith: "grads"},
		"gy short":         {grads: loss.Grads[float32]{Y: x()[:9]}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.Y has length 9", onlyWith: "grads"},
		"gy long":          {grads: loss.Grads[float32]{Y: make([]float32, 11)}, dst: x(), up: x(), want: loss.ErrLength, text: "Grads.Y has length 11", onlyWith: "grads"},
		"gx1 on X1":        {pairs: loss.Pairs[float32]{X1: at(0), X2: x()}, grads: loss.Grads[float32]{X1: at(1)}, dst: x(), up: x(), want: loss.ErrOverlap, text: "Grads.X1 and a part of X1", onlyWith: "grads"},
		"gy on X2":         {pairs: loss.Pairs[float32]{X1: x(), X2: at(9)}, grads: loss.Grads[float32]{Y: at(0)}, dst: x(), up: x(), want: loss.ErrOverlap, text: "Grads.Y and a part of X2", onlyWith: "grads"},
		"gx2 on upstream":  {grads: loss.Grads[float32]{X2: at(5)}, dst: x(), up: at(0), want: loss.ErrOverlap, text: "Grads.X2 and a part of upstream", onlyWith: "upstream"},
		"dst on Y":         {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Y: at(0)}, dst: at(3), up: x(), want: loss.ErrOverlap, text: "dst and a part of Y", onlyWith: "dst"},
		"gx1 on Weights":   {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Weights: at(0)}, grads: loss.Grads[float32]{X1: at(2)}, dst: x(), up: x(), want: loss.ErrOverlap, text: "Grads.X1 and a part of Weights", onlyWith: "grads"},
		"gy on Margins":    {pairs: loss.Pairs[float32]{X1: x(), X2: x(), Margins: at(7)}, grads: loss.Grads[float32]{Y: at(0)}, dst: x(), up: x(), want: loss.ErrOverlap, text: "Grads.Y and a part of Margins", onlyWith: "grads"},
		"outputs in part":  {grads: loss.Grads[float32]{X1: at(0), X2: at(1)}, dst: x(), up: x(), want: loss.ErrOverlap, text: "both outputs", onlyWith: "grads"},
		"outputs in whole": {grads: loss.Grads[float32]{X1: at(0), Y: at(0)}, dst: x(), up: x(), want: loss.ErrOverlap, text: "Grads.X1 and Grads.Y, both outputs", onlyWith: "grads"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.pairs.X1 == nil && c.pairs.X2 == nil {
				c.pairs.X1, c.pairs.X2 = x(), x()
			}
			has := map[string]func(losstest.Method) bool{
				"":         func(losstest.Method) bool { return true },
				"dst":      func(m losstest.Method) bool { return m.Name == "ForwardNone" || m.Name == "ForwardBackwardNone" },
				"upstream": func(m losstest.Method) bool { return m.Name == "BackwardNone" || m.Name == "ForwardBackwardNone" },
				"grads":    func(m losstest.Method) bool { return m.Grads },
			}[c.onlyWith]
			for _, m := range losstest.Methods {
				if !has(m) {
					continue
				}
				for _, a := range [][]float32{memory, c.dst, c.up, c.grads.X1, c.grads.X2, c.grads.Y} {
					for i := range a {
						a[i] = 7
					}
				}
				err := invoke(cpuid.Current, m, losstest.Batch[float32]{Pairs: c.pairs, Upstream: c.up, Scalar: 1, Margin: 1},
					&losstest.Result[float32]{Dst: c.dst, Grads: c.grads})
				require.ErrorIs(t, err, c.want, "%v", m)
				assert.ErrorContains(t, err, c.text, "%v", m)
				for _, a := range [][]float32{memory, c.dst, c.grads.X1, c.grads.X2, c.grads.Y} {
					for i, v := range a {
						require.Equal(t, float32(7), v, "%v wrote element %d", m, i)
					}
				}
			}
		})
	}
}

// An output of 16-bit elements may not lie on int8 labels, not even exactly.
func TestOverlapWithSigns(t *testing.T) {
	t.Parallel()
	signs := make([]int8, 16)
	dst := unsafe.Slice((*loss.Float16)(unsafe.Pointer(&signs[0])), 8)
	scores := make([]loss.Float16, 8)
	for _, labels := range [][]int8{signs[:8], signs[8:]} {
		err := loss.MarginRanking[loss.Float16]{}.ForwardNone(dst, loss.Pairs[loss.Float16]{X1: scores, X2: scores, Signs: labels})
		assert.ErrorIs(t, err, loss.ErrOverlap)
	}
}

// The methods for one value don't serve None; the others don't ask.
func TestReductionErrors(t *testing.T) {
	t.Parallel()
	p := loss.Pairs[float64]{X1: []float64{1}, X2: []float64{2}}
	for _, r := range []loss.Reduction{loss.None, 3, 255} {
		c := loss.MarginRanking[float64]{Reduction: r}
		_, err := c.Forward(p)
		assert.ErrorIs(t, err, loss.ErrReduction)
		_, err = c.ForwardBackward(loss.Grads[float64]{X1: make([]float64, 1)}, p, 1)
		assert.ErrorIs(t, err, loss.ErrReduction)
		_, _, err = c.ForwardStats(p)
		assert.ErrorIs(t, err, loss.ErrReduction)
		_, _, err = c.ForwardBackwardStats(loss.Grads[float64]{X1: make([]float64, 1)}, p, 1)
		assert.ErrorIs(t, err, loss.ErrReduction)
		assert.ErrorIs(t, c.Backward(loss.Grads[float64]{X1: make([]float64, 1)}, p, 1), loss.ErrReduction)

		dst, upstream := make([]float64, 1), []float64{1}
		assert.NoError(t, c.ForwardNone(dst, p))
		assert.NoError(t, c.BackwardNone(loss.Grads[float64]{X1: dst}, p, upstream))
		assert.NoError(t, c.ForwardBackwardNone(dst, loss.Grads[float64]{}, p, upstream))
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	one := []float32{1, 1, 1}
	valid := loss.Pairs[float32]{X1: one, X2: one, Y: []float32{1, -1, 1}}
	assert.NoError(t, valid.Validate())
	assert.NoError(t, loss.Pairs[float32]{}.Validate())
	assert.NoError(t, loss.Pairs[float32]{X1: one, X2: one, Signs: []int8{1, -1, -1}}.Validate())
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	for text, p := range map[string]loss.Pairs[float32]{
		"X1[2] is NaN":                    {X1: []float32{1, 2, nan}, X2: one},
		"X2[0] is -Inf":                   {X1: one, X2: []float32{inf, 2, nan}},
		"Y[1] is 0, not 1 or -1":          {X1: one, X2: one, Y: []float32{1, 0, 2}},
		"Y[2] is NaN, not 1 or -1":        {X1: one, X2: one, Y: []float32{1, -1, nan}},
		"Signs[0] is -128, not 1 or -1":   {X1: one, X2: one, Signs: []int8{-128, 1, 1}},
		"Weights[1] is NaN":               {X1: one, X2: one, Weights: []float32{1, nan, -1}},
		"Weights[2] is -1":                {X1: one, X2: one, Weights: []float32{1, 0, -1}},
		"Weights[0] is +Inf":              {X1: one, X2: one, Weights: []float32{-inf, 0, 1}},
		"Margins[1] is NaN":               {X1: one, X2: one, Margins: []float32{1, nan, inf}},
		"Margins[0] is -Inf":              {X1: one, X2: one, Margins: []float32{inf, 0, 0}, Weights: []float32{0.5, 0, 0}},
		"Margins has length 1":            {X1: one, X2: one, Margins: one[:1]},
		"Y has length 1, X1 has length 3": {X1: one, X2: one, Y: one[:1]},
		"Y and Signs are both given":      {X1: one, X2: one, Y: one, Signs: []int8{1, 1, 1}},
	} {
		assert.ErrorContains(t, p.Validate(), text)
	}
	assert.ErrorIs(t, loss.Pairs[float32]{X1: []float32{nan}, X2: one[:1]}.Validate(), loss.ErrScores)
	assert.ErrorIs(t, loss.Pairs[float32]{X1: one, X2: one, Signs: make([]int8, 3)}.Validate(), loss.ErrLabels)

	assert.ErrorIs(t, loss.Pairs[float32]{X1: one, X2: one, Weights: []float32{-1, 1, 1}}.Validate(), loss.ErrWeights)
	assert.ErrorIs(t, loss.Pairs[float32]{X1: one, X2: one, Margins: []float32{nan, 1, 1}}.Validate(), loss.ErrMargins)

	// What a pair of weight 0 holds is nobody's business, as long as it is there.
	negativeZero := float32(math.Copysign(0, -1))
	assert.NoError(t, loss.Pairs[float32]{X1: []float32{nan, 1, 2}, X2: []float32{1, inf, 2}, Y: []float32{0, nan, 1},
		Weights: []float32{0, negativeZero, 2}, Margins: []float32{nan, inf, -1}}.Validate())
	assert.NoError(t, loss.Pairs[float32]{X1: one, X2: one, Signs: []int8{3, 1, 1}, Weights: []float32{0, 1, 1}}.Validate())

	half := loss.BFloat16FromFloat32(float32(math.Inf(1)))
	assert.ErrorContains(t, loss.Pairs[loss.BFloat16]{X1: []loss.BFloat16{half}, X2: []loss.BFloat16{0}}.Validate(), "X1[0] is +Inf")
	assert.ErrorContains(t, loss.Pairs[loss.Float16]{X1: []loss.Float16{0}, X2: []loss.Float16{0x7e01}}.Validate(), "X2[0] is NaN")
}
