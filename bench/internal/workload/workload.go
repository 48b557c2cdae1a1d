package workload

import (
	"fmt"

	"github.com/marginrank/marginrank/loss"
)

// A Workload is a call to package loss: what it computes, and its input.
type Workload struct {
	Pass      string
	Reduction loss.Reduction
	DType     string
	Labels    string
	N         int  // the number of pairs
	Workers   int  // as in loss.MarginRanking
	OneGrad   bool // a backward pass stores only the gradients of X1, and not also those of X2
	Weights   bool // pairs have weights, as in loss.Pairs
	Margins   bool // pairs have margins, as in loss.Pairs
	Keep      bool // outputs are stored through the caches, as with loss.MarginRanking.KeepInCache
	Counts    bool // pairs are counted, as by ForwardStats and ForwardBackwardStats
}

// These are the values of the fields of a Workload.
const (
	Forward         = "forward"
	Backward        = "backward"
	ForwardBackward = "forwardbackward"

	Float32  = "float32"
	Float64  = "float64"
	Float16  = "float16"
	BFloat16 = "bfloat16"

	Given  = "given"  // Pairs.Y
	Signs  = "int8"   // Pairs.Signs
	Absent = "absent" // every target is +1
)

// These are the values that measurements go through.
var (
	Passes     = []string{Forward, Backward, ForwardBackward}
	Reductions = []loss.Reduction{loss.Sum, loss.None} // a mean is a sum, divided once
	DTypes     = []string{Float32, Float64, Float16, BFloat16}
	LabelKinds = []string{Given, Signs, Absent}
	Sizes      = []int{1, 100, 1 << 10, 64 << 10, 1 << 20, 8 << 20}
	fewSizes   = []int{64 << 10, 1 << 20} // about the size of an L2 cache, and beyond
)

// List returns the workloads that benchmarks measure: every combination of passes, reductions, element types and
// labels. Unless all is set, only float32 with given labels is measured at every n, and the others at few.
func List(all bool) []Workload {
	var list []Workload
	for _, p := range Passes {
		for _, r := range Reductions {
			for _, d := range DTypes {
				for _, l := range LabelKinds {
					ns := fewSizes
					if all || d == Float32 && l == Given {
						ns = Sizes
					}
					for _, n := range ns {
						list = append(list, Workload{Pass: p, Reduction: r, DType: d, Labels: l, N: n, Workers: 1})
					}
				}
			}
		}
	}
	return list
}

// String returns the workload's name in the tree of benchmarks, in benchstat's key=value form.
func (w Workload) String() string {
	return fmt.Sprintf("pass=%s/reduction=%v/dtype=%s/labels=%s/n=%s",
		w.Pass, w.Reduction, w.DType, w.Labels, SizeName(w.N))
}

// SizeName returns n with a binary prefix, which benchstat sorts as a number.
func SizeName(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%dMi", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%dKi", n>>10)
	}
	return fmt.Sprint(n)
}

// ElementBytes returns the size of a score in bytes.
func (w Workload) ElementBytes() int {
	return map[string]int{Float32: 4, Float64: 8, Float16: 2, BFloat16: 2}[w.DType]
}

// Inputs returns the number of arrays of elements that a call reads.
func (w Workload) Inputs() int {
	n := 2
	if w.Labels == Given {
		n++
	}
	if w.Pass != Forward && w.Reduction == loss.None {
		n++ // the upstream gradients
	}
	if w.Weights {
		n++
	}
	if w.Margins {
		n++
	}
	return n
}

// Outputs returns the number of arrays of elements that a call writes.
func (w Workload) Outputs() int {
	n := 0
	if w.Pass != Backward && w.Reduction == loss.None {
		n++
	}
	if w.Pass != Forward {
		n++
		if !w.OneGrad {
			n++
		}
	}
	return n
}

// PairBytes returns the bytes per pair of all arrays that the call reads or writes, counting each array once.
func (w Workload) PairBytes() int {
	n := (w.Inputs() + w.Outputs()) * w.ElementBytes()
	if w.Labels == Signs {
		n++
	}
	return n
}
