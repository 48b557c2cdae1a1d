package kernel

import (
	"fmt"
	"os"

	"github.com/marginrank/marginrank/gen/internal/alone"
	"github.com/marginrank/marginrank/gen/internal/emitted"
)

// Main writes the package into the folder of its name, in the current directory, and ends the program with status 1 if that
// is not possible. It prints every mistake in p before anything is written.
func Main(p Package) {
	if err := p.Write(p.Name); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Write writes the package into a folder, which it makes if need be. It removes files from the folder that an earlier call has
// written and this one does not write. If p has mistakes, a formula needs more registers than there are, or a file of the folder that
// nothing has emitted is in the way, Write returns an error that says so and changes nothing.
func (p *Package) Write(folder string) error {
	files, err := p.Files()
	if err != nil {
		return err
	}
	return emitted.Write(folder, []string{"."}, files)
}

// Files returns the files of the package by their names, or all mistakes in p.
func (p *Package) Files() (map[string][]byte, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	a := &alone.Package{
		Name: p.Name, Doc: p.Doc, Family: p.family(), DTypes: p.dtypes(), Tiers: p.tiers(),
		Docs: map[string]string{}, IfNil: map[string]*alone.Default{},
	}
	for _, c := range p.Columns {
		a.Docs[c.column.Field] = c.doc
		if c.column.Optional && !c.column.Output {
			a.IfNil[c.column.Field] = &alone.Default{Value: c.value}
			if c.otherwise != nil {
				a.IfNil[c.column.Field].Scalar = &c.otherwise.scalar
			}
		}
	}
	for _, s := range p.Scalars {
		a.Docs[s.scalar.Field] = s.doc
	}
	for _, c := range p.Counts {
		a.Docs[c.count.Field] = c.doc
	}
	return a.Files()
}
