// Package arithmetic describes kernels: a kernel is an operation on columns with a formula, which is recorded once, operation
// by operation, for every backend. The package itself knows no formula.
package arithmetic
