package audit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// A chooser checks the choice of kernels for an operation.
type chooser struct {
	*group
	dtype    string
	args     *structure
	fields   []string            // the fields on which conditions depend, followed by the other optional inputs
	asked    int                 // the number of fields on which conditions depend
	kernels  map[string]*reading // the kernels that can be chosen
	inputs   fieldSet            // the inputs that some kernel reads
	optional fieldSet            // the inputs that may be absent for some kernel
	results  fieldSet            // the results that some kernel writes
}

// look says what is wrong with a choice. It returns "" if nothing is wrong.
func (c *chooser) look(clause *ast.CaseClause) string {
	for _, s := range clause.Body {
		c.collect(s)
	}
	for _, name := range slices.Sorted(maps.Keys(c.kernels)) {
		if _, ok := cutSuffixFold(name, c.dtype); !ok {
			return name + " is for other elements"
		}
		r, err := c.kernel(name)
		if err != nil {
			return fmt.Sprintf("%s: %v", name, err)
		}
		c.kernels[name] = r
		c.knows(r)
	}
	if wrong := c.unasked(); wrong != "" {
		return wrong
	}
	c.asked = len(c.fields)
	for f, field := range c.args.fields {
		if c.optional>>f&1 != 0 && !slices.Contains(c.fields, field.name) {
			c.fields = append(c.fields, field.name)
		}
	}
	chosen := map[string]bool{}
	for there := range uint64(1) << min(len(c.fields), 16) {
		name, wrong := c.follow(clause.Body, there)
		if wrong != "" {
			return wrong
		}
		if text := c.serves(name, there); text != "" {
			return text
		}
		chosen[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(c.kernels)) {
		if !chosen[name] {
			return name + " is never chosen"
		}
	}
	return ""
}

// knows notes what a kernel reads and writes.
func (c *chooser) knows(r *reading) {
	for f := range r.elements {
		c.inputs |= 1 << f &^ r.outputs
	}
	c.optional |= r.optional &^ r.outputs
	for f := range r.into {
		if !c.args.fields[f].pointer {
			c.results |= 1 << f
		}
	}
}

// unasked says what some kernels write although no caller can ask for it.
func (c *chooser) unasked() string {
	for _, field := range c.fields {
		if f := c.args.field(field); f != nil && f.typ == "bool" {
			return ""
		}
	}
	for f, field := range c.args.fields {
		for _, name := range slices.Sorted(maps.Keys(c.kernels)) {
			if _, writes := c.kernels[name].into[f]; c.results>>f&1 != 0 && !writes {
				return fmt.Sprintf("%s leaves out %s", name, field.name)
			}
		}
	}
	return ""
}

// collect finds the kernels, and the fields on which conditions depend.
func (c *chooser) collect(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if types.ExprString(n.X) == "a" && !slices.Contains(c.fields, n.Sel.Name) {
				c.fields = append(c.fields, n.Sel.Name)
			}
		case *ast.ExprStmt:
			if call, ok := n.X.(*ast.CallExpr); ok {
				if callee := c.named(call.Fun); c.isTwin(callee) {
					c.kernels[strings.TrimSuffix(callee.name, portable)] = nil
				}
			}
		}
		return true
	})
}

// kernel returns the reading of a kernel's twin.
func (c *chooser) kernel(name string) (*reading, error) {
	t := c.twin(name, c.args)
	if t == nil {
		return nil, errors.New("no kernel")
	}
	return t.read(0)
}

// serves says what is wrong with a kernel for calls with the given fields. It returns "" if nothing is wrong.
func (c *chooser) serves(name string, there uint64) string {
	r := c.kernels[name]
	absent := fieldSet(0)
	counted := false
	for i, field := range c.fields {
		f := c.args.index(field)
		if f < 0 {
			return "no field " + field
		}
		switch is := there>>i&1 != 0; {
		case !c.args.fields[f].pointer:
			counted = counted || is
		case !is && i < c.asked:
			absent |= 1 << f
		case !is:
		case c.inputs>>f&1 != 0 && r.elements[f] == 0:
			return fmt.Sprintf("%s leaves out %s", name, field)
		}
	}
	for f := range c.args.fields {
		if _, writes := r.into[f]; counted && c.results>>f&1 != 0 && !writes {
			return fmt.Sprintf("%s leaves out %s", name, c.args.fields[f].name)
		}
	}
	if _, err := r.twin.read(absent); err != nil {
		return fmt.Sprintf("%s does not do without %d arrays that are absent", name, bits.OnesCount64(uint64(absent)))
	}
	return ""
}
