package loss_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// on is a criterion whose methods run on a tier.
func on[T loss.Float](tier cpuid.Tier, c loss.MarginRanking[T]) loss.On[T] {
	return loss.On[T]{Tier: tier, MarginRanking: c}
}

// TestTiers names, with -v, the tiers that the other tests run and those they don't.
func TestTiers(t *testing.T) {
	eachTier(t, func(t *testing.T, tier cpuid.Tier) { t.Logf("tier %v runs", tier) })
}

// call runs the method on a tier and on b, its outputs in memory of their own.
func call[T loss.Float](t *testing.T, tier cpuid.Tier, m method, b batch[T], choice int) result[T] {
	t.Helper()
	r := newResult(m, b, choice)
	callInto(t, tier, m, b, &r)
	return r
}

// callInto runs the method on b with the outputs of r.
func callInto[T loss.Float](t *testing.T, tier cpuid.Tier, m method, b batch[T], r *result[T]) {
	t.Helper()
	require.NoError(t, invoke(tier, m, b, r), "%v", m)
}

// invoke passes what the method has arguments for.
func invoke[T loss.Float](tier cpuid.Tier, m method, b batch[T], r *result[T]) (err error) {
	c := on(tier, loss.MarginRanking[T]{Margin: b.margin, Reduction: m.reduction, Boundary: b.boundary, Workers: m.workers})
	switch m.name {
	case "Forward":
		r.loss, err = c.Forward(b.pairs)
	case "ForwardNone":
		err = c.ForwardNone(r.dst, b.pairs)
	case "Backward":
		err = c.Backward(r.Grads, b.pairs, b.scalar)
	case "BackwardNone":
		err = c.BackwardNone(r.Grads, b.pairs, b.upstream)
	case "ForwardBackward":
		r.loss, err = c.ForwardBackward(r.Grads, b.pairs, b.scalar)
	case "ForwardStats":
		r.loss, r.stats, err = c.ForwardStats(b.pairs)
	case "ForwardBackwardStats":
		r.loss, r.stats, err = c.ForwardBackwardStats(r.Grads, b.pairs, b.scalar)
	case "ForwardBackwardNone":
		err = c.ForwardBackwardNone(r.dst, r.Grads, b.pairs, b.upstream)
	}
	return err
}
