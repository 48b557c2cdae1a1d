package loss_test

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// checkIndexed makes both calls on every tier, and describes what they do other than the contract.
func checkIndexed[T loss.Float](d losstest.DType[T], b losstest.IndexedBatch[T]) string {
	want := d.Indexed(b)
	for _, tier := range losstest.Tiers() {
		if wrong := checkIndexedOn(d, tier, b, want); wrong != "" {
			return fmt.Sprintf("%v, %d items, %d pairs, margin %v, %v: %s", tier, len(b.Pairs.Scores), len(b.Pairs.I), b.Margin, b.Reduction, wrong)
		}
	}
	return ""
}

func checkIndexedOn[T loss.Float](d losstest.DType[T], tier cpuid.Tier, b losstest.IndexedBatch[T], want losstest.IndexedResult[T]) string {
	c := on(tier, b.Criterion())
	gatheredLoss, err := c.Forward(losstest.Gathered(b.Pairs))
	if err != nil {
		return err.Error()
	}
	if wrong := d.Differs(want, losstest.IndexedResult[T]{Loss: gatheredLoss}); wrong != "" {
		return "Forward: " + wrong
	}
	got, err := c.ForwardIndexed(b.Pairs)
	if err != nil {
		return err.Error()
	}
	if wrong := d.Differs(want, losstest.IndexedResult[T]{Loss: got}); wrong != "" {
		return "ForwardIndexed: " + wrong
	}
	r := losstest.IndexedResult[T]{Grad: losstest.Litter(losstest.Place[T](len(b.Pairs.Scores), 3))}
	if r.Loss, err = c.ForwardBackwardIndexed(r.Grad, b.Pairs, b.Scalar); err != nil {
		return err.Error()
	}
	if wrong := d.Differs(want, r); wrong != "" {
		return "ForwardBackwardIndexed: " + wrong
	}
	return ""
}
