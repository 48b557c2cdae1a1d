package kernel

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"math"
	"regexp"
	"slices"
	"strings"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// check returns all mistakes of the caller, joined.
func (p *Package) check() error {
	c := &checker{taken: map[string]string{}}
	c.name("the package", p.Name, packageName)
	switch {
	case strings.TrimSpace(p.Doc) == "":
		c.add("the package has no Doc")
	case strings.ContainsAny(p.Doc, "\r\n"):
		c.add("the Doc of the package has more than one line")
	}
	for _, d := range p.DTypes {
		c.known("element type", string(d), dtypes[d] != nil)
	}
	for _, t := range p.Tiers {
		_, ok := tiers[t]
		c.known("tier", string(t), ok)
	}
	twice(c, "element type", p.DTypes)
	twice(c, "tier", p.Tiers)
	if p.DTypes != nil && len(p.DTypes) == 0 {
		c.add("DTypes is empty: there is nothing to compute on")
	}
	for i, column := range p.Columns {
		if column == nil {
			c.add("column %d is nil", i)
			return c.err()
		}
		c.field("column", column.column.Field, column.doc)
		c.column(p, column)
	}
	for i, s := range p.Scalars {
		if s == nil {
			c.add("scalar %d is nil", i)
			return c.err()
		}
		c.field("scalar", s.scalar.Field, s.doc)
	}
	for i, n := range p.Counts {
		if n == nil {
			c.add("count %d is nil", i)
			return c.err()
		}
		c.field("count", n.count.Field, n.doc)
	}
	if len(p.Operations) == 0 {
		c.add("the package has no operations")
	}
	for _, op := range p.Operations {
		c.field("operation", op.Name, op.Doc)
		if op.Formula == nil {
			c.add("the operation %s has no formula", op.Name)
		}
	}
	if c.errs != nil {
		return c.err()
	}
	c.formulas(p)
	return c.err()
}

// A checker collects mistakes.
type checker struct {
	errs  []error
	taken map[string]string // what has a name in lower case
}

func (c *checker) add(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

func (c *checker) err() error { return errors.Join(c.errs...) }

func (c *checker) known(what, name string, ok bool) {
	if !ok {
		c.add("there is no %s %q", what, name)
	}
}

func twice[T ~string](c *checker, what string, list []T) {
	for i, v := range list {
		if slices.Contains(list[:i], v) {
			c.add("the %s %s is listed twice", what, v)
		}
	}
}

var (
	packageName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	fieldName   = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	valueName   = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)
)

// name checks the form of a name.
func (c *checker) name(what, name string, form *regexp.Regexp) {
	switch {
	case !form.MatchString(name):
		c.add("the name %q of %s does not match %v", name, what, form)
	case token.IsKeyword(name) || types.Universe.Lookup(name) != nil:
		c.add("the name %q of %s is a word of Go", name, what)
	}
}

// field checks the name of a field or a method of Batch, and its documentation.
func (c *checker) field(what, name, doc string) {
	switch {
	case strings.TrimSpace(doc) == "":
		c.add("the %s %s has no documentation", what, name)
	case strings.ContainsAny(doc, "\r\n"):
		c.add("the documentation of the %s %s has more than one line", what, name)
	}
	if !fieldName.MatchString(name) {
		c.add("the name %q of the %s does not match %v", name, what, fieldName)
		return
	}
	lower := strings.ToLower(name)
	if by, ok := c.taken[lower]; ok {
		c.add("the name %s of the %s is taken by the %s", name, what, by)
		return
	}
	c.taken[lower] = what + " " + name
	if token.IsKeyword(lowerFirst(name)) && what == "operation" {
		c.add("the name %s of the operation is a word of Go, with its first letter in lower case", name)
	}
	if reason := unfit(lowerFirst(name), true); reason != "" && what != "operation" { // which is a part of longer names
		c.add("the name %s of the %s %s", name, what, reason)
	}
	if what == "scalar" && slices.Contains(constants, lowerFirst(name)) {
		c.add("the name %s of the scalar is that of a constant of emitted code", name)
	}
}

// column checks what stands for an optional column.
func (c *checker) column(p *Package, column *Column) {
	if s := column.otherwise; s != nil && !slices.Contains(p.Scalars, s) {
		c.add("the scalar %s, which stands for the column %s, is not listed in Scalars", s.scalar.Field, column.column.Field)
	}
	switch {
	case column.column.Output && column.replaced:
		c.add("the column %s is an output: nothing stands for it, see OrNil", column.column.Field)
	case !column.column.Output && column.column.Optional && !column.replaced:
		c.add("the column %s is an input: see Or and OrScalar", column.column.Field)
	}
}

// unfit says why a name cannot be that of a value, or of a field whose first letter is in lower case then. It returns "" if it can.
func unfit(name string, ofField bool) string {
	switch {
	case !valueName.MatchString(name):
		return fmt.Sprintf("does not match %v", valueName)
	case token.IsKeyword(name), types.Universe.Lookup(name) != nil, slices.Contains(reserved, name):
		return "means something else in emitted code, or in Go"
	case strings.HasSuffix(name, "Row") || strings.HasSuffix(name, "IfNil") || numbered.MatchString(name) && !ofField:
		return "is one of those that the generator makes up"
	}
	return ""
}

