package audit

import "errors"

// A fieldSet has a bit for each field of a structure.
type fieldSet uint64

// A reading is the result of following a twin in a call in which some arrays are absent.
type reading struct {
	*twin
	absent fieldSet

	variables map[string]*variable
	arrays    []int            // the fields that are arrays, in order
	elements  map[int]int      // the size of an element of each array
	optional  fieldSet         // the arrays that may be nil
	scalars   map[int]int      // the number of bytes that are read of each other field
	used      fieldSet         // the arrays of which elements are read
	into      map[int]fieldSet // the inputs from which each output and each result is computed
	outputs   fieldSet
}

// A variable is a slice of an array, or holds a value that was computed from arrays.
type variable struct {
	array int // the field if it is a slice of an array, and otherwise -1
	from  fieldSet
}

// errAbsent says that the twin needs an array that is absent.
var errAbsent = errors.New("an array that is absent")

// read follows the twin.
func (t *twin) read(absent fieldSet) (*reading, error) {
	r := &reading{twin: t, absent: absent, variables: map[string]*variable{}, elements: map[int]int{},
		scalars: map[int]int{}, into: map[int]fieldSet{}}
	return r, r.block(t.f.Body.List)
}
