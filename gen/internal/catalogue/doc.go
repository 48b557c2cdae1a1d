// Package catalogue describes the parts of kernels as data: element types, tiers, columns, and the order of a
// sum. It knows no formula.
package catalogue
