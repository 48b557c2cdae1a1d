package main

import (
	"fmt"
	"time"

	"github.com/marginrank/marginrank/bench/internal/measure"
	foreign "github.com/marginrank/marginrank/bench/internal/peer"
	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// A weighing is a kind of weights of the pairs of lists.
type weighing struct {
	name string // its name in reports
	peer string // its name for peers
}

var (
	itemWeights   = weighing{"weights of items", foreign.ItemWeights}
	lambdaWeights = weighing{"lambda weights", foreign.LambdaWeights}
	weighings     = []weighing{itemWeights, lambdaWeights}
)

// of returns the same lists with weights.
func (by weighing) of(r *workload.ListRotation) *workload.ListRotation {
	return r.Weighted(by == itemWeights, by == lambdaWeights)
}

// on returns a call with weights on a tier.
func (by weighing) on(t cpuid.Tier, r *workload.ListRotation) contender {
	return onTier(t, by.name, by.of(r).Call)
}

// lambdaLoop is the name of a loop over all pairs of a single batch. It is given the ranks. If the list is short,
// a CPU learns the loop's branches, which makes it look faster than it would be with new lists.
const lambdaLoop = "plain loop over pairs, lambda weights"

func lambdaLoopOf(w workload.ListWorkload) contender {
	b := workload.NewListBatch(w)
	ranks := b.Ranks()
	return contender{lambdaLoop, measure.Calls(func() error {
		plain.LambdaLists(b.Grad, b.Lists, ranks, workload.ListMargin)
		return nil
	})}
}

// listWeights compares lists with weights with the same lists without weights, with a loop, and with peers.
func listWeights(p *plan) []experiment {
	var list []experiment
	add := func(lists, items int, measured string, run func(*results, workload.ListWorkload) error) {
		w := listWorkload(lists, items)
		list = append(list, experiment{describeLists(w) + ", " + measured, func(out *results) error { return run(out, w) }})
	}
	for _, w := range [][2]int{{200, 15}, {200, 100}, {1, 8 << 10}, {1, 1 << 20}} {
		add(w[0], w[1], "weights and none", p.weightedAgainstNone)
	}
	add(1, 4<<10, "lambda weights pair by pair", p.lambdaAgainstLoop)
	for _, other := range p.listPeers {
		for _, w := range [][2]int{{200, 15}, {1, 1 << 10}} {
			for _, by := range weighings {
				add(w[0], w[1], by.name+", "+other.Name(), func(out *results, w workload.ListWorkload) error {
					return p.weightedAgainstPeer(out, w, by, other)
				})
			}
		}
	}
	return list
}

// lambdaAims has the aims for the speed with lambda weights, as fractions of the speed without weights.
var lambdaAims = map[workload.ListWorkload]float64{listWorkload(200, 15): 1. / 6, listWorkload(1, 1<<20): 1. / 4}

// lambdaLoopAim is the aim for the time of a loop divided by the time of lists with lambda weights, for 4,096
// items.
const lambdaLoopAim = 50

func (p *plan) weightedAgainstNone(out *results, w workload.ListWorkload) error {
	for _, t := range tiers() {
		r := rotation(w)
		none := listsOn(t, r.Call)
		all := []contender{none}
		for _, by := range weighings {
			all = append(all, by.on(t, rotation(w)))
		}
		samples, err := p.turns(all...)
		if err != nil {
			return err
		}
		for k, by := range weighings {
			aim := 0.0
			if by == lambdaWeights && t == bestTier() {
				aim = lambdaAims[w]
			}
			p.addWeighted(out, w, by, t, samples, all[1+k].name, none.name, aim)
		}
	}
	return nil
}

func (p *plan) lambdaAgainstLoop(out *results, w workload.ListWorkload) error {
	w.Reduction = loss.Sum
	best := bestTier()
	ours, loop := lambdaWeights.on(best, rotation(w)), lambdaLoopOf(w)
	samples, err := p.turns(ours, loop)
	if err != nil {
		return err
	}
	p.addWeighted(out, w, lambdaWeights, best, samples, ours.name, loop.name, lambdaLoopAim)
	return nil
}

// weightedAgainstPeer compares sums with weights with a peer. It does not use means, since peers divide by
// different numbers.
func (p *plan) weightedAgainstPeer(out *results, w workload.ListWorkload, by weighing, other listPeer) error {
	w.Reduction = loss.Sum
	best := bestTier()
	ours := by.on(best, rotation(w))
	theirs := contender{other.Name(), func(calls int) (time.Duration, error) {
		ns, err := other.TimeLists(by.peer, w.Lists, w.Items, calls)
		return time.Duration(ns * float64(calls)), err
	}}
	samples, err := p.turns(ours, theirs)
	if err != nil {
		return fmt.Errorf("%s: %w", other.Name(), err)
	}
	p.addWeighted(out, w, by, best, samples, ours.name, theirs.name, 0)
	return nil
}

// addWeighted adds a row for lists with weights.
func (p *plan) addWeighted(out *results, w workload.ListWorkload, by weighing, t cpuid.Tier, samples map[string][]float64, name, rival string, aim float64) {
	byteCount := w.Bytes()
	if by == itemWeights {
		byteCount += 4 * w.N()
	}
	what := describeLists(w) + ", " + by.name
	if w.Reduction == loss.Sum {
		what += ", sum"
	}
	s := subject{what, w.N(), byteCount}
	line := s.row("lists-weights", t.String(), p.caches.of(byteCount), samples[name])
	out.Rows = append(out.Rows, line.against(samples, name, rival, aim))
}
