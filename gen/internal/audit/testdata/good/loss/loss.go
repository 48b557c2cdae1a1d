package loss

import (
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

func run[T any](op generated.Op, a *generated.Args) {
	generated.Run[T](op, cpuid.Current, a)
}

func differ(w *generated.Words) {
	generated.Differ(cpuid.Current, w)
}
