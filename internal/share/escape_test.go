package share

import (
	"runtime"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
)

const large = maxOnStack + 1

// onHeap calls OnHeap. It is not inlined, so all that the compiler knows of it is that it keeps no address.
//
//go:noinline
func onHeap(a []byte) bool { return OnHeap(ArrayOf(a)) }

//go:noinline
func parameter(a [large]byte) bool { return onHeap(a[:]) }

//go:noinline
func result() (heap bool, a [large]byte) {
	heap = onHeap(a[:])
	return heap, a
}

//go:noinline
func receiver() bool {
	var m method
	return m.onHeap()
}

type method [large]byte

//go:noinline
func (a method) onHeap() bool { return onHeap(a[:]) }

//go:noinline
func literal() bool { return onHeap([]byte{large: 1}) }

var global [large]byte

// deep calls f behind many large frames, so that the stack has moved.
//
//go:noinline
func deep(depth int, f func() bool) bool {
	var frame [1000]byte
	if depth > 0 {
		frame[depth%1000] = 1
		return deep(depth-1, f) && frame[depth%1000] == 1
	}
	return f()
}

// Arrays that the compiler leaves on a stack are not OnHeap, whatever their size. Arrays on the heap are OnHeap
// if they are larger than any variable on a stack.
func TestOnHeap(t *testing.T) {
	for name, f := range map[string]func() bool{"parameter": func() bool { return parameter(global) },
		"result": func() bool { heap, _ := result(); return heap }, "receiver": receiver, "literal": literal} {
		assert.False(t, f(), name)
		assert.False(t, deep(500, f), name)
	}

	tells := !onStack(unsafe.Pointer(&global)) // this build has the bounds of stacks
	n := large
	for name, f := range map[string]func() bool{
		"variable": func() bool { var a [large]byte; return onHeap(a[:]) },
		"make":     func() bool { return onHeap(make([]byte, large)) },
		"any make": func() bool { return onHeap(make([]byte, n)) },
		"new":      func() bool { return onHeap(new([large]byte)[:]) },
		"field": func() bool {
			var a struct{ before, bytes [large]byte }
			return onHeap(a.bytes[:])
		},
		"global": func() bool { return onHeap(global[:]) },
	} {
		assert.Equal(t, tells, f(), name)
		assert.Equal(t, tells, deep(500, f), name)
	}

	byteCount := make([]byte, large)
	assert.False(t, OnHeap(ArrayOf(byteCount[1:])), "128 KiB")
	assert.Equal(t, tells, OnHeap(ArrayOf(byteCount), Array{}, ArrayOf[float64](nil), ArrayOf(make([]int16, large/2+1))))
	assert.False(t, OnHeap(ArrayOf(byteCount), ArrayOf(byteCount[1:])))
	assert.False(t, OnHeap(ArrayOf(make([]int16, large/2))))
	assert.True(t, OnHeap())
}

// The compiler keeps variables of up to 128 KiB on the stack and moves larger ones to the heap. If a new
// compiler has another limit, maxOnStack must follow.
func TestLargeArraysAreOnTheHeap(t *testing.T) {
	allocates := func(f func() byte) bool {
		return testing.AllocsPerRun(10, func() {
			if f() != 0 {
				t.Error("not zero")
			}
		}) > 0
	}
	assert.True(t, allocates(func() byte { var a [large]byte; return last(a[:]) }))
	assert.False(t, allocates(func() byte { var a [large - 1]byte; return last(a[:]) }))
}

//go:noinline
func last(a []byte) byte { return a[len(a)-1] }

// job is a global variable, so all that it points to must be on the heap.
var job arrays

type arrays struct{ a, b []byte }

// shareOut gives the arrays to the job if they are OnHeap, and reports whether they are.
//
//go:noinline
func shareOut(a, b []byte) bool {
	if !OnHeap(ArrayOf(a), ArrayOf(b)) {
		return false
	}
	arguments := arrays{a, b}
	job = *(*arrays)(NoEscape(unsafe.Pointer(&arguments), ArrayOf(a), ArrayOf(b)))
	return true
}

// Small arrays stay on the stack although a job might have pointed to them. The garbage collector keeps large
// arrays while a job points to them.
func TestNoEscape(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		var a, b [100]byte
		if shareOut(a[:], b[:]) {
			t.Error("shared")
		}
	}), "small arrays escape")

	defer func() { job = arrays{} }()
	for range 20 {
		shared := func() bool {
			a, b := make([]byte, large), make([]byte, large+1)
			a[large-1], b[large] = 3, 4
			return shareOut(a, b)
		}()
		if !assert.Equal(t, !onStack(unsafe.Pointer(&global)), shared) || !shared {
			break
		}
		runtime.GC()
		for range 5 { // if the arrays had been freed, these would overwrite them
			last(make([]byte, large))
		}
		assert.EqualValues(t, 3, last(job.a))
		assert.EqualValues(t, 4, last(job.b))
		assert.Len(t, job.b, large+1)
	}

	p := unsafe.Pointer(t)
	assert.Equal(t, p, NoEscape(p))
	assert.Equal(t, p, NoEscape(p, Array{}))
	assert.Nil(t, NoEscape(nil, Array{Bytes: 1}))
	assert.Panics(t, func() { NoEscape(p, Array{p, maxOnStack}) })
	assert.Panics(t, func() { NoEscape(p, Array{}, Array{p, 1}) })
	assert.Panics(t, func() {
		var a [1]byte
		NoEscape(nil, Array{unsafe.Pointer(&a), large})
	})
}
