package catalogue

import "slices"

// An Array is an argument with one element a pair.
type Array int

const (
	Out      Array = iota // the loss of each pair
	GX1                   // gradient with respect to x1
	GX2                   // gradient with respect to x2
	GY                    // gradient with respect to the target
	X1                    // first scores
	X2                    // second scores
	Y                     // targets of the element type
	Int8s                 // targets as int8
	Upstream              // upstream gradient of each pair
)

func (a Array) String() string {
	return [...]string{"out", "gx1", "gx2", "gy", "x1", "x2", "y", "signs", "upstream"}[a]
}

// Field is the array's name in the dispatcher's batch.
func (a Array) Field() string {
	return [...]string{"Out", "GX1", "GX2", "GY", "X1", "X2", "Y", "Signs", "Upstream"}[a]
}

// Optional reports whether the array may be nil in a kernel that has it:
// a gradient that is not wanted.
func (a Array) Optional() bool { return a == GX1 || a == GX2 || a == GY }

// A Scalar is an argument with one value for all pairs, in compute precision.
type Scalar int

const (
	Margin Scalar = iota
	Scale         // upstream gradient of every pair
)

func (s Scalar) String() string { return [...]string{"margin", "upstream"}[s] }

// Field is the scalar's name in the dispatcher's batch.
func (s Scalar) Field() string { return [...]string{"Margin", "Scale"}[s] }

// Sums reports whether the kernel adds losses up.
func (k Kernel) Sums() bool { return k.Pass.HasLoss() && k.Reduction == Reduced }

// Stores reports whether the kernel has outputs with one element a pair.
func (k Kernel) Stores() bool { return k.Pass.HasGrads() || k.Reduction == None }

// Results names what a kernel in assembly returns: the sum, and what rounding left out
// of it where that is kept.
func (k Kernel) Results() []string {
	switch {
	case !k.Sums():
		return nil
	case k.DType.Compensated():
		return []string{"sum", "left"}
	}
	return []string{"sum"}
}

// Arrays lists the kernel's arrays in the order of its parameters, outputs first.
func (k Kernel) Arrays() []Array {
	var list []Array
	if k.Pass.HasLoss() && k.Reduction == None {
		list = append(list, Out)
	}
	if k.Pass.HasGrads() {
		list = append(list, GX1, GX2, GY)
	}
	list = append(list, X1, X2)
	switch k.Labels {
	case Given:
		list = append(list, Y)
	case Signs:
		list = append(list, Int8s)
	}
	if k.Pass.HasGrads() && k.Reduction == None {
		list = append(list, Upstream)
	}
	return list
}

// Scalars lists the kernel's scalars in the order of its parameters.
func (k Kernel) Scalars() []Scalar {
	list := []Scalar{Margin}
	if k.Pass.HasGrads() && k.Reduction == Reduced {
		list = append(list, Scale)
	}
	return list
}

// Parameters lists what stands for each parameter of a kernel, in their order: the
// lanes of a sum where they are in memory, the arrays, the count of pairs where there
// is one, the scalars.
func Parameters[P any](k Kernel, lanes []P, array func(Array) P, scalar func(Scalar) P, count ...P) []P {
	list := slices.Clone(lanes)
	for _, a := range k.Arrays() {
		list = append(list, array(a))
	}
	list = append(list, count...)
	for _, s := range k.Scalars() {
		list = append(list, scalar(s))
	}
	return list
}

// ElementOf is the element type of one of the kernel's arrays.
func (k Kernel) ElementOf(a Array) *DType {
	if a == Int8s {
		return Int8
	}
	return k.DType
}
