package loss_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
)

// Every method refuses other boundaries and other powers, before it writes anything. An invalid reduction comes
// first, then the power, then the boundary, and what is wrong with arrays afterwards.
func TestCriterionErrors(t *testing.T) {
	t.Parallel()
	x, out := []float32{1, 2}, []float32{7, 7}
	p, g := loss.Pairs[float32]{X1: x, X2: x[:1]}, loss.Grads[float32]{X1: out}
	indexed := loss.IndexedPairs[float32]{Scores: x, I: []int32{9}, J: []int32{0, 0}}
	lists := loss.Lists[float32]{Scores: x}
	for _, wrong := range []struct {
		c    loss.MarginRanking[float32]
		err  error
		text string
	}{
		{loss.MarginRanking[float32]{Boundary: 2}, loss.ErrBoundary, "loss: invalid boundary: Boundary(2) is neither inclusive nor exclusive"},
		{loss.MarginRanking[float32]{Boundary: 255, P: 2}, loss.ErrBoundary, "loss: invalid boundary: Boundary(255) is neither inclusive nor exclusive"},
		{loss.MarginRanking[float32]{P: 3, Boundary: 2}, loss.ErrP, "loss: invalid power: P is 3, not 1 or 2"},
		{loss.MarginRanking[float32]{P: -1}, loss.ErrP, "loss: invalid power: P is -1, not 1 or 2"},
		{loss.MarginRanking[float32]{P: math.MinInt}, loss.ErrP, fmt.Sprintf("loss: invalid power: P is %d, not 1 or 2", math.MinInt)},
	} {
		c := wrong.c
		methods := map[string]func() error{
			"Forward":                func() error { _, err := c.Forward(p); return err },
			"Backward":               func() error { return c.Backward(g, p, 1) },
			"ForwardBackward":        func() error { _, err := c.ForwardBackward(g, p, 1); return err },
			"ForwardStats":           func() error { _, _, err := c.ForwardStats(p); return err },
			"ForwardBackwardStats":   func() error { _, _, err := c.ForwardBackwardStats(g, p, 1); return err },
			"ForwardIndexed":         func() error { _, err := c.ForwardIndexed(indexed); return err },
			"ForwardBackwardIndexed": func() error { _, err := c.ForwardBackwardIndexed(out, indexed, 1); return err },
			"ForwardIndexedStats":    func() error { _, _, err := c.ForwardIndexedStats(indexed); return err },
			"ForwardLists":           func() error { _, _, err := c.ForwardLists(lists); return err },
			"ForwardBackwardLists":   func() error { _, _, err := c.ForwardBackwardLists(out, lists, 1); return err },
		}
		none := map[string]func() error{
			"ForwardNone":         func() error { return c.ForwardNone(out, p) },
			"BackwardNone":        func() error { return c.BackwardNone(g, p, x) },
			"Accumulate":          func() error { return c.Accumulate(new(loss.Total), p) },
			"AccumulateIndexed":   func() error { return c.AccumulateIndexed(new(loss.Total), indexed) },
			"AccumulateLists":     func() error { return c.AccumulateLists(new(loss.Total), lists) },
			"ForwardListsNone":    func() error { _, err := c.ForwardListsNone(nil, lists); return err },
			"ForwardBackwardNone": func() error { return c.ForwardBackwardNone(out, loss.Grads[float32]{}, p, x) },
		}
		for name, method := range methods {
			err := method()
			assert.ErrorIs(t, err, wrong.err, name)
			assert.EqualError(t, err, wrong.text, name)
			c.Reduction = 9
			assert.ErrorIs(t, method(), loss.ErrReduction, name)
			c.Reduction = loss.Sum
			assert.ErrorIs(t, method(), wrong.err, name)
			c.Reduction = loss.Mean
		}
		for name, method := range none {
			c.Reduction = 9 // they ask for no reduction
			assert.ErrorIs(t, method(), wrong.err, name)
			c.Reduction = loss.Mean
		}
		p, indexed, lists := loss.Pairs[float32]{X1: x, X2: x}, loss.IndexedPairs[float32]{Scores: x, I: []int32{0}, J: []int32{1}}, loss.Lists[float32]{Scores: x, Relevance: x}
		assert.ErrorIs(t, c.Backward(g, p, 1), wrong.err, "nothing else is wrong")
		_, err := c.ForwardBackwardIndexed(out, indexed, 1)
		assert.ErrorIs(t, err, wrong.err, "nothing else is wrong")
		_, _, err = c.ForwardBackwardLists(out, lists, 1)
		assert.ErrorIs(t, err, wrong.err, "nothing else is wrong")
		assert.Equal(t, []float32{7, 7}, out)
	}
}
