package kernel

import (
	"strings"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Column is an array with one element per row: a field of the emitted type Batch. Input, Int8Input and Output make one.
type Column struct {
	column    cat.Column
	doc       string
	otherwise *Scalar // stands for an input that is nil
	value     float64 // stands for an input that is nil, if there is no otherwise
	replaced  bool    // something stands for an input that is nil
}

// Input returns a column that formulas load. Its elements have the element type of the batch. The name is that of a field, such as
// "Weights"; doc says what the elements are, as the rest of a sentence.
func Input(name, doc string) *Column {
	return &Column{column: cat.Column{Field: name, Name: lowerFirst(name)}, doc: doc}
}

// Int8Input is Input for a column of int8, such as labels. A formula gets them as numbers.
func Int8Input(name, doc string) *Column {
	c := Input(name, doc)
	c.column.Elem = cat.Int8
	return c
}

// Output returns a column that formulas store. Its elements have the element type of the batch.
func Output(name, doc string) *Column {
	c := Input(name, doc)
	c.column.Output = true
	return c
}

// Or makes an input optional: if the array is nil, every element counts as v. It returns c.
func (c *Column) Or(v float64) *Column {
	c.column.Optional, c.value, c.replaced = true, v, true
	return c
}

// OrScalar makes an input optional: if the array is nil, the scalar stands for every element. It returns c.
func (c *Column) OrScalar(s *Scalar) *Column {
	c.column.Optional, c.otherwise, c.replaced = true, s, true
	return c
}

// OrNil makes an output optional: if the array is nil, the output is not wanted, and nothing is stored. It returns c.
func (c *Column) OrNil() *Column {
	c.column.Optional = true
	return c
}

// A Scalar is one number for all rows: a field of the emitted type Batch.
type Scalar struct {
	scalar cat.Scalar
	doc    string
}

// NewScalar returns a scalar, given the name of its field and what it is, as the rest of a sentence.
func NewScalar(name, doc string) *Scalar {
	return &Scalar{scalar: cat.Scalar{Field: name, Name: lowerFirst(name)}, doc: doc}
}

// A Count is a number of rows that a formula counts: a field of the emitted type Total.
type Count struct {
	count cat.Count
	doc   string
}

// NewCount returns a count, given the name of its field and what it counts, as the rest of a sentence.
func NewCount(name, doc string) *Count {
	return &Count{count: cat.Count{Field: name, Name: lowerFirst(name)}, doc: doc}
}

// lowerFirst returns a name with its first letter in lower case.
func lowerFirst(name string) string {
	if name == "" {
		return name
	}
	return strings.ToLower(name[:1]) + name[1:]
}
