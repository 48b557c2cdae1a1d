package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/element"
)

// tableUpTo is the largest length of lists whose gradients are looked up in a table. Such lists have few
// different gradients.
const tableUpTo = 512 // a power of 2

// gradients stores the gradients of items with these counts. longest is the length of the longest list.
func gradients[T any](grad []T, counts []int32, upstream, pairs float64, longest int) {
	grad = grad[:len(counts)]
	switch {
	case !isFinite(upstream):
		for i, role := range counts {
			grad[i] = element.Of[T](roleGradient(role, upstream))
		}
	case longest <= tableUpTo && longest < len(counts)/4:
		var table [2 * tableUpTo]T // a count is less than tableUpTo, and negative ones are at the end
		for count := 1 - longest; count < longest; count++ {
			table[count&(2*tableUpTo-1)] = element.Of[T](gradient(float64(count), upstream, pairs))
		}
		for i, count := range counts {
			grad[i] = table[count&(2*tableUpTo-1)]
		}
	default:
		for i, count := range counts {
			grad[i] = element.Of[T](gradient(float64(count), upstream, pairs))
		}
	}
}

// gradient returns the gradient of an item with this count. It computes count·upstream first, which is more
// accurate. If that overflows, it divides first.
func gradient(count, upstream, divisor float64) float64 {
	g := count * upstream / divisor
	if !isFinite(g) {
		g = count / divisor * upstream
	}
	return g
}

// roleGradient returns the gradient of an item with this role in active pairs, for an upstream gradient that is
// not finite. For an item with both roles it is NaN, as Inf - Inf is.
func roleGradient(role int32, upstream float64) float64 {
	switch role {
	case 0:
		return 0
	case roleLower:
		return upstream
	case roleHigher:
		return -upstream
	}
	return math.NaN()
}
