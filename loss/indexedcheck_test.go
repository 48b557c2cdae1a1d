package loss_test

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// An indexedCall is a method that pairs by index have, or one for pairs that are gathered.
type indexedCall[T loss.Float] struct {
	name         string
	grad, counts bool
	call         func(c loss.On[T], b losstest.IndexedBatch[T], r *losstest.IndexedResult[T]) error
}

// indexedCalls are the methods for pairs by index, with and without counts.
func indexedCalls[T loss.Float]() []indexedCall[T] {
	return []indexedCall[T]{
		{"ForwardIndexed", false, false, func(c loss.On[T], b losstest.IndexedBatch[T], r *losstest.IndexedResult[T]) (err error) {
			r.Loss, err = c.ForwardIndexed(b.Pairs)
			return err
		}},
		{"ForwardIndexedStats", false, true, func(c loss.On[T], b losstest.IndexedBatch[T], r *losstest.IndexedResult[T]) (err error) {
			r.Loss, r.Stats, err = c.ForwardIndexedStats(b.Pairs)
			return err
		}},
		{"ForwardBackwardIndexed", true, false, func(c loss.On[T], b losstest.IndexedBatch[T], r *losstest.IndexedResult[T]) (err error) {
			r.Loss, err = c.ForwardBackwardIndexed(r.Grad, b.Pairs, b.Scalar)
			return err
		}},
		{"ForwardBackwardIndexedStats", true, true, func(c loss.On[T], b losstest.IndexedBatch[T], r *losstest.IndexedResult[T]) (err error) {
			r.Loss, r.Stats, err = c.ForwardBackwardIndexedStats(r.Grad, b.Pairs, b.Scalar)
			return err
		}},
	}
}

// gathered is ForwardStats of the pairs gathered.
func gathered[T loss.Float]() indexedCall[T] {
	return indexedCall[T]{"ForwardStats", false, true, func(c loss.On[T], b losstest.IndexedBatch[T], r *losstest.IndexedResult[T]) (err error) {
		r.Loss, r.Stats, err = c.ForwardStats(losstest.Gathered(b.Pairs))
		return err
	}}
}

// differs makes the call, with a gradient in grad if it has any, and describes the first bit that is not the one wanted.
func (m indexedCall[T]) differs(d losstest.DType[T], tier cpuid.Tier, b losstest.IndexedBatch[T], grad []T, want losstest.IndexedResult[T]) string {
	var r losstest.IndexedResult[T]
	if m.grad {
		r.Grad = grad
	}
	if err := m.call(on(tier, b.Criterion()), b, &r); err != nil {
		return m.name + ": " + err.Error()
	}
	if !m.counts {
		want.Counts = losstest.Counts{}
	}
	if wrong := d.Differs(want, r); wrong != "" {
		return m.name + ": " + wrong
	}
	return ""
}

// checkIndexed makes all calls on every tier, and describes what they do other than the contract.
func checkIndexed[T loss.Float](d losstest.DType[T], b losstest.IndexedBatch[T]) string {
	want := d.Indexed(b)
	for _, tier := range losstest.Tiers() {
		if wrong := checkIndexedOn(d, tier, b, want); wrong != "" {
			return fmt.Sprintf("%v, %d items, %d pairs, %v, margin %v, %v: %s", tier, len(b.Pairs.Scores), len(b.Pairs.I),
				losstest.ColumnsOf(losstest.Gathered(b.Pairs)), b.Margin, b.Reduction, wrong)
		}
	}
	return ""
}

func checkIndexedOn[T loss.Float](d losstest.DType[T], tier cpuid.Tier, b losstest.IndexedBatch[T], want losstest.IndexedResult[T]) string {
	for _, m := range append(indexedCalls[T](), gathered[T]()) {
		if wrong := m.differs(d, tier, b, losstest.Litter(losstest.Place[T](len(b.Pairs.Scores), 3)), want); wrong != "" {
			return wrong
		}
	}
	return ""
}
