package counts

import (
	"fmt"

	j "github.com/dave/jennifer/jen"
)

// A run is a number of consecutive lists that one call goes through. Each has at most runItems items. The lists
// do not depend on each other, so the CPU can begin with the next ones while it is busy with others.
const (
	runItems = 16
	runLists = 256 // these take a few microseconds, in which the garbage collector cannot stop the assembly
)

// The sums of a run are exact if all scores other than 0 have exponents from leastExponent to mostExponent. A
// list has at most 2^4 items, so a product of a count and a score is less than 2^4 times the score, and a
// multiple of the score's last place, which is at least 2^(leastExponent-23). Each product is added up in two
// parts: a multiple of 2^grid, and the rest, of at most half of that. A run has at most 2^12 products. No sum of
// them is rounded, in any order, because
//
//	grid - 1 + 12             <= leastExponent - 23 + 53
//	mostExponent + 1 + 4 + 12 <= grid + 53
const (
	grid          = -17
	leastExponent = grid - 1 + 12 + 23 - 53
	mostExponent  = grid + 53 - 12 - 4 - 1
)

// shifted returns the bits of 2^exponent, shifted left by 1.
func shifted(exponent int) uint32 { return uint32(127+exponent) << 24 }

// roundingBits has the bits of 1.5·2^52 times the grid. Adding and subtracting this number rounds to a multiple
// of the grid.
const roundingBits = (1023+52+grid)<<52 | 1<<51

// runFile has the type of the arguments of Run, for every architecture.
func runFile() *j.File {
	f := newFile("")
	f.Commentf("A Run is N consecutive lists, and room for the results. There are N+1 Offsets, at most %d. Counts, Scores and", runLists+1)
	f.Comment("Relevance have Items elements, and begin with the first item of the first list.")
	f.Comment("")
	f.Comment("The count of an item is the number of active pairs in which it is the lower one, minus the number of active pairs")
	f.Comment("in which it is the higher one. Coarse + Fine is the sum of counts times scores, without any rounding if Exact")
	f.Comment("returns true.")
	f.Type().Id("Run").Struct(
		j.Id("Counts").Op("*").Int32(),
		j.List(j.Id("Scores"), j.Id("Relevance")).Op("*").Float32(),
		j.Id("Offsets").Op("*").Int(),
		j.List(j.Id("N"), j.Id("Items")).Int(),
		j.Id("Margin").Float32(),
		j.Line().List(j.Id("Coarse"), j.Id("Fine")).Float64(),
		j.Id("Lists").Int().Comment("the number of lists done: a run ends before a list that is too long or outside the arrays"),
		j.List(j.Id("Pairs"), j.Id("Active")).Uint32(),
		j.Comment("The bits of scores, shifted left by 1 and so without signs: the least ones of scores other than 0, minus 1, and"),
		j.Comment("the greatest ones."),
		j.List(j.Id("Least"), j.Id("Greatest")).Uint32(),
	)
	f.Line()
	f.Const().Defs(
		j.Id("RunItems").Op("=").Lit(runItems).Comment("the largest number of items of a list"),
		j.Id("RunLists").Op("=").Lit(runLists).Comment("the largest number of lists"),
	)
	f.Line()
	f.Commentf("Exact reports whether the magnitude of each score is 0, or at least 2^%d and below 2^%d.", leastExponent, mostExponent+1)
	f.Func().Params(j.Id("r").Op("*").Id("Run")).Id("Exact").Params().Bool().Block(j.Return(
		j.Id("r").Dot("Least").Op(">=").Id(fmt.Sprintf("%#x-1", shifted(leastExponent))).Op("&&").
			Id("r").Dot("Greatest").Op("<").Id(fmt.Sprintf("%#x", shifted(mostExponent+1))),
	))
	return f
}
