package catalogue

import "fmt"

// A Prefetch is a function that brings the items of pairs into the cache. It is a hint and changes no values. Its
// value is the size of an item in bytes. The tiers of amd64 have one for each size. Other tiers have none:
// portable Go has no such instruction, and nobody has measured on a machine with NEON whether prefetching pays.
type Prefetch int

// Prefetches has the sizes of scores, and the sizes of cells, which are twice the sizes of the compute
// precisions.
var Prefetches = []Prefetch{2, 4, 8, 16}

// PrefetchTurn is the number of pairs per turn of a prefetch, which does only whole turns.
const PrefetchTurn = 8

// Name returns the name of the dispatcher's function.
func (p Prefetch) Name() string { return fmt.Sprintf("Prefetch%d", int(p)) }

// Variant returns the name of the function for a tier.
func (p Prefetch) Variant(t Tier) string { return p.Name() + t.Name }

// Prefetches reports whether the tier has prefetches.
func (t Tier) Prefetches() bool { return t.GOARCH == "amd64" }
