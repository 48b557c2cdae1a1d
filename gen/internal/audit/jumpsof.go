package audit

import "errors"

// jumpsOf says when jumps are taken, by architecture. It has all jumps that a kernel may contain.
var jumpsOf = map[string]map[string]func(m *machine, l *line) (bool, error){
	"amd64": {
		"JMP": always, "JZ": on(isZero), "JNZ": on(isNotZero), "JLT": on(isLess), "JLE": on(isAtMost),
		"JGT": on(isMore), "JGE": on(isAtLeast), "JHI": on(isAbove),
	},
	"arm64": {
		"JMP": always, "CBZ": onRegister(true), "CBNZ": onRegister(false),
		"BEQ": on(isZero), "BNE": on(isNotZero), "BLT": on(isLess), "BLE": on(isAtMost), "BGT": on(isMore), "BGE": on(isAtLeast),
	},
}

func isZero(f flags) bool    { return f.zero }
func isNotZero(f flags) bool { return !f.zero }
func isLess(f flags) bool    { return f.less }
func isAtMost(f flags) bool  { return f.less || f.zero }
func isMore(f flags) bool    { return !f.less && !f.zero }
func isAtLeast(f flags) bool { return !f.less }
func isAbove(f flags) bool   { return !f.below && !f.zero }

func always(*machine, *line) (bool, error) { return true, nil }

// on returns a jump that depends on the flags.
func on(is func(f flags) bool) func(m *machine, l *line) (bool, error) {
	return func(m *machine, l *line) (bool, error) {
		switch m.flags.state {
		case unset:
			return false, errors.New("nothing was compared")
		case unknown:
			return m.byData(l)
		}
		return is(m.flags), nil
	}
}

// byData is a jump that depends on data. It may only lead to a detour, for rare data. An audited call either has
// rare data, and takes all such jumps, or has none.
func (m *machine) byData(l *line) (bool, error) {
	if at, ok := m.target(l); !ok || !m.isDetour(at) {
		return false, errors.New("jumps by data")
	}
	return m.rare, nil
}

// onRegister returns a jump that is taken if a register is 0, or if it is not 0.
func onRegister(zero bool) func(m *machine, l *line) (bool, error) {
	return func(m *machine, l *line) (bool, error) {
		v, err := m.get(l.operand(0), 8)
		if err == nil && v.state == unknown {
			err = errors.New("jumps by data")
		}
		return (v.at == nil && v.n == 0) == zero, err
	}
}