var numbered = regexp.MustCompile(`^v[0-9]+$`)

// reserved lists the names in the scope of emitted formulas, and those of emitted types and functions, in lower case.
var reserved = []string{
	"a", "b", "n", "i", "l", "h", "lo", "sum", "left", "tier", "array", "part", "op", "math", "unsafe",
	"oneIf", "chunk", "span", "row", "lanes", "laneSums", "twoSum", "args", "scalar", "scalarOf", "dtypeOf", "run", "operation",
	"whereF32", "whereF64", "selectF32", "selectF64", "maxF32", "maxF64", "absF32", "absF64", "quietF32", "quietF64",
	"batch", "total", "float", "float16", "bFloat16", "one", "column", "columnOf", "rows", "choose", "current", "tiers", "supported", "detected",
}

// constants lists the constants of emitted assembly whose names are words.
var constants = []string{"ones", "zero", "sign", "one", "magnitude", "numbers"}

// formulas records every formula, and checks that it makes sense.
func (c *checker) formulas(p *Package) {
	used, stored := map[any]bool{}, map[any]bool{}
	for _, op := range p.Operations {
		program, err := p.record(op)
		if err != nil {
			c.add("the operation %s: %w", op.Name, err)
			continue
		}
		if again, err := p.record(op); err != nil || !sameOps(program.Ops, again.Ops) {
			c.add("the operation %s: its formula says something else when it is called again", op.Name)
		}
		c.program(p, op.Name, program)
		for _, column := range program.Columns {
			used[column.Field], stored[column.Field] = true, column.Output
		}
		for _, s := range program.Scalars {
			used[s.Field] = true
		}
		for _, n := range program.Counts {
			used[n.Field] = true
		}
	}
	if c.errs != nil {
		return
	}
	for _, column := range p.Columns {
		switch {
		case column.column.Output && !stored[column.column.Field]:
			c.add("no operation stores the output %s", column.column.Field)
		case !used[column.column.Field]:
			c.add("no operation loads the input %s", column.column.Field)
		}
		if column.otherwise != nil {
			used[column.otherwise.scalar.Field] = true
		}
	}
	for _, s := range p.Scalars {
		if !used[s.scalar.Field] {
			c.add("no operation uses the scalar %s", s.scalar.Field)
		}
	}
	for _, n := range p.Counts {
		if !used[n.count.Field] {
			c.add("no operation counts %s", n.count.Field)
		}
	}
}

// sameOps reports whether two recordings of a formula are the same.
func sameOps(a, b []ar.Operation) bool {
	return slices.EqualFunc(a, b, func(x, y ar.Operation) bool {
		return x.Kind == y.Kind && x.Dst == y.Dst && slices.Equal(x.Args, y.Args) && x.Within == y.Within && slices.Equal(x.Columns, y.Columns) &&
			math.Float64bits(x.Number) == math.Float64bits(y.Number) && slices.Equal(x.Counts, y.Counts) && sameOps(x.Body, y.Body)
	})
}

// record records the formula of an operation. The panics of a mistaken formula become an error.
func (p *Package) record(op Operation) (program *ar.Program, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case misuse:
			err = errors.New(string(r))
		case string: // of the recorder
			err = errors.New(r)
		default:
			panic(r)
		}
	}()
	one := *p
	one.Operations = []Operation{op}
	return ar.Record(one.family().Kernels[0]), nil
}

// program checks a recorded formula.
func (c *checker) program(p *Package, name string, program *ar.Program) {
	listed := map[any]bool{}
	for _, column := range p.Columns {
		listed[&column.column] = true
		if column.hasSpare() {
			listed[column.column.Field+"IfNil"] = true
		}
	}
	for _, s := range p.Scalars {
		listed[&s.scalar] = true
	}
	for _, n := range p.Counts {
		listed[&n.count] = true
	}
	missing := func(what, field string) {
		c.add("the operation %s uses the %s %s, which the package does not list", name, what, field)
	}
	for _, column := range program.Columns {
		if !listed[column] {
			missing("column", column.Field)
		}
	}
	for _, s := range program.Scalars {
		if !listed[s] && !listed[s.Field] {
			missing("scalar", s.Field)
		}
	}
	for _, n := range program.Counts {
		if !listed[n] {
			missing("count", n.Field)
		}
	}
	if program.Counts != nil && !program.Sums {
		c.add("the operation %s counts, but has no Sum", name)
	}
	if !program.Sums && !program.Stores() {
		c.add("the operation %s stores nothing and has no Sum", name)
	}
	if !slices.ContainsFunc(program.Columns, func(column *cat.Column) bool { return !column.Output && !column.Optional }) {
		c.add("the operation %s loads no input that is always there, so that nothing says how many rows there are", name)
	}
	c.unused(name, program)
}

// unused reports values that nothing uses: Go would not compile the variables.
func (c *checker) unused(name string, program *ar.Program) {
	for op := range program.All() {
		if op.Dst == 0 || program.Uses[op.Dst] > 0 {
			continue
		}
		what := "a value"
		if given, ok := program.Names[op.Dst]; ok {
			what = "the value " + given
		} else if op.Kind == ar.Load {
			what = "the element of " + op.Column().Field
		}
		c.add("the operation %s computes %s, and does not use it", name, what)
	}
}
