package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/race"
)

// fill makes cells of scores, with gradients of 0. If stream is true, it stores them past the caches.
func fill[C compute, T any](tier cpuid.Tier, cells []cell[C], scores []T, stream bool) {
	race.Read(unsafe.Pointer(unsafe.SliceData(scores)), int(sizeOf(scores)))
	byTurns(len(scores), func(at, n int) { fillTurns(tier, &cells[at], &scores[at], n, stream) }, func(at int) {
		var rest [generated.MoveTurn]T
		var padded [generated.MoveTurn]cell[C]
		copy(rest[:], scores[at:])
		fillTurns(tier, &padded[0], &rest[0], generated.MoveTurn, false)
		copy(cells[at:], padded[:])
	})
}

// drain rounds the gradients of cells and stores them in grad.
func drain[C compute, T any](tier cpuid.Tier, grad []T, cells []cell[C]) {
	race.Write(unsafe.Pointer(unsafe.SliceData(grad)), int(sizeOf(grad)))
	byTurns(len(grad), func(at, n int) { drainTurns(tier, &grad[at], &cells[at], n) }, func(at int) {
		var rest [generated.MoveTurn]T
		var padded [generated.MoveTurn]cell[C]
		copy(padded[:], cells[at:])
		drainTurns(tier, &rest[0], &padded[0], generated.MoveTurn)
		copy(grad[at:], rest[:])
	})
}

// byTurns calls turns for spans of items, each of a whole number of turns, and then rest for the items that are
// left.
func byTurns(items int, turns func(at, n int), rest func(at int)) {
	whole := items &^ (generated.MoveTurn - 1)
	for at := 0; at < whole; at += generated.Span {
		turns(at, min(generated.Span, whole-at))
	}
	if whole < items {
		rest(whole)
	}
}

func fillTurns[C compute, T any](tier cpuid.Tier, cells *cell[C], scores *T, n int, stream bool) {
	m := generated.Move{Out: unsafe.Pointer(cells), In: unsafe.Pointer(scores), N: n, Stream: stream}
	switch generated.DTypeOf[T]() {
	case generated.F32:
		generated.FillF32(tier, &m)
	case generated.F64:
		generated.FillF64(tier, &m)
	case generated.F16:
		generated.FillF16(tier, &m)
	case generated.BF16:
		generated.FillBF16(tier, &m)
	}
}

func drainTurns[C compute, T any](tier cpuid.Tier, grad *T, cells *cell[C], n int) {
	m := generated.Move{Out: unsafe.Pointer(grad), In: unsafe.Pointer(cells), N: n}
	switch generated.DTypeOf[T]() {
	case generated.F32:
		generated.DrainF32(tier, &m)
	case generated.F64:
		generated.DrainF64(tier, &m)
	case generated.F16:
		generated.DrainF16(tier, &m)
	case generated.BF16:
		generated.DrainBF16(tier, &m)
	}
}
