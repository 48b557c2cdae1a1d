package audit

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
)

// A goPackage is a package of a program. All its files are known, but only those that matter are parsed: see
// Program.take.
type goPackage struct {
	name     string
	module   string   // the folder of its module
	path     string   // its import path
	goFiles  []string // without tests
	assembly []string
	kernels  bool     // some of the assembly consists of kernels
	imports  []string // the folders of the packages of the program that it imports
	paths    []string // the paths of all packages that it imports
}

// find finds the packages below a root.
func (p *Program) find(root fs.FS) error {
	modules := map[string]string{} // the paths of modules, by folder
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base == "testdata" || base == "vendor" || strings.ContainsAny(base[:1], "._")):
			return fs.SkipDir // the go command does not look there either
		case d.IsDir() || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		ext := path.Ext(name)
		if base != "go.mod" && ext != ".go" && ext != ".s" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		p.texts[name] = text
		pkg := p.packages[path.Dir(name)]
		if pkg == nil {
			pkg = &goPackage{}
			p.packages[path.Dir(name)] = pkg
		}
		switch ext {
		case ".go":
			pkg.goFiles = append(pkg.goFiles, name)
			pkg.head(name, text)
		case ".s":
			pkg.assembly = append(pkg.assembly, name)
			pkg.kernels = pkg.kernels || isKernels(base, text)
		default:
			modules[path.Dir(name)] = modfile.ModulePath(text)
		}
		return nil
	})
	p.resolve(modules)
	return err
}

// isKernels reports whether an assembly file has kernels: its name ends in a tier and an architecture, or a
// generator has written it.
func isKernels(base string, text []byte) bool {
	return nameForm.MatchString(base) || bytes.Contains(text, []byte("DO NOT EDIT."))
}

// head reads the beginning of a Go file: the name of the package, and what the file imports.
func (pkg *goPackage) head(name string, text []byte) {
	file, _ := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if file == nil || file.Name == nil {
		return // if the file matters, take reports this
	}
	pkg.name = file.Name.Name
	for _, spec := range file.Imports {
		pkg.paths = append(pkg.paths, pathOf(spec))
	}
}

// pathOf returns the path of an import, or "" if it is malformed.
func pathOf(spec *ast.ImportSpec) string {
	text, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return text
}

// resolve finds out which packages import which.
func (p *Program) resolve(modules map[string]string) {
	for folder, pkg := range p.packages {
		pkg.module = folder
		for modules[pkg.module] == "" && pkg.module != "." {
			pkg.module = path.Dir(pkg.module)
		}
		pkg.path = path.Join(modules[pkg.module], strings.TrimPrefix(folder, pkg.module))
		if pkg.module == "." {
			pkg.path = path.Join(modules["."], folder)
		}
		p.byPath[pkg.path] = folder
	}
	for _, pkg := range p.packages {
		for _, text := range pkg.paths {
			if folder, ok := p.byPath[text]; ok && !slices.Contains(pkg.imports, folder) {
				pkg.imports = append(pkg.imports, folder)
			}
		}
		slices.Sort(pkg.imports)
	}
}

// importers lists the packages that import a package.
func (p *Program) importers(folder string) []string {
	var list []string
	for other, pkg := range p.packages {
		if slices.Contains(pkg.imports, folder) {
			list = append(list, other)
		}
	}
	slices.Sort(list)
	return list
}

// take parses the Go files of a package, unless that has been done.
func (p *Program) take(folder string) {
	pkg := p.packages[folder]
	if pkg == nil || p.taken[folder] {
		return
	}
	p.taken[folder] = true
	for _, name := range pkg.goFiles {
		file, err := parser.ParseFile(p.position, name, p.texts[name], parser.ParseComments)
		if err != nil {
			p.unread = append(p.unread, Finding{File: name, Text: err.Error()})
			continue
		}
		p.syntax[name] = file
		p.names(folder, file)
	}
}
