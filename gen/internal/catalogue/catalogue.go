// Package catalogue is the only list of what the generator emits:
// element types × passes × reductions × label kinds × tiers, as data.
package catalogue

// A Kernel is one emitted operation on one element type.
// Every tier has a variant of every kernel.
type Kernel struct {
	Pass      Pass
	Reduction Reduction
	Labels    Labels
	DType     *DType
}

// Kernels returns the whole catalogue, in the order of the emitted files.
func Kernels() []Kernel {
	var all []Kernel
	for _, d := range DTypes {
		for _, p := range Passes {
			for _, r := range Reductions {
				for _, l := range LabelKinds {
					all = append(all, Kernel{p, r, l, d})
				}
			}
		}
	}
	return all
}

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
	{"any subset of gx1, gx2, gy", "the Grad kernels; an output that is not wanted is not stored"},
	{"forward+backward without any gradient", "HingeSum, HingeEach"},
	{"backward without any gradient", "no kernel: nothing is written"},
	{"outputs that no cache could hold", "the Stream kernels (amd64): the same, with stores around the caches"},
}
