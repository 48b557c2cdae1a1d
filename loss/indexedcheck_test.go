package loss_test

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// checkIndexed makes both calls on every tier, and describes what they do other than the contract.
func checkIndexed[T loss.Float](d dtype[T], b indexedBatch[T]) string {
	want := d.indexed(b)
	for _, tier := range tiers() {
		if wrong := checkIndexedOn(d, tier, b, want); wrong != "" {
			return fmt.Sprintf("%v, %d items, %d pairs, margin %v, %v: %s", tier, len(b.pairs.Scores), len(b.pairs.I), b.margin, b.reduction, wrong)
		}
	}
	return ""
}

func checkIndexedOn[T loss.Float](d dtype[T], tier cpuid.Tier, b indexedBatch[T], want indexedResult[T]) string {
	c := on(tier, b.criterion())
	gatheredLoss, err := c.Forward(gathered(b.pairs))
	if err != nil {
		return err.Error()
	}
	if wrong := d.differs(want, indexedResult[T]{loss: gatheredLoss}); wrong != "" {
		return "Forward: " + wrong
	}
	got, err := c.ForwardIndexed(b.pairs)
	if err != nil {
		return err.Error()
	}
	if wrong := d.differs(want, indexedResult[T]{loss: got}); wrong != "" {
		return "ForwardIndexed: " + wrong
	}
	r := indexedResult[T]{grad: litter(place[T](len(b.pairs.Scores), 3))}
	if r.loss, err = c.ForwardBackwardIndexed(r.grad, b.pairs, b.scalar); err != nil {
		return err.Error()
	}
	if wrong := d.differs(want, r); wrong != "" {
		return "ForwardBackwardIndexed: " + wrong
	}
	return ""
}
