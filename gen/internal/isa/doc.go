// Package isa writes functions in Go assembly: registers, frames, labels and comments. An instruction set is a Set, which is mostly
// data, with one function per operation. All assembly that the generator emits is written here.
package isa
