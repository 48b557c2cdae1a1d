package generated

func Hinge(b *Batch) {
	switch {
	case b.Sum:
		HingeSumF32(b)
	case b.Half:
		HingeEachF16(b)
	default:
		HingeEachGradF32(b)
	}
}
