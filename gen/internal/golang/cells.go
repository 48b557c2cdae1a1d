package golang

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// cellType returns the type of a cell: a complex number, whose parts are a gradient and a score.
func cellType(d *cat.DType) *j.Statement {
	if d.Compute == cat.Float64 {
		return j.Complex128()
	}
	return j.Complex64()
}

// moveTypes returns the types of the elements of the output and of the input.
func moveTypes(m cat.Move, d *cat.DType) (out, in *j.Statement) {
	switch m {
	case cat.Drain:
		return element(d), cellType(d)
	case cat.WidenSlice:
		return compute(d), element(d)
	case cat.NarrowSlice:
		return element(d), compute(d)
	}
	return cellType(d), element(d)
}

func eachMove(visit func(m cat.Move, d *cat.DType)) {
	for _, m := range cat.Moves {
		for _, d := range cat.DTypes {
			if m.Serves(d) {
				visit(m, d)
			}
		}
	}
}

func moveSummary(m cat.Move) string {
	return [...]string{
		"makes cells of scores, with gradients of 0", "rounds the gradients of cells",
		"converts elements to float32", "rounds float32 to elements",
	}[m]
}

// moveType has the type of the moves' arguments, for every architecture.
func moveType(path string) *j.File {
	f := NewFile(path, "")
	f.Comment("Move holds the arguments of a function that converts items to cells or back, or elements to another")
	f.Comment("precision. N is the number of items, a multiple of the dispatcher's MoveTurn. If Stream is set, cells are")
	f.Comment("stored past the caches.")
	f.Type().Id("Move").Struct(
		j.List(j.Id("Out"), j.Id("In")).Qual("unsafe", "Pointer"),
		j.Id("N").Int(),
		j.Id("Stream").Bool(),
	)
	return f
}

// moveDeclarations declares the moves of an architecture's assembly.
func moveDeclarations(arch string) *j.File {
	f := NewFile(cat.Own.Kernels.Path, "!purego")
	for _, t := range cat.TiersOf(arch) {
		if t.Moves() {
			eachMove(func(m cat.Move, d *cat.DType) { Declare(f, m.Variant(d, t), moveSummary(m), "Move") })
		}
	}
	return f
}

// portableMoves has the moves as loops in Go, for any number of items.
func portableMoves(path string) *j.File {
	f := NewFile(path, "")
	f.Comment("MoveTurn is the number of items per turn of a move, which does only whole turns.")
	f.Const().Id("MoveTurn").Op("=").Lit(cat.MoveTurn)
	f.Line()
	f.Comment("Move holds the arguments of a move.")
	f.Type().Id("Move").Op("=").Qual(cat.Own.Kernels.Path, "Move")
	eachMove(func(m cat.Move, d *cat.DType) {
		name := m.Variant(d, cat.Portable)
		f.Line()
		f.Comment(name + " " + moveSummary(m) + ".")
		value := widen(d, d, j.Id("v"))
		switch m {
		case cat.Fill:
			value = j.Complex(j.Lit(0), value)
		case cat.Drain:
			value = narrow(d, j.Id("quiet"+float(d)).Call(j.Real(j.Id("v"))))
		case cat.NarrowSlice:
			value = narrow(d, j.Id("quiet"+float(d)).Call(j.Id("v")))
		}
		out, in := moveTypes(m, d)
		slice := func(field string, of *j.Statement) *j.Statement {
			return j.Qual("unsafe", "Slice").Call(j.Parens(j.Op("*").Add(of)).Call(j.Id("m").Dot(field)), j.Id("m").Dot("N"))
		}
		f.Func().Id(name).Params(j.Id("m").Op("*").Id("Move")).Block(
			j.Id("out").Op(":=").Add(slice("Out", out)),
			j.For(j.List(j.Id("i"), j.Id("v")).Op(":=").Range().Add(slice("In", in))).Block(j.Id("out").Index(j.Id("i")).Op("=").Add(value)),
		)
	})
	return f
}

// moveDispatch has the functions that pick the tier, for one architecture. If arch is empty, they know only the
// portable tier.
func (e *emitter) moveDispatch(arch string) *j.File {
	f := NewFile(e.Dispatcher.Path, e.constraint(arch))
	eachMove(func(m cat.Move, d *cat.DType) {
		f.Comment(m.Name(d) + " " + moveSummary(m) + ". m.N must be a multiple of MoveTurn, and not 0.")
		f.Func().Id(m.Name(d)).Params(j.Id("tier").Qual(e.CPUID.Path, "Tier"), j.Id("m").Op("*").Id("Move")).
			Block(e.tierChoice(func(t cat.Tier) string { return m.Variant(d, t) }, movingTiers(arch), j.Id("m")))
		f.Line()
	})
	return f
}

func movingTiers(arch string) []cat.Tier {
	var tiers []cat.Tier
	for _, t := range cat.TiersOf(arch) {
		if t.Moves() {
			tiers = append(tiers, t)
		}
	}
	return tiers
}
