package counts

import (
	"fmt"

	j "github.com/dave/jennifer/jen"
)

// A run is lists, back to back, of up to so many items each, that one call goes through. No list waits for the one
// before: the CPU begins with some while it is busy with others.
const (
	runItems = 16
	runLists = 256 // a few microseconds: the garbage collector cannot stop assembly
)

// Sums of a run. With 2^4 items to a list, a product of a count and a score is less than 2^4 scores, and a multiple
// of what the score is. It is added up in two parts: a multiple of 2^grid, and the rest, of at most half of that. Of 2^12
// products no sum is rounded, in any order, if scores that are not 0 have exponents from leastExponent, where they are
// multiples of 2^(leastExponent-23), to mostExponent:
//
//	grid - 1 + 12             <= leastExponent - 23 + 53
//	mostExponent + 1 + 4 + 12 <= grid + 53
const (
	grid          = -17
	leastExponent = grid - 1 + 12 + 23 - 53
	mostExponent  = grid + 53 - 12 - 4 - 1
)

// shifted is the bits of 2^exponent, shifted to the left by 1.
func shifted(exponent int) uint32 { return uint32(127+exponent) << 24 }

// roundingBits is 1.5·2^52 times the grid: added and subtracted, it rounds to a multiple of that.
const roundingBits = (1023+52+grid)<<52 | 1<<51

// runFile holds the type of what Run takes, for every architecture.
func runFile() *j.File {
	f := newFile("")
	f.Commentf("A Run is N consecutive lists, and what becomes of them. Offsets are N+1, at most %d; the arrays are of", runLists+1)
	f.Comment("Items items, and begin with the first list's.")
	f.Comment("")
	f.Comment("An item's count is that of the active pairs that it is the lower one of, minus those that it is the higher one of.")
	f.Comment("Coarse + Fine is the sum of counts times scores: without any rounding, if Exact says so.")
	f.Type().Id("Run").Struct(
		j.Id("Counts").Op("*").Int32(),
		j.List(j.Id("Scores"), j.Id("Relevance")).Op("*").Float32(),
		j.Id("Offsets").Op("*").Int(),
		j.List(j.Id("N"), j.Id("Items")).Int(),
		j.Id("Margin").Float32(),
		j.Line().List(j.Id("Coarse"), j.Id("Fine")).Float64(),
		j.Id("Lists").Int().Comment("how many lists they are: a run ends before one that is too long, or not in the arrays"),
		j.List(j.Id("Pairs"), j.Id("Active")).Uint32(),
		j.Comment("Bits of scores, shifted to the left by 1: without signs. Least is of those that are not 0, minus 1."),
		j.List(j.Id("Least"), j.Id("Greatest")).Uint32(),
	)
	f.Line()
	f.Const().Defs(
		j.Id("RunItems").Op("=").Lit(runItems).Comment("the most items of a list"),
		j.Id("RunLists").Op("=").Lit(runLists).Comment("the most lists"),
	)
	f.Line()
	f.Commentf("Exact reports whether all scores are 0, or from 2^%d to below 2^%d, but for signs.", leastExponent, mostExponent+1)
	f.Func().Params(j.Id("r").Op("*").Id("Run")).Id("Exact").Params().Bool().Block(j.Return(
		j.Id("r").Dot("Least").Op(">=").Id(fmt.Sprintf("%#x-1", shifted(leastExponent))).Op("&&").
			Id("r").Dot("Greatest").Op("<").Id(fmt.Sprintf("%#x", shifted(mostExponent+1))),
	))
	return f
}
