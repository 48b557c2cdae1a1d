package golang

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// lanesFile has the lanes of a sum, which are added up in the order that the contract fixes.
func (e *emitter) lanesFile() *j.File {
	f := NewFile(e.Dispatcher.Path, "")
	f.Const().Defs(
		j.Id("row").Op("=").Lit(cat.Row),
		j.Id("lanes").Op("=").Lit(cat.Lanes),
	)
	f.Line()
	f.Comment(e.Name("Lanes") + " holds the running sums of a span, followed by their compensations: for float64 elements,")
	f.Comment("what rounding left out of each sum.")
	f.Type().Add(e.id("Lanes")).Index(j.Lit(2).Op("*").Id("lanes")).Float64()

	e.addLanes(f, cat.F32)
	e.addLanes(f, cat.F64)
	e.twoSum(f)
	e.foldF32(f)
	e.foldF64(f)
	return f
}

// method starts a method of Lanes.
func (e *emitter) method(f *j.File, name string, comment ...string) *j.Statement {
	f.Line()
	for _, line := range comment {
		f.Comment(line)
	}
	return f.Func().Params(j.Id("sum").Op("*").Add(e.id("Lanes"))).Id(name)
}

// lane returns the expression for sum[l], and compensation the one for its compensation.
func lane(l j.Code) *j.Statement { return j.Id("sum").Index(l) }
func compensation(l j.Code) *j.Statement {
	return j.Id("sum").Index(j.Id("lanes").Op("+").Add(l))
}

func (e *emitter) addLanes(f *j.File, d *cat.DType) {
	// a returns the sum of the four rows in lane l+from.
	a := func(from int) *j.Statement {
		row := func(i int) *j.Statement {
			at := j.Id("l")
			if from > 0 {
				at.Op("+").Lit(from)
			}
			if i > 0 {
				at.Op("+").Add(map[int]*j.Statement{1: j.Id("row"), 2: j.Lit(2).Op("*").Id("row"), 3: j.Lit(3).Op("*").Id("row")}[i])
			}
			return j.Id("h").Index(at)
		}
		return j.Parens(row(0).Op("+").Add(row(1))).Op("+").Parens(row(2).Op("+").Add(row(3)))
	}
	add := lane(j.Id("l")).Op("+=").Float64().Call(j.Id("lower").Op("+").Id("upper"))
	if d.Compensated() {
		add = j.Id("sum").Dot("addTo").Call(j.Id("l"), j.Id("lower").Op("+").Id("upper"))
	}
	name := "add" + float(d)
	e.method(f, name, name+" adds a chunk of terms, lane by lane.").
		Params(j.Id("h").Op("*").Index(e.id("Chunk")).Add(compute(d))).
		Block(j.For(j.Id("l").Op(":=").Range().Id("lanes")).Block(
			j.Id("lower").Op(":=").Add(a(0)),
			j.Id("upper").Op(":=").Add(a(cat.Lanes)),
			add,
		))
}

func (e *emitter) twoSum(f *j.File) {
	f.Line()
	f.Comment(e.Name("TwoSum") + " returns a + v and what rounding leaves out of it")
	f.Comment("(Knuth, The Art of Computer Programming 2, 4.2.2).")
	f.Func().Add(e.id("TwoSum")).Params(j.List(j.Id("a"), j.Id("v")).Float64()).Params(sumAndLeft()).Block(
		j.Id("sum").Op("=").Id("a").Op("+").Id("v"),
		j.Id("b").Op(":=").Id("sum").Op("-").Id("a"),
		j.Return(j.Id("sum"), j.Parens(j.Id("a").Op("-").Parens(j.Id("sum").Op("-").Id("b"))).Op("+").Parens(j.Id("v").Op("-").Id("b"))),
	)
	e.method(f, "addTo", "addTo adds v to lane l, and adds what rounding leaves out to the lane's compensation.").
		Params(j.Id("l").Int(), j.Id("v").Float64()).Block(
		j.List(j.Id("s"), j.Id("left")).Op(":=").Add(e.id("TwoSum")).Call(lane(j.Id("l")), j.Id("v")),
		lane(j.Id("l")).Op("=").Id("s"),
		compensation(j.Id("l")).Op("+=").Id("left"),
	)
}

func (e *emitter) foldF32(f *j.File) {
	e.method(f, "foldF32",
		"foldF32 adds up the lanes in halves: l and l+4, then l and l+2, then l and l+1. It returns 0 as left.",
	).Params().Params(j.List(j.Id("total"), j.Id("left")).Float64()).Block(
		j.Id("even").Op(":=").Add(folded(0, 2)),
		j.Id("odd").Op(":=").Add(folded(1, 2)),
		j.Return(j.Id("even").Op("+").Id("odd"), j.Lit(0)),
	)
}

// folded returns the expression for lane l after the lanes have been folded to the given number.
func folded(l, lanes int) *j.Statement {
	if lanes == cat.Lanes {
		return lane(j.Lit(l))
	}
	sum := folded(l, 2*lanes).Op("+").Add(folded(l+lanes, 2*lanes))
	if lanes == 2 {
		return sum
	}
	return j.Parens(sum)
}

func (e *emitter) foldF64(f *j.File) {
	upper := j.Id("l").Op("+").Id("half")
	e.method(f, "foldF64",
		"foldF64 adds up the lanes in the same order, and also returns what rounding left out of the sum.",
	).Params().Params(j.List(j.Id("total"), j.Id("left")).Float64()).Block(
		j.For(j.Id("half").Op(":=").Id("lanes").Op("/").Lit(2), j.Id("half").Op(">").Lit(0), j.Id("half").Op("/=").Lit(2)).Block(
			j.For(j.Id("l").Op(":=").Range().Id("half")).Block(
				j.Id("sum").Dot("addTo").Call(j.Id("l"), lane(upper.Clone())),
				compensation(j.Id("l")).Op("+=").Add(compensation(upper)),
			),
		),
		j.Return(lane(j.Lit(0)), lane(j.Id("lanes"))),
	)
}

// sumAndLeft returns the results of a function that sums: the sum, and what rounding has left out of it.
func sumAndLeft() *j.Statement { return j.List(j.Id("sum"), j.Id("left")).Float64() }
