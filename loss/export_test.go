package loss

import (
	"github.com/marginrank/marginrank/internal/cpuid"
)

// On is a criterion whose methods run on a tier, for the tests of this package.
type On[T Float] struct {
	Tier cpuid.Tier
	MarginRanking[T]
}

func (o On[T]) Validate(p Pairs[T]) error { return p.validate(o.Tier) }

func (o On[T]) Forward(p Pairs[T]) (float64, error) {
	return run[forward](&o.MarginRanking, o.Tier, &p, others[T]{})
}

func (o On[T]) Backward(g Grads[T], p Pairs[T], upstream float64) error {
	_, err := run[backward](&o.MarginRanking, o.Tier, &p, others[T]{grads: &g, upstream: upstream})
	return err
}

func (o On[T]) ForwardBackward(g Grads[T], p Pairs[T], upstream float64) (float64, error) {
	return run[forwardBackward](&o.MarginRanking, o.Tier, &p, others[T]{grads: &g, upstream: upstream})
}

func (o On[T]) ForwardNone(dst []T, p Pairs[T]) error {
	_, err := run[forwardNone](&o.MarginRanking, o.Tier, &p, others[T]{each: &arrays[T]{dst: dst}})
	return err
}

func (o On[T]) BackwardNone(g Grads[T], p Pairs[T], upstream []T) error {
	_, err := run[backwardNone](&o.MarginRanking, o.Tier, &p, others[T]{grads: &g, each: &arrays[T]{upstream: upstream}})
	return err
}

func (o On[T]) ForwardBackwardNone(dst []T, g Grads[T], p Pairs[T], upstream []T) error {
	_, err := run[forwardBackwardNone](&o.MarginRanking, o.Tier, &p, others[T]{grads: &g, each: &arrays[T]{upstream: upstream, dst: dst}})
	return err
}

func (o On[T]) ForwardStats(p Pairs[T]) (float64, Stats, error) {
	var s Stats
	v, err := run[forwardStats](&o.MarginRanking, o.Tier, &p, others[T]{stats: &s})
	return v, s, err
}

func (o On[T]) ForwardBackwardStats(g Grads[T], p Pairs[T], upstream float64) (float64, Stats, error) {
	var s Stats
	v, err := run[forwardBackwardStats](&o.MarginRanking, o.Tier, &p, others[T]{grads: &g, upstream: upstream, stats: &s})
	return v, s, err
}

func (o On[T]) ForwardIndexed(p IndexedPairs[T]) (float64, error) {
	v, _, err := o.forwardIndexed(o.Tier, &p, false)
	return v, err
}

func (o On[T]) ForwardIndexedStats(p IndexedPairs[T]) (float64, Stats, error) {
	return o.forwardIndexed(o.Tier, &p, true)
}

func (o On[T]) ForwardBackwardIndexed(grad []T, p IndexedPairs[T], upstream float64) (float64, error) {
	v, _, err := o.forwardBackwardIndexed(o.Tier, grad, &p, upstream, false)
	return v, err
}

func (o On[T]) ForwardBackwardIndexedStats(grad []T, p IndexedPairs[T], upstream float64) (float64, Stats, error) {
	return o.forwardBackwardIndexed(o.Tier, grad, &p, upstream, true)
}

func (o On[T]) ForwardLists(l Lists[T]) (float64, ListStats, error) {
	return o.forwardLists(o.Tier, &l)
}

func (o On[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	return o.forwardBackwardLists(o.Tier, grad, &l, upstream)
}

func (o On[T]) ForwardListsNone(dst []float64, l Lists[T]) (ListStats, error) {
	return o.forwardListsNone(o.Tier, dst, &l)
}

func (o On[T]) Accumulate(t *Total, p Pairs[T]) error { return o.accumulate(o.Tier, t, &p) }

func (o On[T]) AccumulateIndexed(t *Total, p IndexedPairs[T]) error {
	return o.accumulateIndexed(o.Tier, t, &p)
}

func (o On[T]) AccumulateLists(t *Total, l Lists[T]) error { return o.accumulateLists(o.Tier, t, &l) }
