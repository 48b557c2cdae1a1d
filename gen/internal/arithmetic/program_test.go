package arithmetic_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// programs visits the recorded arithmetic of every kernel.
func programs(visit func(k cat.Kernel, p *arithmetic.Program)) {
	for _, k := range cat.Kernels() {
		visit(k, arithmetic.Record(k))
	}
}

// walk visits every operation; when is the array that it depends on, or -1.
func walk(ops []arithmetic.Op, when cat.Array, visit func(op arithmetic.Op, when cat.Array)) {
	for _, op := range ops {
		visit(op, when)
		walk(op.Body, op.Array, visit)
	}
}

// count tells how often each kind of operation occurs.
func count(p *arithmetic.Program) map[arithmetic.Kind]int {
	kinds := map[arithmetic.Kind]int{}
	walk(p.Ops, -1, func(op arithmetic.Op, _ cat.Array) { kinds[op.Kind]++ })
	return kinds
}

// Each of the kernel's arrays is moved once: bytes are the cost. Whether a gradient
// is wanted decides its store and no other.
func TestArraysOnce(t *testing.T) {
	programs(func(k cat.Kernel, p *arithmetic.Program) {
		moved := map[cat.Array]int{}
		walk(p.Ops, -1, func(op arithmetic.Op, when cat.Array) {
			isOutput := op.Array <= cat.GY
			switch op.Kind {
			case arithmetic.Load, arithmetic.LoadOr:
				moved[op.Array]++
				assert.Equal(t, op.Kind == arithmetic.LoadOr, op.Array.Optional(), "%s: load of what may be nil", k.Name())
				assert.False(t, isOutput, "%s loads %v", k.Name(), op.Array)
			case arithmetic.Store:
				moved[op.Array]++
				assert.True(t, isOutput, "%s stores %v", k.Name(), op.Array)
				if op.Array.Optional() {
					assert.Equal(t, op.Array, when, "%s: store of what may be nil", k.Name())
				} else {
					assert.Equal(t, cat.Array(-1), when, "%s: %v is always wanted", k.Name(), op.Array)
				}
			}
		})
		want := map[cat.Array]int{}
		for _, a := range k.Arrays() {
			want[a] = 1
		}
		assert.Equal(t, want, moved, k.Name())
	})
}

// A value comes before its uses and is used at all. One that is computed only when
// a gradient is wanted must not be needed elsewhere.
func TestValues(t *testing.T) {
	programs(func(k cat.Kernel, p *arithmetic.Program) {
		scope := map[arithmetic.Value]cat.Array{}
		uses := map[arithmetic.Value]int{}
		walk(p.Ops, -1, func(op arithmetic.Op, when cat.Array) {
			for _, v := range op.Args {
				uses[v]++
				from, ok := scope[v]
				assert.True(t, ok, "%s: %d is used before it is computed", k.Name(), v)
				assert.Contains(t, []cat.Array{-1, when}, from, "%s: %d may not have been computed", k.Name(), v)
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

// Each kernel computes what its name says and no more.
func TestOperations(t *testing.T) {
	programs(func(k cat.Kernel, p *arithmetic.Program) {
		ops := count(p)
		one := map[bool]int{true: 1}
		assert.Equal(t, one[k.Pass.HasLoss()], ops[arithmetic.Clamp], "%s: loss", k.Name())
		assert.Equal(t, one[k.Sums()], ops[arithmetic.Accumulate], "%s: sum", k.Name())
		assert.Equal(t, one[k.Pass.HasGrads()], ops[arithmetic.Gate], "%s: gate", k.Name())
		assert.Equal(t, 3*one[k.Pass.HasGrads()], ops[arithmetic.When], "%s: gradients", k.Name())
		assert.Equal(t, len(k.Scalars()), ops[arithmetic.Scalar]+ops[arithmetic.LoadOr], "%s: scalars", k.Name())
		assert.Equal(t, one[k.Counts()], ops[arithmetic.Count], "%s: counts", k.Name())
		assert.Equal(t, 2, ops[arithmetic.Sub], "%s: x1 - x2, margin - t·d", k.Name())

		products := one[k.Labels != cat.Ones] // t·d
		if k.Pass.HasGrads() {
			products += products + 1 // t·gm and gm·d
		}
		hidden := 0
		if k.Form == cat.Weighted {
			outputs := one[k.Pass.HasLoss()] + one[k.Pass.HasGrads()]
			products += outputs // w·out and w·g
			hidden = outputs + one[k.Pass.HasGrads()]
		}
		assert.Equal(t, hidden, ops[arithmetic.Where], "%s: out, gx, gy of weight 0", k.Name())
		assert.Equal(t, products, ops[arithmetic.Mul], "%s: products", k.Name())
	})
}
