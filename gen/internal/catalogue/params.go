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
	Weights               // weight of each pair
	Margins               // margin of each pair
)

func (a Array) String() string {
	return [...]string{"out", "gx1", "gx2", "gy", "x1", "x2", "y", "signs", "upstream", "weights", "margins"}[a]
}

// Field is the array's name in the dispatcher's batch.
func (a Array) Field() string {
	return [...]string{"Out", "GX1", "GX2", "GY", "X1", "X2", "Y", "Signs", "Upstream", "Weights", "Margins"}[a]
}

// Optional reports whether the array may be nil in a kernel that has it:
// a gradient that is not wanted, or what a scalar gives all pairs.
func (a Array) Optional() bool {
	return a == GX1 || a == GX2 || a == GY || a == Weights || a == Margins
}

// PlusZero reports whether -0 in the array stands for +0.
func (a Array) PlusZero() bool { return a == Margins }

// A Scalar is an argument with one value for all pairs, in compute precision.
type Scalar int

const (
	Margin Scalar = iota
	Scale         // upstream gradient of every pair
	Weight        // weight of every pair
)

func (s Scalar) String() string { return [...]string{"margin", "upstream", "weight"}[s] }

// Field is the scalar's name in the dispatcher's batch.
func (s Scalar) Field() string { return [...]string{"Margin", "Scale", "Weight"}[s] }

// Sums reports whether the kernel adds losses up.
func (k Kernel) Sums() bool { return k.Pass.HasLoss() && k.Reduction == Reduced }

// Stores reports whether the kernel has outputs with one element a pair.
func (k Kernel) Stores() bool { return k.Pass.HasGrads() || k.Reduction == None }

// Counts reports whether the kernel counts pairs.
func (k Kernel) Counts() bool { return k.Sums() && k.Form == Weighted }

// Streams reports whether the kernel has a variant that stores around the caches.
func (k Kernel) Streams(t Tier) bool { return t.Streams && k.Stores() && k.Form == Plain }

// Results names what a kernel in assembly returns: the sum, what rounding left out
// of it where that is kept, and the counts.
func (k Kernel) Results() []string {
	if !k.Sums() {
		return nil
	}
	list := []string{"sum"}
	if k.DType.Compensated() {
		list = append(list, "left")
	}
	if k.Counts() {
		list = append(list, CountsResult)
	}
	return list
}

// CountsResult is the result that holds both counts: the lower 16 of its 32 bits count
// active pairs, and the upper ones those that are wrongly ordered. No span has as many as 2^16.
const CountsResult = "counts"

// A Count is a kind of pairs that are counted, those of weight 0 left out.
type Count int

const (
	Active Count = iota // inside the margin, or on it: u >= 0
	Wrong               // wrongly ordered: y·(x1 - x2) < 0
)

// Shift is where a kind is counted.
func (c Count) Shift() int { return [...]int{Active: 0, Wrong: 16}[c] }

func (c Count) String() string { return [...]string{"active", "wrong"}[c] }

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
	if k.Form == Weighted {
		list = append(list, Weights, Margins)
	}
	return list
}

// Scalars lists the kernel's scalars in the order of its parameters.
func (k Kernel) Scalars() []Scalar {
	list := []Scalar{Margin}
	if k.Pass.HasGrads() && k.Reduction == Reduced {
		list = append(list, Scale)
	}
	if k.Form == Weighted {
		list = append(list, Weight)
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
