package spans

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// Order counts the pairs of a, at most a span, by their order: Pairs is all of them, Right has y·(x1 - x2) above
// 0, and Tied equal to 0. It comes before the operation whose outputs may take the place of inputs.
//
// Kernels count what is active and wrong, which is enough: with x1 and x2 exchanged and a margin of 0, the wrong pairs are the right
// ones, and the active pairs are the right and the tied ones. Counts of their own would not find registers on every tier.
func Order[T any](tier cpuid.Tier, a *generated.Args) Counts {
	b := generated.Args{
		X1: a.X2, X2: a.X1, Y: a.Y, Signs: a.Signs, Weights: a.Weights,
		N: a.N, Weight: a.Weight, Counted: true,
	}
	RunOne[T](generated.Sum, tier, &b)
	return Counts{Pairs: seen[T](tier, a), Right: int64(b.Wrong), Tied: int64(b.Active) - int64(b.Wrong)}
}

// seen is the number of pairs of a weight other than 0, all of which are finite: with equal scores and a margin
// of 1, these pairs are active.
func seen[T any](tier cpuid.Tier, a *generated.Args) int64 {
	if a.Weights == nil {
		return int64(a.N)
	}
	b := generated.Args{
		X1: a.Weights, X2: a.Weights, Weights: a.Weights,
		N: a.N, Margin: a.Weight, Weight: a.Weight, Counted: true,
	}
	RunOne[T](generated.Sum, tier, &b)
	return int64(b.Active)
}
