package kernels

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// A mover has the moves of an element type. A cell is a gradient and a score, both of type C.
type mover[T any, C float] struct {
	element[T, C]
	fill, drain func(cpuid.Tier, *generated.Move)
}

// Filling makes cells of scores, with gradients of 0. Draining rounds the gradients of cells, and stores NaN as
// all ones. The results are the same on every tier, stored through the caches or past them.
func TestMoves(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v cannot run here", tier)
			}
			mover[float32, float32]{f32, generated.FillF32, generated.DrainF32}.test(t, tier)
			mover[float64, float64]{f64, generated.FillF64, generated.DrainF64}.test(t, tier)
			mover[float16.Float16, float32]{f16, generated.FillF16, generated.DrainF16}.test(t, tier)
			mover[uint16, float32]{bf16, generated.FillBF16, generated.DrainBF16}.test(t, tier)
		})
	}
}

func (m mover[T, C]) test(t *testing.T, tier cpuid.Tier) {
	r := rand.New(rand.NewPCG(3, 0))
	for turns := 1; turns <= 12; turns++ {
		for _, stream := range []bool{false, true} {
			n := turns * generated.MoveTurn
			scores, cells := newArray(onHeap, 0, m.random(r, n, false), n, r.IntN(9)), newArray(onHeap, 0, []C(nil), 2*n, 0)
			if !stream {
				cells = newArray(onHeap, 0, []C(nil), 2*n, 2*r.IntN(9))
			}
			m.fill(tier, &generated.Move{Out: cells.pointer(), In: scores.pointer(), N: n, Stream: stream})
			for i, v := range scores.values() {
				gradient, score := cells.values()[2*i], cells.values()[2*i+1]
				if want := m.widen(v); bits(gradient) != 0 || bits(score) != bits(want) {
					t.Fatalf("cell %d of %d of %T is %v and %v, not 0 and %v", i, n, v, gradient, score, want)
				}
			}
			for i := range n { // most of these products are not values of T, so that draining rounds
				cells.values()[2*i] = m.widen(m.random(r, 1, false)[0]) * C(r.NormFloat64())
			}
			filled := string(bytesOf(cells.whole))
			gradients := newArray(onHeap, 0, []T(nil), n, r.IntN(9))
			m.drain(tier, &generated.Move{Out: gradients.pointer(), In: cells.pointer(), N: n})
			for i := range n {
				gradient := cells.values()[2*i]
				want, got := []T{m.narrow(gradient)}, gradients.values()[i:i+1]
				if gradient != gradient {
					want = m.ones()
				}
				if !same(got, want) {
					t.Fatalf("gradient %d of %d, %v, is %v, not %v", i, n, gradient, got, want)
				}
			}
			if !scores.guarded() || !cells.guarded() || !gradients.guarded() || filled != string(bytesOf(cells.whole)) {
				t.Fatalf("moves of %d items of %T touch other memory", n, *new(T))
			}
		}
	}
}

// On every tier, elements of 16 bits are widened to float32 exactly, and narrowed with one rounding. NaN is
// narrowed to all ones.
func TestSliceMoves(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v cannot run here", tier)
			}
			mover[float16.Float16, float32]{f16, generated.WidenSliceF16, generated.NarrowSliceF16}.slices(t, tier)
			mover[uint16, float32]{bf16, generated.WidenSliceBF16, generated.NarrowSliceBF16}.slices(t, tier)
		})
	}
}

// slices tests moves of slices. The mover's fill is the widening move, and its drain the narrowing move.
func (m mover[T, C]) slices(t *testing.T, tier cpuid.Tier) {
	r := rand.New(rand.NewPCG(5, 0))
	for n := generated.MoveTurn; n <= 12*generated.MoveTurn; n += generated.MoveTurn {
		elements, values := newArray(onHeap, 0, m.random(r, n, false), n, r.IntN(9)), newArray(onHeap, 0, []C(nil), n, r.IntN(9))
		m.fill(tier, &generated.Move{Out: values.pointer(), In: elements.pointer(), N: n})
		for i, v := range elements.values() {
			if want := m.widen(v); bits(values.values()[i]) != bits(want) {
				t.Fatalf("value %d of %d of %T is %v, not %v", i, n, v, values.values()[i], want)
			}
			values.values()[i] = m.widen(m.random(r, 1, false)[0]) * C(r.NormFloat64())
		}
		before := string(bytesOf(values.whole))
		rounded := newArray(onHeap, 0, []T(nil), n, r.IntN(9))
		m.drain(tier, &generated.Move{Out: rounded.pointer(), In: values.pointer(), N: n})
		for i, v := range values.values() {
			want, got := []T{m.narrow(v)}, rounded.values()[i:i+1]
			if v != v {
				want = m.ones()
			}
			if !same(got, want) {
				t.Fatalf("element %d of %d, %v, is %v, not %v", i, n, v, got, want)
			}
		}
		if !elements.guarded() || !values.guarded() || !rounded.guarded() || before != string(bytesOf(values.whole)) {
			t.Fatalf("moves of %d elements of %T touch other memory", n, *new(T))
		}
	}
}

// ones returns NaN as kernels store it: narrowed from a value that has all bits set.
func (e element[T, C]) ones() []T {
	var v C
	all := bytesOf([]C{v})
	for i := range all {
		all[i] = 0xFF
	}
	return []T{e.narrow(*(*C)(unsafe.Pointer(&all[0])))}
}

// bits returns the bits of v.
func bits[C float](v C) uint64 {
	if unsafe.Sizeof(v) == 8 {
		return *(*uint64)(unsafe.Pointer(&v))
	}
	return uint64(*(*uint32)(unsafe.Pointer(&v)))
}

// A prefetch changes nothing and never faults, whatever the indices are.
func TestPrefetches(t *testing.T) {
	prefetches := map[int]func(cpuid.Tier, *generated.Items){
		2: generated.Prefetch2, 4: generated.Prefetch4, 8: generated.Prefetch8, 16: generated.Prefetch16,
	}
	for _, tier := range cpuid.Tiers {
		if !cpuid.Supported(tier) {
			continue
		}
		for size, prefetch := range prefetches {
			r := rand.New(rand.NewPCG(4, uint64(size)))
			items := newArray(onHeap, 0, []uint16(nil), 1000, 0)
			for n := generated.PrefetchTurn; n <= 100; n += generated.PrefetchTurn {
				i, j := newArray(onHeap, 0, []int32(nil), n, r.IntN(9)), newArray(onHeap, 0, []int32(nil), n, r.IntN(9))
				for k := range n {
					i.values()[k], j.values()[k] = int32(r.Uint32()), int32(r.IntN(20))
				}
				before := string(bytesOf(i.whole)) + string(bytesOf(j.whole)) + string(bytesOf(items.whole))
				prefetch(tier, &generated.Items{First: uintptr(items.pointer()), I: &i.values()[0], J: &j.values()[0], N: n})
				if before != string(bytesOf(i.whole))+string(bytesOf(j.whole))+string(bytesOf(items.whole)) {
					t.Fatalf("%v: a prefetch of items of %d bytes writes", tier, size)
				}
			}
		}
	}
}
