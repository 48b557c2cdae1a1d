// Package dcg computes the parts of the discounted cumulative gain: the discounts of ranks, the usual gain of an item, and the ideal DCG.
//
// All values have the same bits on every machine. The functions of package math have assembly on some machines and fused
// products on others, so their last bits differ.
package dcg
