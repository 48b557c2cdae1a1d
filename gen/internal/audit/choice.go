package audit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"strings"
)

// Assembly is called in a switch between tiers of this form. A switch of another form might never call the
// assembly, and no result would show that.
var (
	choiceForm   = regexp.MustCompile(`^switch tier {\n`)
	tierCase     = regexp.MustCompile(`^case cpuid\.(\w+):\n\tasm\.(\w+)\((\w+)\)$`)
	defaultCase  = regexp.MustCompile(`^default:\n\t(\w+)Portable\((\w+)\)$`)
	portableCall = regexp.MustCompile(`^(\w+)Portable\((\w+)\)$`)
)

// choice returns the kernel that the statements run, in the variant for the tier and with the given argument. If
// they are not of the right form, it says what is wrong.
func (p *Program) choice(list []ast.Stmt, argument string) (kernel, wrong string) {
	if len(list) == 0 {
		return "", "no choice of a tier"
	}
	text := p.text(list[0])
	if m := portableCall.FindStringSubmatch(text); m != nil && len(list) == 1 && m[2] == argument {
		return m[1], ""
	}
	s, ok := list[0].(*ast.SwitchStmt)
	if !ok || len(list) > 1 || !choiceForm.MatchString(text) || len(s.Body.List) == 0 {
		return "", fmt.Sprintf("%q is not the choice of a tier", firstLine(text))
	}
	last := len(s.Body.List) - 1
	otherwise := defaultCase.FindStringSubmatch(p.text(s.Body.List[last]))
	if otherwise == nil || otherwise[2] != argument {
		return "", fmt.Sprintf("%q is not what case %d of a choice is", p.text(s.Body.List[last]), last+1)
	}
	kernel = otherwise[1]
	seen := map[string]bool{}
	for i, c := range s.Body.List[:last] {
		text := p.text(c)
		m := tierCase.FindStringSubmatch(text)
		if m == nil || m[2] != kernel+m[1] || m[3] != argument || seen[m[1]] {
			return "", fmt.Sprintf("%q is not what case %d of a choice is", text, i+1)
		}
		seen[m[1]] = true
	}
	return kernel, ""
}

// parameters returns the names of a function's parameters.
func parameters(f *ast.FuncDecl) []string {
	var names []string
	for _, list := range f.Type.Params.List {
		for _, n := range list.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

// text returns a node as gofmt writes it, without comments.
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
