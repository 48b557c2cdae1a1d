package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/internal/total"
)

// parts is where a call with weights puts what it finds: of each item, and of each list.
type parts struct {
	net    []float64 // net weights; nil: they are not wanted
	gains  []float64 // of items, if the caller has a function for them
	values []float64 // of lists; nil: they are not wanted
}

// runWeighted is run for calls that need weights or values of lists.
func runWeighted[T any, F float](tier cpuid.Tier, c *Call[T], offsets []int, workers int) Result {
	w := spaceOf[F]()
	defer w.free()
	n, lists := len(c.Scores), len(offsets)-1
	var p parts
	if c.Lambda.On {
		if c.Lambda.Gain != nil {
			w.gains = grown(w.gains, n)
			p.gains = w.gains
		}
		if bad := findGains(p.gains, c.Relevance, order.MaskOf(c.Mask), c.Lambda.Gain); bad != nil {
			return Result{BadGain: bad}
		}
	}
	if c.Grad != nil {
		w.net = grown(w.net, n)
		p.net = w.net
	}
	if c.Values != nil {
		w.values = grown(w.values, lists)
		p.values = w.values
	}
	if workers := goroutines(workers, c); workers > 1 {
		w.parts = p
		r := runShared(tier, c, nil, &w.parts, offsets, workers)
		copy(c.Values, p.values)
		return r
	}
	w.tier = tier
	w.total = total.Total{}
	weighThrough(w, c, &p, 0, offsets)
	r, divisor := weightedResult(c, &w.total)
	copy(c.Values, p.values)
	weightedGradients(c.Grad, p.net, c.Upstream, divisor, c.Squared)
	return r
}

// weighThrough goes through the lists that begin and end at the given offsets, and adds to the total. first is
// the index of the first of these lists.
func weighThrough[T any, F float](w *space[F], c *Call[T], p *parts, first int, offsets []int) {
	m, roles := limitOf(F(c.Margin), c.Exclusive), !isFinite(c.Upstream)
	l := weighted[F]{lambda: c.Lambda.On, topK: c.Lambda.TopK, squared: c.Squared}
	for k := 0; k < len(offsets)-1; k++ {
		lo, hi := offsets[k], offsets[k+1]
		l.scores, l.relevance = scoresOf(w, c.Scores[lo:hi]), c.Relevance[lo:hi]
		if c.Mask != nil {
			l.mask = order.MaskOf(c.Mask[lo:hi])
		}
		if c.Weights != nil {
			l.weights = c.Weights[lo:hi]
		}
		if p.gains != nil {
			l.gains = p.gains[lo:hi]
		}
		var net []float64
		if p.net != nil {
			net = p.net[lo:hi]
		}
		s := w.weigh(net, &l, m, roles, c.Mean || c.PerList)
		value := s.value(c.PerList)
		addList(&w.total, &s, value, c.PerList)
		if p.values != nil {
			p.values[first+k] = value
		}
		if c.PerList && !roles && s.weight > 0 {
			for i := range net {
				net[i] /= s.weight
			}
		}
	}
}

// weightedGradients stores the gradients of items with these net weights. Those of squares may be infinite or NaN.
func weightedGradients[T any](grad []T, net []float64, upstream, divisor float64, squared bool) {
	factor := upstream / divisor
	switch ordinary := !squared && (factor == 0 && upstream == 0 || math.Abs(factor) > 0x1p-900 && math.Abs(factor) < 0x1p900); {
	case !isFinite(upstream):
		for i, role := range net {
			grad[i] = element.Of[T](roleGradient(int32(role), upstream))
		}
	case ordinary && unsafe.Sizeof(*new(T)) == 4:
		multiply(element.Reinterpret[float32](grad), net, factor)
	case ordinary && unsafe.Sizeof(*new(T)) == 8:
		multiply(element.Reinterpret[float64](grad), net, factor)
	default: // v·upstream could be below the normal numbers, v/divisor is not
		for i, v := range net {
			g := v / divisor * upstream
			if g != g {
				g = math.NaN() // other NaN differ from CPU to CPU
			}
			grad[i] = element.Of[T](g)
		}
	}
}

// multiply stores the net weights times factor in grad. Both are finite.
func multiply[F float](grad []F, net []float64, factor float64) {
	grad = grad[:len(net)]
	for i, v := range net {
		grad[i] = F(v * factor)
	}
}
