// Package onepackage writes a family of kernels as a package of its own: the kernels, as packages golang and assembly write them, with
// typed functions that check their arguments, the choice of a tier, and tests. The package imports nothing but the standard library
// and golang.org/x/sys.
package onepackage
