// Package catalogue is the only list of what the generator emits:
// element types × forms × passes × reductions × label kinds × tiers, as data.
package catalogue

import "slices"

// A Kernel is one emitted operation on one element type.
// Every tier has a variant of every kernel.
type Kernel struct {
	Form      Form
	Pass      Pass
	Reduction Reduction
	Labels    Labels
	DType     *DType
}

// Kernels returns the whole catalogue, in the order of the emitted files.
func Kernels() []Kernel {
	var all []Kernel
	for _, d := range DTypes {
		for _, f := range Forms {
			for _, p := range Passes {
				for _, r := range Reductions {
					for _, l := range LabelKinds {
						all = append(all, Kernel{f, p, r, l, d})
					}
				}
			}
		}
	}
	return all
}

// KernelsOf returns the kernels of one form, and of some element types if any are named.
func KernelsOf(f Form, dtypes ...*DType) []Kernel {
	return slices.DeleteFunc(Kernels(), func(k Kernel) bool {
		return k.Form != f || dtypes != nil && !slices.Contains(dtypes, k.DType)
	})
}

// A Form says what pairs have beside scores and labels.
type Form int

const (
	Plain    Form = iota // nothing
	Weighted             // a weight and a margin each, both optional; and a sum comes with counts
)

// Forms lists every form.
var Forms = []Form{Plain, Weighted}

func (f Form) String() string { return [...]string{"plain", "weighted"}[f] }

// File is how the names of the form's files begin.
func (f Form) File() string { return [...]string{"hinge", "weighted"}[f] }

// A Pass says which of the loss and its gradients a kernel computes.
type Pass int

const (
	Forward         Pass = iota // the loss
	Backward                    // the gradients
	ForwardBackward             // both, reading each pair once
)

// Passes lists every pass.
var Passes = []Pass{Forward, Backward, ForwardBackward}

// HasLoss reports whether the pass computes the loss.
func (p Pass) HasLoss() bool { return p != Backward }

// HasGrads reports whether the pass computes gradients.
func (p Pass) HasGrads() bool { return p != Forward }

func (p Pass) String() string {
	return [...]string{"forward", "backward", "forward+backward"}[p]
}

// A Reduction says what becomes of the per-pair losses, and with them
// whether the upstream gradient is one scalar or one value a pair.
type Reduction int

const (
	Reduced Reduction = iota // summed; a mean is the sum, divided once at the end
	None                     // one loss and one upstream value a pair
)

// Reductions lists every reduction.
var Reductions = []Reduction{Reduced, None}

func (r Reduction) String() string { return [...]string{"sum, mean", "none"}[r] }

// Labels is the form in which the targets arrive.
type Labels int

const (
	Given Labels = iota // values of the element type
	Signs               // int8
	Ones                // absent: every target is +1
)

// LabelKinds lists every label kind.
var LabelKinds = []Labels{Given, Signs, Ones}

func (l Labels) String() string { return [...]string{"given", "int8", "absent"}[l] }

// Composed lists what callers can ask for that has no kernel of its own,
// with the kernels that serve it at full speed.
var Composed = []struct{ Request, Kernels string }{
	{"mean", "the sum kernels; loss divides once: the sum when forward, the upstream gradient when backward"},
	{"weights, margins or both", "the Weighted kernels; one that is nil is a scalar for all pairs"},
	{"counts of pairs", "the Weighted kernels that sum, without weights and margins unless they are given"},
	{"the sum of the weights", "HingeSumWeightedOnes, with the weights as scores: every loss is the margin 1"},
	{"any subset of gx1, gx2, gy", "the Grad kernels; an output that is not wanted is not stored"},
	{"forward+backward without any gradient", "HingeSum, HingeEach"},
	{"backward without any gradient", "no kernel: nothing is written"},
	{"outputs that fill the last cache", "the Stream kernels (amd64): the same, with stores around the caches"},
}
