package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	jumpForm    = regexp.MustCompile(`^(b|b\.\w+|cbn?z|tbn?z)(?: .*)? \.\+0x([0-9a-f]+)$`)
	counterForm = regexp.MustCompile(`^ADD \$(\d+), R10$`) // R10 counts the pairs done
	bitsForm    = regexp.MustCompile(`^TST \$(\d+), R10$`)
	// What is done with or without a column: its name, or that of the value that it's for, is in the label.
	columnForm = regexp.MustCompile(`^(CBN?Z) R\d+, (no|skip|want|column|loaded)_(\w+)_\d+$`)
)

// jump returns where an instruction may jump to.
func (in instruction) jump() (target int, ok bool) {
	m := jumpForm.FindStringSubmatch(in.text)
	if m == nil {
		return 0, false
	}
	offset, _ := strconv.ParseUint(m[2], 16, 64) // backwards it has 64 bits
	return in.address + int(int64(offset)), true
}

// follow returns the instructions that a kernel's loop takes for a chunk of pairs, with the columns that are
// there: has tells them by name.
func follow(code []instruction, has func(column string) bool) ([]instruction, error) {
	at, err := loop(code)
	if err != nil {
		return nil, err
	}
	w := walk{has: has}
	for at < len(code) {
		in := code[at]
		if in.text == "" {
			return nil, fmt.Errorf("the decoder doesn't know %08x, %q", in.word, in.source)
		}
		w.path = append(w.path, in)
		if len(w.path) > 1<<13 {
			return nil, errors.New("the loop has no end")
		}
		at++
		w.count(in)
		target, ok := in.jump()
		if !ok {
			continue
		}
		if in.source == "BLE loop" && w.pairs == chunk {
			return w.path, nil
		}
		taken, err := w.taken(in)
		if err != nil {
			return nil, err
		}
		if taken {
			if at = indexOf(code, target); at < 0 {
				return nil, fmt.Errorf("%s leads out of the kernel", in.source)
			}
		}
	}
	return nil, errors.New("the loop has no end")
}

// A walk is the way through a loop so far.
type walk struct {
	has   func(column string) bool
	path  []instruction
	pairs int // done
	bits  int // of that number, that were tested last
}

// count keeps track of the pairs.
func (w *walk) count(in instruction) {
	if m := counterForm.FindStringSubmatch(in.source); m != nil {
		step, _ := strconv.Atoi(m[1])
		w.pairs += step
	}
	if m := bitsForm.FindStringSubmatch(in.source); m != nil {
		w.bits, _ = strconv.Atoi(m[1])
	}
}

// taken reports whether a jump leads to its label: back to the loop, over what ends a chunk that isn't whole yet,
// past a column that isn't there, or to what is done for one that is.
func (w *walk) taken(in instruction) (bool, error) {
	op, _, _ := strings.Cut(in.source, " ")
	switch m := columnForm.FindStringSubmatch(in.source); {
	case op == "JMP", in.source == "BLE loop":
		return true, nil
	case op == "BNE":
		return w.pairs&w.bits != 0, nil
	case m != nil:
		return w.has(m[3]) == (m[1] == "CBNZ"), nil
	}
	return false, fmt.Errorf("a jump of another kind: %s", in.source)
}

// indexOf is the place of the instruction at an address, -1 if there is none.
func indexOf(code []instruction, address int) int {
	return slices.IndexFunc(code, func(in instruction) bool { return in.address == address })
}

// loop is the place where the loop begins: where the jumps back lead to.
func loop(code []instruction) (int, error) {
	for _, in := range code {
		target, ok := in.jump()
		if ok && strings.HasSuffix(in.source, " loop") {
			if i := indexOf(code, target); i >= 0 {
				return i, nil
			}
		}
	}
	return 0, errors.New("no loop")
}
