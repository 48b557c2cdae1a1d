package audit

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// A Program is the source that is audited: the kernels, and the Go between them and
// package loss.
type Program struct {
	functions []*function
	structs   map[string]map[string]*structure // of the packages with kernels, by folder and name
	declared  map[key]*declaration             // and their functions
	portable  map[string]*ast.FuncDecl         // functions of package generated
	constants map[string]int                   // of package generated
	features  map[string][]string              // of the CPU, by tier
	unread    []Finding                        // what has no place in the above

	audited sync.Once
	found   map[string][]Finding // in calls, by check

	texts    map[string][]byte
	syntax   map[string]*ast.File // of the Go files among texts
	position *token.FileSet
}

// folders are the packages with kernels: those of the loss, and others.
var folders = []string{kernelFolder, "internal/allpairs/asm", "bench/internal/roofline/asm"}

const (
	kernelFolder = "asm"
	dispatcher   = "generated"
)

// sources are the files of a program.
var sources = []string{"*/*.go", "internal/*/*.go", "internal/*/asm/*.go", "bench/internal/roofline/*.go", "bench/internal/roofline/asm/*.go",
	"asm/*.s", "internal/*/asm/*.s", "bench/internal/*/asm/*.s"}

// Read reads the program below the root of a module.
func Read(root fs.FS) (*Program, error) {
	p := &Program{structs: map[string]map[string]*structure{}, declared: map[key]*declaration{}, portable: map[string]*ast.FuncDecl{}, constants: map[string]int{}, features: map[string][]string{},
		texts: map[string][]byte{}, syntax: map[string]*ast.File{}, position: token.NewFileSet()}
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

// generated finds the functions and constants of package generated.
func (p *Program) generated() {
	for _, file := range p.goFiles(dispatcher) {
		for _, decl := range p.syntax[file].Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Body != nil {
					p.portable[d.Name.Name] = d
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					v, ok := spec.(*ast.ValueSpec)
					if ok && len(v.Values) == 1 && d.Tok == token.CONST {
						p.constants[v.Names[0].Name] = max(number(types.ExprString(v.Values[0])), 0)
					}
				}
			}
		}
	}
}

// add takes in a file.
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

// at is a finding in Go.
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

// A target is what a build is for.
type target struct {
	goarch string
	purego bool
}

func (t target) String() string {
	if t.purego {
		return t.goarch + " with purego"
	}
	return t.goarch
}

// targets stand for all: riscv64 for every architecture without assembly.
var targets = []target{{"amd64", false}, {"arm64", false}, {"riscv64", false},
	{"amd64", true}, {"arm64", true}, {"riscv64", true}}

// Kernels lists the functions that are audited.
func (p *Program) Kernels() []string {
	var names []string
	for _, f := range p.functions {
		names = append(names, f.name)
	}
	return names
}

// builds reports whether a build takes a file, by the rules of go build.
func (p *Program) builds(t target, name string) bool {
	c := build.Context{GOOS: "linux", GOARCH: t.goarch, Compiler: "gc", JoinPath: path.Join,
		OpenFile: func(name string) (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(p.texts[name])), nil
		}}
	if t.purego {
		c.BuildTags = []string{"purego"}
	}
	ok, err := c.MatchFile(path.Dir(name), path.Base(name))
	return ok && err == nil
}
