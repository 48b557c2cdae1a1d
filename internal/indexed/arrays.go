package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/race"
	"github.com/marginrank/marginrank/internal/spans"
)

// block is the number of pairs that inArrays gathers before it scatters their gradients. It is a multiple of generated.Span.
const block = 128 << 10

// inArrays adds up the gradients in an array that has gradients only. It gathers a block of pairs before it scatters their
// gradients. So the caches hold the scores of all items first, and the gradients of all items afterwards.
//
// Nothing is stored before the first block is gathered. If there is only one block, all inputs have been read and all indices have been
// checked by then, so the gradients are added up in p.Grad itself. Otherwise they are added up in the workspace and copied at the end.
func inArrays[C compute](t *spans.Tally, tier cpuid.Tier, w *workspace, a *generated.Args, p *Pairs[C]) (ok bool) {
	block, sums, tame := block, p.Grad, true
	if a.N <= block || p.few() {
		block = a.N
	} else {
		sums = sumsOf[C](w, len(p.Grad))
	}
	far := isFar(2 * sizeOf(sums)) // twice, since each line is fetched and also written back
	gx2 := gradientsOf[C](w, block)
	for lo := 0; ; lo += block {
		n := min(block, a.N-lo)
		if !losses(tier, w, a, p, lo, gx2[:n], t) {
			return false
		}
		tame = tame && finite(gx2[:n])
		if lo == 0 { // the race detector does not see what clear stores
			race.Read(unsafe.Pointer(unsafe.SliceData(p.Scores)), int(sizeOf(p.Scores)))
			race.Write(unsafe.Pointer(unsafe.SliceData(p.Grad)), int(sizeOf(p.Grad)))
			clear(sums)
		}
		chunk := chunkOf(far, n)
		for at := 0; at < n; at += chunk {
			m := min(chunk, n-at)
			if far {
				is, js := p.next(lo+at+m, m)
				prefetch[C](tier, unsafe.Pointer(unsafe.SliceData(sums)), is, js)
			}
			scatter(sums, p.I[lo+at:][:m], p.J[lo+at:][:m], gx2[at:])
		}
		if lo+n == a.N {
			break
		}
	}
	if block < a.N {
		copy(p.Grad, sums)
	}
	if !tame {
		for i, v := range p.Grad {
			p.Grad[i] = element.Quiet(v) // kernels store every NaN as this one
		}
	}
	return true
}

// losses adds up the losses of len(gx2) pairs from pair lo on, and stores their gradients in gx2. It reports whether
// their indices are in range.
func losses[C compute](tier cpuid.Tier, w *workspace, a *generated.Args, p *Pairs[C], lo int, gx2 []C, tally *spans.Tally) bool {
	for at := 0; at < len(gx2); at += generated.Span {
		n := min(generated.Span, len(gx2)-at)
		if !gatherSpan(tier, w, p, lo+at, n) {
			return false
		}
		span := w.span(a, unsafe.Sizeof(C(0)), lo+at, n)
		span.GX2 = unsafe.Pointer(&gx2[at])
		spans.Add[C](tally, p.power(generated.SumGrad), tier, &span)
	}
	return true
}

// finite reports whether no sum of up to 2^60 of these gradients can be infinite or NaN. That is so if no gradient has both upper
// bits of its exponent set; a float32 has both from 2^65 on, and a float64 from 2^513 on. finite looks at 64 bits at a time, which are
// one float64 or two float32.
func finite[C compute](gx2 []C) bool {
	upper := uint64(1 << 62)
	if unsafe.Sizeof(C(0)) == 4 {
		upper |= 1 << 30
	}
	all := uint64(0)
	for _, b := range unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(gx2))), (sizeOf(gx2)+7)/8) {
		all |= b & (b << 1)
	}
	return all&upper == 0
}
