package counts

import "fmt"

// A run is lists, back to back, of up to so many items each, that one call goes through. No list waits for the one
// before: the CPU begins with some while it is busy with others.
const (
	runItems = 16
	runLists = 256 // a few microseconds: the garbage collector cannot stop assembly
)

// Sums of a run. With 2^4 items to a list, a product of a count and a score is less than 2^4 scores, and a multiple
// of what the score is. It is added up in two parts: a multiple of 2^grid, and the rest, of at most half of that. Of 2^12
// products no sum is rounded, in any order, if scores that are not 0 have exponents from leastExponent, where they are
// multiples of 2^(leastExponent-23), to mostExponent:
//
//	grid - 1 + 12             <= leastExponent - 23 + 53
//	mostExponent + 1 + 4 + 12 <= grid + 53
const (
	grid          = -17
	leastExponent = grid - 1 + 12 + 23 - 53
	mostExponent  = grid + 53 - 12 - 4 - 1
)

// shifted is the bits of 2^exponent, shifted to the left by 1.
func shifted(exponent int) uint32 { return uint32(127+exponent) << 24 }

const runDoc = `
package asm

// A Run is what becomes of consecutive lists. The arrays begin with the items of the first one.
//
// An item's count is that of the active pairs that it is the lower one of, minus those that it is the higher one of.
// Coarse + Fine is the sum of counts times scores: without any rounding, if Exact says so.
type Run struct {
	Coarse, Fine  float64
	Lists         int // how many they were
	Pairs, Active uint32
	// Bits of scores, shifted to the left by 1: without signs. Least is of those that are not 0, minus 1.
	Least, Greatest uint32
}

const (
	RunItems = %d // the most items of a list: a run ends before one with more
	RunLists = %d // the most lists
)

// Exact reports whether all scores are 0, or from 2^%d to below 2^%d, but for signs.
func (r *Run) Exact() bool { return r.Least >= %#x-1 && r.Greatest < %#x }
`

func runDocs() string {
	return fmt.Sprintf(runDoc, runItems, runLists, leastExponent, mostExponent+1, shifted(leastExponent), shifted(mostExponent+1))
}

// Where the fields of a Run are.
const (
	coarseAt   = 0
	fineAt     = 8
	listsAt    = 16
	pairsAt    = 24
	activeAt   = 28
	leastAt    = 32
	greatestAt = 36
)

// Names for registers of the other loop that hold other things: of the pairs of i and j.
const (
	both     = high   // active pairs, as the lower one or the higher one
	pairs    = lower  // all of them, of all lists: each twice
	distance = scoreI // of their scores: that of the higher one minus that of the lower one
	levels   = relevanceI
)

func (r *runner) signature() string {
	return fmt.Sprintf("func Run%s(run *Run, counts *int32, scores, relevance *float32, offsets *int, lists, items int, margin float32)", r.tier)
}

