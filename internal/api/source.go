package api

import (
	"bytes"
	"cmp"
	"fmt"
	"go/constant"
	"go/format"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// Source returns the exported declarations of a package as Go source. Its functions have no content but a panic.
func Source(p *types.Package) ([]byte, error) {
	w := writer{pkg: p, imports: map[string]bool{}}
	for _, name := range p.Scope().Names() { // sorted
		if o := p.Scope().Lookup(name); o.Exported() {
			w.object(o)
		}
	}
	var file bytes.Buffer
	fmt.Fprintf(&file, "// Package %s is the API that programs compile against, as package api wrote it.\npackage %[1]s\n\n", p.Name())
	fmt.Fprintln(&file, "import (")
	for _, path := range slices.Sorted(maps.Keys(w.imports)) {
		fmt.Fprintf(&file, "\t%q\n", path)
	}
	fmt.Fprintln(&file, ")")
	file.Write(w.Bytes())
	return format.Source(file.Bytes())
}

type writer struct {
	bytes.Buffer
	pkg     *types.Package
	imports map[string]bool
}

func (w *writer) object(o types.Object) {
	switch o := o.(type) {
	case *types.Const:
		kind := " " + w.text(o.Type())
		if b, ok := o.Type().(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
			kind = "" // the value says whether it is an integer, a float or a string
		}
		fmt.Fprintf(w, "\nconst %s%s = %v\n", o.Name(), kind, literal(o.Val()))
	case *types.Var:
		fmt.Fprintf(w, "\nvar %s %s\n", o.Name(), w.text(o.Type()))
	case *types.Func:
		w.function("", o)
	case *types.TypeName:
		w.typeName(o)
	}
}

func (w *writer) function(receiver string, f *types.Func) {
	var signature bytes.Buffer
	types.WriteSignature(&signature, f.Signature(), w.qualify)
	fmt.Fprintf(w, "\nfunc %s%s%s { panic(0) }\n", receiver, f.Name(), &signature)
}

func (w *writer) typeName(o *types.TypeName) {
	if o.IsAlias() {
		fmt.Fprintf(w, "\ntype %s = %s\n", o.Name(), w.text(types.Unalias(o.Type())))
		return
	}
	named := o.Type().(*types.Named)
	fmt.Fprintf(w, "\ntype %s%s ", o.Name(), w.parameters(named.TypeParams()))
	if s, ok := named.Underlying().(*types.Struct); ok {
		fmt.Fprintln(w, "struct {")
		for i := range s.NumFields() {
			w.field(s.Field(i), s.Tag(i))
		}
		fmt.Fprintln(w, "}")
	} else {
		fmt.Fprintln(w, w.text(named.Underlying()))
	}
	methods := slices.Collect(named.Methods())
	slices.SortFunc(methods, func(a, b *types.Func) int { return cmp.Compare(a.Name(), b.Name()) })
	for _, m := range methods {
		if m.Exported() {
			r := m.Signature().Recv()
			w.function(fmt.Sprintf("(%s %s) ", r.Name(), w.text(r.Type())), m)
		}
	}
}

func (w *writer) field(f *types.Var, tag string) {
	if !f.Embedded() {
		fmt.Fprint(w, f.Name(), " ")
	}
	fmt.Fprint(w, w.text(f.Type()))
	if tag != "" {
		fmt.Fprintf(w, " %q", tag)
	}
	fmt.Fprintln(w)
}

// literal returns the exact value of a constant as Go source. A float that is a quotient of integers is written
// with ".0" after both, since Go would divide integers as integers.
func literal(v constant.Value) string {
	text := v.ExactString()
	if v.Kind() != constant.Float {
		return text
	}
	if !strings.Contains(text, "/") {
		return text + ".0" // otherwise an untyped constant would become an integer
	}
	return strings.Replace(text, "/", ".0/", 1)
}

// parameters returns the source of a list of type parameters with their constraints.
func (w *writer) parameters(list *types.TypeParamList) string {
	if list.Len() == 0 {
		return ""
	}
	var b bytes.Buffer
	for p := range list.TypeParams() {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %s", p.Obj().Name(), w.text(p.Constraint()))
	}
	return "[" + b.String() + "]"
}

func (w *writer) text(t types.Type) string { return types.TypeString(t, w.qualify) }

// qualify returns the name by which the source refers to package p, and adds p to the imports.
func (w *writer) qualify(p *types.Package) string {
	if p == w.pkg {
		return ""
	}
	w.imports[p.Path()] = true
	return p.Name()
}
