package generated

import (
	"unsafe"

	"github.com/x448/float16"
)

func HingeSumF32Portable(a *Args) {
	n := a.N
	x1 := unsafe.Slice((*float32)(a.X1), n)
	margin := a.Margin.Float32()
	var sum Lanes
	for lo := 0; lo < n; lo += Chunk {
		var h [Chunk]float32
		for i := lo; i < min(lo+Chunk, n); i++ {
			h[i%Chunk] = max(margin-x1[i], 0)
		}
		sum.addF32(&h)
	}
	a.Sum, a.Left = sum.foldF32()
}

func HingeEachF16Portable(a *Args) {
	n := a.N
	out := unsafe.Slice((*float16.Float16)(a.Out), n)
	x1 := unsafe.Slice((*float16.Float16)(a.X1), n)
	margin := a.Margin.Float32()
	for i := range n {
		out[i] = float16.Fromfloat32(margin - x1[i].Float32())
	}
}

func HingeEachGradF32Portable(a *Args) {
	n := a.N
	out := unsafe.Slice((*float32)(a.Out), n)
	gx1 := array((*float32)(a.GX1), n)
	x1 := unsafe.Slice((*float32)(a.X1), n)
	upstream := unsafe.Slice((*float32)(a.Upstream), n)
	margin := a.Margin.Float32()
	for i, v := range x1 {
		g := upstream[i]
		u := margin - v
		out[i] = u
		if gx1 != nil {
			gx1[i] = u * g
		}
	}
}
