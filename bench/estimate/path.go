package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/marginrank/marginrank/asm"
)

// counter is the register that holds the number of pairs done so far.
const counter = "R10"

// follow runs the integer instructions of a kernel, and returns its path: all instructions that its loop executes
// for the second chunk, after chunk pairs are done and until 2*chunk pairs are done.
func follow(code []instruction, args *asm.Args) ([]instruction, error) {
	head, err := loop(code)
	if err != nil {
		return nil, err
	}
	m := newMachine(args)
	var path []instruction
	for at := 0; at < len(code); {
		if at == head {
			switch m.registers[counter] {
			case chunk:
				path = nil
			case 2 * chunk:
				return path, nil
			}
		}
		in := code[at]
		if in.text == "" {
			return nil, fmt.Errorf("the decoder doesn't know %08x, %q", in.word, in.source)
		}
		if in.source == "RET" {
			return nil, fmt.Errorf("the kernel returns before its loop has done %d pairs", 2*chunk)
		}
		if path = append(path, in); len(path) > 1<<12 {
			return nil, errors.New("the loop has no end")
		}
		continued := at > 0 && code[at-1].line == in.line // the machine has already run the whole line
		at++
		if continued {
			continue
		}
		jumps, err := m.run(in)
		if err != nil {
			return nil, err
		}
		if jumps {
			if at = destination(code, in); at < 0 {
				return nil, fmt.Errorf("%s leads out of the kernel", in.source)
			}
		}
	}
	return nil, errors.New("the kernel has no end")
}

// loop returns the index of the instruction at the label "loop", where the kernel's loop begins.
func loop(code []instruction) (int, error) {
	for _, in := range code {
		if strings.HasSuffix(in.source, " loop") {
			if i := destination(code, in); i >= 0 {
				return i, nil
			}
		}
	}
	return 0, errors.New("no loop")
}

// destination returns the index of the instruction to which a jump leads, or -1 if there is none.
func destination(code []instruction, in instruction) int {
	target, ok := in.jump()
	if !ok {
		return -1
	}
	return slices.IndexFunc(code, func(other instruction) bool { return other.address == target })
}

var jumpForm = regexp.MustCompile(`^(b|b\.\w+|cbn?z)(?: .*)? \.\+0x([0-9a-f]+)$`)

// jump returns the address that an instruction may jump to.
func (in instruction) jump() (target int, ok bool) {
	m := jumpForm.FindStringSubmatch(in.text)
	if m == nil {
		return 0, false
	}
	offset, _ := strconv.ParseUint(m[2], 16, 64) // a negative offset is printed as an unsigned number of 64 bits
	return in.address + int(int64(offset)), true
}
