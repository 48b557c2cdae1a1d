package audit

import (
	"maps"
	"slices"
)

var declarations = Check{
	Name: "declarations",
	Why:  "without noescape every slice of a caller moves to the heap; without text nothing links",
	Run: func(p *Program) []Finding {
		var found findings
		names := slices.Sorted(maps.Keys(p.declared))
		for _, t := range targets {
			defined := map[string]bool{}
			for _, f := range p.functions {
				if !p.builds(t, f.file) {
					continue
				}
				defined[f.name] = true
				if d := p.declared[f.name]; d == nil || !p.builds(t, d.file) {
					found.function(f, "no declaration on %s", t)
				}
			}
			for _, name := range names {
				if d := p.declared[name]; p.builds(t, d.file) && !defined[name] {
					found = append(found, p.at(d.pos, name, "no text on "+t.String()))
				}
			}
		}
		for _, name := range names {
			switch d := p.declared[name]; {
			case d.body:
				found = append(found, p.at(d.pos, name, "has a body"))
			case d.pragma != "//go:noescape":
				found = append(found, p.at(d.pos, name, "no //go:noescape right above"))
			}
		}
		return found
	},
}
