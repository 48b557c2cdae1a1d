// Package order puts the items of a list in the order of their scores, and numbers the levels of their
// relevance: in time n·log(n) at most, and in memory that is kept for the next list.
//
// Nothing here computes with a score. A score is an integer that is ordered as the scores are, its key. So
// items are sorted by digits, and the order is the same on every machine.
package order

// MaxItems is how many items a list may have: they are counted in 32 bits.
const MaxItems = 1<<31 - 1
