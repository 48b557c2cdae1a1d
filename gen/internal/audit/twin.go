package audit

import (
	"go/ast"
	"strings"
)

// A twin is the portable variant of a kernel. It shows what the kernel has to do: which fields it reads, which
// arrays may be absent, and from which elements each result is computed.
type twin struct {
	p    *Program
	f    *ast.FuncDecl
	a    string // the name of its argument
	args *structure
}

// twinOf returns the twin of a kernel, or nil if there is no twin that does anything.
func (p *Program) twinOf(f *function, args *structure) *twin {
	name, ok := cutSuffixFold(f.name, f.tier)
	if !ok || f.folder() != kernelFolder {
		return nil
	}
	decl := p.portable[name+portable]
	if decl == nil || len(decl.Type.Params.List) != 1 || len(decl.Type.Params.List[0].Names) != 1 {
		return nil
	}
	return &twin{p: p, f: decl, a: decl.Type.Params.List[0].Names[0].Name, args: args}
}

// cutSuffixFold cuts off a suffix, in upper or lower case.
func cutSuffixFold(s, suffix string) (string, bool) {
	if n := len(s) - len(suffix); n >= 0 && strings.EqualFold(s[n:], suffix) {
		return s[:n], true
	}
	return s, false
}
