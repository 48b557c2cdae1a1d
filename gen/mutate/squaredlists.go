package main

// squaredLists has mistakes in lists of squares.
var squaredLists = []mutant{
	{
		name: "squaredlists/power", file: "loss/lists.go",
		old:    `Squared: c.P == 2`,
		new:    `Squared: c.P == 3`,
		breaks: "lists ignore the power of the hinge",
	},
	{
		name: "squaredlists/factor", file: "internal/allpairs/squared.go",
		old:    `net[i] = float64(v*k.unit) * 2`,
		new:    `net[i] = float64(v * k.unit)`,
		breaks: "gradients of sorted lists are half as large",
	},
	{
		name: "squaredlists/short", file: "internal/allpairs/pairwise.go",
		old:    `hinge := max((upper+u)+lower, 0)`,
		new:    `hinge := (upper + u) + lower`,
		breaks: "pairs of short lists outside the margin have losses",
	},
	{
		name: "squaredlists/roles", file: "internal/allpairs/pairwise.go",
		old:    `if l.squared && roles {`,
		new:    `if l.squared && !roles {`,
		breaks: "gradients of short lists are weights",
	},
	{
		name: "squaredlists/node", file: "internal/allpairs/squared.go",
		old:    `float64(2*float64(s*node.r))+float64(s*sp)`,
		new:    `float64(2 * float64(s*node.r))`,
		breaks: "squares of a tree's node do not grow with the distance of its items",
	},
	{
		name: "squaredlists/distance", file: "internal/allpairs/squares.go",
		old:    `float64(s*float64(s*(of.q+float64(d*of.p))))`,
		new:    `float64(s*float64(s*of.q))`,
		breaks: "a reference that moves in both directions loses the product of the two",
	},
	{
		name: "squaredlists/base", file: "internal/allpairs/squares.go",
		old:    `accumulate(&base.t, &lost.t, change.t)`,
		new:    `_ = lost.t`,
		breaks: "squares of items that came 256 items before stay as they were",
	},
	{
		name: "squaredlists/mirror", file: "internal/allpairs/squared.go",
		old:    `t.first[last-p] = uint32(n - behind)`,
		new:    `t.first[last-p] = uint32(n - int(k.behind[p]))`,
		breaks: "gradients of lower items have hinges below 0",
	},
	{
		name: "squaredlists/levels", file: "internal/allpairs/squared.go",
		old:    `t.level[i] = uint32(len(k.gains)-1) - level`,
		new:    `t.level[i] = level`,
		breaks: "the partners of lower items are on lower levels",
	},
	{
		name: "squaredlists/infinite", file: "internal/allpairs/squared.go",
		old:    `if v := k.infinite[i]; v != 0 {`,
		new:    `if v := k.infinite[i]; v > 0 {`,
		breaks: "gradients of higher items are finite where a hinge is infinite",
	},
	{
		name: "squaredlists/overflow", file: "internal/allpairs/squared.go",
		old:    `hinge >= largeSquared {`,
		new:    `hinge >= largeSquared*largeSquared*largeSquared {`,
		breaks: "squares overflow where the weighted sum does not",
	},
	{
		name: "squaredlists/many", file: "internal/allpairs/many.go",
		old:    `loss += float64(hinge * u)`,
		new:    `loss += hinge`,
		breaks: "losses of lists with very many levels are not squared",
	},
}
