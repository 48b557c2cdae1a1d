package loss_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// golden is testdata/golden.json: PyTorch's outputs. testdata/golden.py makes it and describes its format.
type golden struct {
	Reductions struct {
		BadWord struct{ Word, Error string } `json:"bad word"`
		Legacy  [][3]any
	}
	Float32, Float64, Float16, BFloat16 []goldenCase
}

type goldenCase struct {
	Name, X1, X2, Y, Upstream string
	Margin                    hexFloat
	None                      struct{ Out, GX1, GY string }
	Sum, Mean                 goldenReduced
	Stated                    *goldenStated
}

type goldenReduced struct {
	Upstream hexFloat
	Loss     *hexFloat
	GX1, GY  string
}

// goldenStated holds decimals from another library's documentation.
type goldenStated struct {
	None      []float64
	Mean, Sum *float64
	Tol       float64
}

// hexFloat is a float64 written as its bits, so that NaN, Inf and -0 survive JSON.
type hexFloat float64

func (f *hexFloat) UnmarshalText(text []byte) error {
	bits, err := strconv.ParseUint(string(text), 16, 64)
	*f = hexFloat(math.Float64frombits(bits))
	return err
}

func readGolden(t *testing.T) (g golden) {
	t.Helper()
	text, err := os.ReadFile("testdata/golden.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &g))
	return g
}

// element is what the vectors' reader and the comparison know of an element type.
type element[T loss.Float] struct {
	digits   int // hex digits of one element
	fromBits func(uint64) T
	widen    func(T) float64 // exact
	bound    float64         // relative error allowed to a reduced loss
}

var (
	goldenFloat32 = element[float32]{
		8, func(b uint64) float32 { return math.Float32frombits(uint32(b)) },
		func(v float32) float64 { return float64(v) }, 0x1p-22,
	}
	goldenFloat64 = element[float64]{
		16, math.Float64frombits,
		func(v float64) float64 { return v }, 0x1p-50,
	}
	goldenFloat16 = element[loss.Float16]{
		4, func(b uint64) loss.Float16 { return float16.Frombits(uint16(b)) },
		func(v loss.Float16) float64 { return float64(v.Float32()) }, 0x1p-22,
	}
	goldenBFloat16 = element[loss.BFloat16]{
		4, func(b uint64) loss.BFloat16 { return loss.BFloat16(b) },
		func(v loss.BFloat16) float64 { return float64(math.Float32frombits(uint32(v) << 16)) }, 0x1p-22,
	}
)

// vector decodes a string of hex words.
func (e element[T]) vector(t *testing.T, words string) []T {
	t.Helper()
	v := make([]T, len(words)/e.digits)
	for i := range v {
		bits, err := strconv.ParseUint(words[i*e.digits:(i+1)*e.digits], 16, 64)
		require.NoError(t, err)
		v[i] = e.fromBits(bits)
	}
	return v
}

// unwritten returns n elements of a value that no case expects.
func (e element[T]) unwritten(n int) []T {
	v := make([]T, n)
	for i := range v {
		v[i] = e.fromBits(0x5a5a5a5a5a5a5a5a)
	}
	return v
}

// testGolden compares every public method with PyTorch, for every element type, label form and choice of gradients.
func testGolden(t *testing.T) {
	g := readGolden(t)
	t.Run("float32", func(t *testing.T) { runGolden(t, goldenFloat32, g.Float32) })
	t.Run("float64", func(t *testing.T) { runGolden(t, goldenFloat64, g.Float64) })
	t.Run("float16", func(t *testing.T) { runGolden(t, goldenFloat16, g.Float16) })
	t.Run("bfloat16", func(t *testing.T) { runGolden(t, goldenBFloat16, g.BFloat16) })
}

func runGolden[T loss.Float](t *testing.T, e element[T], cases []goldenCase) {
	require.NotEmpty(t, cases)
	for i, c := range cases {
		x1, x2, y := e.vector(t, c.X1), e.vector(t, c.X2), e.vector(t, c.Y)
		for form, p := range labelForms(e, x1, x2, y) {
			name := fmt.Sprintf("%d %s, margin %v, n %d, %s", i, c.Name, c.Margin, len(x1), form)
			t.Run(name, func(t *testing.T) {
				checkNone(t, e, c, p)
				checkReduced(t, e, c.Margin, loss.Sum, c.Sum, p)
				checkReduced(t, e, c.Margin, loss.Mean, c.Mean, p)
				checkStated(t, e, c, p)
			})
		}
	}
}

// labelForms returns the batch with its labels in every form that can carry them.
func labelForms[T loss.Float](e element[T], x1, x2, y []T) map[string]loss.Pairs[T] {
	forms := map[string]loss.Pairs[T]{"Y": {X1: x1, X2: x2, Y: y}}
	integers, ones := true, true
	signs := make([]int8, len(y))
	for i := range y {
		v := e.widen(y[i])
		integers = integers && v == math.Trunc(v) && -128 <= v && v <= 127
		ones = ones && v == 1
		if integers {
			signs[i] = int8(v)
		}
	}
	if integers {
		forms["Signs"] = loss.Pairs[T]{X1: x1, X2: x2, Signs: signs}
	}
	if ones {
		forms["absent"] = loss.Pairs[T]{X1: x1, X2: x2}
	}
	return forms
}

// wanted says which gradients a call asks for.
type wanted struct{ x1, x2, y bool }

var gradientChoices = []wanted{
	{x1: true}, {x2: true}, {x1: true, x2: true}, {y: true}, {x1: true, x2: true, y: true},
}

func newGrads[T loss.Float](e element[T], w wanted, n int) (g loss.Grads[T]) {
	if w.x1 {
		g.X1 = e.unwritten(n)
	}
	if w.x2 {
		g.X2 = e.unwritten(n)
	}
	if w.y {
		g.Y = e.unwritten(n)
	}
	return g
}

func checkNone[T loss.Float](t *testing.T, e element[T], c goldenCase, p loss.Pairs[T]) {
	n, upstream := len(p.X1), e.vector(t, c.Upstream)
	out := e.vector(t, c.None.Out)
	criterion := loss.MarginRanking[T]{Margin: float64(c.Margin)}

	dst := e.unwritten(n)
	require.NoError(t, criterion.ForwardNone(dst, p))
	checkSame(t, e, "ForwardNone", dst, out, 1)

	for _, w := range gradientChoices {
		g := newGrads(e, w, n)
		require.NoError(t, criterion.BackwardNone(g, p, upstream))
		checkGrads(t, e, "BackwardNone", g, c.None.GX1, c.None.GY)

		g, dst = newGrads(e, w, n), e.unwritten(n)
		require.NoError(t, criterion.ForwardBackwardNone(dst, g, p, upstream))
		checkSame(t, e, "ForwardBackwardNone", dst, out, 1)
		checkGrads(t, e, "ForwardBackwardNone", g, c.None.GX1, c.None.GY)
	}
}

func checkReduced[T loss.Float](
	t *testing.T, e element[T], margin hexFloat, r loss.Reduction, want goldenReduced, p loss.Pairs[T],
) {
	n, upstream := len(p.X1), float64(want.Upstream)
	criterion := loss.MarginRanking[T]{Margin: float64(margin), Reduction: r}

	got, err := criterion.Forward(p)
	require.NoError(t, err)
	checkLoss(t, e, "Forward "+r.String(), got, want.Loss)

	for _, w := range gradientChoices {
		g := newGrads(e, w, n)
		require.NoError(t, criterion.Backward(g, p, upstream))
		checkGrads(t, e, "Backward "+r.String(), g, want.GX1, want.GY)

		g = newGrads(e, w, n)
		got, err := criterion.ForwardBackward(g, p, upstream)
		require.NoError(t, err)
		checkLoss(t, e, "ForwardBackward "+r.String(), got, want.Loss)
		checkGrads(t, e, "ForwardBackward "+r.String(), g, want.GX1, want.GY)
	}
}

// checkStated compares with the decimals that another library states.
func checkStated[T loss.Float](t *testing.T, e element[T], c goldenCase, p loss.Pairs[T]) {
	if c.Stated == nil {
		return
	}
	criterion := loss.MarginRanking[T]{Margin: float64(c.Margin)}
	dst := make([]T, len(p.X1))
	require.NoError(t, criterion.ForwardNone(dst, p))
	for i, want := range c.Stated.None {
		assert.InDelta(t, want, e.widen(dst[i]), c.Stated.Tol, "pair %d", i)
	}
	for r, want := range map[loss.Reduction]*float64{loss.Mean: c.Stated.Mean, loss.Sum: c.Stated.Sum} {
		if want == nil {
			continue
		}
		criterion.Reduction = r
		got, err := criterion.Forward(p)
		require.NoError(t, err)
		assert.InDelta(t, *want, got, c.Stated.Tol, r)
	}
}

// checkGrads compares the gradients that were asked for. The vectors hold no gx2: it is -gx1.
func checkGrads[T loss.Float](t *testing.T, e element[T], call string, g loss.Grads[T], gx1, gy string) {
	t.Helper()
	if g.X1 != nil {
		checkSame(t, e, call+" X1", g.X1, e.vector(t, gx1), 1)
	}
	if g.X2 != nil {
		checkSame(t, e, call+" X2", g.X2, e.vector(t, gx1), -1)
	}
	if g.Y != nil {
		checkSame(t, e, call+" Y", g.Y, e.vector(t, gy), 1)
	}
}

// checkSame requires got to be sign·want to the bit; zeros have no sign and NaNs no payload.
func checkSame[T loss.Float](t *testing.T, e element[T], call string, got, want []T, sign float64) {
	t.Helper()
	require.Len(t, got, len(want), call)
	for i := range want {
		if g, w := e.widen(got[i]), sign*e.widen(want[i]); g != w && !(math.IsNaN(g) && math.IsNaN(w)) {
			t.Errorf("%s: pair %d is %v (%x), PyTorch has %v (%x)", call, i, g, g, w, w)
			return
		}
	}
}

// checkLoss requires a reduced loss within the element type's bound of the exact one; want is nil where that overflows.
func checkLoss[T loss.Float](t *testing.T, e element[T], call string, got float64, want *hexFloat) {
	t.Helper()
	if want == nil {
		return
	}
	w := float64(*want)
	if math.IsNaN(w) || math.IsInf(w, 0) {
		if got != w && !(math.IsNaN(got) && math.IsNaN(w)) {
			t.Errorf("%s: loss is %v, exactly %v", call, got, w)
		}
		return
	}
	// Below the normal numbers one step is more than the relative bound.
	if diff := math.Abs(got - w); !(diff <= max(e.bound*w, math.SmallestNonzeroFloat64)) {
		t.Errorf("%s: loss is %v, exactly %v, relative error %.3g", call, got, w, diff/w)
	}
}

func TestGoldenReductionWords(t *testing.T) {
	g := readGolden(t)
	_, err := loss.ParseReduction(g.Reductions.BadWord.Word)
	require.ErrorIs(t, err, loss.ErrReduction)
	assert.ErrorContains(t, err, g.Reductions.BadWord.Error)

	for word, want := range map[string]loss.Reduction{
		"mean": loss.Mean, "sum": loss.Sum, "none": loss.None, "elementwise_mean": loss.Mean,
	} {
		got, err := loss.ParseReduction(word)
		require.NoError(t, err, word)
		assert.Equal(t, want, got, word)
	}
}

func TestGoldenLegacyReduction(t *testing.T) {
	for _, row := range readGolden(t).Reductions.Legacy {
		got := loss.LegacyReduction(optionalBool(row[0]), optionalBool(row[1]))
		assert.Equal(t, row[2], got.String(), "size_average %v, reduce %v", row[0], row[1])
	}
}

func optionalBool(v any) *bool {
	if b, ok := v.(bool); ok {
		return &b
	}
	return nil
}

// PyTorch refuses different sizes, except that it broadcasts a single element; here that is an error too.
func TestGoldenDifferentSizes(t *testing.T) {
	of := func(n int) []float32 { return make([]float32, n) }
	sum := loss.MarginRanking[float32]{Reduction: loss.Sum}

	for name, p := range map[string]loss.Pairs[float32]{
		"X2 longer":     {X1: of(3), X2: of(4)},
		"X1 longer":     {X1: of(4), X2: of(3)},
		"X2 single":     {X1: of(3), X2: of(1)},
		"X1 single":     {X1: of(1), X2: of(3)},
		"Y longer":      {X1: of(3), X2: of(3), Y: of(4)},
		"Y single":      {X1: of(3), X2: of(3), Y: of(1)},
		"Signs longer":  {X1: of(3), X2: of(3), Signs: make([]int8, 4)},
		"Signs shorter": {X1: of(3), X2: of(3), Signs: make([]int8, 2)},
	} {
		dst, g := goldenFloat32.unwritten(3), newGrads(goldenFloat32, wanted{true, true, true}, 3)
		_, err := sum.Forward(p)
		assert.ErrorIs(t, err, loss.ErrLength, name)
		_, err = sum.ForwardBackward(g, p, 1)
		assert.ErrorIs(t, err, loss.ErrLength, name)
		assert.ErrorIs(t, sum.Backward(g, p, 1), loss.ErrLength, name)
		assert.ErrorIs(t, sum.ForwardNone(dst, p), loss.ErrLength, name)
		assert.ErrorIs(t, sum.BackwardNone(g, p, of(3)), loss.ErrLength, name)
		assert.ErrorIs(t, sum.ForwardBackwardNone(dst, g, p, of(3)), loss.ErrLength, name)
		for _, output := range [][]float32{dst, g.X1, g.X2, g.Y} {
			assert.Equal(t, goldenFloat32.unwritten(3), output, name)
		}
	}

	p := loss.Pairs[float32]{X1: of(3), X2: of(3)}
	for _, n := range []int{1, 2, 4} {
		for _, w := range []wanted{{x1: true}, {x2: true}, {y: true}} {
			g := newGrads(goldenFloat32, w, n)
			assert.ErrorIs(t, sum.Backward(g, p, 1), loss.ErrLength, "gradient of length %d", n)
			assert.ErrorIs(t, sum.BackwardNone(g, p, of(3)), loss.ErrLength, "gradient of length %d", n)
		}
		g := newGrads(goldenFloat32, wanted{x1: true}, 3)
		assert.ErrorIs(t, sum.BackwardNone(g, p, of(n)), loss.ErrLength, "upstream of length %d", n)
		assert.ErrorIs(t, sum.ForwardNone(of(n), p), loss.ErrLength, "dst of length %d", n)
		assert.ErrorIs(t, sum.ForwardBackwardNone(of(n), g, p, of(3)), loss.ErrLength, "dst of length %d", n)
	}
}
