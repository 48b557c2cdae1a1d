package loss_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// on is a criterion whose methods run on a tier.
func on[T loss.Float](tier cpuid.Tier, c loss.MarginRanking[T]) loss.On[T] {
	return loss.On[T]{Tier: tier, MarginRanking: c}
}

// TestTiers names, with -v, the tiers that the other tests run and those they don't.
func TestTiers(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) { t.Logf("tier %v runs", tier) })
}

// call runs the method on a tier and on b, its outputs in memory of their own.
func call[T loss.Float](t *testing.T, tier cpuid.Tier, m losstest.Method, b losstest.Batch[T], choice int) losstest.Result[T] {
	t.Helper()
	r := losstest.NewResult(m, b, choice)
	callInto(t, tier, m, b, &r)
	return r
}

// callInto runs the method on b with the outputs of r.
func callInto[T loss.Float](t *testing.T, tier cpuid.Tier, m losstest.Method, b losstest.Batch[T], r *losstest.Result[T]) {
	t.Helper()
	require.NoError(t, invoke(tier, m, b, r), "%v", m)
}

// invoke passes what the method has arguments for.
func invoke[T loss.Float](tier cpuid.Tier, m losstest.Method, b losstest.Batch[T], r *losstest.Result[T]) (err error) {
	c := on(tier, loss.MarginRanking[T]{Margin: b.Margin, Reduction: m.Reduction, P: b.P, Boundary: b.Boundary, Workers: m.Workers})
	switch m.Name {
	case "Forward":
		r.Loss, err = c.Forward(b.Pairs)
	case "ForwardNone":
		err = c.ForwardNone(r.Dst, b.Pairs)
	case "Backward":
		err = c.Backward(r.Grads, b.Pairs, b.Scalar)
	case "BackwardNone":
		err = c.BackwardNone(r.Grads, b.Pairs, b.Upstream)
	case "ForwardBackward":
		r.Loss, err = c.ForwardBackward(r.Grads, b.Pairs, b.Scalar)
	case "ForwardStats":
		r.Loss, r.Stats, err = c.ForwardStats(b.Pairs)
	case "ForwardBackwardStats":
		r.Loss, r.Stats, err = c.ForwardBackwardStats(r.Grads, b.Pairs, b.Scalar)
	case "ForwardBackwardNone":
		err = c.ForwardBackwardNone(r.Dst, r.Grads, b.Pairs, b.Upstream)
	}
	return err
}
