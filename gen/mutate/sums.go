package main

// sums are mistakes in the order of a sum and in what it keeps beside it.
var sums = []mutant{
	{
		name: "order/rows-portable", file: "gen/internal/golang/lanes.go",
		old:    `.Op("+").Add(row(1))).Op("+").Parens(row(2).Op`,
		new:    `.Op("+").Add(row(2))).Op("+").Parens(row(1).Op`,
		breaks: "rows 1 and 2 change places in portable Go alone",
		tier:   "avx2",
	},
	{
		name: "order/rows-assembly", file: "gen/internal/assembly/kernel.go",
		old:    `(row+i)*pairs+offset`,
		new:    `[]int{0, 2, 1, 3}[row+i]*pairs+offset`,
		breaks: "rows 1 and 2 change places in assembly alone",
		tier:   "avx2",
	},
	{
		name: "order/running", file: "gen/internal/assembly/kernel.go",
		old:    "terms[2*i], terms[2*i+1], [...]string{\"a = row 0 + row 1\", \"b = row 2 + row 3\"}[i])\n\t\t}\n\t}\n\tf.addTerms(terms[0], terms[2]",
		new:    "terms[0], terms[i+1], \"\")\n\t\t}\n\t}\n\tf.addTerms(terms[0], terms[3]",
		breaks: "rows are added one after the other",
		tier:   "avx2",
	},
	{
		name: "order/halves", file: "gen/internal/assembly/lanes.go",
		old:    `[]Reg{lower, upper}`,
		new:    `[]Reg{upper, lower}`,
		breaks: "the lanes' halves change places",
		tier:   "avx2",
	},
	{
		name: "fold/order", file: "gen/internal/golang/lanes.go",
		old:    `folded(l, 2*lanes).Op("+").Add(folded(l+lanes, 2*lanes))`,
		new:    `folded(2*l, 2*lanes).Op("+").Add(folded(2*l+1, 2*lanes))`,
		breaks: "the lanes fold by neighbours, not by halves",
	},
	{
		// The order of this fold is free: with its rest, the sum is the same in any.
		name: "fold/lane", file: "gen/internal/golang/lanes.go",
		old:    `j.Id("half").Op(">").Lit(0)`,
		new:    `j.Id("half").Op(">").Lit(1)`,
		breaks: "the fold of float64 lanes leaves one out",
	},
	{
		name: "rest/lanes-portable", file: "gen/internal/golang/lanes.go",
		old:    `compensation(j.Id("l")).Op("+=").Id("left")`,
		new:    `j.Id("_").Op("=").Id("left")`,
		breaks: "portable lanes keep no rest",
	},
	{
		name: "rest/lanes-assembly", file: "gen/internal/assembly/lanes.go",
		old:    `arith("ADD", err, b, err, "compensations += error")`,
		new:    `_ = err`,
		breaks: "the lanes keep no rest",
		tier:   "avx2",
	},
	{
		name: "rest/fold", file: "gen/internal/golang/lanes.go",
		old:    `compensation(j.Id("l")).Op("+=").Add(compensation(upper))`,
		new:    `j.Null()`,
		breaks: "lane 0's rest is taken for all",
	},
	{
		name: "rest/two-sum", file: "gen/internal/golang/lanes.go",
		old:    `j.Parens(j.Id("a").Op("-").Parens(j.Id("sum").Op("-").Id("b"))).Op("+").Parens(j.Id("v").Op("-").Id("b"))`,
		new:    `j.Id("v").Op("-").Id("b")`,
		breaks: "TwoSum takes its first argument for the larger one",
	},
	{
		name: "rest/spans", file: "loss/total.go",
		old:    `t.left += rounded + v.left`,
		new:    "_ = rounded\n\tt.left += v.left",
		breaks: "the rest between spans is dropped",
	},
	{
		name: "rest/infinite", file: "loss/total.go",
		old:    `t.sum-t.sum == 0`,
		new:    `t.sum == t.sum`,
		breaks: "an infinite sum has a NaN for a rest",
	},
}
