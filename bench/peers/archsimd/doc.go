//go:build goexperiment.simd && amd64

// Command archsimd computes the loss with Go's package simd/archsimd, as a peer: see ../README.md.
package main
