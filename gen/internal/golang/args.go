package golang

import (
	"fmt"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// argsFile has the type of a kernel's arguments, for every architecture.
func (e *emitter) argsFile(family *arithmetic.Family) *j.File {
	f := NewFile(e.Kernels.Path, "")
	f.Comment(e.Name("Args") + " holds the arguments of a kernel, and room for its results. Arrays have one element per")
	f.Comment(e.Row() + ". An output is nil if the caller does not want it. An input is nil if it is absent, and")
	f.Comment("then another array or a scalar stands for it. A kernel reads the fields that it needs, and")
	f.Comment("changes no fields but its results.")
	f.Type().Add(e.id("Args")).Struct(e.argsFields(family)...)
	f.Line()
	f.Comment("A " + e.Name("Scalar") + " is one value for all " + e.Row() + "s, in the precision in which the kernel computes. It holds")
	f.Comment("the bits of a float64, or the bits of a float32 in its lower half.")
	f.Type().Add(e.id("Scalar")).Uint64()
	f.Line()
	for _, p := range []cat.Float{cat.Float32, cat.Float64} {
		bits := j.Qual("math", fmt.Sprintf("Float%dfrombits", 8*p.Bytes()))
		value := j.Id("s")
		integer := fmt.Sprintf("uint%d", 8*p.Bytes())
		name := fmt.Sprintf("Float%d", 8*p.Bytes())
		f.Commentf("%s returns the value of a scalar that holds a %v.", name, p)
		f.Func().Params(j.Id("s").Add(e.id("Scalar"))).Id(name).Params().Id(p.String()).Block(j.Return(bits.Call(j.Id(integer).Call(value))))
		f.Line()
	}
	e.partMethod(f, family)
	if !e.Alone {
		f.Line()
		e.arraysMethod(f, family)
	}
	return f
}

func (e *emitter) argsFields(family *arithmetic.Family) []j.Code {
	var fields []j.Code
	for _, c := range family.Columns {
		typ := j.Qual("unsafe", "Pointer")
		if c.Elem != nil {
			typ = j.Op("*").Add(e.element(c.Elem))
		}
		fields = append(fields, j.Id(c.Field).Add(typ))
	}
	var scalars, counts, flags []j.Code
	for _, s := range family.Scalars {
		scalars = append(scalars, j.Id(s.Field))
	}
	for _, c := range family.Counts {
		counts = append(counts, j.Id(c.Field))
	}
	for _, flag := range family.Flags {
		flags = append(flags, j.Id(flag.Field))
	}
	fields = append(fields, j.Line().Id(cat.FieldN).Int().Comment("the number of "+e.Row()+"s, at most "+e.Name("Span")))
	if scalars != nil {
		fields = append(fields, j.Line().List(scalars...).Add(e.id("Scalar")))
	}
	fields = append(fields,
		j.Line().Comment("Results: the sum; for float64 elements, what rounding left out of it; and counts, if they are asked for."),
		j.List(j.Id(cat.FieldSum), j.Id(cat.FieldLeft)).Float64(),
	)
	if counts != nil {
		fields = append(fields, j.List(counts...).Uint32())
	}
	if flags != nil {
		fields = append(fields, j.Line().Comment("Choices of the caller: see package generated."), j.List(flags...).Bool())
	}
	return fields
}

// partMethod emits the method that cuts a batch.
func (e *emitter) partMethod(f *j.File, family *arithmetic.Family) {
	f.Comment(e.Name("Part") + " returns the arguments for the n " + e.Row() + "s from lo on. An element has size bytes.")
	body := []j.Code{j.Id("part").Op(":=").Op("*").Id("a"), j.Id("part").Dot(cat.FieldN).Op("=").Id("n")}
	for _, c := range family.Columns {
		at := func() *j.Statement { return j.Id("part").Dot(c.Field) }
		moved := j.Qual("unsafe", "Add").Call(at(), j.Id("lo").Op("*").Int().Call(j.Id("size")))
		if c.Elem != nil {
			moved = j.Qual("unsafe", "Add").Call(j.Qual("unsafe", "Pointer").Call(at()), j.Id("lo").Op("*").Lit(c.Elem.Bytes))
			moved = j.Parens(j.Op("*").Add(e.element(c.Elem))).Call(moved)
		}
		set := at().Op("=").Add(moved)
		if c.Optional {
			body = append(body, j.If(at().Op("!=").Nil()).Block(set))
		} else {
			body = append(body, set)
		}
	}
	f.Func().Params(j.Id("a").Op("*").Add(e.id("Args"))).Add(e.id("Part")).Params(j.Id("size").Uintptr(), j.List(j.Id("lo"), j.Id("n")).Int()).
		Add(e.id("Args")).Block(append(body, j.Return(j.Id("part")))...)
}

// arraysMethod emits the method by which others go through the arrays. It returns the arrays. If it passed their
// addresses to a function one by one, the arrays of every caller would escape.
func (e *emitter) arraysMethod(f *j.File, family *arithmetic.Family) {
	f.Comment("An Array describes an array of a kernel: its address, which is nil if it is absent, the size of")
	f.Comment("an element in bytes, and whether it is an output.")
	f.Type().Id("Array").Struct(
		j.Id("Start").Qual("unsafe", "Pointer"),
		j.Id("Size").Uintptr(),
		j.Id("Output").Bool(),
	)
	f.Line()
	f.Comment("Arrays returns all arrays. Elements have size bytes, except in arrays with a type of their own.")
	var list []j.Code
	for _, c := range family.Columns {
		p, size := j.Id("a").Dot(c.Field), j.Id("size")
		if c.Elem != nil {
			p, size = j.Qual("unsafe", "Pointer").Call(p), j.Lit(c.Elem.Bytes)
		}
		list = append(list, j.Line().Values(p, size, j.Lit(c.Output)))
	}
	typ := j.Index(j.Lit(len(list))).Id("Array")
	f.Func().Params(j.Id("a").Op("*").Id("Args")).Id("Arrays").Params(j.Id("size").Uintptr()).Add(typ).Block(
		j.Return(typ.Clone().Values(append(list, j.Line())...)),
	)
}
