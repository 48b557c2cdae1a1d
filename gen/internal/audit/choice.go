package audit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"strings"
)

// Assembly is called in a switch between the tiers with these cases: any other may leave nothing
// to the assembly, which no result would show.
var (
	choiceForm   = regexp.MustCompile(`^switch tier {\n`)
	tierCase     = regexp.MustCompile(`^case cpuid\.(\w+):\n\tasm\.(\w+)\((\w+)\)$`)
	defaultCase  = regexp.MustCompile(`^default:\n\t(\w+)Portable\((\w+)\)$`)
	portableCall = regexp.MustCompile(`^(\w+)Portable\((\w+)\)$`)
)

// choice tells which kernel some statements run with an argument, in the variant for the tier,
// or what is wrong with how they pick it.
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
