package main

// exactSums has mistakes in exact sums, which are rounded only at their end.
var exactSums = []mutant{
	{
		name: "exact/ties", file: "internal/exact/long.go",
		old:    `if l.bit(e-1) && (q&1 == 1 || l.below(e-1)) {`,
		new:    `if l.bit(e-1) {`,
		breaks: "ties go up",
	},
	{
		name: "exact/below", file: "internal/exact/long.go",
		old:    `return l[at/64]&(1<<(at%64)-1) != 0`,
		new:    `return false`,
		breaks: "the bits right below a tie don't count",
	},
	{
		name: "exact/carry", file: "internal/exact/long.go",
		old:    `upper|carry != 0; upper = 0`,
		new:    `upper != 0; upper = 0`,
		breaks: "a carry is lost where nothing is added to the next limb",
	},
	{
		name: "exact/room", file: "internal/exact/bins.go",
		old:    `maxRoom = (1<<63 - 1) / largestPart`,
		new:    `maxRoom = (1<<63 - 1) / (largestPart >> 1)`,
		breaks: "bins overflow",
	},
	{
		name: "exact/upper", file: "internal/exact/bins.go",
		old:    `max(hi, e+partBits+1)`,
		new:    `max(hi, e+1)`,
		breaks: "bins of upper parts are not flushed",
	},
	{
		name: "exact/infinities", file: "internal/exact/sum.go",
		old:    `s.special |= t.special`,
		new:    `s.special = max(s.special, t.special)`,
		breaks: "Inf and -Inf of two parts don't make NaN",
	},
	{
		name: "exact/side", file: "internal/exact/sum.go",
		old:    `count, negative = -count, !negative`,
		new:    `count = -count`,
		breaks: "negative counts add where they should subtract",
	},
}
