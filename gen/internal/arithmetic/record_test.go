package arithmetic

import (
	"testing"

	"github.com/stretchr/testify/assert"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// An output may be the very array that is loaded: the load must find the input.
func TestLoadAfterStore(t *testing.T) {
	r := newRecorder(cat.Kernel{DType: cat.F32})
	v := r.Load(cat.X1)
	assert.NotPanics(t, func() { r.Load(cat.X2) })
	r.Store(cat.Out, v)
	assert.PanicsWithValue(t, "HingeSumF32: load of y after a store, which it may alias", func() { r.Load(cat.Y) })
}

// A store that may be skipped is a store.
func TestLoadAfterStoreInWhen(t *testing.T) {
	r := newRecorder(cat.Kernel{DType: cat.F32})
	v := r.Load(cat.X1)
	r.When(cat.GX1, func() { r.Store(cat.GX1, v) })
	assert.Panics(t, func() { r.Load(cat.X2) })
}

// Only bfloat16 narrows NaN to one pattern by itself.
func TestQuiet(t *testing.T) {
	for _, d := range cat.DTypes {
		r := newRecorder(cat.Kernel{DType: cat.F32})
		r.program.Kernel.DType = d
		v := r.Load(cat.X1)
		assert.Equal(t, d == cat.BF16, r.Quiet(v) == v, d.Name)
	}
}
