package gomlx

import (
	"reflect"
	"unsafe"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/gomlx/core/tensors"

	"github.com/marginrank/marginrank/loss"
)

// dtypeOf is the dtype of the tensors whose elements are T.
func dtypeOf[T any]() dtypes.DType {
	switch any(*new(T)).(type) {
	case loss.Float16:
		return dtypes.Float16
	case loss.BFloat16:
		return dtypes.BFloat16
	}
	return dtypes.FromGoType(reflect.TypeFor[T]()) // of named types, too
}

// View calls access with the elements of a tensor, as the scores, labels and gradients that package loss takes. They are
// the tensor's own memory, also if T is loss.Float16 or loss.BFloat16: GoMLX has other types for these, of the same
// bits. Only access may use the slice, and it must not write to it. As with tensors.ConstFlatData, a tensor on a device
// that shares no memory with Go is copied to local memory first.
//
// The error is ErrDType for a tensor of another dtype, or GoMLX's for a tensor that has been finalized.
func View[T loss.Float](t *tensors.Tensor, access func(elements []T)) error {
	if t.DType() != dtypeOf[T]() {
		return invalid(ErrDType, "a tensor of %s, not %s", t.DType(), dtypeOf[T]())
	}
	return t.ConstFlatData(func(flat any) { access(view[T](flat)) })
}

// view is the elements of a tensor with the dtype of T, as a slice of T.
func view[T any](flat any) []T {
	v := reflect.ValueOf(flat)
	if !v.IsValid() { // a tensor without elements may have no memory
		return nil
	}
	return unsafe.Slice((*T)(v.UnsafePointer()), v.Len())
}
