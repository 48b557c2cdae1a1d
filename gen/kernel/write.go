package kernel

import (
	"fmt"
	"os"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	"github.com/marginrank/marginrank/gen/internal/emitted"
	"github.com/marginrank/marginrank/gen/internal/onepackage"
)

// Main writes a package to the folder of its name below the current one, as Write does. If something is wrong, it says so on standard
// error, writes nothing, and ends the program with status 1.
func Main(p Package) {
	if err := Write(p.Name, p); err != nil {
		fmt.Fprintln(os.Stderr, strings.ReplaceAll(err.Error(), "\n", "\n\t"))
		os.Exit(1)
	}
}

// Write writes a package to a folder, which it makes if there is none. It removes files from the folder that an earlier call has written
// and this one does not write, and leaves all other files alone.
//
// The error names every mistake in the package: names that are used twice, are no names, or mean something else; an output that is
// never stored, an input that is never loaded, a result that is never used; element types and tiers that are unknown; and what a formula may
// not do. If a kernel needs more registers than a tier has, the error names the values that are alive there. If a file of the same name was
// not written by an earlier call, the error names the file. Nothing is written when an error is returned.
func Write(folder string, p Package) error {
	used, err := check(&p)
	if err != nil {
		return fmt.Errorf("package %s:\n%w", p.Name, err)
	}
	files, err := onepackage.Files(described(&p, used))
	if err != nil {
		return fmt.Errorf("package %s:\n%w", p.Name, err)
	}
	if err := emitted.Write(folder, []string{"."}, files); err != nil {
		return fmt.Errorf("package %s:\n%w", p.Name, err)
	}
	return nil
}

// described returns a package, which has been checked, as what writes it knows it.
func described(p *Package, used map[string][]int) *onepackage.Package {
	to := &onepackage.Package{Name: p.Name, Doc: p.Doc}
	for _, d := range p.DTypes {
		to.DTypes = append(to.DTypes, dtypes[d])
	}
	for _, t := range p.Tiers {
		to.Tiers = append(to.Tiers, tiers[t])
	}
	for _, c := range p.Columns {
		to.Columns = append(to.Columns, &c.column)
	}
	for _, s := range p.Scalars {
		to.Scalars = append(to.Scalars, &s.scalar)
	}
	for _, c := range p.Counts {
		to.Counts = append(to.Counts, &c.count)
	}
	for _, k := range p.Kernels {
		to.Kernels = append(to.Kernels, &onepackage.Kernel{Name: k.Name, Doc: line(k.Doc), Body: func(b arithmetic.Builder) {
			k.Formula(&Builder{to: b, used: used[k.Name]})
		}})
	}
	return to
}

// line returns text as one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
