package audit

import (
	"go/ast"
	"slices"
	"strings"
)

// A group is the kernels of one package, and the packages around them. These may all be the same package.
type group struct {
	*Program
	folder   string              // the package with the assembly and its declarations
	callers  []string            // the packages that may call the kernels: this one, and those that import it
	twins    string              // the caller with the portable variants, or "" if the kernels have none
	tiers    string              // the package that declares the tiers, or "" if none does
	features map[string][]string // the CPU features that each tier requires
}

// portable is the suffix of the names of portable variants.
const portable = "Portable"

// group finds the packages around the kernels of a folder.
func (p *Program) group(folder string) *group {
	g := &group{Program: p, folder: folder, callers: append([]string{folder}, p.importers(folder)...), features: map[string][]string{}}
	near := slices.Clone(g.callers)
	for _, caller := range g.callers {
		near = append(near, p.packages[caller].imports...)
	}
	for _, other := range near {
		p.take(other)
	}
	if i := slices.IndexFunc(g.callers, p.hasTwins); i >= 0 {
		g.twins = g.callers[i]
		for _, other := range p.importers(g.twins) {
			p.take(other)
		}
	}
	if i := slices.IndexFunc(near, func(folder string) bool { return p.types[key{folder, "Tier"}] != nil }); i >= 0 {
		g.tiers = near[i]
		g.detect()
	}
	return g
}

// hasTwins reports whether a package has portable variants.
func (p *Program) hasTwins(folder string) bool {
	for k := range p.bodies {
		if k.folder == folder && strings.HasSuffix(k.name, portable) {
			return true
		}
	}
	return false
}

// isTwin reports whether a name is that of a portable variant.
func (g *group) isTwin(k key) bool {
	return k.folder == g.twins && g.twins != "" && strings.HasSuffix(k.name, portable)
}

// isAssembly reports whether a name is that of a kernel in assembly.
func (g *group) isAssembly(k key) bool {
	return k.folder == g.folder && (g.declared[k] != nil || g.hasText(k.name))
}

// calls reports whether a function contains the call of a variant, reachable or not.
func (g *group) calls(f *ast.FuncDecl, is func(key) bool) bool {
	calls := false
	g.eachCall(f.Body, func(callee key) { calls = calls || is(callee) })
	return calls
}

// eachGroup returns the Run function of a check that looks at the kernels of each package.
func eachGroup(look func(g *group, found *findings)) func(*Program) []Finding {
	return func(p *Program) []Finding {
		var found findings
		for _, g := range p.groups {
			look(g, &found)
		}
		return found
	}
}
