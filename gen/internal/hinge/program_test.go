package hinge

import (
	"testing"

	"github.com/stretchr/testify/assert"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// programs visits the program of every kernel.
func programs(visit func(k *ar.Kernel, p *ar.Program)) {
	for _, k := range Family.Kernels {
		visit(k, ar.Record(k))
	}
}

// walk visits every operation. when is the column on which the operation depends, or nil.
func walk(ops []ar.Operation, when *cat.Column, visit func(op ar.Operation, when *cat.Column)) {
	for _, op := range ops {
		visit(op, when)
		if op.Kind == ar.When {
			walk(op.Body, op.Column(), visit)
		}
	}
}

// count returns how often each kind of operation occurs.
func count(p *ar.Program) map[ar.Kind]int {
	kinds := map[ar.Kind]int{}
	walk(p.Ops, nil, func(op ar.Operation, _ *cat.Column) { kinds[op.Kind]++ })
	return kinds
}

// Each column of a kernel is loaded or stored once, since bytes are the cost. The store of an optional output
// depends on that output only. Columns that an operation requires, such as losses and upstream gradients, are
// loaded and stored unconditionally.
func TestColumnsOnce(t *testing.T) {
	programs(func(k *ar.Kernel, p *ar.Program) {
		f := formOf(k)
		moved := map[*cat.Column]int{}
		walk(p.Ops, nil, func(op ar.Operation, when *cat.Column) {
			switch op.Kind {
			case ar.Load, ar.LoadOr:
				for _, c := range op.Columns {
					moved[c]++
					mayLack := c.Optional && !(c == upstream && !f.mayLackUpstream)
					assert.Equal(t, mayLack, op.Kind == ar.LoadOr, "%s: load of %s, which may be nil", k.Name(), c.Name)
					assert.False(t, c.Output, "%s loads %s", k.Name(), c.Name)
				}
			case ar.Store:
				c := op.Column()
				moved[c]++
				assert.True(t, c.Output, "%s stores %s", k.Name(), c.Name)
				if c.Optional && !(c == out && !f.mayLackLoss) {
					assert.Same(t, c, when, "%s: store of %s, which may be nil", k.Name(), c.Name)
				} else {
					assert.Nil(t, when, "%s: %s is always wanted", k.Name(), c.Name)
				}
			}
		})
		want := map[*cat.Column]int{}
		for _, c := range p.Columns {
			want[c] = 1
		}
		assert.Equal(t, want, moved, k.Name())
	})
}

// All loads come before the first store, because an output may be one of the inputs.
func TestLoadsBeforeStores(t *testing.T) {
	programs(func(k *ar.Kernel, p *ar.Program) {
		stored := false
		walk(p.Ops, nil, func(op ar.Operation, _ *cat.Column) {
			switch op.Kind {
			case ar.Store:
				stored = true
			case ar.Load, ar.LoadOr:
				assert.False(t, stored, "%s: load of %s after a store", k.Name(), op.Column().Name)
			}
		})
	})
}

// Labels of the element type come before int8 labels; a caller has at most one of them. The other columns that
// may be absent come with the scalar that stands for them.
func TestStandIns(t *testing.T) {
	want := map[*cat.Column]*cat.Scalar{y: nil, upstream: scale, weights: weight, margins: margin}
	programs(func(k *ar.Kernel, p *ar.Program) {
		walk(p.Ops, nil, func(op ar.Operation, _ *cat.Column) {
			if op.Kind != ar.LoadOr {
				return
			}
			first := op.Column()
			if assert.Contains(t, want, first, k.Name()) {
				scalar := want[first]
				if first == y && formOf(k).mayLackLabel {
					scalar = weight
				}
				assert.Same(t, scalar, op.Scalar, "%s: %s", k.Name(), first.Name)
			}
			if first == y {
				assert.Equal(t, []*cat.Column{y, signs}, op.Columns, k.Name())
			} else {
				assert.Len(t, op.Columns, 1, k.Name())
			}
			assert.NotEmpty(t, p.Names[op.Dst], "%s: what is loaded in one of several ways is a variable", k.Name())
		})
	})
}

// A value is computed before it is used, and it is used. A value that is computed only if an output is wanted is
// not used elsewhere.
func TestValues(t *testing.T) {
	programs(func(k *ar.Kernel, p *ar.Program) {
		scope := map[ar.Value]*cat.Column{}
		uses := map[ar.Value]int{}
		use := func(v ar.Value, when *cat.Column) {
			uses[v]++
			from, ok := scope[v]
			assert.True(t, ok, "%s: %d is used before it is computed", k.Name(), v)
			assert.Contains(t, []*cat.Column{nil, when}, from, "%s: %d may not have been computed", k.Name(), v)
		}
		walk(p.Ops, nil, func(op ar.Operation, when *cat.Column) {
			for _, v := range op.Args {
				use(v, when)
			}
			if op.Within != 0 {
				use(op.Within, when)
			}
			if op.Dst != 0 {
				assert.NotContains(t, scope, op.Dst, "%s: computed twice", k.Name())
				scope[op.Dst] = when
			}
		})
		assert.Equal(t, uses, p.Uses, k.Name())
		for v := range scope {
			assert.Positive(t, uses[v], "%s: %d is computed for nothing", k.Name(), v)
		}
		for v := range p.Names {
			assert.Contains(t, scope, v, "%s: a name for nothing", k.Name())
		}
	})
}

// An operation that takes a mask gets a mask, and one that takes a number gets a number.
func TestMasks(t *testing.T) {
	masks := map[ar.Kind]int{ar.And: 2, ar.Or: 2, ar.Where: 1, ar.Select: 1, ar.Tally: 1, ar.TallySigns: 1} // their first arguments
	programs(func(k *ar.Kernel, p *ar.Program) {
		isMask := map[ar.Value]bool{}
		walk(p.Ops, nil, func(op ar.Operation, _ *cat.Column) {
			for i, v := range op.Args {
				assert.Equal(t, i < masks[op.Kind], isMask[v], "%s: argument %d of %v", k.Name(), i, op)
			}
			if op.Within != 0 {
				assert.True(t, isMask[op.Within], "%s: within %v", k.Name(), op)
				assert.True(t, op.Kind.IsComparison(), "%s: %v within", k.Name(), op)
			}
			isMask[op.Dst] = op.Kind.IsMask()
		})
	})
}

// Each kernel computes what its name says and no more.
func TestOperations(t *testing.T) {
	programs(func(k *ar.Kernel, p *ar.Program) {
		ops := count(p)
		f := formOf(k)
		one := map[bool]int{true: 1}
		losses := one[f.sums || f.loss]
		counts := f.weighted && f.sums
		assert.Equal(t, max(losses, one[f.squared]), ops[ar.Clamp], "%s: loss", k.Name())
		assert.Equal(t, one[f.squared && f.grads], ops[ar.Add], "%s: twice the hinge", k.Name())
		assert.Equal(t, one[f.sums], ops[ar.Accumulate], "%s: sum", k.Name())
		assert.Equal(t, one[f.grads || counts], ops[ar.AtLeast], "%s: which pairs are active", k.Name())
		assert.Equal(t, one[counts], ops[ar.TallySigns], "%s: which pairs are wrong, and which right", k.Name())
		assert.Equal(t, one[f.weighted], ops[ar.NotZero], "%s: which pairs have a weight", k.Name())
		assert.Equal(t, one[counts], ops[ar.Tally], "%s: counts", k.Name())
		assert.Equal(t, 3*one[f.grads]+one[f.mayLackLoss], ops[ar.When], "%s: optional outputs", k.Name())
		assert.Equal(t, 2, ops[ar.Sub], "%s: x1 - x2, margin - t·d", k.Name())
		assert.Equal(t, 2*one[f.grads], ops[ar.Neg], "%s: gx1, gy", k.Name())

		products := one[f.labelled] // y·d
		if f.grads {
			products += products + 1 // y·gm and gm·d
		}
		if f.squared {
			products += losses + one[f.grads] // h·h and g·2h
		}
		chosen := one[f.grads] // gm of active pairs
		if f.grads && !f.labelled && !f.weighted && !f.columns {
			chosen++ // gm for gy
		}
		if f.weighted {
			outputs := losses + one[f.grads]
			products += outputs // w·out and w·g
			chosen += outputs + one[f.grads]
		}
		assert.Equal(t, chosen, ops[ar.Where], "%s: gm; out, gx, gy of weight 0", k.Name())
		assert.Equal(t, products, ops[ar.Mul], "%s: products", k.Name())
		for kind := range ops {
			assert.NotEqual(t, ar.And, kind, "%s: a mask that a comparison does not come with", k.Name())
		}
	})
}

// A NaN is always stored as the same bit pattern. Without labels, weights and a column of upstream gradients, a
// gradient is 0 or the scalar, in which a NaN already has that pattern.
func TestQuietStores(t *testing.T) {
	programs(func(k *ar.Kernel, p *ar.Program) {
		f := formOf(k)
		made := map[ar.Value]ar.Operation{}
		walk(p.Ops, nil, func(op ar.Operation, _ *cat.Column) {
			made[op.Dst] = op
			if op.Kind != ar.Store {
				return
			}
			v := made[op.Args[0]]
			if v.Kind == ar.Neg {
				v = made[v.Args[0]]
			}
			gradient := op.Column() == gx1 || op.Column() == gx2
			if gradient && !f.labelled && !f.weighted && !f.columns {
				assert.Equal(t, ar.Where, v.Kind, "%s: %s", k.Name(), op.Column().Name)
			} else {
				assert.Equal(t, ar.Quiet, v.Kind, "%s: %s", k.Name(), op.Column().Name)
			}
		})
	})
}
