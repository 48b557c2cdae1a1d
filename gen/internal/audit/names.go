package audit

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
)

// A key names something that a package declares. A method's name begins with its receiver's type, as in
// Scalar.Float32.
type key struct{ folder, name string }

// names notes what a file declares.
func (p *Program) names(folder string, file *ast.File) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				p.bodies[key{folder, nameOf(d)}] = d
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					p.types[key{folder, s.Name.Name}] = s.Type
				case *ast.ValueSpec:
					if d.Tok == token.CONST && len(s.Values) == 1 {
						p.constants[key{folder, s.Names[0].Name}] = max(number(types.ExprString(s.Values[0])), 0)
					}
				}
			}
		}
	}
}

// nameOf returns the name of a function or method.
func nameOf(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) != 1 {
		return f.Name.Name
	}
	recv := f.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	return types.ExprString(recv) + "." + f.Name.Name
}

// named returns what a name in a Go file means: something of its own package, or of a package that it imports. The
// folder is empty if the name is none, or of a package that is not in the program.
func (p *Program) named(e ast.Expr) key {
	file := p.position.Position(e.Pos()).Filename
	switch e := e.(type) {
	case *ast.Ident:
		return key{path.Dir(file), e.Name}
	case *ast.IndexExpr: // a generic function with its type
		return p.named(e.X)
	case *ast.SelectorExpr:
		from, ok := e.X.(*ast.Ident)
		if !ok || p.syntax[file] == nil {
			break
		}
		for _, spec := range p.syntax[file].Imports {
			folder, ok := p.byPath[pathOf(spec)]
			if ok && (spec.Name == nil && from.Name == p.packages[folder].name || spec.Name != nil && from.Name == spec.Name.Name) {
				return key{folder, e.Sel.Name}
			}
		}
	}
	return key{name: types.ExprString(e)}
}

// eachNamed visits the names below a node that mean something of a package.
func (p *Program) eachNamed(n ast.Node, folder string, visit func(name string)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if k := p.named(s); k.folder == folder {
				visit(k.name)
			}
		}
		return true
	})
}

// eachCall visits the functions that are called below a node.
func (p *Program) eachCall(n ast.Node, visit func(callee key)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			visit(p.named(call.Fun))
		}
		return true
	})
}
