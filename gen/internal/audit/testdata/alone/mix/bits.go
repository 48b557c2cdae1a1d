package mix

import "math"

// selectF32 returns a if yes is true, otherwise b. It chooses between integers, so that the compiler makes no
// branch that could be mispredicted.
func selectF32(yes bool, a, b float32) float32 {
	chosen, other := math.Float32bits(b), math.Float32bits(a)
	if yes {
		chosen = other
	}
	return math.Float32frombits(chosen)
}

// maxF32 returns a if a > b, otherwise b. A NaN in b stays, and a NaN in a is dropped.
func maxF32(a, b float32) float32 {
	if a > b {
		return a
	}
	return b
}

// absF32 returns v without its sign.
func absF32(v float32) float32 {
	return math.Float32frombits(math.Float32bits(v) &^ (uint32(1) << 31))
}

// quietF32 returns v. If v is NaN, it returns the NaN with all bits set, which is the same on every machine.
func quietF32(v float32) float32 {
	if v != v {
		return math.Float32frombits(^uint32(0))
	}
	return v
}
