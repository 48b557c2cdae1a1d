// Package assembly writes kernels as Go assembly. The layout of a kernel, the use of registers, and the order of operations are
// the same for all instruction sets.
package assembly
