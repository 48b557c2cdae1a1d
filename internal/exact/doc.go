// Package exact adds float64 and float32 values up without rounding, so that the order of the
// additions does not matter: sums of the same values have the same bits, however the values
// were cut into parts, and in whichever order the parts were merged.
//
// # Why a sum is exact
//
// Every finite float64 is an integer times 2^-1074. A [Sum] keeps such integers in full: a
// fixed-point number that spans all exponents, the so-called long accumulator of Kulisch. Adding
// integers is associative and commutative. Only [Sum.Float64] rounds, once.
//
// [Bins] make many additions fast. A bin is a 64-bit integer that belongs to one exponent, so that an
// addition is a multiplication of integers and an addition to one or two bins, without a carry. Before
// a bin can overflow, all bins are added to a Sum.
//
// # How many additions are allowed
//
// A Sum has room for 2^141 values of any magnitude, where adding n times a value counts as |n| values, and
// merging a Sum counts as many as it has. That is 2^78 calls of [Sum.AddProduct] with the largest n. Programs
// cannot get there, unless they double a Sum again and again by merging it with itself. A Sum
// that overflows panics.
package exact

// Float is the type of values.
type Float interface{ float32 | float64 }
