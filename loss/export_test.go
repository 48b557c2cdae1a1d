package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// On is a criterion whose methods run on a tier, for the tests of this package.
type On[T Float] struct {
	Tier cpuid.Tier
	MarginRanking[T]
}

func (o On[T]) Forward(p Pairs[T]) (float64, error) {
	t, err := o.run(o.Tier, forward, nil, &p, nil, 0)
	return t.Sum, err
}

func (o On[T]) Backward(g Grads[T], p Pairs[T], upstream float64) error {
	_, err := o.run(o.Tier, backward, &g, &p, nil, upstream)
	return err
}

func (o On[T]) ForwardBackward(g Grads[T], p Pairs[T], upstream float64) (float64, error) {
	t, err := o.run(o.Tier, forwardBackward, &g, &p, nil, upstream)
	return t.Sum, err
}

func (o On[T]) ForwardNone(dst []T, p Pairs[T]) error {
	_, err := o.run(o.Tier, forwardNone, &Grads[T]{}, &p, &arrays[T]{dst: dst}, 0)
	return err
}

func (o On[T]) BackwardNone(g Grads[T], p Pairs[T], upstream []T) error {
	_, err := o.run(o.Tier, backwardNone, &g, &p, &arrays[T]{upstream: upstream}, 0)
	return err
}

func (o On[T]) ForwardBackwardNone(dst []T, g Grads[T], p Pairs[T], upstream []T) error {
	_, err := o.run(o.Tier, forwardBackwardNone, &g, &p, &arrays[T]{upstream: upstream, dst: dst}, 0)
	return err
}

func (o On[T]) ForwardStats(p Pairs[T]) (float64, Stats, error) {
	t, err := o.run(o.Tier, forwardStats, nil, &p, nil, 0)
	return t.Sum, Stats{t.Active, t.Wrong}, err
}

func (o On[T]) ForwardBackwardStats(g Grads[T], p Pairs[T], upstream float64) (float64, Stats, error) {
	t, err := o.run(o.Tier, forwardBackwardStats, &g, &p, nil, upstream)
	return t.Sum, Stats{t.Active, t.Wrong}, err
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

func (o On[T]) ForwardListsNone(dst []float64, l Lists[T]) (ListStats, error) {
	return o.forwardListsNone(o.Tier, dst, &l)
}