// run is the whole function. SI counts lists; R11 is a list's first item and R10 the one behind its last. R9 goes through
// items i, and AX is the first item of a vector of items j.
func (r *runner) run() []line {
	w := &writer{isa: r.isa}
	w.put("", "%s", r.enter)
	w.put("", r.zero, pairs)
	w.put("", r.zero, r.zeros)
	w.put("", "%s", r.constants)
	for _, t := range []total{activeTwice, greatest, coarse, fine} {
		w.put("", "%s", r.set(r.zeros, t))
	}
	w.put("", "%s", r.set(ones, least))

	w.put("", runList, runItems)
	if r.lanes < runItems {
		w.put("", "vector:")
	}
	w.put("", "%s", r.load)
	w.put("", r.zero, low)
	w.put("", r.zero, both)
	w.put("", "MOVQ R11, R9\nitem:")
	w.put("", "%s", r.item)
	w.put("s(j) - s(i)", "%s", r.minus(scoreJ, scoreI, distance))
	w.put("r(j) - r(i): negative if j is the lower one", "%s", r.minus(relevanceJ, relevanceI, levels))
	w.put("the higher one's minus the lower one's", "%s", r.flip)
	w.put("i and j make a pair", "%s", r.differ)
	w.put("", "%s", r.tally(pairs, paired))
	w.put("inside the margin", "%s", r.inside)
	w.put("", "%s", r.tally(both, active))
	w.put("", "%s", r.tallyLow)
	w.put("", "%s", r.nextItem)

	w.put("", "%s", r.add("VPADDD", both, activeTwice))
	w.put("", "VPADDD %[1]s%[2]d, %[1]s%[2]d, %[1]s%[2]d", r.register, low)
	w.put("low - high", "VPSUBD %[1]s%[3]d, %[1]s%[2]d, %[1]s%[2]d", r.register, low, both)
	w.put("", "%s", r.store)
	w.put("without the sign", "VPADDD %[1]s2, %[1]s2, %[1]s7", r.register)
	w.put("", "%s", r.add("VPMAXUD", 7, greatest))
	w.put("0 becomes the greatest", "VPADDD %[1]s1, %[1]s7, %[1]s7", r.register)
	w.put("", "%s", r.add("VPMINUD", 7, least))
	w.put("products of one half", "VCVTDQ2PD %s4, %s7", r.half, r.register)
	w.put("", "VCVTPS2PD %s2, %s8", r.half, r.register)
	r.products(w)
	w.put("of the other", "%[3]s $1, %[2]s4, %[1]s7\n%[3]s $1, %[2]s2, %[1]s8\nVCVTDQ2PD %[1]s7, %[2]s7\nVCVTPS2PD %[1]s8, %[2]s8",
		r.half, r.register, r.upperHalf)
	r.products(w)
	if r.lanes < runItems {
		w.put("", "ADDQ $%d, AX\nCMPQ AX, R10\nJLT vector", r.lanes)
	}
	w.put("", "MOVQ R10, R11\nnext:\nINCQ SI\nJMP list\ndone:\nMOVQ SI, %d(R13)", listsAt)
	r.fold(w, "VADDPD", coarse, coarseAt)
	r.fold(w, "VADDPD", fine, fineAt)
	r.fold(w, "VPADDD", pairsTwice, pairsAt)
	r.fold(w, "VPADDD", activeTwice, activeAt)
	r.fold(w, "VPMINUD", least, leastAt)
	r.fold(w, "VPMAXUD", greatest, greatestAt)
	w.put("", "VZEROUPPER\nRET")
	return w.lines
}

// runList begins with a list, unless the run ends here.
const runList = `list:
CMPQ SI, lists+40(FP)
JGE done
MOVQ 8(DX)(SI*8), R10
SUBQ (DX), R10 // behind its last item
CMPQ R10, R12
JHI done // outside the arrays
MOVQ R10, CX
SUBQ R11, CX // its items
JEQ next
CMPQ CX, $%d
JHI done // too many
MOVQ R11, AX`

// products adds those of counts and scores to the sums.
func (r *runner) products(w *writer) {
	w.put("", "VMULPD %[1]s7, %[1]s8, %[1]s7", r.register)
	w.put("", "VADDPD %[2]s, %[1]s7, %[1]s8", r.register, r.place(rounder))
	w.put("rounded to multiples of the grid", "VSUBPD %[2]s, %[1]s8, %[1]s8", r.register, r.place(rounder))
	w.put("", "%s", r.add("VADDPD", 8, coarse))
	w.put("the rest", "VSUBPD %[1]s8, %[1]s7, %[1]s7", r.register)
	w.put("", "%s", r.add("VADDPD", 7, fine))
}

// fold stores one number of all lanes.
func (r *runner) fold(w *writer, op string, t total, at int) {
	w.put("all lanes", "%s", r.lower(op, t))
	w.put("", "VEXTRACTI128 $1, Y9, X10\n%[1]s X10, X9, X9\nVPSHUFD $0x4E, X9, X10\n%[1]s X10, X9, X9", op)
	if op == "VADDPD" {
		w.put("", "VMOVSD X9, %d(R13)", at)
		return
	}
	w.put("", "VPSHUFD $0xB1, X9, X10\n%s X10, X9, X9", op)
	if t == pairsTwice || t == activeTwice {
		w.put("each was counted twice", "VPSRLD $1, X9, X9")
	}
	w.put("", "VMOVD X9, %d(R13)", at)
}
