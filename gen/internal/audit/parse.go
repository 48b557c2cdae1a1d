package audit

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	regForm   = regexp.MustCompile(`^([A-Z]\w*|g)(?:<<(\d+))?$`)
	vecForm   = regexp.MustCompile(`^([XYZVF])(\d+)(?:\.([BHSD])(1|2|4|8|16)?(?:\[(\d+)\])?)?$`)
	pairForm  = regexp.MustCompile(`^\((F\d+), (F\d+)\)$`)
	maskForm  = regexp.MustCompile(`^K([0-7])$`)
	memForm   = regexp.MustCompile(`^(-?\d+)?\((\w+)\)(?:\((\w+)(?:\*([1248])|<<([0-3]))\))?$`)
	fieldForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*)_(\w+)(?:\+(\d+))?\((\w+)\)$`)
)

// vectorBytes has the sizes of vector registers by their letter, and laneBytes the sizes of elements.
var (
	vectorBytes = map[string]int{"X": 16, "Y": 32, "Z": 64, "V": 16, "F": 16}
	laneBytes   = map[string]int{"B": 1, "H": 2, "S": 4, "D": 8}
)

// splitOperands splits operands at commas that are not in brackets.
func splitOperands(s string) []string {
	var list []string
	depth, from := 0, 0
	for i, c := range s {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				list = append(list, s[from:i])
				from = i + 1
			}
		}
	}
	list = append(list, s[from:])
	for i := 1; i < len(list); i++ {
		list[i] = strings.TrimPrefix(list[i], " ")
	}
	return list
}

func parseOperand(s string) operand {
	o := operand{text: s, piece: -1}
	if digits, ok := strings.CutPrefix(s, "$"); ok {
		if n, err := strconv.ParseInt(digits, 0, 64); err == nil {
			o.kind, o.n = kindImm, int(n)
		} else if n, err := strconv.ParseUint(digits, 0, 64); err == nil {
			o.kind, o.n = kindImm, int(n) // the same bits
		} else if at := parseOperand(digits); at.kind == kindMem {
			o = at
			o.text, o.kind = s, kindAddress
		}
		return o
	}
	if strings.HasSuffix(s, "(FP)") {
		o.kind = kindArg
		return o
	}
	if m := vecForm.FindStringSubmatch(s); m != nil {
		if n := number(m[2]); n >= 0 && n < firstMask {
			o.kind, o.use, o.lane = kindVec, use{n, vectorBytes[m[1]]}, laneBytes[m[3]]
			if m[4] != "" {
				o.lanes = number(m[4])
			}
			if m[5] != "" {
				o.piece = number(m[5])
			}
		}
		return o
	}
	if m := pairForm.FindStringSubmatch(s); m != nil {
		if a, b := parseOperand(m[1]), parseOperand(m[2]); a.kind == kindVec && b.kind == kindVec {
			o.kind, o.use, o.more = kindPair, a.use, b.use
		}
		return o
	}
	if m := maskForm.FindStringSubmatch(s); m != nil {
		o.kind, o.use = kindMask, use{firstMask + number(m[1]), 8}
		return o
	}
	if m := regForm.FindStringSubmatch(s); m != nil {
		o.kind, o.reg = kindReg, m[1]
		if m[2] != "" {
			o.n = number(m[2])
		}
		return o
	}
	if m := fieldForm.FindStringSubmatch(s); m != nil {
		o.kind, o.typ, o.field, o.reg = kindField, m[1], m[2], m[4]
		if m[3] != "" {
			o.n = number(m[3])
		}
		return o
	}
	if m := memForm.FindStringSubmatch(s); m != nil {
		return o.memory(m)
	}
	return o
}

// memory fills in the parts that memForm matched.
func (o operand) memory(m []string) operand {
	if m[1] != "" {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return o
		}
		o.n = n
	}
	o.kind, o.reg, o.index = kindMem, m[2], m[3]
	switch {
	case m[4] != "":
		o.scale = number(m[4])
	case m[5] != "":
		o.scale = 1 << number(m[5])
	}
	return o
}
