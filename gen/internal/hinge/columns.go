package hinge

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// These are the columns of pairs. The generator lists them in no other place.
var (
	out = &cat.Column{Field: "Out", Name: "out", Output: true, Optional: true}
	gx1 = &cat.Column{Field: "GX1", Name: "gx1", Output: true, Optional: true}
	gx2 = &cat.Column{Field: "GX2", Name: "gx2", Output: true, Optional: true}
	gy  = &cat.Column{Field: "GY", Name: "gy", Output: true, Optional: true, Rare: true}

	x1       = &cat.Column{Field: "X1", Name: "x1"}
	x2       = &cat.Column{Field: "X2", Name: "x2"}
	y        = &cat.Column{Field: "Y", Name: "y", Optional: true}
	signs    = &cat.Column{Field: "Signs", Name: "signs", Optional: true, Elem: cat.Int8}
	upstream = &cat.Column{Field: "Upstream", Name: "upstream", Optional: true, Rare: true}
	weights  = &cat.Column{Field: "Weights", Name: "weights", Optional: true}
	margins  = &cat.Column{Field: "Margins", Name: "margins", Optional: true, Rare: true, PlusZero: true}

	columns = []*cat.Column{out, gx1, gx2, gy, x1, x2, y, signs, upstream, weights, margins}
)

// These are the scalars. Most of them stand for a column that is absent.
var (
	margin = &cat.Scalar{Field: "Margin", Name: "margin"}
	scale  = &cat.Scalar{Field: "Scale", Name: "scale"}             // the upstream gradient
	weight = &cat.Scalar{Field: "Weight", Name: "weight"}           // 1
	least  = &cat.Scalar{Field: "Least", Name: "least", Tiny: true} // the smallest u of an active pair: +0 or the smallest positive number

	scalars = []*cat.Scalar{margin, scale, weight, least}
)

// These are the counts. They leave out pairs of weight 0.
var (
	active = &cat.Count{Field: "Active", Name: "active"} // u >= least
	wrong  = &cat.Count{Field: "Wrong", Name: "wrong"}   // y·(x1 - x2) < 0
	right  = &cat.Count{Field: "Right", Name: "right"}   // y·(x1 - x2) > 0

	counts = []*cat.Count{active, wrong, right}
)

var counted = &cat.Flag{Field: "Counted"}
