package golang

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// lanesFile holds the accumulators of a sum, in the order that the contract fixes.
func lanesFile() *j.File {
	f := newFile(generated, "")
	f.Comment("Sizes of the fixed order of a sum, in pairs.")
	f.Const().Defs(
		j.Id("Chunk").Op("=").Lit(cat.Chunk).Comment("pairs that the lanes take at a time"),
		j.Id("Span").Op("=").Lit(cat.Span).Comment("pairs that one call may be given"),
		j.Id("lanes").Op("=").Lit(cat.Lanes),
	)
	f.Line()
	f.Comment("Lanes are the running sums of a span, then their compensations:")
	f.Comment("what rounding left out of each, kept for float64 elements only.")
	f.Type().Id("Lanes").Index(j.Lit(2).Op("*").Id("lanes")).Float64()

	row := func(i int) *j.Statement { return j.Id("h").Index(j.Id("l").Op("+").Lit(i * cat.Lanes)) }
	for _, d := range []*cat.DType{cat.F32, cat.F64} {
		name := "add" + float(d)
		f.Line()
		f.Comment(name + " adds a chunk of terms, lane by lane.")
		sum := j.Parens(j.Id("h").Index(j.Id("l")).Op("+").Add(row(1))).Op("+").Parens(row(2).Op("+").Add(row(3)))
		lane := j.Id("acc").Index(j.Id("l")).Op("+=").Float64().Call(sum)
		if d.Compensated() {
			lane = j.Id("acc").Dot("addTo").Call(j.Id("l"), sum)
		}
		f.Func().Params(j.Id("acc").Op("*").Id("Lanes")).Id(name).
			Params(j.Id("h").Op("*").Index(j.Id("Chunk")).Add(compute(d))).
			Block(j.For(j.Id("l").Op(":=").Range().Id("lanes")).Block(lane))
	}

	f.Line()
	f.Comment("addTo adds v to lane l, and the rounding error of that to its compensation")
	f.Comment("(TwoSum: Knuth, The Art of Computer Programming 2, 4.2.2).")
	f.Func().Params(j.Id("acc").Op("*").Id("Lanes")).Id("addTo").
		Params(j.Id("l").Int(), j.Id("v").Float64()).
		Block(
			j.Id("a").Op(":=").Id("acc").Index(j.Id("l")),
			j.Id("s").Op(":=").Id("a").Op("+").Id("v"),
			j.Id("b").Op(":=").Id("s").Op("-").Id("a"),
			j.Id("acc").Index(j.Id("l")).Op("=").Id("s"),
			j.Id("acc").Index(j.Id("lanes").Op("+").Id("l")).Op("+=").
				Parens(j.Id("a").Op("-").Parens(j.Id("s").Op("-").Id("b"))).Op("+").
				Parens(j.Id("v").Op("-").Id("b")),
		)

	lane := func(l *j.Statement) *j.Statement { return j.Id("acc").Index(l) }
	compensation := func(l *j.Statement) *j.Statement { return lane(j.Id("lanes").Op("+").Add(l)) }
	f.Line()
	f.Comment("foldF32 adds the lanes up in halves: l with l+8, then l+4, l+2, l+1. Nothing is worth")
	f.Comment("keeping beside the sum.")
	f.Func().Params(j.Id("acc").Op("*").Id("Lanes")).Id("foldF32").Params().Params(sumAndRest()).Block(
		j.Id("even").Op(":=").Add(folded(0, 2)),
		j.Id("odd").Op(":=").Add(folded(1, 2)),
		j.Return(j.Id("even").Op("+").Id("odd"), j.Lit(0)),
	)
	f.Line()
	f.Comment("foldF64 adds the lanes up in the same order and returns what rounding left out beside the sum.")
	f.Func().Params(j.Id("acc").Op("*").Id("Lanes")).Id("foldF64").Params().Params(sumAndRest()).Block(
		append(halves(func(l, upper *j.Statement) []j.Code {
			return []j.Code{
				j.Id("acc").Dot("addTo").Call(l.Clone(), lane(upper.Clone())),
				compensation(l).Op("+=").Add(compensation(upper)),
			}
		}), j.Return(lane(j.Lit(0)), lane(j.Id("lanes"))))...)
	return f
}

