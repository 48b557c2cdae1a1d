// Package alone writes packages of kernels for other modules. Such a package has everything in one place: what this module has in its
// packages asm, generated and internal/cpuid, a typed API, and tests that compare it with its formulas.
package alone
