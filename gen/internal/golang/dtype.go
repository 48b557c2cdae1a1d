package golang

import (
	"fmt"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// element is the Go type of an array's elements.
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

// compute is the Go type in which an element type computes.
func compute(d *cat.DType) *j.Statement { return j.Id(d.Compute.String()) }

// float names the helpers of a compute precision: F32 or F64.
func float(d *cat.DType) string { return fmt.Sprintf("F%d", 8*d.Compute.Bytes()) }

// widen converts an element v of type from to the compute precision of d.
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

// narrow rounds v from compute precision to an element.
func narrow(d *cat.DType, v *j.Statement) *j.Statement {
	switch d {
	case cat.F16:
		return j.Qual(halfPath, "Fromfloat32").Call(v)
	case cat.BF16:
		return j.Id("NarrowBF16").Call(v)
	}
	return v
}
