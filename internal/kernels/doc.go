// Package kernels tests the kernels of package generated without the packages that call them. It compares every tier with portable
// Go, to the bit, and portable Go with plain formulas.
package kernels
