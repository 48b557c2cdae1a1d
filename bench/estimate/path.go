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

// follow returns the instructions that a kernel's loop takes for a chunk of pairs: all of x1, x2 and their
// gradients, where it has them, and no gradient of the labels.
func follow(code []instruction) ([]instruction, error) {
	at, err := loop(code)
	if err != nil {
		return nil, err
	}
	var path []instruction
	for pairs := 0; at < len(code); {
		in := code[at]
		if in.text == "" {
			return nil, fmt.Errorf("the decoder doesn't know %08x, %q", in.word, in.source)
		}
		path = append(path, in)
		if len(path) > 1<<12 {
			return nil, errors.New("the loop has no end")
		}
		at++
		if m := counterForm.FindStringSubmatch(in.source); m != nil {
			step, _ := strconv.Atoi(m[1])
			pairs += step
		}
		target, ok := in.jump()
		if !ok {
			continue
		}
		taken := false
		switch op, label, _ := strings.Cut(in.source, " "); {
		case in.source == "BLE loop":
			if pairs == chunk {
				return path, nil
			}
			taken = true
		case in.source == "BNE loop": // a sum counts a row of 16 pairs, column by column, then the other rows
			taken = pairs%16 != 0
		case op == "CBZ":
			taken = strings.Contains(label, "skip_gy")
		default:
			return nil, fmt.Errorf("a jump of another kind: %s", in.source)
		}
		if taken {
			if at = slices.IndexFunc(code, func(in instruction) bool { return in.address == target }); at < 0 {
				return nil, fmt.Errorf("%s leads out of the kernel", in.source)
			}
		}
	}
	return nil, errors.New("the loop has no end")
}

// loop is the place where the loop begins: where the jumps back lead to.
func loop(code []instruction) (int, error) {
	for _, in := range code {
		target, ok := in.jump()
		if ok && strings.HasSuffix(in.source, " loop") {
			if i := slices.IndexFunc(code, func(in instruction) bool { return in.address == target }); i >= 0 {
				return i, nil
			}
		}
	}
	return 0, errors.New("no loop")
}
