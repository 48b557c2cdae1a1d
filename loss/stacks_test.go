//go:build !race

// With the race detector, the compiler moves the arrays of these calls to the heap.

package loss_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/share"
	"github.com/marginrank/marginrank/loss"
)

const onStack = 300_000 // items of an array that the compiler leaves on the stack, as a parameter or a result

//go:noinline
func pairsOnStack(c loss.MarginRanking[float32], x1 [onStack]float32) (g [onStack]float32, err error) {
	err = c.Backward(loss.Grads[float32]{X1: g[:]}, loss.Pairs[float32]{X1: x1[:], X2: x1[:]}, 1)
	return g, err
}

//go:noinline
func listsOnStack(c loss.MarginRanking[float32], scores [onStack]float32) (g [onStack]float32, err error) {
	_, _, err = c.ForwardBackwardLists(g[:], loss.Lists[float32]{Scores: scores[:], Relevance: scores[:], Offsets: []int{0, 7, onStack}}, 1)
	return g, err
}

// Other goroutines never get arrays on the caller's stack.
func TestArraysOnStacks(t *testing.T) {
	eagerly(t)
	var x [onStack]float32
	for i := range x {
		x[i] = float32(i % 100)
	}
	for name, call := range map[string]func(loss.MarginRanking[float32], [onStack]float32) ([onStack]float32, error){
		"pairs": pairsOnStack, "lists": listsOnStack} {
		want, err := call(loss.MarginRanking[float32]{Margin: 1}, x)
		assert.NoError(t, err, name)
		settle(t)
		for range 5 {
			got, err := call(loss.MarginRanking[float32]{Margin: 1, Workers: 4}, x)
			assert.NoError(t, err, name)
			assert.Zero(t, share.Helpers(), name)
			assert.True(t, got == want, name)
		}
	}
}
