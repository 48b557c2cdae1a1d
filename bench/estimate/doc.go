// Command estimate estimates what the NEON kernels cost on CPUs that are not at hand, by the models of llvm-mca.
//
//	go run ./bench/estimate                               # from the root
//	go run ./bench/estimate -cpu neoverse-v1 -labels absent
//
// It compiles package asm for arm64, follows each kernel's loop through 64 pairs, and lets llvm-mca repeat these instructions. The result is a
// static estimate and not a measurement: it assumes that data is in L1 and that every branch is predicted, and no load waits for a store. The
// tables are Markdown.
package main
