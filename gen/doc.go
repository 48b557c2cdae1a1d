// Command gen is the generator: it writes packages asm and generated, which are the kernels and their dispatcher.
//
//	go generate ./...      # from the root of the module
//	go run ./gen -list     # print the list of kernels
//
// The way from a formula to a kernel: package hinge (in gen/internal) has the formula, package arithmetic records it as a list of operations,
// package golang writes the operations as portable Go, and packages assembly and isa write them as assembly. Package audit checks
// the result, as command gen/audit does for kernels in any module. CONTRIBUTING.md explains what to change for a new element type, column, formula or instruction set.
package main
