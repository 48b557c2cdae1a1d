package loss_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// golden is testdata/golden.json or golden_weighted.json: PyTorch's outputs. The scripts beside them make them and
// describe their format.
type golden struct {
	Reductions struct {
		BadWord struct{ Word, Error string } `json:"bad word"`
		Legacy  [][3]any
	}
	Float32, Float64, Float16, BFloat16 []goldenCase
}

type goldenCase struct {
	Name, X1, X2, Y, Upstream string
	Weights, Margins          string
	Active, Wrong             *int64
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

func readGolden(t *testing.T, name string) (g golden) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &g))
	return g
}

// TestGolden compares every public method with PyTorch, for every element type, label form and choice of gradients.
func TestGolden(t *testing.T) { eachTier(t, testGolden) }

func testGolden(t *testing.T, tier cpuid.Tier) {
	for _, name := range []string{"golden.json", "golden_weighted.json"} {
		g := readGolden(t, name)
		t.Run("float32", func(t *testing.T) { runGolden(t, tier, typeFloat32, g.Float32) })
		t.Run("float64", func(t *testing.T) { runGolden(t, tier, typeFloat64, g.Float64) })
		t.Run("float16", func(t *testing.T) { runGolden(t, tier, typeFloat16, g.Float16) })
		t.Run("bfloat16", func(t *testing.T) { runGolden(t, tier, typeBFloat16, g.BFloat16) })
	}
}

func runGolden[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T], cases []goldenCase) {
	require.NotEmpty(t, cases)
	for i, c := range cases {
		want := wants(t, d, c)
		b := batch[T]{upstream: d.vector(t, c.Upstream), margin: float64(c.Margin)}
		for form, pairs := range d.labelForms(d.vector(t, c.X1), d.vector(t, c.X2), d.vector(t, c.Y)) {
			b.pairs = pairs
			b.pairs.Weights, b.pairs.Margins = d.optional(t, c.Weights), d.optional(t, c.Margins)
			name := fmt.Sprintf("%d %s, margin %v, n %d, %s", i, c.Name, c.Margin, len(pairs.X1), form)
			t.Run(name, func(t *testing.T) {
				for _, m := range methods {
					b.scalar = want[m.reduction].upstream
					for _, choice := range m.choices() {
						r := call(t, tier, m, b, choice)
						if diff := checkGolden(d, want[m.reduction], m, r); diff != "" {
							t.Errorf("%v, gradients %03b: %s", m, choice, diff)
						}
						if m.counts() && c.Active != nil {
							assert.Equal(t, loss.Stats{Active: *c.Active, Wrong: *c.Wrong}, r.stats, "%v, gradients %03b", m, choice)
						}
					}
				}
				checkStated(t, d, c, b)
			})
		}
	}
}

// vector decodes a string of hex words.
func (d dtype[T]) vector(t *testing.T, words string) []T {
	t.Helper()
	digits := 2 * int(unsafe.Sizeof(*new(T)))
	v := make([]T, len(words)/digits)
	for i := range v {
		bits, err := strconv.ParseUint(words[i*digits:(i+1)*digits], 16, 64)
		require.NoError(t, err)
		v[i] = d.fromBits(bits)
	}
	return v
}

// optional is vector, but nil for no words.
func (d dtype[T]) optional(t *testing.T, words string) []T {
	if words == "" {
		return nil
	}
	return d.vector(t, words)
}

// labelForms returns the batch with its labels in every form that can carry them.
func (d dtype[T]) labelForms(x1, x2, y []T) map[string]loss.Pairs[T] {
	forms := map[string]loss.Pairs[T]{"Y": {X1: x1, X2: x2, Y: y}}
	integers, ones := true, true
	labels := make([]int8, len(y))
	for i := range y {
		v := d.value(y[i])
		integers = integers && v == math.Trunc(v) && -128 <= v && v <= 127
		ones = ones && v == 1
		if integers {
			labels[i] = int8(v)
		}
	}
	if integers {
		forms["Signs"] = loss.Pairs[T]{X1: x1, X2: x2, Signs: labels}
	}
	if ones {
		forms["absent"] = loss.Pairs[T]{X1: x1, X2: x2}
	}
	return forms
}

// A goldenWant is what PyTorch gives for one reduction.
type goldenWant[T loss.Float] struct {
	upstream     float64
	out, gx1, gy []T
	loss         *hexFloat // nil where the exact sum overflows
}

// wants decodes what a case holds, by reduction.
func wants[T loss.Float](t *testing.T, d dtype[T], c goldenCase) [3]goldenWant[T] {
	reduced := func(r goldenReduced) goldenWant[T] {
		return goldenWant[T]{upstream: float64(r.Upstream), loss: r.Loss, gx1: d.vector(t, r.GX1), gy: d.vector(t, r.GY)}
	}
	return [...]goldenWant[T]{
		loss.Mean: reduced(c.Mean),
		loss.Sum:  reduced(c.Sum),
		loss.None: {out: d.vector(t, c.None.Out), gx1: d.vector(t, c.None.GX1), gy: d.vector(t, c.None.GY)},
	}
}

// checkGolden describes the first output that is not PyTorch's. The vectors hold no gx2: it is -gx1.
func checkGolden[T loss.Float](d dtype[T], want goldenWant[T], m method, r result[T]) string {
	for name, output := range map[string]struct {
		got, want []T
		sign      float64
	}{
		"dst": {r.dst, want.out, 1},
		"X1":  {r.Grads.X1, want.gx1, 1},
		"X2":  {r.Grads.X2, want.gx1, -1},
		"Y":   {r.Grads.Y, want.gy, 1},
	} {
		for i, v := range output.got {
			if w := output.sign * d.value(output.want[i]); !same(d.value(v), w) {
				return fmt.Sprintf("%s[%d] is %v, PyTorch has %v", name, i, d.value(v), w)
			}
		}
	}
	if !m.loss || m.reduction == loss.None || want.loss == nil {
		return ""
	}
	// Below the normal numbers one step is more than the relative bound.
	w := float64(*want.loss)
	if !same(r.loss, w) && !(math.Abs(r.loss-w) <= max(d.bound*w, math.SmallestNonzeroFloat64)) {
		return fmt.Sprintf("loss is %v, exactly %v", r.loss, w)
	}
	return ""
}

// checkStated compares with the decimals that another library states.
func checkStated[T loss.Float](t *testing.T, d dtype[T], c goldenCase, b batch[T]) {
	if c.Stated == nil {
		return
	}
	criterion := loss.MarginRanking[T]{Margin: b.margin}
	dst := make([]T, len(b.pairs.X1))
	require.NoError(t, criterion.ForwardNone(dst, b.pairs))
	for i, want := range c.Stated.None {
		assert.InDelta(t, want, d.value(dst[i]), c.Stated.Tol, "pair %d", i)
	}
	for r, want := range map[loss.Reduction]*float64{loss.Mean: c.Stated.Mean, loss.Sum: c.Stated.Sum} {
		if want == nil {
			continue
		}
		criterion.Reduction = r
		got, err := criterion.Forward(b.pairs)
		require.NoError(t, err)
		assert.InDelta(t, *want, got, c.Stated.Tol, r)
	}
}

func TestGoldenReductionWords(t *testing.T) {
	g := readGolden(t, "golden.json")
	_, err := loss.ParseReduction(g.Reductions.BadWord.Word)
	require.ErrorIs(t, err, loss.ErrReduction)
	assert.ErrorContains(t, err, g.Reductions.BadWord.Error)
}

func TestGoldenLegacyReduction(t *testing.T) {
	for _, row := range readGolden(t, "golden.json").Reductions.Legacy {
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
