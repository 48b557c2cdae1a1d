package kernel

import (
	"fmt"
	"slices"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// family returns the package as the backends know it. The package has passed check.
func (p *Package) family() *ar.Family {
	f := &ar.Family{Subject: p.Name}
	spare, taken := map[*Column]*cat.Scalar{}, map[string]bool{}
	for _, outputs := range []bool{true, false} { // outputs first
		for _, c := range p.Columns {
			if taken[c.column.Name] = true; c.column.Output == outputs {
				f.Columns = append(f.Columns, &c.column)
			}
		}
	}
	for _, s := range p.Scalars {
		f.Scalars, taken[s.scalar.Name] = append(f.Scalars, &s.scalar), true
	}
	for _, c := range p.Columns {
		if c.hasSpare() {
			spare[c] = &cat.Scalar{Field: c.column.Field + "IfNil", Name: c.column.Name + "IfNil"}
			f.Scalars = append(f.Scalars, spare[c])
		}
	}
	for _, c := range p.Counts {
		f.Counts, taken[c.count.Name] = append(f.Counts, &c.count), true
	}
	for _, op := range p.Operations {
		f.Ops = append(f.Ops, ar.Op{Name: op.Name, Doc: op.Doc})
	}
	for _, op := range p.Operations {
		for _, d := range p.dtypes() {
			k := &ar.Kernel{Operation: lowerFirst(op.Name), Ops: []string{op.Name}, File: p.Name, DType: d, Compact: true}
			build := func(names map[Value]string) func(ar.Builder) {
				return func(b ar.Builder) {
					op.Formula(&Builder{
						b: b, spare: spare, loaded: map[*Column]Value{}, once: map[any]bool{}, names: names, taken: taken, isMask: map[Value]bool{},
					})
				}
			}
			k.Body = build(nil)
			k.Body = build(reused(ar.Record(k)))
			f.Kernels = append(f.Kernels, k)
		}
	}
	return f
}

// hasSpare reports whether a number stands for the column if it is nil. Then the kernels have a scalar for it, which is no field of
// Batch.
func (c *Column) hasSpare() bool {
	return c.column.Optional && !c.column.Output && c.otherwise == nil
}

// reused names the values without a name that are used more than once. Portable Go computes a value without a name wherever it is used.
// So reused also names what would otherwise be loaded after a store, which may have been to the same place.
func reused(p *ar.Program) map[Value]string {
	names, loads, stored := map[Value]string{}, map[Value][]ar.Operation{}, false
	row := func(load ar.Operation) { names[load.Dst] = load.Column().Name + "Row" }
	var look func(ops []ar.Operation)
	look = func(ops []ar.Operation) {
		for _, op := range ops {
			within := loads[op.Within] // what is loaded where op is computed
			for _, v := range op.Args {
				within = slices.Concat(within, loads[v])
			}
			if stored {
				for _, load := range within {
					row(load)
				}
			}
			_, named := p.Names[op.Dst]
			switch {
			case named || op.Dst == 0:
			case op.Kind == ar.Load && p.Uses[op.Dst] > 1:
				row(op)
			case op.Kind == ar.Load:
				loads[op.Dst] = []ar.Operation{op}
			case p.Uses[op.Dst] < 2 || slices.Contains([]ar.Kind{ar.Scalar, ar.Constant}, op.Kind):
				loads[op.Dst] = within
			default:
				names[op.Dst] = fmt.Sprintf("v%d", op.Dst)
			}
			stored = stored || op.Kind == ar.Store
			look(op.Body)
		}
	}
	look(p.Ops)
	return names
}
