package audit

import "regexp"

// A touch is an instruction's operand in memory.
type touch struct {
	at    operand
	bytes int // 0 if unknown
	store bool

	postIndexed bool // the displacement is added to the base behind the access
}

// part says how much smaller than its register an instruction's operand in memory
// is: it widens what it loads, or narrows what it stores.
var part = map[string]int{
	"VCVTPH2PS": 2, "VCVTPS2PH": 2, "VPMOVZXWD": 2, "VPMOVZXDQ": 2, "VPMOVZXWQ": 4, "VPMOVDW": 2, "VPMOVSXBD": 4,
	"VMOVUPS": 1, "VMOVUPD": 1, "VMOVDQU": 1, "VMOVDQU16": 1, "VMASKMOVPS": 1, "VMASKMOVPD": 1,
	"VSUBPS": 1, "VSUBPD": 1, "VMULPS": 1, "VMULPD": 1,
	"VMOVNTPS": 1, "VMOVNTPD": 1, "VMOVNTDQ": 1,
	"FMOVQ": 1, "FMOVD": 2, "FMOVS": 4,
}

// touches returns what a vector instruction does to memory, nil if nothing.
func touches(l *line) *touch {
	if l.op == "WORD" {
		return wordTouches(l.word)
	}
	if l.op == "PREFETCHT0" {
		return nil // a hint, which faults nowhere
	}
	for i, o := range l.operands {
		if o.kind != kindMem {
			continue
		}
		t := &touch{at: o, store: i == len(l.operands)-1}
		if by := part[l.base()]; by > 0 {
			t.bytes = widthOf(l) / by
		}
		if bytes := alone[l.op]; bytes > 0 {
			t.bytes = bytes
		}
		if l.op == "VLD1.P" || l.op == "VST1.P" {
			if t.bytes, t.postIndexed = laneBytes(l), true; t.bytes != o.n {
				t.bytes = 0 // moves on by another element's size
			}
		}
		return t
	}
	return nil
}

// alone is the size of what an instruction moves, whatever its register.
var alone = map[string]int{"VPINSRB": 1, "VPINSRW": 2, "VPEXTRW": 2, "VMOVD": 4, "VMOVQ": 8, "MOVLQSX": 4}

var laneForm = regexp.MustCompile(`\.([BHSD])\[\d+\]$`)

// laneBytes is the size of the lane that an instruction of arm64 moves.
func laneBytes(l *line) int {
	for _, o := range l.operands {
		if m := laneForm.FindStringSubmatch(o.text); m != nil {
			return map[string]int{"B": 1, "H": 2, "S": 4, "D": 8}[m[1]]
		}
	}
	return 0
}

// widthOf is the size of an instruction's vector register.
func widthOf(l *line) int {
	for _, o := range l.operands {
		if o.kind == kindVec {
			return o.use.bytes
		}
	}
	return 0
}

var (
	wordMemory = regexp.MustCompile(`\[.*`)
	// The only word that loads.
	wordLoad = regexp.MustCompile(`^ldr h\d+, \[x(\d+)(?:, #(\d+))?\]$`)
)

func wordTouches(word string) *touch {
	if m := wordLoad.FindStringSubmatch(word); m != nil {
		return &touch{at: parseOperand(m[2] + "(R" + m[1] + ")"), bytes: 2}
	}
	if text := wordMemory.FindString(word); text != "" {
		return &touch{at: operand{text: text}}
	}
	return nil
}
