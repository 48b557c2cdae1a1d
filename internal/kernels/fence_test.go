//go:build unix

package kernels

import (
	"runtime/debug"
	"syscall"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// A yard is memory for the columns of a call. Each column is between two pages that fault.
type yard struct {
	fields [columns + 1][]byte
	atEnd  bool // arrays end at a page that faults; otherwise they begin at one
}

func newYard(t *testing.T) *yard {
	t.Helper()
	y := &yard{}
	page := syscall.Getpagesize()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range y.fields {
		memory, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		must(err)
		t.Cleanup(func() { syscall.Munmap(memory) })
		must(syscall.Mprotect(memory[:page], syscall.PROT_NONE))
		must(syscall.Mprotect(memory[2*page:], syscall.PROT_NONE))
		y.fields[i] = memory[page : 2*page]
	}
	return y
}

func (y *yard) place(column, byteCount, _ int) (whole []byte, begin int) {
	whole = y.fields[column]
	if y.atEnd {
		return whole, len(whole) - byteCount
	}
	return whole, 0
}

// Kernels do not load or store outside the arrays.
func TestFences(t *testing.T) {
	onTiers(t, func(t *testing.T, tier cpuid.Tier, kernels suite) {
		kernels.(interface{ fences(*testing.T, cpuid.Tier) }).fences(t, tier)
	})
}

func (e element[T, C]) fences(t *testing.T, tier cpuid.Tier) {
	y := newYard(t)
	var now *call[T]
	debug.SetPanicOnFault(true) // of this goroutine
	defer func() {
		if r := recover(); r != nil {
			address := uintptr(0)
			if fault, ok := r.(interface{ Addr() uintptr }); ok {
				address = fault.Addr()
			}
			t.Errorf("%v, arrays at the end of a page: %t: %v at %#x", now, y.atEnd, r, address)
		}
	}()
	e.calls(5, func(c *call[T]) {
		if c.n > 200 {
			return
		}
		now = c
		for _, y.atEnd = range []bool{true, false} {
			if o := c.run(tier, y.place); o.problem != "" && !t.Failed() {
				t.Errorf("%v: %s", c, o.problem)
			}
		}
	})
}
