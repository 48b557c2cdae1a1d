// Package catalogue holds what kernels are made of, as data: element types, tiers, columns,
// and the order of a sum. It knows no formula.
package catalogue
