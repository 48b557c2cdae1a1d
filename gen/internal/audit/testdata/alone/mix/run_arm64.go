//go:build !purego

package mix

// run computes op for at most span pairs. Elements have type T. It calls the first kernel that serves the
// arguments.
func run[T any](op operation, tier Tier, a *args) {
	if a.N > span {
		panic("mix: a batch longer than a span")
	}
	switch dtypeOf[T]() {
	case f32:
		switch op {
		case opMix:
			switch tier {
			case NEON:
				mixF32NEON(a)
			default:
				mixF32Portable(a)
			}
		}
	}
}
