package assembly_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	// displacement(base)(index*scale)
	memoryForm = regexp.MustCompile(`^(-?\d+)?\((\w+)\)(?:\((\w+)\*(\d)\))?$`)
	// The only word that touches memory.
	wordForm = regexp.MustCompile(`^ldr h\d+, \[x(\d+)(?:, #(\d+))?\]$`)
)

// fraction says how much smaller than its register an instruction's memory operand
// is, where it is: it widens what it loads, or narrows what it stores.
var fraction = map[string]int{
	"VCVTPH2PS": 2, "VCVTPS2PH": 2, "VPMOVZXWD": 2, "VPMOVDW": 2, "VPMOVSXBD": 4,
	"VMOVUPS": 1, "VMOVUPD": 1, "VMOVDQU": 1, "FMOVQ": 1, "FMOVD": 1, "FMOVS": 1,
}

// access returns what a vector instruction does to memory, nil if nothing.
func (m *machine) access(l *line) (*access, error) {
	if l.op == "WORD" {
		text := l.disassembly()
		if !strings.Contains(text, "[") {
			return nil, nil
		}
		form := wordForm.FindStringSubmatch(text)
		if form == nil {
			return nil, fmt.Errorf("unknown access to memory: %s", text)
		}
		return m.at([]string{text, form[2], "R" + form[1], "", ""}, 2)
	}
	for i, operand := range l.operands {
		form := memoryForm.FindStringSubmatch(operand)
		if form == nil {
			continue
		}
		part, ok := fraction[l.op]
		if !ok {
			return nil, fmt.Errorf("unknown access to memory")
		}
		a, err := m.at(form, widthOf(l)/part)
		if err == nil {
			a.store = i == len(l.operands)-1
		}
		return a, err
	}
	return nil, nil
}

// at resolves a memory operand, taken apart by memoryForm.
func (m *machine) at(form []string, bytes int) (*access, error) {
	base, err := m.get(form[2])
	if err != nil {
		return nil, err
	}
	if base.array == "" {
		return nil, fmt.Errorf("%s is no address", form[2])
	}
	offset := base.n
	if form[1] != "" {
		n, err := strconv.Atoi(form[1])
		if err != nil {
			return nil, err
		}
		offset += n
	}
	if form[3] != "" {
		index, err := m.get(form[3])
		if err != nil {
			return nil, err
		}
		if index.array != "" {
			return nil, fmt.Errorf("index %s is an address", form[3])
		}
		offset += index.n * int(form[4][0]-'0')
	}
	return &access{array: base.array, offset: offset, bytes: bytes}, nil
}

// widthOf is the size in bytes of an instruction's register beside memory.
func widthOf(l *line) int {
	switch l.op {
	case "FMOVQ":
		return 16
	case "FMOVD":
		return 8
	case "FMOVS":
		return 4
	}
	for _, operand := range l.operands {
		if m := vectorForm.FindStringSubmatch(operand); m != nil {
			return map[string]int{"X": 16, "Y": 32, "Z": 64}[m[1]]
		}
	}
	return 0
}
