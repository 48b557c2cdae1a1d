package audit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

func (r *reading) block(list []ast.Stmt) error {
	for _, s := range list {
		if err := r.statement(s); err != nil {
			return err
		}
	}
	return nil
}

// twice follows a loop's body twice, since a turn may read what the turn before has left in variables.
func (r *reading) twice(body *ast.BlockStmt) error {
	if err := r.block(body.List); err != nil {
		return err
	}
	return r.block(body.List)
}

func (r *reading) statement(s ast.Stmt) error {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return r.assign(s)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && len(v.Values) == 0 {
					for _, name := range v.Names {
						r.variables[name.Name] = &variable{array: -1}
					}
					return nil
				}
			}
		}
	case *ast.IfStmt:
		return r.choose(s)
	case *ast.ForStmt:
		return r.twice(s.Body)
	case *ast.RangeStmt:
		if _, err := r.from(s.X); err != nil {
			return err
		}
		if name, ok := s.Value.(*ast.Ident); ok {
			r.variables[name.Name] = &variable{array: -1}
			array := r.slice(s.X)
			if v := r.variables[types.ExprString(s.X)]; v != nil {
				array = v.array
			}
			if array >= 0 {
				r.variables[name.Name].from = r.use(array)
			}
		}
		return r.twice(s.Body)
	case *ast.ExprStmt:
		_, err := r.from(s.X)
		return err
	}
	return r.strange(s)
}

func (r *reading) strange(n ast.Node) error {
	return fmt.Errorf("%q is not what a portable kernel does", firstLine(r.g.text(n)))
}

// choose follows the branch that is taken if an array is nil, or if it is not.
func (r *reading) choose(s *ast.IfStmt) error {
	cond, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || types.ExprString(cond.Y) != "nil" || s.Init != nil {
		return r.strange(s)
	}
	v := r.variables[types.ExprString(cond.X)]
	if v == nil || v.array < 0 {
		return r.strange(s)
	}
	if isNil := r.absent>>v.array&1 != 0; isNil == (cond.Op.String() == "==") {
		return r.block(s.Body.List)
	}
	switch otherwise := s.Else.(type) {
	case nil:
		return nil
	case *ast.BlockStmt:
		return r.block(otherwise.List)
	case *ast.IfStmt:
		return r.choose(otherwise)
	}
	return r.strange(s)
}

// assign follows an assignment to variables, to elements of outputs, or to results.
func (r *reading) assign(s *ast.AssignStmt) error {
	for i, lhs := range s.Lhs {
		rhs := s.Rhs[min(i, len(s.Rhs)-1)]
		from, err := r.from(rhs)
		if err != nil {
			return err
		}
		switch lhs := lhs.(type) {
		case *ast.Ident:
			v := &variable{array: r.slice(rhs), from: from}
			if old := r.variables[lhs.Name]; old != nil && s.Tok != token.DEFINE && s.Tok != token.ASSIGN {
				v.from |= old.from
			}
			r.variables[lhs.Name] = v
			continue
		case *ast.SelectorExpr:
			if f := r.field(lhs); f >= 0 {
				r.into[f] |= from
				continue
			}
		case *ast.IndexExpr:
			v := r.variables[types.ExprString(lhs.X)]
			if v == nil {
				break
			}
			if v.array < 0 {
				v.from |= from
				continue
			}
			if r.absent>>v.array&1 != 0 {
				return errAbsent
			}
			r.outputs |= 1 << v.array
			r.into[v.array] |= from
			continue
		}
		return r.strange(s)
	}
	return nil
}
