package main

import (
	"fmt"
	"time"

	foreign "github.com/marginrank/marginrank/bench/internal/peer"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// A listPeer computes the mean loss of all pairs of lists, or the sum with weights, and its gradients, in another
// way.
type listPeer interface {
	Name() string
	// TimeLists makes calls and returns the nanoseconds per call. Each list has the same number of items. Package
	// peer has the kinds of weights.
	TimeLists(weights string, lists, items, calls int) (nsPerCall float64, err error)
	Close() error
}

// findListPeers is findPeers for lists.
func findListPeers(report func(string)) []listPeer {
	var list []listPeer
	for _, p := range foreign.FindLists(report) {
		list = append(list, p)
	}
	return list
}

// listPeerAim is the aim for the time of a peer divided by the time of lists.
const listPeerAim = 20

func (p *plan) listsAgainstPeer(out *results, w workload.ListWorkload, other listPeer) error {
	r := rotation(w)
	all := []contender{{other.Name(), func(calls int) (time.Duration, error) {
		ns, err := other.TimeLists(foreign.Unweighted, w.Lists, w.Items, calls)
		return time.Duration(ns * float64(calls)), err
	}}}
	for _, t := range assemblyTiers() {
		all = append(all, listsOn(t, r.Call))
	}
	samples, err := p.turns(all...)
	if err != nil {
		return fmt.Errorf("%s: %w", other.Name(), err)
	}
	for _, t := range assemblyTiers() {
		p.addList(out, w, t, samples, other.Name(), listPeerAim)
	}
	return nil
}
