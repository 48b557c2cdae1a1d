package golang

import (
	"strconv"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// The dispatcher's and the assembly's functions have the same parameters.
func prefetchParams() []j.Code {
	return params([]param{{"items", j.Uintptr()}, {"i", j.Op("*").Int32()}, {"j", j.Op("*").Int32()}, {"n", j.Int()}})
}

func prefetchCall(f *j.Statement) *j.Statement {
	return f.Call(j.Id("items"), j.Id("i"), j.Id("j"), j.Id("n"))
}

// prefetchDeclarations declares the prefetches of an architecture's assembly.
func prefetchDeclarations(arch string) *j.File {
	f := newFile(asmPath, "!purego")
	for _, t := range cat.TiersOf(arch) {
		if !t.Prefetches() {
			continue
		}
		for _, p := range cat.Prefetches {
			f.Comment(p.Variant(t) + " brings items of " + strconv.Itoa(int(p)) + " bytes into the cache.")
			f.Comment("")
			f.Comment("//go:noescape")
			f.Func().Id(p.Variant(t)).Params(prefetchParams()...)
			f.Line()
		}
	}
	return f
}

// portablePrefetch is where there is no instruction for it.
func portablePrefetch() *j.File {
	f := newFile(generated, "")
	f.Comment("PrefetchTurn is the number of pairs of which a prefetch does multiples.")
	f.Const().Id("PrefetchTurn").Op("=").Lit(cat.PrefetchTurn)
	for _, p := range cat.Prefetches {
		f.Line()
		f.Comment(p.Variant(cat.Portable) + " does nothing: Go has no prefetch.")
		f.Func().Id(p.Variant(cat.Portable)).Params(prefetchParams()...).Block()
	}
	return f
}

// prefetchDispatch holds the functions that pick the tier, for one architecture; the
// empty one has the portable one only.
func prefetchDispatch(arch string) *j.File {
	f := newFile(generated, dispatchConstraint(arch))
	for _, p := range cat.Prefetches {
		f.Commentf("%s brings into the cache the items I and J, of %d bytes each, of n pairs: a hint, for", p.Name(), int(p))
		f.Comment("indices of any value. n is a multiple of PrefetchTurn, and not 0.")
		f.Func().Id(p.Name()).Params(prefetchParams()...).Block(prefetchChoice(p, cat.TiersOf(arch))...)
		f.Line()
	}
	return f
}

func prefetchChoice(p cat.Prefetch, tiers []cat.Tier) []j.Code {
	portable := prefetchCall(j.Id(p.Variant(cat.Portable)))
	var cases []j.Code
	for _, t := range tiers {
		if t.Prefetches() {
			cases = append(cases, j.Case(j.Id("tier").Op("==").Qual(cpuidPath, t.Name)).
				Block(prefetchCall(j.Qual(asmPath, p.Variant(t)))))
		}
	}
	return switchTier(cases, []j.Code{portable})
}
