// Package order sorts the items of a list by score, and numbers the levels of their relevance. A list of n items takes time in
// proportion to n·log(n) at most. The memory is kept for the next list.
//
// The package does no arithmetic with scores. It replaces each score by its key, an integer with the same order. So items are
// sorted by the digits of their keys, and the order is the same on every machine.
package order

// MaxItems is the largest number of items of a list: they are counted in 32 bits.
const MaxItems = 1<<31 - 1
