package mix

import "unsafe"

// mixF32Portable mixes two numbers.
func mixF32Portable(a *args) {
	n := a.N
	same := array((*float32)(a.Same), n)
	out := unsafe.Slice((*float32)(a.Out), n)
	x := unsafe.Slice((*float32)(a.X), n)
	y := array((*float32)(a.Y), n)
	yDefault := a.YDefault.Float32()
	least := a.Least.Float32()
	for i := range n {
		xHere := x[i]
		yHere := yDefault
		if y != nil {
			yHere = y[i]
		}
		q := xHere / absF32(yHere)
		small := xHere == float32(0.5) || least > xHere
		if same != nil {
			same[i] = quietF32(xHere)
		}
		out[i] = quietF32(selectF32(small, q, maxF32(q, yHere)))
	}
}
