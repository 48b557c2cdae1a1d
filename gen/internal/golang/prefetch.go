package golang

import (
	"strconv"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// prefetchType has the type of the prefetches' arguments, for every architecture.
func prefetchType(path string) *j.File {
	f := NewFile(path, "")
	f.Comment("Items holds the arguments of a prefetch: the address of the first item, and the indices of the items of N")
	f.Comment("pairs, a multiple of the dispatcher's PrefetchTurn. The address is an integer, since nothing is read there.")
	f.Type().Id("Items").Struct(
		j.Id("First").Uintptr(),
		j.List(j.Id("I"), j.Id("J")).Op("*").Int32(),
		j.Id("N").Int(),
	)
	return f
}

// prefetchDeclarations declares the prefetches of an architecture's assembly.
func prefetchDeclarations(arch string) *j.File {
	f := NewFile(cat.Own.Kernels.Path, "!purego")
	for _, t := range prefetchingTiers(arch) {
		for _, p := range cat.Prefetches {
			Declare(f, p.Variant(t), "brings items of "+strconv.Itoa(int(p))+" bytes into the cache", "Items")
		}
	}
	return f
}

// portablePrefetch has the prefetches for tiers without an instruction for them.
func portablePrefetch(path string) *j.File {
	f := NewFile(path, "")
	f.Comment("PrefetchTurn is the number of pairs per turn of a prefetch, which does only whole turns.")
	f.Const().Id("PrefetchTurn").Op("=").Lit(cat.PrefetchTurn)
	f.Line()
	f.Comment("Items holds the arguments of a prefetch.")
	f.Type().Id("Items").Op("=").Qual(cat.Own.Kernels.Path, "Items")
	for _, p := range cat.Prefetches {
		f.Line()
		f.Comment(p.Variant(cat.Portable) + " does nothing, since Go has no prefetch.")
		f.Func().Id(p.Variant(cat.Portable)).Params(j.Op("*").Id("Items")).Block()
	}
	return f
}

// prefetchDispatch has the functions that pick the tier, for one architecture. If arch is empty, they know only
// the portable tier.
func (e *emitter) prefetchDispatch(arch string) *j.File {
	f := NewFile(e.Dispatcher.Path, e.constraint(arch))
	for _, p := range cat.Prefetches {
		f.Commentf("%s brings the items of pairs, of %d bytes each, into the cache. It is a hint: indices may have", p.Name(), int(p))
		f.Comment("any value. a.N must be a multiple of PrefetchTurn, and not 0.")
		f.Func().Id(p.Name()).Params(j.Id("tier").Qual(e.CPUID.Path, "Tier"), j.Id("a").Op("*").Id("Items")).
			Block(e.tierChoice(p.Variant, prefetchingTiers(arch), j.Id("a")))
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
