package kernel

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
)

// mistakes collects what is wrong with a package.
type mistakes []error

func (m *mistakes) add(format string, args ...any) { *m = append(*m, fmt.Errorf(format, args...)) }

// check returns everything that is wrong with a package, and how often its formulas use each of their results.
func check(p *Package) (used map[string][]int, err error) {
	var m mistakes
	m.names(p)
	if len(p.DTypes) == 0 {
		m.add("no element types")
	}
	for i, d := range p.DTypes {
		if dtypes[d] == nil {
			m.add("element type %q is unknown", d)
		}
		if slices.Contains(p.DTypes[:i], d) {
			m.add("element type %q is named twice", d)
		}
	}
	for i, t := range p.Tiers {
		if _, ok := tiers[t]; !ok {
			m.add("tier %q is unknown", t)
		}
		if slices.Contains(p.Tiers[:i], t) {
			m.add("tier %q is named twice", t)
		}
	}
	if len(p.Kernels) == 0 {
		m.add("no kernels")
	}
	if slices.Contains(p.Columns, nil) || slices.Contains(p.Scalars, nil) || slices.Contains(p.Counts, nil) {
		m.add("a column, scalar or count that is nil")
		return nil, errors.Join(m...)
	}
	for _, c := range p.Columns {
		if v := c.column.Otherwise; v-v != 0 || v == 0 && math.Signbit(v) {
			m.add("%s: %v cannot stand for a column that is nil", c.column.Field, v)
		}
	}
	all := &checker{mistakes: &m, Package: p, seen: map[any]bool{}}
	used = map[string][]int{}
	for i := range p.Kernels {
		used[p.Kernels[i].Name] = all.formula(&p.Kernels[i])
	}
	all.unseen()
	return used, errors.Join(m...)
}

// A checker checks the formulas of a package. The methods that a Builder calls return false if the Builder must leave something out. A
// checker that is nil returns true, since then everything has been checked.
type checker struct {
	*mistakes
	*Package
	seen map[any]bool // the columns, scalars and counts that formulas use

	kernel  *Kernel
	builder *Builder
	results []result // of the formula, by number
	let     map[string]bool
	stored  map[*Column]bool
	counted map[*Count]bool
	sum     bool
}

// A result is the result of an operation.
type result struct {
	text   string // what it is, for messages
	within *Column
	uses   int
}

func (r *result) isConstant() bool { return strings.HasPrefix(r.text, "Constant") }

// wrong notes a mistake in the formula.
func (c *checker) wrong(format string, args ...any) bool {
	c.add("%s: "+format, append([]any{c.kernel.Name}, args...)...)
	return false
}

// formula checks a formula, and returns how often it uses each result.
func (c *checker) formula(k *Kernel) []int {
	c.kernel, c.results, c.sum = k, []result{{uses: 1}}, false
	c.let, c.stored, c.counted = map[string]bool{}, map[*Column]bool{}, map[*Count]bool{}
	if k.Formula == nil {
		c.wrong("no formula")
		return nil
	}
	arithmetic.Record(&arithmetic.Kernel{Operation: k.Name, DType: dtypes[Float64], Body: func(to arithmetic.Builder) {
		c.builder = &Builder{to: to, check: c}
		k.Formula(c.builder)
	}})
	var used []int
	for _, r := range c.results {
		if r.uses == 0 && r.text != "" {
			c.wrong("the result of %s is never used", r.text)
		}
		used = append(used, r.uses)
	}
	switch {
	case len(c.stored) == 0 && !c.sum:
		c.wrong("stores nothing, and adds nothing up")
	case len(c.counted) > 0 && !c.sum:
		c.wrong("counts, but adds nothing up")
	}
	return used
}

// unseen notes what no formula uses.
func (c *checker) unseen() {
	for _, column := range c.Columns {
		switch {
		case c.seen[column]:
		case column.column.Output:
			c.add("output %s is never stored", column.column.Field)
		default:
			c.add("input %s is never loaded", column.column.Field)
		}
	}
	for _, s := range c.Scalars {
		if !c.seen[s] {
			c.add("scalar %s is never used", s.scalar.Field)
		}
	}
	for _, n := range c.Counts {
		if !c.seen[n] {
			c.add("count %s never counts", n.count.Field)
		}
	}
}

