package golang

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

const differSummary = "finds the bits in which words differ from a pattern"

// wordsType has the type of the function's arguments, for every architecture.
func wordsType(path string) *j.File {
	f := NewFile(path, "")
	f.Comment("Words holds the arguments of a function on N words, a multiple of the dispatcher's WordsTurn, and room for")
	f.Comment("its result: Found has the bits in which any word differs from the pattern.")
	f.Type().Id("Words").Struct(
		j.Id("In").Op("*").Uint64(),
		j.Id("N").Int(),
		j.List(j.Id("Pattern"), j.Id("Found")).Uint64(),
	)
	return f
}

// wordsDeclarations declares the function in an architecture's assembly.
func wordsDeclarations(arch string) *j.File {
	f := NewFile(cat.Own.Kernels.Path, "!purego")
	for _, t := range differingTiers(arch) {
		Declare(f, cat.DifferVariant(t), differSummary, "Words")
	}
	return f
}

// portableWords has the function as a loop in Go, for any number of words.
func portableWords(path string) *j.File {
	f := NewFile(path, "")
	f.Comment("WordsTurn is the number of words per turn of Differ, which does only whole turns.")
	f.Const().Id("WordsTurn").Op("=").Lit(cat.WordsTurn)
	f.Line()
	f.Comment("Words holds the arguments of Differ.")
	f.Type().Id("Words").Op("=").Qual(cat.Own.Kernels.Path, "Words")
	f.Line()
	f.Comment(cat.DifferVariant(cat.Portable) + " " + differSummary + ".")
	f.Func().Id(cat.DifferVariant(cat.Portable)).Params(j.Id("w").Op("*").Id("Words")).Block(
		j.Id("found").Op(":=").Uint64().Call(j.Lit(0)),
		j.For(j.List(j.Id("_"), j.Id("v")).Op(":=").Range().Qual("unsafe", "Slice").Call(j.Id("w").Dot("In"), j.Id("w").Dot("N"))).Block(
			j.Id("found").Op("|=").Id("v").Op("^").Id("w").Dot("Pattern"),
		),
		j.Id("w").Dot("Found").Op("=").Id("found"),
	)
	return f
}

// wordsDispatch has the function that picks the tier, for one architecture. If arch is empty, it knows only the
// portable tier.
func (e *emitter) wordsDispatch(arch string) *j.File {
	f := NewFile(e.Dispatcher.Path, e.constraint(arch))
	f.Comment(cat.Differ + " " + differSummary + ". w.N must be a multiple of WordsTurn, and not 0.")
	f.Func().Id(cat.Differ).Params(j.Id("tier").Qual(e.CPUID.Path, "Tier"), j.Id("w").Op("*").Id("Words")).
		Block(e.tierChoice(cat.DifferVariant, differingTiers(arch), j.Id("w")))
	return f
}

func differingTiers(arch string) []cat.Tier {
	var tiers []cat.Tier
	for _, t := range cat.TiersOf(arch) {
		if t.Differs() {
			tiers = append(tiers, t)
		}
	}
	return tiers
}
