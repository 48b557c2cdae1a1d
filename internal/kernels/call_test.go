package kernels

import (
	"fmt"
	"math/rand/v2"

	"github.com/marginrank/marginrank/generated"
)

// The columns of a call, in the order of generated.Args. The first four are outputs.
const (
	out = iota
	gx1
	gx2
	gy
	x1
	x2
	y
	upstream
	weights
	margins
	columns
)

// A call holds the arguments of a kernel.
type call[T any] struct {
	op      generated.Op // of the hinge
	squared bool         // the operation is that of the squared hinge
	n       int
	inputs  [columns][]T // nil for outputs and absent inputs
	signs   []int8
	wanted  [columns]bool // for outputs
	inPlace [columns]int  // for outputs: the input that has the same array, or 0
	offset  [columns]int  // in elements, from a multiple of 64 bytes

	margin, scale, least float64
	counted, stream      bool
}

func (c *call[T]) String() string {
	there := ""
	for i, name := range []string{"out", "gx1", "gx2", "gy", "x1", "x2", "y", "upstream", "weights", "margins"} {
		if c.wanted[i] || c.inputs[i] != nil {
			there += " " + name
		}
		if c.inPlace[i] > 0 {
			there += fmt.Sprintf("=%d", c.inPlace[i])
		}
	}
	if c.signs != nil {
		there += " signs"
	}
	return fmt.Sprintf("op %d, squared %t, of %d pairs,%s, margin %v, scale %v, least %v, counted %t, stream %t",
		c.op, c.squared, c.n, there, c.margin, c.scale, c.least, c.counted, c.stream)
}

// labels is a kind of labels.
type labels int

const (
	none labels = iota
	ofElements
	ofInt8
)

// randomCall makes up a call of an operation with n pairs, labels of the given kind, and weights if weighted is
// set.
func (e element[T, C]) randomCall(r *rand.Rand, op generated.Op, n int, kind labels, weighted bool) *call[T] {
	c := &call[T]{op: op, n: n}
	chance := func() bool { return r.IntN(2) == 0 }
	wide := r.IntN(4) == 0
	c.inputs[x1], c.inputs[x2] = e.random(r, n, wide), e.random(r, n, wide)
	if r.IntN(50) == 0 {
		c.inputs[x2] = c.inputs[x1] // every pair is a tie
	}
	switch kind {
	case ofElements:
		c.inputs[y] = e.random(r, n, false)
	case ofInt8:
		c.signs = make([]int8, n)
		for i := range c.signs {
			c.signs[i] = int8(r.IntN(256) - 128)
			if chance() {
				c.signs[i] = int8(r.IntN(3) - 1)
			}
		}
	}
	for weighted && c.inputs[weights] == nil && c.inputs[margins] == nil && !c.counted {
		if chance() {
			c.inputs[weights] = e.random(r, n, false)
		}
		if chance() {
			c.inputs[margins] = e.random(r, n, false)
		}
		c.counted = chance()
	}
	if op == generated.EachGrad || chance() {
		c.inputs[upstream] = e.random(r, n, false)
	}
	c.margin = []float64{0, .5, 1, -.25, 3.14159}[r.IntN(5)]
	if r.IntN(10) == 0 {
		c.margin = specials[r.IntN(len(specials))] + 0 // -0 becomes +0, as callers do it
	}
	c.scale = r.NormFloat64()
	if r.IntN(5) == 0 {
		c.scale = specials[r.IntN(len(specials))]
	}
	c.least = []float64{0, e.least()}[r.IntN(2)]

	if op == generated.Each || op == generated.EachGrad {
		c.wanted[out] = true
	}
	if op == generated.SumGrad || op == generated.Grad || op == generated.EachGrad {
		wanted := r.IntN(8)
		if chance() {
			wanted = 7
		}
		for i := range 3 {
			c.wanted[gx1+i] = wanted>>i&1 == 1
		}
	}
	c.stream = n%generated.Chunk == 0 && chance()
	shared := r.IntN(4) == 0
	taken := map[int]bool{}
	for i := range columns {
		c.offset[i] = r.IntN(20)
		if i > gy || !c.wanted[i] {
			continue
		}
		if c.stream {
			c.offset[i] = 0
		}
		if in := x1 + r.IntN(columns-x1); shared && c.inputs[in] != nil && !taken[in] {
			c.inPlace[i], taken[in] = in, true
		}
	}
	if c.stream {
		for in := range taken {
			c.offset[in] = 0
		}
	}
	return c
}
