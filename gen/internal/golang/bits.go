package golang

import (
	"fmt"
	"math"
	"strconv"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// helpers has the names of the functions of operations for which Go has no operator, without the precision.
var helpers = map[arithmetic.Kind]string{
	arithmetic.Where: "where", arithmetic.Select: "select", arithmetic.Max: "max", arithmetic.Abs: "abs", arithmetic.Quiet: "quiet",
}

// bitsFile has the functions of operations for which Go has no operator, as far as the family has these operations.
func (e *emitter) bitsFile(family *arithmetic.Family) *j.File {
	f := NewFile(e.Dispatcher.Path, "")
	used := kindsOf(family)
	for _, d := range []*cat.DType{cat.F32, cat.F64} {
		for _, h := range []struct {
			kind arithmetic.Kind
			emit func(*j.File, *cat.DType)
		}{{arithmetic.Where, where}, {arithmetic.Select, choose}, {arithmetic.Max, larger}, {arithmetic.Abs, abs}, {arithmetic.Quiet, quiet}} {
			if used[d.Compute][h.kind] || h.kind == arithmetic.Quiet && !e.Alone {
				h.emit(f, d)
			}
		}
	}
	if !e.Alone || len(family.Counts) > 0 {
		oneIf(f)
	}
	if !e.Alone { // otherwise the types of the elements have these as methods
		widenBF16(f)
		narrowBF16(f)
	}
	return f
}

// toBits and fromBits convert between a float and the integer with its bits.
func toBits(d *cat.DType, v j.Code) *j.Statement {
	return j.Qual("math", fmt.Sprintf("Float%dbits", 8*d.Compute.Bytes())).Call(v)
}

func fromBits(d *cat.DType, b j.Code) *j.Statement {
	return j.Qual("math", fmt.Sprintf("Float%dfrombits", 8*d.Compute.Bytes())).Call(b)
}

// bits returns the integer v, as wide as the compute precision.
func bits(d *cat.DType, v int) *j.Statement {
	return j.Id(fmt.Sprintf("uint%d", 8*d.Compute.Bytes())).Call(j.Lit(v))
}

// kindsOf returns the kinds of the operations of a family, by their precision. Rounding to bfloat16 makes NaN quiet, too.
func kindsOf(family *arithmetic.Family) map[cat.Float]map[arithmetic.Kind]bool {
	used := map[cat.Float]map[arithmetic.Kind]bool{cat.Float32: {}, cat.Float64: {}}
	for _, k := range family.Kernels {
		for op := range arithmetic.Record(k).All() {
			if op.Kind != arithmetic.Quiet || k.DType != cat.BF16 {
				used[k.DType.Compute][op.Kind] = true
			}
		}
	}
	return used
}

// constant returns the Go expression of a number in compute precision.
func constant(d *cat.DType, v float64) *j.Statement {
	if v == 0 && math.Signbit(v) || v-v != 0 { // Go has no literal for -0, Inf and NaN
		if d.Compute == cat.Float64 {
			return fromBits(d, j.Id(fmt.Sprintf("%#x", math.Float64bits(v))))
		}
		return fromBits(d, j.Id(fmt.Sprintf("%#x", math.Float32bits(float32(v)))))
	}
	return compute(d).Call(j.Id(strconv.FormatFloat(v, 'g', -1, 8*d.Compute.Bytes())))
}

func choose(f *j.File, d *cat.DType) {
	name := "select" + float(d)
	f.Comment(name + " returns a if yes is true, otherwise b. It chooses between integers, so that the compiler makes no")
	f.Comment("branch that could be mispredicted.")
	f.Func().Id(name).Params(j.Id("yes").Bool(), j.List(j.Id("a"), j.Id("b")).Add(compute(d))).Add(compute(d)).Block(
		j.List(j.Id("chosen"), j.Id("other")).Op(":=").List(toBits(d, j.Id("b")), toBits(d, j.Id("a"))),
		j.If(j.Id("yes")).Block(j.Id("chosen").Op("=").Id("other")),
		j.Return(fromBits(d, j.Id("chosen"))),
	)
	f.Line()
}

func larger(f *j.File, d *cat.DType) {
	name := "max" + float(d)
	f.Comment(name + " returns a if a > b, otherwise b. A NaN in b stays, and a NaN in a is dropped.")
	f.Func().Id(name).Params(j.List(j.Id("a"), j.Id("b")).Add(compute(d))).Add(compute(d)).Block(
		j.If(j.Id("a").Op(">").Id("b")).Block(j.Return(j.Id("a"))),
		j.Return(j.Id("b")),
	)
	f.Line()
}

func abs(f *j.File, d *cat.DType) {
	name := "abs" + float(d)
	f.Comment(name + " returns v without its sign.")
	f.Func().Id(name).Params(j.Id("v").Add(compute(d))).Add(compute(d)).Block(
		j.Return(fromBits(d, toBits(d, j.Id("v")).Op("&^").Parens(bits(d, 1).Op("<<").Lit(8*d.Compute.Bytes()-1)))),
	)
	f.Line()
}

func where(f *j.File, d *cat.DType) {
	name := "where" + float(d)
	f.Comment(name + " returns v if yes is true, otherwise +0. It chooses between integers, so that the compiler makes no")
	f.Comment("branch that could be mispredicted.")
	f.Func().Id(name).Params(j.Id("yes").Bool(), j.Id("v").Add(compute(d))).Add(compute(d)).Block(
		j.List(j.Id("b"), j.Id("kept")).Op(":=").List(bits(d, 0), toBits(d, j.Id("v"))),
		j.If(j.Id("yes")).Block(j.Id("b").Op("=").Id("kept")),
		j.Return(fromBits(d, j.Id("b"))),
	)
	f.Line()
}

func oneIf(f *j.File) {
	f.Comment("oneIf returns 1 if yes is true, otherwise 0.")
	f.Func().Id("oneIf").Params(j.Id("yes").Bool()).Params(j.Id("one").Uint32()).Block(
		j.If(j.Id("yes")).Block(j.Id("one").Op("=").Lit(1)),
		j.Return(j.Id("one")),
	)
	f.Line()
}

func quiet(f *j.File, d *cat.DType) {
	name := "quiet" + float(d)
	f.Comment(name + " returns v. If v is NaN, it returns the NaN with all bits set, which is the same on every machine.")
	f.Func().Id(name).Params(j.Id("v").Add(compute(d))).Add(compute(d)).Block(
		j.If(j.Id("v").Op("!=").Id("v")).Block(j.Return(fromBits(d, j.Op("^").Add(bits(d, 0))))),
		j.Return(j.Id("v")),
	)
	f.Line()
}

func widenBF16(f *j.File) {
	f.Comment("WidenBF16 returns the value of a bfloat16, which is the upper half of a float32.")
	f.Func().Id("WidenBF16").Params(j.Id("v").Uint16()).Float32().Block(
		j.Return(fromBits(cat.BF16, j.Uint32().Call(j.Id("v")).Op("<<").Lit(16))),
	)
	f.Line()
}

func narrowBF16(f *j.File) {
	f.Comment("NarrowBF16 rounds v to the nearest bfloat16, ties to even. NaN becomes all ones.")
	f.Func().Id("NarrowBF16").Params(j.Id("v").Float32()).Uint16().Block(
		j.If(j.Id("v").Op("!=").Id("v")).Block(j.Return(j.Op("^").Uint16().Call(j.Lit(0)))),
		j.Id("b").Op(":=").Add(toBits(cat.BF16, j.Id("v"))),
		j.Comment("Add half of the last place, or just less if the last bit is even, and cut off."),
		j.Id("b").Op("+=").Id("0x7fff").Op("+").Id("b").Op(">>").Lit(16).Op("&").Lit(1),
		j.Return(j.Uint16().Call(j.Id("b").Op(">>").Lit(16))),
	)
}
