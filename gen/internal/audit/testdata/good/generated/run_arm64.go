//go:build !purego

package generated

import (
	"github.com/marginrank/marginrank/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

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
				switch tier {
				case cpuid.NEON:
					asm.HingeSumF32NEON(a)
				default:
					HingeSumF32Portable(a)
				}
			}
		case EachGrad:
			HingeEachGradF32Portable(a)
		}
	case F16:
		switch op {
		case Each:
			switch tier {
			case cpuid.NEON:
				asm.HingeEachF16NEON(a)
			default:
				HingeEachF16Portable(a)
			}
		}
	}
}

func Differ(tier cpuid.Tier, w *Words) {
	DifferPortable(w)
}
