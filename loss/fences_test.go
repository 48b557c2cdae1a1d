//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package loss_test

import (
	"fmt"
	"runtime/debug"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// No load or store leaves the arrays, and no input is stored to: with every array
// ending, then beginning, at a page that faults, inputs in memory that is read-only,
// and canaries around the outputs.
func TestFences(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testFences(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testFences(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testFences(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testFences(t, losstest.BFloat16) })
}

func testFences[T loss.Float](t *testing.T, d losstest.DType[T]) {
	y := newYard(t)
	for _, atEnd := range []bool{true, false} {
		for n := range 301 {
			for _, kind := range losstest.LabelKinds {
				for _, has := range losstest.AllColumns {
					if testing.Short() && has != (losstest.Columns{}) && n%5 > 0 {
						continue // these kernels share the loops of the others
					}
					b := losstest.WithColumns(d, losstest.NewBatch(d, kind, n, 0, 0.5, losstest.Ordinary), has, 0, losstest.Ordinary)
					b = fenceIn(t, y, b, atEnd)
					for _, tier := range losstest.Tiers() {
						testFenced(t, tier, y, b, atEnd)
					}
				}
			}
		}
	}
}

// A yard is a fence for each array of a call.
type yard struct {
	inputs  map[string]*losstest.Fence
	outputs map[string]*losstest.Fence
}

func newYard(t *testing.T) yard {
	y := yard{map[string]*losstest.Fence{}, map[string]*losstest.Fence{}}
	for _, name := range []string{"X1", "X2", "Y", "Signs", "Weights", "Margins", "upstream"} {
		y.inputs[name] = losstest.NewFence(t, name)
	}
	for _, name := range []string{"dst", "Grads.X1", "Grads.X2", "Grads.Y"} {
		y.outputs[name] = losstest.NewFence(t, name)
	}
	return y
}

// fenceIn moves the inputs of a batch behind fences.
func fenceIn[T loss.Float](t *testing.T, y yard, b losstest.Batch[T], atEnd bool) losstest.Batch[T] {
	for _, f := range y.inputs {
		f.ReadOnly(t, false)
	}
	b.Pairs.X1 = moved(y.inputs["X1"], b.Pairs.X1, atEnd)
	b.Pairs.X2 = moved(y.inputs["X2"], b.Pairs.X2, atEnd)
	b.Pairs.Y = moved(y.inputs["Y"], b.Pairs.Y, atEnd)
	b.Pairs.Signs = moved(y.inputs["Signs"], b.Pairs.Signs, atEnd)
	b.Pairs.Weights = moved(y.inputs["Weights"], b.Pairs.Weights, atEnd)
	b.Pairs.Margins = moved(y.inputs["Margins"], b.Pairs.Margins, atEnd)
	b.Upstream = moved(y.inputs["upstream"], b.Upstream, atEnd)
	for _, f := range y.inputs {
		f.ReadOnly(t, true)
	}
	return b
}

// moved copies an array into a fence, if there is one.
func moved[E any](f *losstest.Fence, array []E, atEnd bool) []E {
	if array == nil {
		return nil
	}
	s := losstest.Fenced[E](f, len(array), atEnd)
	copy(s, array)
	return s
}

// testFenced makes every call there is.
func testFenced[T loss.Float](t *testing.T, tier cpuid.Tier, y yard, b losstest.Batch[T], atEnd bool) {
	t.Helper()
	n := len(b.Pairs.X1)
	for i, m := range losstest.Methods {
		choices := m.Choices()
		if m.Counts() || losstest.ColumnsOf(b.Pairs) != (losstest.Columns{}) {
			choices = []int{choices[(n+i)%len(choices)], m.All()}
		}
		for _, choice := range choices {
			var r losstest.Result[T]
			for _, output := range []struct {
				field  string
				array  *[]T
				wanted bool
			}{
				{"dst", &r.Dst, m.Loss && m.Reduction == loss.None},
				{"Grads.X1", &r.Grads.X1, choice&losstest.WantX1 != 0},
				{"Grads.X2", &r.Grads.X2, choice&losstest.WantX2 != 0},
				{"Grads.Y", &r.Grads.Y, choice&losstest.WantY != 0},
			} {
				if f := y.outputs[output.field]; output.wanted {
					*output.array = losstest.Fenced[T](f, n, atEnd)
				} else {
					losstest.Fenced[T](f, 0, atEnd)
				}
			}
			if wrong := y.wrong(func() error { return invoke(tier, m, b, &r) }); wrong != "" {
				t.Fatalf("%v on %v, %d pairs, %v, gradients %03b, arrays at the end %v: %s", m, tier, n, losstest.ColumnsOf(b.Pairs), choice, atEnd, wrong)
			}
		}
	}
	if wrong := y.wrong(func() error { on(tier, loss.MarginRanking[T]{}).Validate(b.Pairs); return nil }); wrong != "" {
		t.Fatalf("Validate on %v, %d pairs, arrays at the end %v: %s", tier, n, atEnd, wrong)
	}
}

// wrong makes a call and describes what it did beside its arrays.
func (y yard) wrong(call func() error) (text string) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			text = y.describe(fault)
		}
	}()
	if err := call(); err != nil {
		return err.Error()
	}
	for _, f := range y.outputs {
		if damage := f.Damage(); damage != "" {
			return damage
		}
	}
	return ""
}

func (y yard) describe(fault any) string {
	if at, ok := fault.(interface{ Addr() uintptr }); ok {
		for _, fences := range []map[string]*losstest.Fence{y.inputs, y.outputs} {
			for _, f := range fences {
				if text, ok := f.Describe(at.Addr()); ok {
					return text
				}
			}
		}
	}
	return fmt.Sprint(fault)
}
