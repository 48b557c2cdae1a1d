package loss_test

import (
	"fmt"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// No load or store leaves the arrays: each lies against a page that faults, its
// end against the next page, then its beginning against the one before.
func TestGuardPages(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGuardPages(t, typeFloat32) })
		t.Run("float64", func(t *testing.T) { testGuardPages(t, typeFloat64) })
		t.Run("float16", func(t *testing.T) { testGuardPages(t, typeFloat16) })
		t.Run("bfloat16", func(t *testing.T) { testGuardPages(t, typeBFloat16) })
	})
}

func testGuardPages[T loss.Float](t *testing.T, d dtype[T]) {
	pages := make([][]byte, 9)
	for i := range pages {
		pages[i] = guarded(t)
	}
	for _, atEnd := range []bool{true, false} {
		for n := range 150 {
			for _, kind := range labelKinds {
				free := pages
				b := newBatch(d, kind, n, 0, 0.5, ordinary)
				for _, array := range []*[]T{&b.pairs.X1, &b.pairs.X2, &b.pairs.Y, &b.upstream} {
					if *array != nil {
						*array = move(*array, free[0], atEnd)
					}
					free = free[1:]
				}
				if b.pairs.Signs != nil {
					b.pairs.Signs = move(b.pairs.Signs, free[0], atEnd)
				}
				free = free[1:]
				r := result[T]{dst: move(make([]T, n), free[0], atEnd), Grads: loss.Grads[T]{
					X1: move(make([]T, n), free[1], atEnd),
					X2: move(make([]T, n), free[2], atEnd),
					Y:  move(make([]T, n), free[3], atEnd),
				}}
				for _, m := range methods {
					callInto(t, m, b, &r)
				}
			}
		}
	}
}

// guarded returns a page between two that fault.
func guarded(t *testing.T) []byte {
	size := syscall.Getpagesize()
	b, err := syscall.Mmap(-1, 0, 3*size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	require.NoError(t, err)
	t.Cleanup(func() { syscall.Munmap(b) })
	require.NoError(t, syscall.Mprotect(b[:size], syscall.PROT_NONE))
	require.NoError(t, syscall.Mprotect(b[2*size:], syscall.PROT_NONE))
	return b[size : 2*size : 2*size]
}

// move copies s to the beginning or the end of a page.
func move[E any](s []E, page []byte, atEnd bool) []E {
	size := len(s) * int(unsafe.Sizeof(*new(E)))
	if size > len(page) {
		panic(fmt.Sprintf("%d bytes don't fit a page", size))
	}
	at := 0
	if atEnd {
		at = len(page) - size
	}
	if size == 0 {
		return []E{} // no address behind the page
	}
	moved := unsafe.Slice((*E)(unsafe.Pointer(&page[at])), len(s))
	copy(moved, s)
	return moved
}
