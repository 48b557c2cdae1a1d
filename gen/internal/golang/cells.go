package golang

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// cellType is a complex number: a gradient and a score.
func cellType(d *cat.DType) *j.Statement {
	if d.Compute == cat.Float64 {
		return j.Complex128()
	}
	return j.Complex64()
}

// moveParams are the output and the input, as pointers or as slices.
func moveParams(m cat.Move, d *cat.DType, of *j.Statement) []param {
	out, in := cellType(d), element(d)
	if m == cat.Drain {
		out, in = in, out
	}
	return []param{{"out", of.Clone().Add(out)}, {m.Input(), of.Clone().Add(in)}}
}

func eachMove(visit func(m cat.Move, d *cat.DType)) {
	for _, m := range cat.Moves {
		for _, d := range cat.DTypes {
			visit(m, d)
		}
	}
}

func moveSummary(m cat.Move) string {
	return [...]string{"makes cells of scores, with gradients of 0", "rounds the gradients of cells"}[m]
}

// moveDeclarations declares the moves of an architecture's assembly.
func moveDeclarations(arch string) *j.File {
	f := newFile(asmPath, "!purego")
	for _, t := range cat.TiersOf(arch) {
		if !t.Moves() {
			continue
		}
		eachMove(func(m cat.Move, d *cat.DType) {
			names := []string{m.Variant(d, t)}
			if m.Streams() {
				names = append(names, m.Stream(d, t))
			}
			for _, name := range names {
				f.Comment(name + " " + moveSummary(m) + ".")
				f.Comment("")
				f.Comment("//go:noescape")
				f.Func().Id(name).Params(params(append(moveParams(m, d, j.Op("*")), param{"n", j.Int()}))...)
				f.Line()
			}
		})
	}
	return f
}

// portableMoves are loops in Go, for any number of items.
func portableMoves() *j.File {
	f := newFile(generated, "")
	f.Comment("MoveTurn is the number of items of which a move does multiples.")
	f.Const().Id("MoveTurn").Op("=").Lit(cat.MoveTurn)
	eachMove(func(m cat.Move, d *cat.DType) {
		name := m.Variant(d, cat.Portable)
		f.Line()
		f.Comment(name + " " + moveSummary(m) + ".")
		value := j.Complex(j.Lit(0), widen(d, d, j.Id("v")))
		if m == cat.Drain {
			value = narrow(d, j.Id("quiet"+float(d)).Call(j.Real(j.Id("v"))))
		}
		f.Func().Id(name).Params(params(moveParams(m, d, j.Index()))...).Block(
			j.Id("out").Op("=").Id("out").Index(j.Empty(), j.Len(j.Id(m.Input()))),
			j.For(j.List(j.Id("i"), j.Id("v")).Op(":=").Range().Id(m.Input())).Block(j.Id("out").Index(j.Id("i")).Op("=").Add(value)),
		)
	})
	return f
}

// moveDispatch holds the functions that pick the tier, for one architecture; the empty
// one has the portable one only.
func moveDispatch(arch string) *j.File {
	f := newFile(generated, dispatchConstraint(arch))
	eachMove(func(m cat.Move, d *cat.DType) {
		list := append(moveParams(m, d, j.Op("*")), param{"n", j.Int()})
		if m.Streams() {
			list = append(list, param{"stream", j.Bool()})
		}
		f.Comment(m.Name(d) + " " + moveSummary(m) + ". n is a multiple of MoveTurn, and not 0.")
		f.Func().Id(m.Name(d)).Params(params(list)...).Block(moveChoice(m, d, cat.TiersOf(arch))...)
		f.Line()
	})
	return f
}

func moveChoice(m cat.Move, d *cat.DType, tiers []cat.Tier) []j.Code {
	array := func(name string) j.Code { return j.Id("array").Call(j.Id(name), j.Id("n")) }
	portable := j.Id(m.Variant(d, cat.Portable)).Call(array("out"), array(m.Input()))
	call := func(name string) j.Code { return j.Qual(asmPath, name).Call(j.Id("out"), j.Id(m.Input()), j.Id("n")) }
	var cases []j.Code
	for _, t := range tiers {
		if !t.Moves() {
			continue
		}
		is := j.Id("tier").Op("==").Qual(cpuidPath, t.Name)
		if m.Streams() {
			cases = append(cases, j.Case(is.Clone().Op("&&").Id("stream")).Block(call(m.Stream(d, t))))
		}
		cases = append(cases, j.Case(is).Block(call(m.Variant(d, t))))
	}
	return switchTier(cases, []j.Code{portable})
}
