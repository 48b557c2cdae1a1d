package asm

type Words struct {
	In      *uint64
	N       int
	Pattern uint64
	Found   uint64
}
