package catalogue

import "fmt"

// A Prefetch is a function that brings the items of pairs into the cache: a hint, without
// effect on any value. It is one an item size, in bytes, and tier of amd64. The others do
// without: portable Go has no such instruction, and no machine with NEON was there to
// show that it pays.
type Prefetch int

// Prefetches are for scores of every size, and for items that are a score beside a
// gradient: twice the size of a compute precision.
var Prefetches = []Prefetch{2, 4, 8, 16}

// PrefetchTurn is the number of pairs of which a prefetch does multiples.
const PrefetchTurn = 8

// Name is that of the dispatcher's function.
func (p Prefetch) Name() string { return fmt.Sprintf("Prefetch%d", int(p)) }

// Variant is the name for a tier.
func (p Prefetch) Variant(t Tier) string { return p.Name() + t.Name }

// Prefetches reports whether the tier has them.
func (t Tier) Prefetches() bool { return t.GOARCH == "amd64" }
