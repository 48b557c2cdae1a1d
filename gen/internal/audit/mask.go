package audit

import (
	"errors"
	"math/bits"
	"strings"
)

// maskedElement is the size of the elements that a mask may choose among.
var maskedElement = map[string]int{
	"VMOVUPS": 4, "VMOVUPD": 8, "VMOVDQU16": 2, "VCVTPH2PS": 2, "VPMOVZXWD": 2, "VPMOVSXBD": 1,
	"VMASKMOVPS": 4, "VMASKMOVPD": 8,
}

// The numbers of the pairs, one a byte, from which a vector of masks is made.
const (
	eightNumbers = 0x0706050403020100
	fourNumbers  = 0x03020100
)

// base is the instruction without what follows a dot.
func (l *line) base() string {
	op, _, _ := strings.Cut(l.op, ".")
	return op
}

// mask follows what makes masks of a count of pairs: bits in K2, or in a vector
// a comparison of the count with the pairs' numbers.
func (m *machine) mask(l *line) error {
	dst, first := l.last(), l.operand(0)
	if l.op == "KMOVW" && dst.text == "K2" {
		v, err := m.get(first)
		m.bits = v.n & 0xffff
		return err
	}
	if dst.kind != kindVec {
		return nil
	}
	var made count
	ok := false
	switch {
	case l.op == "VMOVQ" && first.kind == kindReg:
		v, err := m.get(first)
		if err != nil {
			return err
		}
		made, ok = count{v.n, int64(v.n) == eightNumbers || v.n == fourNumbers}, true
	case l.op == "VPMOVZXBD" || l.op == "VPMOVZXBQ":
		made, ok = m.masks[first.use.reg]
		ok = ok && made.numbers
	case l.op == "VPBROADCASTD" || l.op == "VPBROADCASTQ":
		made, ok = m.masks[first.use.reg]
		ok = ok && !made.numbers
	case l.op == "VPCMPGTD" || l.op == "VPCMPGTQ":
		made, ok = m.masks[l.operand(1).use.reg]
		ok = ok && m.masks[first.use.reg].numbers
	}
	delete(m.masks, dst.use.reg)
	if ok {
		m.masks[dst.use.reg] = made
	}
	return nil
}

// pairsOf says whether a mask chooses the bytes of an access, and how many pairs it has.
func (m *machine) pairsOf(l *line) (masked bool, pairs int, err error) {
	if strings.HasPrefix(l.op, "VMASKMOV") {
		c, ok := m.masks[l.operand(1).use.reg]
		if !ok || c.numbers {
			return true, 0, errors.New("a mask that was not made of a count")
		}
		return true, max(c.pairs, 0), nil
	}
	if !l.touchesPart() {
		return false, 0, nil
	}
	if m.bits&(m.bits+1) != 0 {
		return true, 0, errors.New("a mask with gaps")
	}
	return true, bits.OnesCount(uint(m.bits)), nil
}
