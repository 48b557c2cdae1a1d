package bench

import (
	"flag"
	"fmt"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// A workload is a call to package loss: what is computed, and on what.
type workload struct {
	pass      string
	reduction loss.Reduction
	dtype     string
	labels    string
	n         int
	workers   int
}

// The values of the fields of a workload.
const (
	forward         = "forward"
	backward        = "backward"
	forwardBackward = "forwardbackward"

	given  = "given"  // Pairs.Y
	signs  = "int8"   // Pairs.Signs
	absent = "absent" // every target is +1
)

// What the benchmarks go through.
var (
	passes     = []string{forward, backward, forwardBackward}
	reductions = []loss.Reduction{loss.Sum, loss.None} // a mean is a sum, divided once
	dtypes     = []string{"float32", "float64", "float16", "bfloat16"}
	labelKinds = []string{given, signs, absent}
	sizes      = []int{1, 100, 1 << 10, 64 << 10, 1 << 20, 8 << 20}
	fewSizes   = []int{64 << 10, 1 << 20} // near the size of a second-level cache, and beyond
)

var all = flag.Bool("all", false, "benchmark every dtype and label kind at every n")

// workloads lists what is benchmarked: every combination, but only float32
// with labels given at every n, unless all is set.
func workloads(all bool) []workload {
	var list []workload
	for _, p := range passes {
		for _, r := range reductions {
			for _, d := range dtypes {
				for _, l := range labelKinds {
					ns := fewSizes
					if all || d == "float32" && l == given {
						ns = sizes
					}
					for _, n := range ns {
						list = append(list, workload{p, r, d, l, n, 1})
					}
				}
			}
		}
	}
	return list
}

// String is the workload's name in the tree, in benchstat's key=value form.
func (w workload) String() string {
	return fmt.Sprintf("pass=%s/reduction=%v/dtype=%s/labels=%s/n=%s",
		w.pass, w.reduction, w.dtype, w.labels, sizeName(w.n))
}

// sizeName is n with a binary prefix, which benchstat sorts as a number.
func sizeName(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%dMi", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%dKi", n>>10)
	}
	return fmt.Sprint(n)
}

// supportedTiers lists the tiers that can run here.
func supportedTiers() []cpuid.Tier {
	var list []cpuid.Tier
	for _, t := range cpuid.Tiers {
		if cpuid.Supported(t) {
			list = append(list, t)
		}
	}
	return list
}
