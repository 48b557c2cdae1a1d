package audit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"strings"
)

// A function that calls assembly has these statements up to the switch between the
// tiers, and these cases: any other may leave nothing to the assembly, which no result
// would show. Behind the switch portable Go does what is left.
var (
	beforeChoice = regexp.MustCompile(`^(?:var acc Lanes|\w+ := unsafe\.SliceData\(b\.\w+\)|n := chunks\(len\(b\.X1\)\))$`)
	choiceForm   = regexp.MustCompile(`^switch tier := cpuid\.Current\(\); \{\n`)
	emptyCase    = regexp.MustCompile(`^case n == 0:$`)
	tierCase     = regexp.MustCompile(`^case tier == cpuid\.\w+:\n\tasm\.\w+\([^\n]*\)$`)
	defaultCase  = regexp.MustCompile(`^default:\n\tn = 0$`)
	chunksForm   = regexp.MustCompile(`^\{\n\treturn pairs &\^ \(Chunk - 1\)\n\}$`)
)

// choice says what is wrong with how a function picks its tier, if anything.
func (p *Program) choice(f *ast.FuncDecl) string {
	for _, s := range f.Body.List {
		text := p.text(s)
		if s, ok := s.(*ast.SwitchStmt); ok && choiceForm.MatchString(text) {
			return p.cases(s)
		}
		if !beforeChoice.MatchString(text) {
			return fmt.Sprintf("%q before the choice of a tier", firstLine(text))
		}
	}
	return "no choice of a tier"
}

// cases says what is wrong with those of a switch between tiers: first no chunks, then
// the tiers, last none of them.
func (p *Program) cases(s *ast.SwitchStmt) string {
	for i, c := range s.Body.List {
		form := tierCase
		switch i {
		case 0:
			form = emptyCase
		case len(s.Body.List) - 1:
			form = defaultCase
		}
		if text := p.text(c); !form.MatchString(text) {
			return fmt.Sprintf("%q is not what case %d of a choice is", text, i+1)
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
