package golang

import (
	"strconv"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// prefetchType holds the type of the prefetches' arguments, for every architecture.
func prefetchType() *j.File {
	f := NewFile(asmPath, "")
	f.Comment("Items is the arguments of a prefetch: the address of the first item, as an integer, for nothing")
	f.Comment("is read there, and the items' indices of N pairs, a multiple of the dispatcher's PrefetchTurn.")
	f.Type().Id("Items").Struct(
		j.Id("First").Uintptr(),
		j.List(j.Id("I"), j.Id("J")).Op("*").Int32(),
		j.Id("N").Int(),
	)
	return f
}

// prefetchDeclarations declares the prefetches of an architecture's assembly.
func prefetchDeclarations(arch string) *j.File {
	f := NewFile(asmPath, "!purego")
	for _, t := range prefetchingTiers(arch) {
		for _, p := range cat.Prefetches {
			Declare(f, p.Variant(t), "brings items of "+strconv.Itoa(int(p))+" bytes into the cache", "Items")
		}
	}
	return f
}

// portablePrefetch is where there is no instruction for it.
func portablePrefetch() *j.File {
	f := NewFile(generated, "")
	f.Comment("PrefetchTurn is the number of pairs of which a prefetch does multiples.")
	f.Const().Id("PrefetchTurn").Op("=").Lit(cat.PrefetchTurn)
	f.Line()
	f.Comment("Items is the arguments of a prefetch.")
	f.Type().Id("Items").Op("=").Qual(asmPath, "Items")
	for _, p := range cat.Prefetches {
		f.Line()
		f.Comment(p.Variant(cat.Portable) + " does nothing: Go has no prefetch.")
		f.Func().Id(p.Variant(cat.Portable)).Params(j.Op("*").Id("Items")).Block()
	}
	return f
}

// prefetchDispatch holds the functions that pick the tier, for one architecture; the
// empty one has the portable one only.
func prefetchDispatch(arch string) *j.File {
	f := NewFile(generated, dispatchConstraint(arch))
	for _, p := range cat.Prefetches {
		f.Commentf("%s brings into the cache the items I and J, of %d bytes each, of pairs: a hint, for", p.Name(), int(p))
		f.Comment("indices of any value. a.N is a multiple of PrefetchTurn, and not 0.")
		f.Func().Id(p.Name()).Params(j.Id("tier").Qual(cpuidPath, "Tier"), j.Id("a").Op("*").Id("Items")).
			Block(tierChoice(p.Variant, prefetchingTiers(arch), j.Id("a")))
		f.Line()
	}
	return f
}

func prefetchingTiers(arch string) []cat.Tier {
	var tiers []cat.Tier
	for _, t := range cat.TiersOf(arch) {
		if t.Prefetches() {
			tiers = append(tiers, t)
		}
	}
	return tiers
}
