package golang

import (
	"fmt"
	"slices"
	"strings"

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
	f.Commentf("A %s is an element type.", e.Name("DType"))
	f.Type().Add(e.id("DType")).Int()
	f.Line()
	f.Const().Defs(e.dtypeConstants()...)

	f.Line()
	comment := e.Name("DTypeOf") + " returns the element type of T. It looks only at the size of T, so that T may be a named\ntype."
	half, brain := slices.Contains(e.DTypes, cat.F16), slices.Contains(e.DTypes, cat.BF16)
	if half && brain {
		comment += " Of the types of 16 bits, " + e.half() + " is " + e.Name("F16") + ", and all others are " + e.Name("BF16") + "."
	}
	for line := range strings.SplitSeq(comment, "\n") {
		f.Comment(line)
	}
	body := []j.Code{j.Var().Id("v").Id("T")}
	var cases []j.Code
	for _, d := range []*cat.DType{cat.F64, cat.F32} {
		if slices.Contains(e.DTypes, d) {
			cases = append(cases, j.Case(j.Lit(d.Bytes)).Block(j.Return(e.id(d.Name))))
		}
	}
	last := e.id("BF16")
	switch {
	case len(e.DTypes) == 1:
		body, cases, last = nil, nil, e.id(e.DTypes[0].Name)
	case !half && !brain:
		cases, last = cases[:1], e.id("F32")
	case !brain:
		last = e.id("F16")
	}
	if cases != nil {
		body = append(body, j.Switch(j.Qual("unsafe", "Sizeof").Call(j.Id("v"))).Block(cases...))
	}
	if half && brain {
		body = append(body, j.If(j.List(j.Id("_"), j.Id("half")).Op(":=").Any().Call(j.Id("v")).Assert(e.element(cat.F16)), j.Id("half")).
			Block(j.Return(e.id("F16"))))
	}
	f.Func().Add(e.id("DTypeOf")).Types(j.Id("T").Any()).Params().Add(e.id("DType")).Block(append(body, j.Return(last))...)
}

// half returns the name of the type of float16 elements.
func (e *emitter) half() string {
	if e.Alone {
		return "Float16"
	}
	return "float16.Float16"
}

func (e *emitter) dtypeConstants() []j.Code {
	list := each(e.DTypes, func(d *cat.DType) j.Code { return e.id(d.Name) })
	list[0] = e.id(e.DTypes[0].Name).Add(e.id("DType")).Op("=").Iota()
	return list
}

// computes reports whether the kernels of an element type compute in a precision.
func (e *emitter) computes(p cat.Float) bool {
	return slices.ContainsFunc(e.DTypes, func(d *cat.DType) bool { return d.Compute == p })
}
