package kernels

import (
	"math"
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/asm"
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// memory is the memory to which the arguments of these tests point.
var memory [64]uint64

// pointers gives every column of a an address of its own, and returns the indices of these fields. It finds the
// fields by reflection, so that it cannot forget one.
func pointers(a *generated.Args) (fields []int) {
	v := reflect.ValueOf(a).Elem()
	for i := range v.NumField() {
		p := unsafe.Pointer(&memory[i])
		switch field := v.Field(i); field.Kind() {
		case reflect.UnsafePointer:
			field.SetPointer(p)
			fields = append(fields, i)
		case reflect.Pointer:
			field.Set(reflect.NewAt(field.Type().Elem(), p))
			fields = append(fields, i)
		}
	}
	return fields
}

// sizeOf returns the size of a column's elements if elements without a type of their own have 8 bytes.
func sizeOf(field reflect.Value) uintptr {
	if field.Kind() == reflect.Pointer {
		return field.Type().Elem().Size()
	}
	return 8
}

// In a part of a batch every column begins at the part's first pair, and all else is as in the batch.
func TestPart(t *testing.T) {
	a := generated.Args{N: 5, Margin: 1, Scale: 2, Weight: 3, Least: 4, Counted: true, Stream: true}
	fields := pointers(&a)
	require.Len(t, fields, 11)
	part := a.Part(8, 2, 3)
	v, w := reflect.ValueOf(&a).Elem(), reflect.ValueOf(&part).Elem()
	for _, i := range fields {
		assert.Equal(t, v.Field(i).Pointer()+2*sizeOf(v.Field(i)), w.Field(i).Pointer(), v.Type().Field(i).Name)
		w.Field(i).Set(v.Field(i))
	}
	assert.Equal(t, 3, part.N)
	part.N = 5
	assert.Equal(t, a, part)
}

// Columns that are absent in a batch are absent in its parts. All columns but the scores may be absent.
func TestPartOfAbsent(t *testing.T) {
	a := generated.Args{X1: unsafe.Pointer(&memory[0]), X2: unsafe.Pointer(&memory[1])}
	part := a.Part(8, 2, 3)
	part.X1, part.X2, part.N = a.X1, a.X2, 0
	assert.Equal(t, a, part)
}

// Arrays has every column, with the size of its elements and whether it is an output.
func TestArrays(t *testing.T) {
	var a generated.Args
	v := reflect.ValueOf(&a).Elem()
	var want []asm.Array
	for _, i := range pointers(&a) {
		output := slices.Contains([]string{"Out", "GX1", "GX2", "GY"}, v.Type().Field(i).Name)
		want = append(want, asm.Array{Start: v.Field(i).UnsafePointer(), Size: sizeOf(v.Field(i)), Output: output})
	}
	arrays := a.Arrays(8)
	assert.Equal(t, want, arrays[:])

	a = generated.Args{X1: a.X1, X2: a.X2}
	for _, array := range a.Arrays(8) {
		assert.Equal(t, array.Start == a.X1 || array.Start == a.X2, array.Start != nil)
	}
}

type (
	score    float32
	measured float64
	brain    uint16
)

// The DType of a named type is that of its underlying type.
func TestDTypeOf(t *testing.T) {
	assert.Equal(t, generated.F32, generated.DTypeOf[float32]())
	assert.Equal(t, generated.F32, generated.DTypeOf[score]())
	assert.Equal(t, generated.F64, generated.DTypeOf[measured]())
	assert.Equal(t, generated.F16, generated.DTypeOf[float16.Float16]())
	assert.Equal(t, generated.BF16, generated.DTypeOf[brain]())
}

// A scalar is rounded to the compute precision of the elements, and every NaN becomes the same one.
func TestScalarOf(t *testing.T) {
	third := 1. / 3
	for _, s := range []generated.Scalar{generated.ScalarOf[float32](third), generated.ScalarOf[float16.Float16](third), generated.ScalarOf[brain](third)} {
		assert.Equal(t, float32(third), s.Float32())
	}
	assert.Equal(t, third, generated.ScalarOf[float64](third).Float64())
	nan := math.NaN()
	assert.Equal(t, generated.Scalar(1<<32-1), generated.ScalarOf[float32](nan))
	assert.Equal(t, generated.Scalar(1<<64-1), generated.ScalarOf[float64](nan))
}

// Span is what these tests take it for.
func TestSpan(t *testing.T) {
	assert.Equal(t, span, generated.Span)
	for op := generated.Sum; op <= generated.SquaredEachGrad; op++ {
		assert.PanicsWithValue(t, "generated: a batch longer than a span", func() {
			generated.Run[float32](op, cpuid.Portable, &generated.Args{N: span + 1})
		})
	}
}
