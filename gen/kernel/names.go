package kernel

import (
	"go/token"
	"go/types"
	"regexp"
	"slices"
)

var (
	packageName  = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	fieldName    = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	variableName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)
	numbered     = regexp.MustCompile(`^v[0-9]+$`) // values without a name, in the written tests
)

// reservedPackages have names with which the go command does not build them.
var reservedPackages = []string{"main", "testdata", "vendor", "documentation", "internal"}

// exported has the names that a written package exports besides its functions.
var exported = []string{
	"AVX2", "AVX512", "BFloat16", "BFloat16FromFloat32", "Batch", "CurrentTier", "ErrLength", "ErrOverlap", "Float", "Float16",
	"Float16FromFloat32", "NEON", "Portable", "Result", "Tier",
}

// fields has the fields of arguments and results that every package has.
var fields = []string{"N", "Sum", "Left"}

// inKernels has what portable kernels use besides columns, scalars and counts.
var inKernels = []string{
	"a", "n", "i", "h", "lo", "sum", "args", "array", "chunk", "laneSums", "math", "oneIf", "unsafe",
	"absF32", "absF64", "maxF32", "maxF64", "quietF32", "quietF64", "selectF32", "selectF64", "whereF32", "whereF64",
}

// inReference has what the formulas in the tests use.
var inReference = []string{"C", "in", "out", "product", "larger", "choice", "rounded"}

// names notes what is wrong with the names of a package, its functions, columns, scalars and counts.
func (m *mistakes) names(p *Package) {
	switch {
	case !packageName.MatchString(p.Name) || token.IsKeyword(p.Name):
		m.add("package name %q: it must be small letters and digits, and no keyword", p.Name)
	case slices.Contains(reservedPackages, p.Name):
		m.add("package name %q means something else to the go command", p.Name)
	}
	kernels := map[string]bool{}
	for _, k := range p.Kernels {
		switch {
		case !fieldName.MatchString(k.Name):
			m.add("kernel name %q: it must be a capital letter, then ASCII letters and digits", k.Name)
		case slices.Contains(exported, k.Name):
			m.add("kernel name %s: the package has that name already", k.Name)
		case kernels[k.Name]:
			m.add("kernel name %s is used twice", k.Name)
		}
		kernels[k.Name] = true
	}
	seen := map[string]string{}
	for _, name := range fieldsOf(p) {
		switch {
		case !fieldName.MatchString(name.field):
			m.add("%s name %q: it must be a capital letter, then ASCII letters and digits", name.kind, name.field)
		case slices.Contains(fields, name.field):
			m.add("%s name %s: the package has a field of that name already", name.kind, name.field)
		case seen[name.field] != "":
			m.add("%s name %s is used twice: it is the name of a %s, too", name.kind, name.field, seen[name.field])
		default:
			if text := reserved(local(name.field), inKernels); text != "" {
				m.add("%s name %s: its variable would be %s, which %s", name.kind, name.field, local(name.field), text)
			}
		}
		seen[name.field] = name.kind
	}
}

// A named is the name of a field, and what it is the name of.
type named struct{ kind, field string }

func fieldsOf(p *Package) []named {
	var all []named
	for _, c := range p.Columns {
		if c == nil {
			continue
		}
		all = append(all, named{"column", c.column.Field})
		if c.column.Default != nil {
			all = append(all, named{"default of a column", c.column.Default.Field})
		}
	}
	for _, s := range p.Scalars {
		if s != nil {
			all = append(all, named{"scalar", s.scalar.Field})
		}
	}
	for _, c := range p.Counts {
		if c != nil {
			all = append(all, named{"count", c.count.Field})
		}
	}
	return all
}

// reserved says what a name means already. It returns "" if it means nothing.
func reserved(name string, here []string) string {
	switch {
	case token.IsKeyword(name):
		return "is a keyword"
	case types.Universe.Lookup(name) != nil:
		return "Go declares itself"
	case slices.Contains(here, name):
		return "the written code has already"
	}
	return ""
}

// badVariable says why a value of a formula cannot have a name. It returns "" if it can.
func badVariable(name string, p *Package) string {
	if !variableName.MatchString(name) {
		return "is not made of ASCII letters and digits"
	}
	for _, f := range fieldsOf(p) {
		if v := local(f.field); name == v || name == v+"Here" {
			return "is the variable of a " + f.kind
		}
	}
	if numbered.MatchString(name) {
		return "the written tests have already"
	}
	return reserved(name, slices.Concat(inKernels, inReference))
}
