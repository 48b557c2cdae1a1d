// Package dcg has what discounted cumulative gain is made of: the discounts of ranks and the usual gain of an item.
//
// All values have the same bits on every machine. The functions of package math have assembly on some machines and fused
// products on others, so their last bits differ.
package dcg
