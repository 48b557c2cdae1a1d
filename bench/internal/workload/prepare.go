package workload

import (
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// A Prepared is a workload with its arrays, ready to be called any number of times.
type Prepared struct {
	Call    func() error
	Bytes   int // the number of bytes that a call reads and writes
	Streams Streams

	With func(workers int) (call func() error) // returns the same call on the same arrays with another number of workers
	Keep func() error                          // the same call on the same arrays, which keeps outputs in the caches
}

// Streams holds the arrays of a call as memory.
type Streams struct {
	In, Out [][]byte
	Signs   []byte // the labels if they are int8, otherwise nil
}

// These functions round a value to an element type.
func ToFloat32(x float64) float32        { return float32(x) }
func ToFloat64(x float64) float64        { return x }
func ToFloat16(x float64) loss.Float16   { return float16.Fromfloat32(float32(x)) }
func ToBFloat16(x float64) loss.BFloat16 { return loss.BFloat16FromFloat32(float32(x)) }

// Prepare makes the arrays of w.
func (w Workload) Prepare() Prepared {
	switch w.DType {
	case Float32:
		return prepare(w, ToFloat32)
	case Float64:
		return prepare(w, ToFloat64)
	case Float16:
		return prepare(w, ToFloat16)
	case BFloat16:
		return prepare(w, ToBFloat16)
	}
	panic("workload: no dtype " + w.DType)
}

func prepare[T loss.Float](w Workload, round func(float64) T) Prepared {
	b := NewBatch(w, round)
	s := b.streams()
	byteCount := len(s.Signs)
	for _, a := range append(s.In, s.Out...) {
		byteCount += len(a)
	}
	with := func(workers int) func() error {
		w := w
		w.Workers = workers
		return b.caller(w)
	}
	kept := w
	kept.Keep = true
	return Prepared{b.caller(w), byteCount, s, with, b.caller(kept)}
}

func (b *Batch[T]) streams() Streams {
	p, g := b.Pairs, b.Grads
	return Streams{
		In:    present(p.X1, p.X2, p.Y, p.Weights, p.Margins, b.Upstream),
		Out:   present(b.Dst, g.X1, g.X2, g.Y),
		Signs: memory(p.Signs),
	}
}

// present returns the memory of the arrays that are not nil.
func present[T any](arrays ...[]T) [][]byte {
	var list [][]byte
	for _, a := range arrays {
		if a != nil {
			list = append(list, memory(a))
		}
	}
	return list
}

// memory returns the memory of a.
func memory[T any](a []T) []byte {
	if a == nil {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(a))), len(a)*int(unsafe.Sizeof(*new(T))))
}