// folded is lane l once the lanes are folded down to that many.
func folded(l, lanes int) *j.Statement {
	if lanes == cat.Lanes {
		return j.Id("acc").Index(j.Lit(l))
	}
	sum := folded(l, 2*lanes).Op("+").Add(folded(l+lanes, 2*lanes))
	if lanes == 2 {
		return sum
	}
	return j.Parens(sum)
}

// halves is a loop for each fold of the lanes, of constant bounds: body brings the
// upper half into the lower.
func halves(body func(l, upper *j.Statement) []j.Code) []j.Code {
	var folds []j.Code
	for half := cat.Lanes / 2; half > 1; half /= 2 {
		folds = append(folds, j.For(j.Id("l").Op(":=").Range().Lit(half)).
			Block(body(j.Id("l"), j.Id("l").Op("+").Lit(half))...))
	}
	return append(folds, body(j.Lit(0), j.Lit(1))...)
}

func sumAndRest() j.Code { return j.List(j.Id("sum"), j.Id("rest")).Float64() }

// bitsFile holds the operations that Go has no operator for.
func bitsFile() *j.File {
	f := newFile(generated, "")
	for _, d := range []*cat.DType{cat.F32, cat.F64} {
		float, uint := d.Compute.String(), map[cat.Float]string{cat.Float32: "uint32", cat.Float64: "uint64"}[d.Compute]
		bits := func(v string) *j.Statement {
			return j.Qual("math", map[cat.Float]string{cat.Float32: "Float32bits", cat.Float64: "Float64bits"}[d.Compute]).Call(j.Id(v))
		}
		fromBits := j.Return(j.Qual("math", map[cat.Float]string{cat.Float32: "Float32frombits", cat.Float64: "Float64frombits"}[d.Compute]).Call(j.Id("b")))

		name := "gate" + d.Name
		f.Comment(name + " is g where u >= 0, else +0. Chosen as integers, no branch is mispredicted.")
		f.Func().Id(name).Params(j.List(j.Id("u"), j.Id("g")).Id(float)).Id(float).Block(
			j.List(j.Id("b"), j.Id("pass")).Op(":=").List(j.Id(uint).Call(j.Lit(0)), bits("g")),
			j.If(j.Id("u").Op(">=").Lit(0)).Block(j.Id("b").Op("=").Id("pass")),
			fromBits,
		)
		f.Line()
		name = "quiet" + d.Name
		f.Comment(name + " is v, but for NaN: that becomes all ones, so that its bits are the same on every machine.")
		f.Func().Id(name).Params(j.Id("v").Id(float)).Id(float).Block(
			j.Id("b").Op(":=").Add(bits("v")),
			j.If(j.Id("v").Op("!=").Id("v")).Block(j.Id("b").Op("=").Op("^").Id(uint).Call(j.Lit(0))),
			fromBits.Clone(),
		)
		f.Line()
	}
	f.Comment("WidenBF16 returns the value of a bfloat16: it is the upper half of a float32.")
	f.Func().Id("WidenBF16").Params(j.Id("v").Uint16()).Float32().Block(
		j.Return(j.Qual("math", "Float32frombits").Call(j.Uint32().Call(j.Id("v")).Op("<<").Lit(16))),
	)
	f.Line()
	f.Comment("NarrowBF16 rounds v to the nearest bfloat16, ties to even. NaN becomes all ones.")
	f.Func().Id("NarrowBF16").Params(j.Id("v").Float32()).Uint16().Block(
		j.Id("b").Op(":=").Qual("math", "Float32bits").Call(j.Id("v")),
		j.Id("b").Op("+=").Id("0x7fff").Op("+").Id("b").Op(">>").Lit(16).Op("&").Lit(1),
		j.If(j.Id("v").Op("!=").Id("v")).Block(j.Id("b").Op("=").Op("^").Uint32().Call(j.Lit(0))),
		j.Return(j.Uint16().Call(j.Id("b").Op(">>").Lit(16))),
	)
	return f
}
