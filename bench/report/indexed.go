package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// mostIndexed is the largest number of pairs by index that is measured. Up to this number there are pairsAnItem
// pairs per item.
const (
	mostIndexed = 8 << 20
	pairsAnItem = 4
)

// indexed compares pairs by index with loops around the calls for pairs.
func indexed(p *plan) []experiment {
	var list []experiment
	for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
		for _, r := range p.caches.regions() {
			w := r.indexed(pass)
			list = append(list, experiment{fmt.Sprintf("%s in %s", describeIndexed(w), r.name), func(out *results) error {
				return p.indexedOf(out, w, r.name)
			}})
		}
	}
	return list
}

// indexed returns a workload with random pairs of items. The scores and gradients of the items fill the region.
func (r region) indexed(pass string) workload.Indexed {
	w := workload.Indexed{Pass: pass, DType: workload.Float32, Labels: workload.Signs, Order: workload.Random, Workers: 1}
	w.Items = r.bytes / w.ItemBytes()
	w.N = min(pairsAnItem*w.Items, mostIndexed)
	return w
}

func describeIndexed(w workload.Indexed) string {
	of := workload.Workload{Pass: w.Pass, DType: w.DType, Labels: w.Labels}
	return fmt.Sprintf("%s, %s items", describeCall(of), workload.SizeName(w.Items))
}

func (p *plan) indexedOf(out *results, w workload.Indexed, region string) error {
	call, loops := w.Prepare(), plain.Indexed(w)
	var all []contender
	for _, t := range assemblyTiers() {
		all = append(all, onTier(t, "indexed", call), onTier(t, "plain loops", loops))
	}
	samples, err := p.turns(all...)
	if err != nil {
		return err
	}
	for _, t := range assemblyTiers() {
		name, rival := "indexed "+t.String(), "plain loops "+t.String()
		line := subject{describeIndexed(w), w.N, w.Bytes()}.row("indexed", t.String(), region, samples[name])
		out.Rows = append(out.Rows, line.against(samples, name, rival, indexedAim(region)))
	}
	return nil
}

// indexedAim returns the aim for the speedup of pairs by index: 2 beyond L2, since a cell holds the score and the
// gradient of an item, and otherwise 1.
func indexedAim(region string) float64 {
	if region == inL3 || region == memory {
		return 2
	}
	return 1
}
