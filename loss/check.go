package loss

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// Nearly all calls are right, and a call may take some nanoseconds. So a call with pairs first
// finds out in few steps whether anything may be wrong, and only then looks for what it is.

// A role says what an array may share its memory with.
type role uint8

const (
	input   role = iota // an output may be exactly this array
	private             // no output may share memory with this input
	output
)

// A column is one array of a call, and the other one whose length it should have.
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

	// Of those that come next: the array that they should be as long as.
	other string
	want  int
}

// columns looks at arrays of a call that should have one length.
type columns struct {
	n     int   // the length, or listing
	wrong bool  // an array has another one
	list  *list // where arrays of another length are put, if it is not nil
}

// listing is the length of no array: all are put on the list.
const listing = -1

// optional returns the address of an array. If it is nil, the call has no such array.
func optional[E any](c *columns, name string, s []E, r role) unsafe.Pointer {
	if s != nil && len(s) != c.n {
		c.add(name, unsafe.Pointer(unsafe.SliceData(s)), len(s), unsafe.Sizeof(s[0]), r)
	}
	return unsafe.Pointer(unsafe.SliceData(s))
}

// required is optional for an array that all calls have. If it is nil, its length is 0.
func required[E any](c *columns, name string, s []E, r role) unsafe.Pointer {
	if len(s) != c.n {
		c.add(name, unsafe.Pointer(unsafe.SliceData(s)), len(s), unsafe.Sizeof(s[0]), r)
	}
	return unsafe.Pointer(unsafe.SliceData(s))
}

// add takes an array whose length is not c.n.
//
//go:noinline
func (c *columns) add(name string, address unsafe.Pointer, length int, size uintptr, r role) {
	c.wrong = true
	if l := c.list; l != nil {
		l.columns[l.count] = column{name, uintptr(address), length, size, r, l.other, l.want}
		l.count++
	}
}

// lengths returns the error of the first array that is not as long as the other one.
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
	addresses = int(unsafe.Offsetof(generated.Args{}.N) / unsafe.Sizeof(uintptr(0)))
)

// fours is those addresses, by fours: outputs, the first inputs, and the others. Behind the
// last one there is room for another.
type fours [3]four

type four [outputs]uintptr

const _ = uint(len(fours{})*outputs - addresses) // all are in it

// near reports whether one of the arrays begins at first, or up to reach bytes behind it.
func (f *four) near(first, reach uintptr) bool {
	return f[0]-first <= reach || f[1]-first <= reach || f[2]-first <= reach || f[3]-first <= reach
}

// apart reports whether no output shares memory with another array, or just with an input
// that it is exactly. The last byte of an array is last bytes behind the first one. All else in
// the arguments must be 0.
//
// Int8 labels count as an array of that size, so two arrays may be apart and not be told so.
// The outputs are written out: a loop over them takes twice as long, as does one over inputs.
func apart(a *generated.Args, last uintptr) bool {
	all := (*fours)(unsafe.Pointer(a))
	out, in, more := &all[0], &all[1], &all[2]
	rare := more[0]|more[1]|more[2]|more[3] != 0
	if out[0] != 0 {
		first := out[0] - last
		if in.near(first, 2*last) || rare && more.near(first, 2*last) || out[1]-first <= 2*last || out[2]-first <= 2*last || out[3]-first <= 2*last {
			return exact(a, last)
		}
	}
	if out[1] != 0 {
		first := out[1] - last
		if in.near(first, 2*last) || rare && more.near(first, 2*last) || out[2]-first <= 2*last || out[3]-first <= 2*last {
			return exact(a, last)
		}
	}
	if out[2] != 0 {
		first := out[2] - last
		if in.near(first, 2*last) || rare && more.near(first, 2*last) || out[3]-first <= 2*last {
			return exact(a, last)
		}
	}
	if out[3] != 0 {
		first := out[3] - last
		if in.near(first, 2*last) || rare && more.near(first, 2*last) {
			return exact(a, last)
		}
	}
	return true
}

// exact is apart where an output is near an input, as it is if it is exactly that. No output
// can be exactly the int8 labels.
func exact(a *generated.Args, last uintptr) bool {
	at := (*[addresses]uintptr)(unsafe.Pointer(a))
	for i, out := range at[:outputs] {
		if out == 0 {
			continue
		}
		for j := i + 1; j < addresses; j++ {
			if at[j]-(out-last) <= 2*last && (at[j] != out || j < outputs || at[j] == uintptr(unsafe.Pointer(a.Signs))) {
				return false
			}
		}
	}
	return true
}
