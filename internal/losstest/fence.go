//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package losstest

import (
	"bytes"
	"fmt"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// A Fence is memory between two pages that fault. It holds an array that begins or ends at one of these pages.
// The rest of the memory is filled with canary bytes.
type Fence struct {
	name   string
	memory []byte // guard, field, guard
	field  []byte
	array  []byte // the part of field that the array takes
}

func NewFence(t *testing.T, name string) *Fence {
	t.Helper()
	page := syscall.Getpagesize()
	size := max(page, 4096) // a page holds 300 float64
	memory, err := syscall.Mmap(-1, 0, size+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	require.NoError(t, err)
	t.Cleanup(func() { syscall.Munmap(memory) })
	require.NoError(t, syscall.Mprotect(memory[:page], syscall.PROT_NONE))
	require.NoError(t, syscall.Mprotect(memory[page+size:], syscall.PROT_NONE))
	f := &Fence{name: name, memory: memory, field: memory[page : page+size]}
	f.array = f.field
	return f
}

// ReadOnly makes stores to the field fault if yes is set, and makes them possible again if not.
func (f *Fence) ReadOnly(t *testing.T, yes bool) {
	t.Helper()
	protection := syscall.PROT_READ | syscall.PROT_WRITE
	if yes {
		protection = syscall.PROT_READ
	}
	require.NoError(t, syscall.Mprotect(f.field, protection))
}

// Fenced returns an array of n elements at the beginning of the field, or at its end if atEnd is set.
func Fenced[E any](f *Fence, n int, atEnd bool) []E {
	for i := range f.array { // restore the array of the last call
		f.array[i] = canary
	}
	size := n * int(unsafe.Sizeof(*new(E)))
	f.array = f.field[:size]
	if atEnd {
		f.array = f.field[len(f.field)-size:]
	}
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(f.array))), n)
}

// Damage describes the first canary byte that was overwritten. It returns "" if there is none.
func (f *Fence) Damage() string {
	begin := int(uintptr(unsafe.Pointer(unsafe.SliceData(f.array))) - uintptr(unsafe.Pointer(unsafe.SliceData(f.field))))
	for _, part := range [][2]int{{0, begin}, {begin + len(f.array), len(f.field)}} {
		if bytes.Count(f.field[part[0]:part[1]], []byte{canary}) == part[1]-part[0] {
			continue
		}
		for i := part[0]; i < part[1]; i++ {
			if f.field[i] != canary {
				return fmt.Sprintf("%s: byte %d of its %d was written", f.name, i-begin, len(f.array))
			}
		}
	}
	return ""
}

// Describe says where in this memory the address of a fault lies. ok is false if it lies elsewhere.
func (f *Fence) Describe(address uintptr) (text string, ok bool) {
	lo := uintptr(unsafe.Pointer(unsafe.SliceData(f.memory)))
	if address < lo || address >= lo+uintptr(len(f.memory)) {
		return "", false
	}
	begin := uintptr(unsafe.Pointer(unsafe.SliceData(f.array)))
	return fmt.Sprintf("%s: access to byte %d of its %d", f.name, int(address-begin), len(f.array)), true
}
