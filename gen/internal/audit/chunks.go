package audit

var chunks = during("chunks", "the tail is slow: it is for what makes no whole turn",
	func() observer { return &chunksObserver{} })

// chunk is the number of pairs that every loop does in whole turns.
const chunk = 64

// A chunksObserver checks that a call with whole chunks does not run the tail.
type chunksObserver struct{ bystander }

func (b *chunksObserver) step(s *step) string {
	if s.label == "part" && b.n > 0 && b.n%chunk == 0 {
		return "pairs of whole chunks are left to the tail"
	}
	return ""
}
