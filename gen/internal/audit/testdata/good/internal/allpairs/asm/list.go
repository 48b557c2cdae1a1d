package asm

type List struct {
	Low, High, Lower  *uint32
	Scores, Relevance *float32
	N                 int
	Margin            float32
}