// made notes the result of an operation.
func (c *checker) made(operation string) {
	if c != nil {
		c.results = append(c.results, result{text: operation, within: c.builder.within})
	}
}

// uses notes that result number of a builder is used, and reports whether it may be.
func (c *checker) uses(b, of *Builder, number int) bool {
	if of != b {
		return c.wrong("a value that no operation of this formula has returned")
	}
	r := &c.results[number]
	r.uses++
	if r.within != nil && r.within != b.within && !r.isConstant() {
		return c.wrong("the result of %s is used after the end of the When of %s", r.text, r.within.column.Field)
	}
	return true
}

func (c *checker) loads(column *Column) bool {
	switch {
	case c == nil:
		return true
	case !slices.Contains(c.Columns, column):
		return c.wrong("loads %s, which the package does not declare", field(column))
	case column.column.Output:
		return c.wrong("loads %s, which is an output", field(column))
	case c.builder.within != nil:
		return c.wrong("loads %s within a When", field(column))
	case len(c.stored) > 0:
		return c.wrong("loads %s after a store to an output, which may be in the same place", field(column))
	}
	c.seen[column] = true
	return true
}

func (c *checker) takes(s *Scalar) bool {
	switch {
	case c == nil:
		return true
	case !slices.Contains(c.Scalars, s):
		name := "a scalar"
		if s != nil {
			name = s.scalar.Field
		}
		return c.wrong("uses %s, which the package does not declare", name)
	}
	c.seen[s] = true
	return true
}

func (c *checker) stores(column *Column) bool {
	switch {
	case c == nil:
		return true
	case !slices.Contains(c.Columns, column):
		return c.wrong("stores %s, which the package does not declare", field(column))
	case !column.column.Output:
		return c.wrong("stores %s, which is an input", field(column))
	case c.stored[column]:
		return c.wrong("stores %s twice", field(column))
	case c.builder.within != nil && c.builder.within != column:
		return c.wrong("stores %s within the When of %s", field(column), c.builder.within.column.Field)
	}
	c.seen[column], c.stored[column] = true, true
	return true
}

func (c *checker) sums() bool {
	switch {
	case c == nil:
		return true
	case c.sum:
		return c.wrong("has two sums")
	case c.builder.within != nil:
		return c.wrong("has a sum within a When")
	}
	c.sum = true
	return true
}

func (c *checker) counts(n *Count) bool {
	switch {
	case c == nil:
		return true
	case !slices.Contains(c.Counts, n):
		name := "a count"
		if n != nil {
			name = n.count.Field
		}
		return c.wrong("counts %s, which the package does not declare", name)
	case c.counted[n]:
		return c.wrong("counts %s twice", n.count.Field)
	case c.builder.within != nil:
		return c.wrong("counts %s within a When", n.count.Field)
	}
	c.seen[n], c.counted[n] = true, true
	return true
}

func (c *checker) when(column *Column) bool {
	switch {
	case c == nil:
		return true
	case !slices.Contains(c.Columns, column) || !column.column.Output || !column.column.Optional:
		return c.wrong("has a When of %s, which is no optional output", field(column))
	case c.builder.within != nil:
		return c.wrong("has a When of %s within another one", field(column))
	}
	return true
}

// ends notes the end of a When.
func (c *checker) ends(column *Column) {
	if c != nil && !c.stored[column] {
		c.wrong("has a When of %s that does not store it", field(column))
	}
}

// names notes a name for a result, and reports whether it can have one.
func (c *checker) names(b *Builder, name string, of *Builder, number int) bool {
	if c == nil {
		return true
	}
	if of != b {
		return c.wrong("names a value %s that no operation of this formula has returned", name)
	}
	if c.let[name] {
		return c.wrong("has two values of the name %s", name)
	}
	c.let[name] = true
	if text := badVariable(name, c.Package); text != "" {
		return c.wrong("a value of the name %q, which %s", name, text)
	}
	r := &c.results[number]
	if !r.isConstant() {
		r.text = name
	}
	return true
}

// field returns the name of a column that may be nil.
func field(c *Column) string {
	if c == nil {
		return "a column"
	}
	return c.column.Field
}
