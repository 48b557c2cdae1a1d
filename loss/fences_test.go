//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package loss_test

import (
	"fmt"
	"runtime/debug"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// No load or store leaves the arrays, and no input is stored to: with every array
// ending, then beginning, at a page that faults, inputs in memory that is read-only,
// and canaries around the outputs.
func TestFences(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testFences(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testFences(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testFences(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testFences(t, typeBFloat16) })
}

func testFences[T loss.Float](t *testing.T, d dtype[T]) {
	y := newYard(t)
	for _, atEnd := range []bool{true, false} {
		for n := range 301 {
			for _, kind := range labelKinds {
				for _, has := range allColumns {
					if testing.Short() && has != (columns{}) && n%5 > 0 {
						continue // these kernels share the loops of the others
					}
					b := withColumns(d, newBatch(d, kind, n, 0, 0.5, ordinary), has, 0, ordinary)
					b = fenceIn(t, y, b, atEnd)
					for _, tier := range tiers() {
						testFenced(t, tier, y, b, atEnd)
					}
				}
			}
		}
	}
}

// A yard is a fence for each array of a call.
type yard struct {
	inputs  map[string]*fence
	outputs map[string]*fence
}

func newYard(t *testing.T) yard {
	y := yard{map[string]*fence{}, map[string]*fence{}}
	for _, name := range []string{"X1", "X2", "Y", "Signs", "Weights", "Margins", "upstream"} {
		y.inputs[name] = newFence(t, name)
	}
	for _, name := range []string{"dst", "Grads.X1", "Grads.X2", "Grads.Y"} {
		y.outputs[name] = newFence(t, name)
	}
	return y
}

// fenceIn moves the inputs of a batch behind fences.
func fenceIn[T loss.Float](t *testing.T, y yard, b batch[T], atEnd bool) batch[T] {
	for _, f := range y.inputs {
		f.readOnly(t, false)
	}
	b.pairs.X1 = moved(y.inputs["X1"], b.pairs.X1, atEnd)
	b.pairs.X2 = moved(y.inputs["X2"], b.pairs.X2, atEnd)
	b.pairs.Y = moved(y.inputs["Y"], b.pairs.Y, atEnd)
	b.pairs.Signs = moved(y.inputs["Signs"], b.pairs.Signs, atEnd)
	b.pairs.Weights = moved(y.inputs["Weights"], b.pairs.Weights, atEnd)
	b.pairs.Margins = moved(y.inputs["Margins"], b.pairs.Margins, atEnd)
	b.upstream = moved(y.inputs["upstream"], b.upstream, atEnd)
	for _, f := range y.inputs {
		f.readOnly(t, true)
	}
	return b
}

// moved copies an array into a fence, if there is one.
func moved[E any](f *fence, array []E, atEnd bool) []E {
	if array == nil {
		return nil
	}
	s := fenced[E](f, len(array), atEnd)
	copy(s, array)
	return s
}

// testFenced makes every call there is.
func testFenced[T loss.Float](t *testing.T, tier cpuid.Tier, y yard, b batch[T], atEnd bool) {
	t.Helper()
	n := len(b.pairs.X1)
	for i, m := range methods {
		choices := m.choices()
		if m.counts() || columnsOf(b.pairs) != (columns{}) {
			choices = []int{choices[(n+i)%len(choices)], m.all()}
		}
		for _, choice := range choices {
			var r result[T]
			for _, output := range []struct {
				field  string
				array  *[]T
				wanted bool
			}{
				{"dst", &r.dst, m.loss && m.reduction == loss.None},
				{"Grads.X1", &r.Grads.X1, choice&wantX1 != 0},
				{"Grads.X2", &r.Grads.X2, choice&wantX2 != 0},
				{"Grads.Y", &r.Grads.Y, choice&wantY != 0},
			} {
				if f := y.outputs[output.field]; output.wanted {
					*output.array = fenced[T](f, n, atEnd)
				} else {
					fenced[T](f, 0, atEnd)
				}
			}
			if wrong := y.wrong(func() error { return invoke(tier, m, b, &r) }); wrong != "" {
				t.Fatalf("%v on %v, %d pairs, %v, gradients %03b, arrays at the end %v: %s", m, tier, n, columnsOf(b.pairs), choice, atEnd, wrong)
			}
		}
	}
	if wrong := y.wrong(func() error { b.pairs.Validate(); return nil }); wrong != "" {
		t.Fatalf("Validate, %d pairs, arrays at the end %v: %s", n, atEnd, wrong)
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
		if damage := f.damage(); damage != "" {
			return damage
		}
	}
	return ""
}

func (y yard) describe(fault any) string {
	if at, ok := fault.(interface{ Addr() uintptr }); ok {
		for _, fences := range []map[string]*fence{y.inputs, y.outputs} {
			for _, f := range fences {
				if text, ok := f.describe(at.Addr()); ok {
					return text
				}
			}
		}
	}
	return fmt.Sprint(fault)
}
