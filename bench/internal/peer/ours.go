package peer

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/marginrank/marginrank/loss"
)

// Ours runs package loss, and is timed as a [Peer] is.
type Ours struct{ batches map[int]*batch }

type batch struct {
	pairs loss.Pairs[float32]
	grads loss.Grads[float32]
}

// Name returns "marginrank".
func (o *Ours) Name() string { return "marginrank" }

// Time does what [Peer.Time] does.
func (o *Ours) Time(dtype, pass string, n, calls int) (nsPerCall float64, err error) {
	if dtype != Float32 {
		return 0, fmt.Errorf("no pairs of %s", dtype)
	}
	b := o.batch(n)
	c := loss.MarginRanking[float32]{Margin: Margin, Workers: 1}
	start := time.Now()
	for range calls {
		if pass == Forward {
			_, err = c.Forward(b.pairs)
		} else {
			_, err = c.ForwardBackward(b.grads, b.pairs, 1)
		}
		if err != nil {
			return 0, err
		}
	}
	return float64(time.Since(start).Nanoseconds()) / float64(calls), nil
}

// batch returns n pairs, half of which violate the margin.
func (o *Ours) batch(n int) *batch {
	if b := o.batches[n]; b != nil {
		return b
	}
	b := &batch{
		loss.Pairs[float32]{X1: make([]float32, n), X2: make([]float32, n), Y: make([]float32, n)},
		loss.Grads[float32]{X1: make([]float32, n), X2: make([]float32, n)},
	}
	for i := range n {
		y, x2 := float64(1-2*rand.IntN(2)), rand.Float64()
		b.pairs.X1[i] = float32(x2 + y*(Margin+rand.Float64()-0.5))
		b.pairs.X2[i], b.pairs.Y[i] = float32(x2), float32(y)
	}
	if o.batches == nil {
		o.batches = map[int]*batch{}
	}
	o.batches[n] = b
	return b
}
