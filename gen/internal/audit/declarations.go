package audit

import (
	"cmp"
	"maps"
	"slices"
)

var declarations = Check{
	Name: "declarations",
	Why:  "without noescape every slice of a caller moves to the heap; without text nothing links",
	Run: func(p *Program) []Finding {
		var found findings
		names := p.declaredNames()
		for _, t := range targets {
			defined := map[key]bool{}
			for _, f := range p.functions {
				if !p.builds(t, f.file) {
					continue
				}
				defined[key{f.folder(), f.name}] = true
				if d := p.of(f); d == nil || !p.builds(t, d.file) {
					found.function(f, "no declaration on %s", t)
				}
			}
			for _, name := range names {
				if d := p.declared[name]; p.builds(t, d.file) && !defined[name] {
					found = append(found, p.at(d.pos, d.name, "no text on "+t.String()))
				}
			}
		}
		for _, name := range names {
			switch d := p.declared[name]; {
			case d.body:
				found = append(found, p.at(d.pos, d.name, "has a body"))
			case d.pragma != "//go:noescape":
				found = append(found, p.at(d.pos, d.name, "no //go:noescape right above"))
			}
		}
		return found
	},
}

// declaredNames lists the declared functions in order.
func (p *Program) declaredNames() []key {
	return slices.SortedFunc(maps.Keys(p.declared), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.folder, b.folder), cmp.Compare(a.name, b.name))
	})
}
