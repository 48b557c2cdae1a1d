package generated

import "github.com/marginrank/marginrank/asm"

const WordsTurn = 16

type Words = asm.Words

func DifferPortable(w *Words) {
	w.Found = *w.In ^ w.Pattern
}
