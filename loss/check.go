package loss

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// Nearly all calls are right, and a call may take only some nanoseconds. So a call with pairs first finds out in few
// steps whether anything may be wrong, and only then looks for the error.

// A role says what an array may share its memory with.
type role uint8

const (
	input   role = iota // an output may be exactly this array
	private             // no output may share memory with this input
	output
)

// A column is one array of a call. It should have the length of another array.
type column struct {
	name    string
	address uintptr
	length  int
	size    uintptr // of an element, in bytes
	role    role
	other   string
	want    int
}

// A list is all arrays of a call that are there.
type list struct {
	columns [12]column
	count   int

	// The array whose length the arrays added next should have, by its name and its length.
	other string
	want  int
}

// optional puts an array on the list. If it is nil, the call has no such array.
func optional[E any](l *list, name string, s []E, r role) {
	if s != nil {
		required(l, name, s, r)
	}
}

// required puts an array on the list that all calls have. If it is nil, its length is 0.
func required[E any](l *list, name string, s []E, r role) {
	l.add(name, unsafe.Pointer(unsafe.SliceData(s)), len(s), unsafe.Sizeof(s[0]), r)
}

// add is not inlined. Otherwise the compiler would inline it once for each array of each method.
//
//go:noinline
func (l *list) add(name string, address unsafe.Pointer, length int, size uintptr, r role) {
	l.columns[l.count] = column{name, uintptr(address), length, size, r, l.other, l.want}
	l.count++
}

// lengths returns the error of the first array that does not have the length it should have.
func (l *list) lengths() error {
	for _, c := range l.columns[:l.count] {
		if c.length != c.want {
			return lengthError(c.name, c.length, c.other, c.want)
		}
	}
	return nil
}

// lengthError is the error of a field whose length is not that of another.
func lengthError(field string, got int, other string, want int) error {
	return fmt.Errorf("%w: %s has length %d, %s has length %d", ErrLength, field, got, other, want)
}

// labelError is the error of labels in both fields.
func labelError() error { return fmt.Errorf("%w: Y and Signs are both given", ErrLabels) }

// overlaps returns the error of the first output that shares memory with an input that it is
// not exactly, with a private input, or with another output.
func (l *list) overlaps() error {
	all := l.columns[:l.count]
	for i := range all {
		out := &all[i]
		if out.role != output {
			continue
		}
		for j := range all {
			if in := &all[j]; in.role == input && out.meets(in) && (out.address != in.address || out.length != in.length) {
				return fmt.Errorf("%w: %s and a part of %s", ErrOverlap, out.name, in.name)
			}
		}
		for j := range all {
			if in := &all[j]; in.role == private && out.meets(in) {
				return fmt.Errorf("%w: %s and %s", ErrOverlap, out.name, in.name)
			}
		}
		for j := range i {
			if other := &all[j]; other.role == output && out.meets(other) {
				return fmt.Errorf("%w: %s and %s, both outputs", ErrOverlap, other.name, out.name)
			}
		}
	}
	return nil
}

// meets reports whether two arrays share a byte.
func (c *column) meets(d *column) bool {
	cEnd, dEnd := c.address+uintptr(c.length)*c.size, d.address+uintptr(d.length)*d.size
	return c.address < dEnd && d.address < cEnd && c.length > 0 && d.length > 0
}

// The arguments of kernels begin with the addresses of arrays: outputs, then inputs.
const (
	outputs   = int(unsafe.Offsetof(generated.Args{}.X1) / unsafe.Sizeof(uintptr(0)))
	signs     = int(unsafe.Offsetof(generated.Args{}.Signs) / unsafe.Sizeof(uintptr(0)))
	addresses = int(unsafe.Offsetof(generated.Args{}.N) / unsafe.Sizeof(uintptr(0)))
)

// near reports whether one of the addresses a, b and c is first, or up to reach bytes behind it.
func near(first, reach, a, b, c uintptr) bool {
	return a-first <= reach || b-first <= reach || c-first <= reach
}

// apart reports whether no output shares memory with another array, except with an input that begins at the same
// address. Arrays have n elements of the given size.
func apart(a *generated.Args, n int, size uintptr) bool {
	at := (*[addresses]uintptr)(unsafe.Pointer(a))
	byteCount := uintptr(n) * size
	for i, out := range at[:outputs] {
		if out == 0 {
			continue
		}
		for j, other := range at {
			in := byteCount
			switch {
			case other == 0 || i == j:
				continue
			case j == signs: // by its place: another input may begin at the same address
				in = uintptr(n)
			case other == out && j >= outputs:
				continue
			}
			if other < out+byteCount && out < other+in {
				return false
			}
		}
	}
	return true
}
