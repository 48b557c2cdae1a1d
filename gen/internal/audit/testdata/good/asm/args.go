package asm

import "unsafe"

type Args struct {
	Out, GX1              unsafe.Pointer
	X1, Upstream, Weights unsafe.Pointer
	N                     int
	Margin, Weight        Scalar
	Sum, Left             float64
	Active                uint32
	Counted, Stream       bool
}

type Scalar uint64
