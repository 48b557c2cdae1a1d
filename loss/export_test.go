package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// On is a criterion whose methods run on a tier, for the tests of this package.
type On[T Float] struct {
	Tier cpuid.Tier
	MarginRanking[T]
}

func (o On[T]) Forward(p Pairs[T]) (float64, error) { return o.forward(o.Tier, &p) }

func (o On[T]) Backward(g Grads[T], p Pairs[T], upstream float64) error {
	return o.backward(o.Tier, &g, &p, upstream)
}

func (o On[T]) ForwardBackward(g Grads[T], p Pairs[T], upstream float64) (float64, error) {
	return o.forwardBackward(o.Tier, &g, &p, upstream)
}

func (o On[T]) ForwardNone(dst []T, p Pairs[T]) error { return o.forwardNone(o.Tier, dst, &p) }

func (o On[T]) BackwardNone(g Grads[T], p Pairs[T], upstream []T) error {
	return o.backwardNone(o.Tier, &g, &p, upstream)
}

func (o On[T]) ForwardBackwardNone(dst []T, g Grads[T], p Pairs[T], upstream []T) error {
	return o.forwardBackwardNone(o.Tier, dst, &g, &p, upstream)
}

func (o On[T]) ForwardStats(p Pairs[T]) (float64, Stats, error) { return o.forwardStats(o.Tier, &p) }

func (o On[T]) ForwardBackwardStats(g Grads[T], p Pairs[T], upstream float64) (float64, Stats, error) {
	return o.forwardBackwardStats(o.Tier, &g, &p, upstream)
}

func (o On[T]) ForwardIndexed(p IndexedPairs[T]) (float64, error) {
	return o.forwardIndexed(o.Tier, &p)
}

func (o On[T]) ForwardBackwardIndexed(grad []T, p IndexedPairs[T], upstream float64) (float64, error) {
	return o.forwardBackwardIndexed(o.Tier, grad, &p, upstream)
}

func (o On[T]) ForwardLists(l Lists[T]) (float64, ListStats, error) {
	return o.forwardLists(o.Tier, &l)
}

func (o On[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	return o.forwardBackwardLists(o.Tier, grad, &l, upstream)
}
