// Package indexed computes losses and gradients of pairs that are given as indices of items. Each item has one score.
//
// The package gathers the scores of pairs into a workspace, computes losses and gradients there, and scatters the gradients. The losses are
// the ones of a batch of the gathered pairs. There are two ways to keep the items in the caches while gradients are added up: inArrays and
// inCells. docs/performance.md has measurements.
package indexed
