package audit

import (
	"go/ast"
	"strings"
)

// A twin is the portable variant of a kernel. It shows what the kernel has to do: which fields it reads, which
// arrays may be absent, and from which elements each result is computed.
type twin struct {
	g    *group
	f    *ast.FuncDecl
	a    string // the name of its argument
	args *structure
}

// twinOf returns the twin of a kernel, or nil if there is no twin that does anything.
func (g *group) twinOf(f *function, args *structure) *twin {
	name, ok := cutSuffixFold(f.name, f.tier)
	if !ok {
		return nil
	}
	return g.twin(name, args)
}

// twin returns the portable variant of a kernel, or nil if there is none that does anything.
func (g *group) twin(kernel string, args *structure) *twin {
	decl := g.bodies[key{g.twins, kernel + portable}]
	if decl == nil || args == nil || len(parameters(decl)) != 1 {
		return nil
	}
	return &twin{g: g, f: decl, a: parameters(decl)[0], args: args}
}

// cutSuffixFold cuts off a suffix, in upper or lower case.
func cutSuffixFold(s, suffix string) (string, bool) {
	if n := len(s) - len(suffix); n >= 0 && strings.EqualFold(s[n:], suffix) {
		return s[:n], true
	}
	return s, false
}
