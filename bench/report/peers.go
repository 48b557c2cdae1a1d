package main

import (
	"fmt"
	"strings"
	"time"

	foreign "github.com/marginrank/marginrank/bench/internal/peer"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// A peer computes the mean loss of pairs with labels, with or without its gradients, in another way.
type peer interface {
	Name() string
	// Knows reports whether the peer knows an element type. All peers know float32, and some know float64.
	Knows(dtype string) bool
	// Time makes calls with n pairs and returns the nanoseconds per call. dtype and pass are values of package
	// workload.
	Time(dtype, pass string, n, calls int) (nsPerCall float64, err error)
	Close() error
}

// findPeers starts the peers that this machine has, and reports the others with a line each.
func findPeers(report func(string)) []peer {
	var list []peer
	for _, p := range foreign.Find(report) {
		list = append(list, p)
	}
	return list
}

// peerAim returns the aim at w for the time of a peer divided by the time of the library.
func peerAim(name string, w workload.Workload, c caches) float64 {
	name = strings.ToLower(name)
	switch {
	case strings.HasPrefix(name, "torch"), strings.HasPrefix(name, "pytorch"):
		return 10
	case name == "gcc", name == "clang":
		return loopAim(w, c)
	}
	return 1
}

// loopAim returns the aim for loops in C with -ffast-math. They check nothing, and may add up in any order.
// Beyond the caches both move the same bytes, except that a loop also reads the cache lines of gradients before
// it overwrites them.
func loopAim(w workload.Workload, c caches) float64 {
	byteCount := w.N * w.PairBytes()
	switch {
	case w.N < 1<<10:
		return 0.5
	case c.of(byteCount) != memory && w.DType == workload.Float64:
		return 0.8
	case c.of(byteCount) != memory:
		return 0.9
	case w.Outputs() > 0 && byteCount >= 2*c.last():
		return 1.1
	}
	return 1
}

// peers compares the library's best tier, with one worker, with each peer.
func peers(p *plan) []experiment {
	var list []experiment
	for _, other := range p.peers {
		for _, dtype := range []string{workload.Float32, workload.Float64} {
			if !other.Knows(dtype) {
				continue
			}
			for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
				for _, n := range []int{64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20, 8 << 20} {
					w := float32Workload(pass, n)
					w.DType = dtype
					list = append(list, experiment{fmt.Sprintf("%s, %s, %d pairs", other.Name(), describeCall(w), n), func(out *results) error {
						return p.peerOf(out, w, other)
					}})
				}
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
	region := p.caches.of(w.N * w.PairBytes())
	line := newRow("peers", w, best.String(), region, samples[ours.name])
	out.Rows = append(out.Rows, line.against(samples, ours.name, theirs.name, peerAim(other.Name(), w, p.caches)))
	return nil
}

func peerContender(other peer, w workload.Workload) contender {
	return contender{other.Name(), func(calls int) (time.Duration, error) {
		ns, err := other.Time(w.DType, w.Pass, w.N, calls)
		return time.Duration(ns * float64(calls)), err
	}}
}
