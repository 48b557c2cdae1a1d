package main

import (
	"fmt"
	"runtime"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// grades is the number of levels of relevance.
const grades = 5

// sortAim is the aim for the time of a sort of the scores divided by the time of lists.
const sortAim = 2

// lists compares all pairs of lists with a sort and with other ways to compute the same, and several workers with
// one.
func lists(p *plan) []experiment {
	var list []experiment
	add := func(lists, items int, measured string, run func(*results, workload.ListWorkload) error) {
		w := listWorkload(lists, items)
		list = append(list, experiment{describeLists(w) + ", " + measured, func(out *results) error { return run(out, w) }})
	}
	add(1, 1<<20, "and a sort", p.listsAgainstSort)
	for _, w := range [][2]int{{200, 15}, {20, 200}, {4, 1000}, {1, 4096}} {
		add(w[0], w[1], "pair by pair", p.listsAgainstPairs)
	}
	for _, other := range p.listPeers {
		add(200, 15, other.Name(), func(out *results, w workload.ListWorkload) error { return p.listsAgainstPeer(out, w, other) })
	}
	if runtime.GOMAXPROCS(0) > 1 {
		add(20_000, 100, "workers", p.listWorkers)
	}
	return list
}

// listWorkload returns the usual workload: the mean, which is PyTorch's default, on one goroutine.
func listWorkload(lists, items int) workload.ListWorkload {
	return workload.ListWorkload{Lists: lists, Items: items, Levels: grades, Workers: 1}
}

func describeLists(w workload.ListWorkload) string {
	if w.Lists == 1 {
		return fmt.Sprintf("1 list of %s items", workload.SizeName(w.Items))
	}
	return fmt.Sprintf("%d lists of %s items", w.Lists, workload.SizeName(w.Items))
}

func (p *plan) listRow(w workload.ListWorkload, t cpuid.Tier, samples []float64) row {
	s := subject{describeLists(w), w.N(), w.Bytes()}
	return s.row("lists", t.String(), p.caches.of(s.bytes), samples)
}

// addList adds a row for lists on a tier.
func (p *plan) addList(out *results, w workload.ListWorkload, t cpuid.Tier, samples map[string][]float64, rival string, aim float64) {
	name := listsOn(t, nil).name
	out.Rows = append(out.Rows, p.listRow(w, t, samples[name]).against(samples, name, rival, aim))
}

// rotation returns the lists that contenders go through.
func rotation(w workload.ListWorkload) *workload.ListRotation {
	return workload.NewListRotation(w, workload.RotationLength(w))
}

// These contenders have no tier.
const (
	listSort = "slices.Sort of the scores"
	listLoop = "plain loop over pairs"
)

func sortOf(r *workload.ListRotation) contender { return contender{listSort, r.Sort} }

func loopOf(r *workload.ListRotation) contender {
	return contender{listLoop, measure.Calls(func() error {
		b := r.Next()
		plain.Lists(b.Grad, b.Lists, workload.ListMargin)
		return nil
	})}
}

func listsOn(t cpuid.Tier, call func() error) contender    { return onTier(t, "lists", call) }
func explicitOn(t cpuid.Tier, call func() error) contender { return onTier(t, "explicit pairs", call) }

func (p *plan) listsAgainstSort(out *results, w workload.ListWorkload) error {
	r := rotation(w)
	all := []contender{sortOf(r)}
	for _, t := range tiers() {
		all = append(all, listsOn(t, r.Call))
	}
	samples, err := p.turns(all...)
	if err != nil {
		return err
	}
	for _, t := range tiers() {
		p.addList(out, w, t, samples, listSort, sortAim)
	}
	return nil
}

// listsAgainstPairs compares lists with two rivals: a loop by hand, and ForwardBackward on the same tier between
// loops that gather and scatter. The second one has no branches that a CPU could learn. So it uses the same batch
// in all calls, and its pairs stay in the caches.
func (p *plan) listsAgainstPairs(out *results, w workload.ListWorkload) error {
	r := rotation(w)
	explicit := workload.NewListBatch(w).Explicit()
	all := []contender{loopOf(r)}
	for _, t := range tiers() {
		all = append(all, listsOn(t, r.Call), explicitOn(t, explicit))
	}
	samples, err := p.turns(all...)
	if err != nil {
		return err
	}
	for _, t := range tiers() {
		for _, rival := range []string{listLoop, explicitOn(t, nil).name} {
			p.addList(out, w, t, samples, rival, 1)
		}
	}
	return nil
}

func (p *plan) listWorkers(out *results, w workload.ListWorkload) error {
	b := workload.NewListBatch(w)
	best := bestTier()
	one, all := onTier(best, "one worker", b.Call), onTier(best, "workers", b.With(loss.AllProcessors))
	samples, err := p.turns(one, all)
	if err != nil {
		return err
	}
	line := p.listRow(w, best, samples[all.name])
	line.What += ", all workers"
	out.Rows = append(out.Rows, line.against(samples, all.name, one.name, coresAim(w.N(), runtime.GOMAXPROCS(0))))
	return nil
}
