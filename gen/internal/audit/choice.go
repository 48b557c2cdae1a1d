package audit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"strings"
)

// A function that calls assembly is a switch between the tiers with these cases: any
// other may leave nothing to the assembly, which no result would show.
var (
	choiceForm  = regexp.MustCompile(`^switch tier {\n`)
	tierCase    = regexp.MustCompile(`^case cpuid\.(\w+):\n\tasm\.\w+\((\w+)\)$`)
	defaultCase = regexp.MustCompile(`^default:\n\t\w+Portable\((\w+)\)$`)
)

// choice says what is wrong with how a function picks its tier, if anything.
func (p *Program) choice(f *ast.FuncDecl) string {
	if len(f.Body.List) == 0 {
		return "no choice of a tier"
	}
	first := f.Body.List[0]
	s, ok := first.(*ast.SwitchStmt)
	if text := p.text(first); !ok || len(f.Body.List) > 1 || !choiceForm.MatchString(text) {
		return fmt.Sprintf("%q is not the choice of a tier", firstLine(text))
	}
	params := parameters(f)
	if len(params) != 2 || params[0] != "tier" {
		return "does not take a tier and arguments"
	}
	seen := map[string]bool{}
	for i, c := range s.Body.List {
		form, text := tierCase, p.text(c)
		if i == len(s.Body.List)-1 {
			form = defaultCase
		}
		m := form.FindStringSubmatch(text)
		if m == nil || m[len(m)-1] != params[1] || len(m) > 2 && seen[m[1]] {
			return fmt.Sprintf("%q is not what case %d of a choice is", text, i+1)
		}
		seen[m[1]] = true
	}
	return ""
}

// parameters lists the names of a function's.
func parameters(f *ast.FuncDecl) []string {
	var names []string
	for _, list := range f.Type.Params.List {
		for _, n := range list.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

// text is a node as gofmt writes it, without comments.
func (p *Program) text(n ast.Node) string {
	var b bytes.Buffer
	if err := format.Node(&b, p.position, n); err != nil {
		return err.Error()
	}
	return b.String()
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
