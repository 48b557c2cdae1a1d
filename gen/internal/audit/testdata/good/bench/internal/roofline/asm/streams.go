package asm

import "unsafe"

type Streams struct {
	In       [4]unsafe.Pointer
	Narrow   unsafe.Pointer
	Out      [3]unsafe.Pointer
	From, To int
}

type Loop func(*Streams)
