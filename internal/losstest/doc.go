// Package losstest is what the tests of package loss share: the contract in plain Go, as a
// reference; cases that break formulas; and memory that tells of every access beyond its arrays.
//
// A DType knows an element type, and computes in float64 what the contract says of it. A Batch,
// an IndexedBatch and a ListCase are the inputs of methods.
package losstest
