package main

import (
	"fmt"
	"strings"
	"time"

	foreign "github.com/marginrank/marginrank/bench/internal/peer"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// A peer computes the mean loss of float32 pairs with labels, and maybe its gradients, some other way.
type peer interface {
	Name() string
	// Time returns nanoseconds a call, of as many calls with n pairs; pass is one of package workload's.
	Time(pass string, n, calls int) (nsPerCall float64, err error)
	Close() error
}

// findPeers starts the peers that this machine has; of the others, report gets a line each.
func findPeers(report func(string)) []peer {
	var list []peer
	for _, p := range foreign.Find(report) {
		list = append(list, p)
	}
	return list
}

// peerAims are how many times faster than a peer to be, by the beginning of its name; 1 for others.
var peerAims = map[string]float64{"pytorch": 10, "torch": 10}

func peerAim(name string) float64 {
	for prefix, aim := range peerAims {
		if strings.HasPrefix(strings.ToLower(name), prefix) {
			return aim
		}
	}
	return 1
}

// peers races the library's best tier, one worker, with each peer.
func peers(p *plan) []experiment {
	var list []experiment
	for _, other := range p.peers {
		for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
			for _, n := range []int{64, 1 << 10, 64 << 10, 1 << 20, 8 << 20} {
				w := float32Workload(pass, n)
				list = append(list, experiment{fmt.Sprintf("%s, %s, %d pairs", other.Name(), describeCall(w), n), func(out *results) error {
					return p.peerOf(out, w, other)
				}})
			}
		}
	}
	return list
}

func (p *plan) peerOf(out *results, w workload.Workload, other peer) error {
	best := bestTier()
	ours, theirs := kernel(best, w.Prepare()), peerContender(other, w)
	samples, err := p.turns(ours, theirs)
	if err != nil {
		return fmt.Errorf("%s: %w", other.Name(), err)
	}
	line := newRow("peers", w, best.String(), p.caches.of(w.N*w.PairBytes()), samples[ours.name])
	out.Rows = append(out.Rows, line.against(samples, ours.name, theirs.name, peerAim(other.Name())))
	return nil
}

func peerContender(other peer, w workload.Workload) contender {
	return contender{other.Name(), func(calls int) (time.Duration, error) {
		ns, err := other.Time(w.Pass, w.N, calls)
		return time.Duration(ns * float64(calls)), err
	}}
}
