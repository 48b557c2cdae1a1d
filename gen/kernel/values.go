package kernel

import "github.com/marginrank/marginrank/gen/internal/arithmetic"

// value returns the result of an operation as a Value, and mask as a Mask.
func (b *Builder) value(operation string, id arithmetic.Value) Value {
	return Value{b, b.next(operation), id}
}

func (b *Builder) mask(operation string, id arithmetic.Mask) Mask {
	return Mask{b, b.next(operation), id}
}

// next returns the number of the next result.
func (b *Builder) next(operation string) int {
	b.last++
	b.check.made(operation)
	return b.last
}

// arg returns what the backends know a value by. If the formula may not use the value, it returns another one, so that the rest of the
// formula is checked, too.
func (b *Builder) arg(v Value) arithmetic.Value {
	if b.check != nil && !b.check.uses(b, v.of, v.number) {
		return b.to.Constant(0)
	}
	return v.id
}

func (b *Builder) argMask(m Mask) arithmetic.Mask {
	if b.check != nil && !b.check.uses(b, m.of, m.number) {
		zero := b.to.Constant(0)
		return b.to.Equal(zero, zero)
	}
	return m.id
}

// and combines masks. The recorder makes the second one part of a comparison that is the last operation, and then nothing else can use
// it. So the other one comes second if the second one is used again.
func (b *Builder) and(x, y Mask) arithmetic.Mask {
	if y.number == b.last && y.number < len(b.used) && b.used[y.number] > 1 {
		x, y = y, x
	}
	return b.to.And(b.argMask(x), b.argMask(y))
}
