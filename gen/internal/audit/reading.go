package audit

import "errors"

// A fieldSet has a bit for each field of a structure.
type fieldSet uint64

// A reading follows a twin in a call without some arrays.
type reading struct {
	*twin
	absent fieldSet

	variables map[string]*variable
	arrays    []int            // the fields that are arrays, in order
	elements  map[int]int      // their elements' sizes
	optional  fieldSet         // those that may be nil
	scalars   map[int]int      // the bytes that are read of other fields
	used      fieldSet         // arrays of which elements are read
	into      map[int]fieldSet // what goes into outputs and results
	outputs   fieldSet
}

// A variable is a slice of an array, or holds what came from some arrays.
type variable struct {
	array int // the field, -1 if it is no slice of one
	from  fieldSet
}

// errAbsent says that the twin does not do without an array.
var errAbsent = errors.New("an array that is absent")

// read follows the twin.
func (t *twin) read(absent fieldSet) (*reading, error) {
	r := &reading{twin: t, absent: absent, variables: map[string]*variable{}, elements: map[int]int{},
		scalars: map[int]int{}, into: map[int]fieldSet{}}
	return r, r.block(t.f.Body.List)
}
