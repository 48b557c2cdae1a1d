package generated

import "unsafe"

func HingeSumWeightedF32Portable(a *Args) {
	n := a.N
	x1 := unsafe.Slice((*float32)(a.X1), n)
	weights := array((*float32)(a.Weights), n)
	weight, margin := a.Weight.Float32(), a.Margin.Float32()
	var sum Lanes
	var active uint32
	for lo := 0; lo < n; lo += Chunk {
		var h [Chunk]float32
		for i := lo; i < min(lo+Chunk, n); i++ {
			w := weight
			if weights != nil {
				w = weights[i]
			}
			u := margin - x1[i]
			isActive := w != 0 && u >= 0
			active += oneIf(isActive)
			h[i%Chunk] = whereF32(isActive, w*u)
		}
		sum.addF32(&h)
	}
	a.Sum, a.Left = sum.foldF32()
	a.Active = active
}
