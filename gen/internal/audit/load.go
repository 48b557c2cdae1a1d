package audit

import (
	"errors"
	"fmt"
)

// resolve returns the access of an operand in memory.
func (m *machine) resolve(o operand, byteCount int, store bool) (access, error) {
	base := m.regs[o.id]
	switch {
	case base.state == unset:
		return access{}, fmt.Errorf("%s is read before it is written", o.reg)
	case base.at == nil:
		return access{}, fmt.Errorf("%s is no address", o.reg)
	case (o.kind == kindField) != (base.at == m.args):
		return access{}, fmt.Errorf("%s is the address of %s", o.reg, base.at.name)
	case byteCount == 0:
		return access{}, errors.New("an access to memory of unknown size")
	}
	start := base.n + o.n
	if o.kind == kindField {
		field := m.structure.field(o.field)
		if o.typ != m.structure.name || field == nil {
			return access{}, fmt.Errorf("no field %s of %s", o.field, o.typ)
		}
		start += field.offset
	}
	if o.index != "" {
		index := m.regs[o.indexID]
		switch {
		case index.state == unset:
			return access{}, fmt.Errorf("%s is read before it is written", o.index)
		case index.at != nil:
			return access{}, fmt.Errorf("%s is an address, and no index", o.index)
		case index.state == unknown:
			return access{}, fmt.Errorf("%s is data, and no index", o.index)
		}
		start += index.n * o.scale
	}
	return access{base.at, start, start + byteCount, store}, nil
}

// read returns the value that an access loads into a general register.
func (m *machine) read(a access) value {
	switch a.object.kind {
	case theArguments:
		if i := m.structure.at(a.start); i >= 0 {
			return m.fields[i]
		}
	case anInput:
		if i := a.start / a.object.element; a.start >= 0 && i < len(a.object.ints) {
			return value{n: a.object.ints[i], state: set}
		}
	}
	return value{state: unknown}
}

// vector runs an instruction on vectors.
func (m *machine) vector(l *line) error {
	m.operation, m.commutes = l.hash, l.vector.commutes
	for _, u := range l.reads {
		if r := &m.vectors[u.reg]; r[0] == never || u.reg < firstMask && r[u.bytes-1] == never {
			m.noteUnwritten(u)
		}
	}
	t := l.touch
	if t == nil {
		l.vector.do(m, l)
		return nil
	}
	a, err := m.resolve(t.at, t.bytes, t.store)
	if err != nil {
		return err
	}
	if t.postIndexed {
		a.start, a.end = a.start-t.at.n, a.end-t.at.n
		m.regs[t.at.id].n += t.at.n
	}
	if !t.store {
		m.load(a)
	}
	byteCount, wrong := m.part(l, t.bytes)
	if wrong != "" {
		return errors.New(wrong)
	}
	a.end = a.start + byteCount
	l.vector.do(m, l)
	if byteCount == 0 {
		return nil
	}
	m.access = a
	if first := a.start - m.firstLocal(); t.store && a.object.kind == theFrame && first >= 0 && first+byteCount <= len(m.frame) {
		copy(m.frame[first:], m.stored[:byteCount])
	}
	return nil
}

// load fills m.loaded with what an access loads from memory.
func (m *machine) load(a access) {
	object := a.object
	for i := 0; i < a.end-a.start; i++ {
		c, at := constant, a.start+i
		switch object.kind {
		case anInput:
			if e := at / object.element; at >= 0 && at < object.bytes && e < maxElements && object.input >= 0 {
				c = oneElement(1<<object.input, e, 0)
			}
		case theArguments:
			c |= content(a.start+1) << formulaShift // the formula says which scalar it is
		case theFrame:
			if at -= m.firstLocal(); at >= 0 && at < len(m.frame) && m.frame[at] != never {
				c = m.frame[at] // otherwise the check locals reports it
			}
		}
		m.loaded[i] = c
	}
}

// firstLocal returns the offset of the frame's first byte. On arm64 the return address is below it.
func (f *function) firstLocal() int {
	if f.arch == "arm64" {
		return 8
	}
	return 0
}

// noteUnwritten notes that an instruction reads bytes that were never written.
func (m *machine) noteUnwritten(u use) {
	m.unwritten, m.written = u, 0
	for _, c := range m.vectors[u.reg][:u.bytes] {
		if c != never {
			m.written++
		}
	}
}
