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
	choiceForm = regexp.MustCompile(`^switch tier := cpuid\.Current\(\); \{\n`)
	tierCase   = regexp.MustCompile(`^case (tier == cpuid\.\w+)( && stream)?:\n(?:\tvar acc Lanes\n)?\t` +
		`(?:(?:return )?asm\.\w+\([^\n]*\)(?:, 0)?|sum, counts = asm\.\w+\([^\n]*\)\n\treturn sum, 0, counts)$`)
	defaultCase = regexp.MustCompile(`^default:\n(?:\tvar acc Lanes\n)?\t(?:\w+Portable\([^\n]*\)(?:\n\treturn acc\.fold\w+\(\))?` +
		`|counts = \w+Portable\([^\n]*\)\n\tsum, left = acc\.fold\w+\(\)\n\treturn sum, left, counts)$`)
)

// choice says what is wrong with how a function picks its tier, if anything.
func (p *Program) choice(f *ast.FuncDecl) string {
	if len(f.Body.List) == 0 {
		return "no choice of a tier"
	}
	first := f.Body.List[0]
	choice, ok := first.(*ast.SwitchStmt)
	if text := p.text(first); !ok || len(f.Body.List) > 1 || !choiceForm.MatchString(text) {
		return fmt.Sprintf("%q is not the choice of a tier", firstLine(text))
	}
	return p.cases(choice)
}

// cases says what is wrong with those of a switch between tiers: first the tiers, each
// around the caches before through them, last none of them.
func (p *Program) cases(s *ast.SwitchStmt) string {
	seen := map[string]bool{}
	for i, c := range s.Body.List {
		form := tierCase
		if i == len(s.Body.List)-1 {
			form = defaultCase
		}
		text := p.text(c)
		m := form.FindStringSubmatch(text)
		if m == nil || len(m) > 1 && seen[m[1]] {
			return fmt.Sprintf("%q is not what case %d of a choice is", text, i+1)
		}
		if len(m) > 1 && m[2] == "" {
			seen[m[1]] = true
		}
	}
	return ""
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
