package golang

import (
	"fmt"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// element returns the Go type of an array's elements.
func (e *emitter) element(d *cat.DType) *j.Statement {
	switch {
	case e.Alone && d == cat.F16:
		return j.Id("Float16")
	case e.Alone && d == cat.BF16:
		return j.Id("BFloat16")
	}
	return element(d)
}

// element returns the Go type of the elements of this module's arrays.
func element(d *cat.DType) *j.Statement {
	switch d {
	case cat.F16:
		return j.Qual(halfPath, "Float16")
	case cat.BF16:
		return j.Uint16()
	case cat.Int8:
		return j.Int8()
	}
	return compute(d)
}

// compute returns the Go type of the compute precision.
func compute(d *cat.DType) *j.Statement { return j.Id(d.Compute.String()) }

// float returns the suffix of the names of helpers for a compute precision: F32 or F64.
func float(d *cat.DType) string { return fmt.Sprintf("F%d", 8*d.Compute.Bytes()) }

// widen converts an element v of type from to the compute precision of d.
func (e *emitter) widen(from, d *cat.DType, v *j.Statement) *j.Statement {
	if e.Alone && (from == cat.F16 || from == cat.BF16) {
		return v.Dot("Float32").Call()
	}
	return widen(from, d, v)
}

// narrow rounds v from compute precision to an element.
func (e *emitter) narrow(d *cat.DType, v *j.Statement) *j.Statement {
	switch {
	case e.Alone && d == cat.F16:
		return j.Id("Float16FromFloat32").Call(v)
	case e.Alone && d == cat.BF16:
		return j.Id("BFloat16FromFloat32").Call(v)
	}
	return narrow(d, v)
}

// widen and narrow convert the elements of this module's arrays.
func widen(from, d *cat.DType, v *j.Statement) *j.Statement {
	switch from {
	case cat.Int8:
		return compute(d).Call(v)
	case cat.F16:
		return v.Dot("Float32").Call()
	case cat.BF16:
		return j.Id("WidenBF16").Call(v)
	}
	return v
}

func narrow(d *cat.DType, v *j.Statement) *j.Statement {
	switch d {
	case cat.F16:
		return j.Qual(halfPath, "Fromfloat32").Call(v)
	case cat.BF16:
		return j.Id("NarrowBF16").Call(v)
	}
	return v
}

// dtypes emits DType, and the function by which the dispatcher tells element types apart.
func (e *emitter) dtypes(f *j.File) {
	f.Line()
	f.Comment("A DType is an element type.")
	f.Type().Id("DType").Int()
	f.Line()
	f.Const().Defs(dtypeConstants()...)

	f.Line()
	f.Comment("DTypeOf returns the element type of T. It looks only at the size of T, so that T may be a named")
	f.Comment("type. Of the types of 16 bits, float16.Float16 is F16, and all others are BF16.")
	f.Func().Id("DTypeOf").Types(j.Id("T").Any()).Params().Id("DType").Block(
		j.Var().Id("v").Id("T"),
		j.Switch(j.Qual("unsafe", "Sizeof").Call(j.Id("v"))).Block(
			j.Case(j.Lit(8)).Block(j.Return(j.Id("F64"))),
			j.Case(j.Lit(4)).Block(j.Return(j.Id("F32"))),
		),
		j.If(j.List(j.Id("_"), j.Id("half")).Op(":=").Any().Call(j.Id("v")).Assert(element(cat.F16)), j.Id("half")).
			Block(j.Return(j.Id("F16"))),
		j.Return(j.Id("BF16")),
	)
}

func dtypeConstants() []j.Code {
	list := each(cat.DTypes, func(d *cat.DType) j.Code { return j.Id(d.Name) })
	list[0] = j.Id(cat.DTypes[0].Name).Id("DType").Op("=").Iota()
	return list
}
