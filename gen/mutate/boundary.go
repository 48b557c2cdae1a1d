package main

// boundaries has mistakes about pairs that are exactly on the margin.
var boundaries = []mutant{
	{
		name: "boundary/pairs", file: "loss/criterion.go",
		old:    `generated.Scalar(c.Boundary)`,
		new:    `generated.Scalar(0)`,
		breaks: "Exclusive is Inclusive",
	},
	{
		name: "boundary/unchecked", file: "loss/criterion.go",
		old:    ` && c.Boundary <= Exclusive`,
		new:    ``,
		breaks: "a boundary that does not exist is taken",
	},
	{
		name: "boundary/lists", file: "internal/allpairs/allpairs.go",
		old:    `m.most = before(margin)`,
		new:    `m.most = margin`,
		breaks: "Exclusive is Inclusive in lists",
	},
	{
		name: "boundary/infinite", file: "internal/allpairs/allpairs.go",
		old:    `if exclusive && isFinite(margin) {`,
		new:    `if exclusive {`,
		breaks: "with Exclusive, an infinite margin is the greatest finite one",
	},
	{
		name: "boundary/zero", file: "internal/allpairs/allpairs.go",
		old:    `return F(math.Nextafter32(float32(x), float32(math.Inf(-1))))`,
		new:    `return F(math.Float32frombits(math.Float32bits(float32(x)) - 1))`,
		breaks: "the number before a margin is the one nearer to 0, and that before 0 is NaN",
	},
}
