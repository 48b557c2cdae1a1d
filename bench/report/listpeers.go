package main

import (
	"fmt"
	"time"

	foreign "github.com/marginrank/marginrank/bench/internal/peer"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// A listPeer computes the mean loss of all pairs of lists, or a sum with weights, and its gradients, some other way.
type listPeer interface {
	Name() string
	// TimeLists returns the nanoseconds that a call takes, over a number of calls. Each list has the same number of items. For weights see
	// package peer.
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

// listPeerAim is how many times faster than a peer lists are to be.
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
