package generated

import "github.com/marginrank/marginrank/internal/cpuid"

func Run[T any](op Op, tier cpuid.Tier, a *Args) {
	if a.N > Span {
		panic("generated: a batch longer than a span")
	}
	switch DTypeOf[T]() {
	case F32:
		runF32(op, tier, a)
	case F16:
		runF16(op, tier, a)
	}
}

func runF32(op Op, tier cpuid.Tier, a *Args) {
	switch op {
	case Sum:
		switch {
		case a.Weights != nil || a.Counted:
			HingeSumWeightedF32(tier, a)
		default:
			HingeSumF32(tier, a)
		}
	case EachGrad:
		HingeEachGradF32(tier, a)
	}
}

func runF16(op Op, tier cpuid.Tier, a *Args) {
	switch op {
	case Each:
		HingeEachF16(tier, a)
	}
}
