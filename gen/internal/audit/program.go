package audit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// A Program is the source that is audited: the kernels, and the Go between them and package loss.
type Program struct {
	functions []*function
	structs   map[string]map[string]*structure // structs of the packages with kernels, by folder and name
	declared  map[key]*declaration             // functions of the packages with kernels
	portable  map[string]*ast.FuncDecl         // functions of package generated
	constants map[string]int                   // constants of package generated
	features  map[string][]string              // the CPU features that each tier requires
	unread    []Finding                        // text that could not be read

	audited sync.Once
	found   map[string][]Finding // the findings in calls, by check

	texts    map[string][]byte
	syntax   map[string]*ast.File // the syntax of the Go files among texts
	position *token.FileSet
	built    map[inBuild]bool // the results of builds
}

// folders lists the packages with kernels.
var folders = []string{kernelFolder, "internal/allpairs/asm", "bench/internal/roofline/asm"}

const (
	kernelFolder = "asm"
	dispatcher   = "generated"
)

// sources has the patterns of the files of a program: every emitted assembly file, and the Go that calls it.
var sources = []string{
	"asm/*.s", "internal/*/asm/*.s", "bench/internal/*/asm/*.s",
	"asm/*.go", "generated/*.go", "loss/*.go", "internal/*/*.go", "internal/*/asm/*.go", "bench/internal/*/asm/*.go",
}

// Read reads the program from the root of a module.
func Read(root fs.FS) (*Program, error) {
	p := &Program{
		structs: map[string]map[string]*structure{}, declared: map[key]*declaration{},
		portable: map[string]*ast.FuncDecl{}, constants: map[string]int{}, features: map[string][]string{},
		texts: map[string][]byte{}, syntax: map[string]*ast.File{}, position: token.NewFileSet(), built: map[inBuild]bool{},
	}
	for _, pattern := range sources {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return nil, err
			}
			p.add(name, text)
		}
	}
	for _, f := range p.functions {
		f.prepare()
	}
	p.declare()
	p.detect()
	p.generated()
	return p, nil
}

// add adds a file.
func (p *Program) add(name string, text []byte) {
	p.texts[name] = text
	if path.Ext(name) == ".s" {
		p.parse(name, string(text))
		return
	}
	file, err := parser.ParseFile(p.position, name, text, parser.ParseComments)
	if err != nil {
		p.unread = append(p.unread, Finding{File: name, Text: err.Error()})
		return
	}
	p.syntax[name] = file
}

// at returns a finding in Go source.
func (p *Program) at(pos token.Pos, function, text string) Finding {
	place := p.position.Position(pos)
	return Finding{place.Filename, place.Line, function, text}
}

// goFiles lists the parsed files of a package, in order.
func (p *Program) goFiles(folder string) []string {
	var list []string
	for name := range p.syntax {
		if path.Dir(name) == folder {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// Kernels lists the functions that are audited, by folder and name.
func (p *Program) Kernels() []string {
	var names []string
	for _, f := range p.functions {
		names = append(names, f.folder()+"."+f.name)
	}
	return names
}
