// Float32 is a program that calls every method of package loss with float32 elements. The
// tests of package api look at what is linked into it.
package main

import (
	"fmt"

	"github.com/marginrank/marginrank/loss"
)

func main() {
	x := []float32{1, 2, 3}
	c := loss.MarginRanking[float32]{Margin: 1, Workers: loss.AllProcessors}
	p, g := loss.Pairs[float32]{X1: x, X2: x}, loss.Grads[float32]{Y: make([]float32, 3)}
	i := loss.IndexedPairs[float32]{Scores: x, I: []int32{0}, J: []int32{1}}
	l := loss.Lists[float32]{Scores: x, Relevance: x}
	fmt.Println(p.Validate())
	fmt.Println(c.Forward(p))
	fmt.Println(c.ForwardNone(x, p))
	fmt.Println(c.Backward(g, p, 1))
	fmt.Println(c.BackwardNone(g, p, x))
	fmt.Println(c.ForwardBackward(g, p, 1))
	fmt.Println(c.ForwardBackwardNone(x, g, p, x))
	fmt.Println(c.ForwardStats(p))
	fmt.Println(c.ForwardBackwardStats(g, p, 1))
	fmt.Println(c.ForwardIndexed(i))
	fmt.Println(c.ForwardBackwardIndexed(x, i, 1))
	fmt.Println(c.ForwardLists(l))
	fmt.Println(c.ForwardBackwardLists(x, l, 1))
	fmt.Println(c.ForwardListsNone(make([]float64, 1), l))
}
