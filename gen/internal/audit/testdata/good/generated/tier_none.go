//go:build purego || (!amd64 && !arm64)

package generated

func HingeSumF32(b *Batch) { HingeSumF32Portable(b, 0) }

func HingeEachF16(b *Batch) { HingeEachF16Portable(b, 0) }

func HingeEachGradF32(b *Batch) { HingeEachGradF32Portable(b, 0) }
