package generated

func HingeSumF32Portable(b *Batch, from int) {}

func HingeEachF16Portable(b *Batch, from int) {}

func HingeEachGradF32Portable(b *Batch, from int) {}
