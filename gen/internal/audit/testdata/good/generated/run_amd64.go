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
				switch tier {
				case cpuid.AVX512:
					asm.HingeSumWeightedF32AVX512(a)
				default:
					HingeSumWeightedF32Portable(a)
				}
			} else {
				switch tier {
				case cpuid.AVX512:
					asm.HingeSumF32AVX512(a)
				default:
					HingeSumF32Portable(a)
				}
			}
		case EachGrad:
			switch tier {
			case cpuid.AVX2:
				asm.HingeEachGradF32AVX2(a)
			default:
				HingeEachGradF32Portable(a)
			}
		}
	case F16:
		switch op {
		case Each:
			HingeEachF16Portable(a)
		}
	}
}

func Differ(tier cpuid.Tier, w *Words) {
	switch tier {
	case cpuid.AVX512:
		asm.DifferAVX512(w)
	default:
		DifferPortable(w)
	}
}
