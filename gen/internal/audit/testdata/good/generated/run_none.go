//go:build purego || (!amd64 && !arm64)

package generated

import "github.com/marginrank/marginrank/internal/cpuid"

func Run[T any](op Op, tier cpuid.Tier, a *Args) {
	if a.N > Span {
		panic("generated: a batch longer than a span")
	}
	switch DTypeOf[T]() {
	case F32:
		switch op {
		case Sum:
			if a.Weights != nil || a.Counted {
				HingeSumWeightedF32Portable(a)
			} else {
				HingeSumF32Portable(a)
			}
		case EachGrad:
			HingeEachGradF32Portable(a)
		}
	case F16:
		switch op {
		case Each:
			HingeEachF16Portable(a)
		}
	}
}

func Differ(tier cpuid.Tier, w *Words) {
	DifferPortable(w)
}
