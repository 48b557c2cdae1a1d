package golang_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// constraints has the build constraints of the files of each architecture, and of files for builds without
// assembly.
var constraints = map[string]string{
	"amd64": "//go:build !purego",
	"arm64": "//go:build !purego",
	"none":  "//go:build purego || (!amd64 && !arm64)",
}

// On each architecture, Run takes at most a span of pairs, and switches between element types and then between
// operations.
func TestRun(t *testing.T) {
	files := syntax(t, "generated")
	for arch, constraint := range constraints {
		file := files["run_"+arch+".go"]
		require.NotNil(t, file, arch)
		assert.Equal(t, constraint, constraintOf(file), arch)
		run := funcs(t, file)["Run"]
		require.NotNil(t, run)
		assert.Equal(t, []string{"op", "tier", "a"}, parameters(run))

		require.Len(t, run.Body.List, 2)
		guard, ok := run.Body.List[0].(*ast.IfStmt)
		require.True(t, ok)
		assert.Equal(t, "a.N > Span", types.ExprString(guard.Cond))
		assert.Equal(t, `panic("generated: a batch longer than a span")`, only(t, guard.Body.List))

		var dtypes []string
		for _, d := range cat.DTypes {
			dtypes = append(dtypes, d.Name)
		}
		var cases []string
		for _, clause := range clauses(t, run.Body.List[1], "DTypeOf[T]()") {
			require.Len(t, clause.List, 1)
			cases = append(cases, types.ExprString(clause.List[0]))
			require.Len(t, clause.Body, 1)
			var ops []string
			for _, inner := range clauses(t, clause.Body[0], "op") {
				for _, e := range inner.List {
					ops = append(ops, types.ExprString(e))
				}
			}
			var want []string
			for _, op := range hinge.Family.Ops {
				want = append(want, op.Name)
			}
			assert.ElementsMatch(t, want, ops)
		}
		assert.Equal(t, dtypes, cases)
	}
}

// clauses returns the cases of a switch on a value.
func clauses(t *testing.T, s ast.Stmt, tag string) (list []*ast.CaseClause) {
	t.Helper()
	choice, ok := s.(*ast.SwitchStmt)
	require.True(t, ok)
	require.Equal(t, tag, types.ExprString(choice.Tag))
	for _, c := range choice.Body.List {
		list = append(list, c.(*ast.CaseClause))
	}
	return list
}

// For every operation, and for any set of columns and flags, Run calls the first kernel whose conditions hold, in
// the variant of each tier that the architecture has. Every kernel is called for some arguments.
func TestEveryKernelIsChosen(t *testing.T) {
	var asked []ar.Condition // all conditions that a kernel may have
	for _, c := range hinge.Family.Columns {
		if c.Optional && !c.Output {
			asked = append(asked, ar.Condition{Column: c})
		}
	}
	for _, f := range hinge.Family.Flags {
		asked = append(asked, ar.Condition{Flag: f})
	}
	files := syntax(t, "generated")
	for arch := range constraints {
		run := funcs(t, files["run_"+arch+".go"])["Run"]
		reached := map[string]bool{}
		for i, clause := range clauses(t, run.Body.List[1], "DTypeOf[T]()") {
			d := cat.DTypes[i]
			for _, op := range hinge.Family.Ops {
				for set := range 1 << len(asked) {
					there := map[ar.Condition]bool{}
					vars := map[string]bool{}
					for i, c := range asked {
						there[c], vars[fieldOf(c)] = set>>i&1 == 1, set>>i&1 == 1
					}
					want := firstServing(op, d, there)
					require.NotNil(t, want, "%s of %s with %v", op.Name, d.Name, vars)
					calls := dispatched{want.Name(), "a", cat.TiersOf(arch), want.Variant}.calls()
					require.Equal(t, calls, called(t, clause.Body[0], op.Name, vars), "%s on %s with %v", op.Name, arch, vars)
					reached[want.Name()] = true
				}
			}
		}
		assert.Len(t, reached, len(hinge.Family.Kernels))
	}
}

func fieldOf(c ar.Condition) string {
	if c.Flag != nil {
		return c.Flag.Field
	}
	return c.Column.Field
}

// firstServing returns the first kernel of an operation that can serve a call if the given conditions hold.
func firstServing(op ar.Op, d *cat.DType, there map[ar.Condition]bool) *ar.Kernel {
	is := func(c ar.Condition) bool { return there[c] }
	for _, k := range hinge.Family.Kernels {
		if k.DType == d && slices.Contains(k.Ops, op.Name) &&
			(len(k.Given) == 0 || slices.ContainsFunc(k.Given, is)) && !slices.ContainsFunc(k.Absent, is) {
			return k
		}
	}
	return nil
}

// called runs a switch between operations as Go would. It returns the calls, one per tier, that an operation
// leads to if the given fields of the arguments are set.
func called(t *testing.T, choice ast.Stmt, op string, set map[string]bool) []string {
	t.Helper()
	for _, clause := range clauses(t, choice, "op") {
		is := func(e ast.Expr) bool { return types.ExprString(e) == op }
		if !slices.ContainsFunc(clause.List, is) {
			continue
		}
		list := clause.Body
		for {
			require.Len(t, list, 1)
			s, ok := list[0].(*ast.IfStmt)
			switch {
			case !ok:
				return tierCalls(t, list)
			case holds(t, s.Cond, set):
				list = s.Body.List
			default:
				if block, ok := s.Else.(*ast.BlockStmt); ok {
					list = block.List
				} else {
					list = []ast.Stmt{s.Else}
				}
			}
		}
	}
	return nil
}

// holds evaluates a condition on fields of a.
func holds(t *testing.T, e ast.Expr, set map[string]bool) bool {
	t.Helper()
	switch e := e.(type) {
	case *ast.ParenExpr:
		return holds(t, e.X, set)
	case *ast.UnaryExpr:
		require.Equal(t, token.NOT, e.Op)
		return !holds(t, e.X, set)
	case *ast.SelectorExpr:
		require.Equal(t, "a", types.ExprString(e.X))
		is, known := set[e.Sel.Name]
		require.True(t, known, "condition on %s", e.Sel.Name)
		return is
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND:
			return holds(t, e.X, set) && holds(t, e.Y, set)
		case token.LOR:
			return holds(t, e.X, set) || holds(t, e.Y, set)
		case token.NEQ, token.EQL:
			require.Equal(t, "nil", types.ExprString(e.Y))
			return holds(t, e.X, set) == (e.Op == token.NEQ)
		}
	}
	require.Fail(t, "no condition", types.ExprString(e))
	return false
}

// only returns the text of the only statement, which is an expression.
func only(t *testing.T, list []ast.Stmt) string {
	t.Helper()
	require.Len(t, list, 1)
	s, ok := list[0].(*ast.ExprStmt)
	require.True(t, ok)
	return types.ExprString(s.X)
}

// parameters returns the names of a function's parameters.
func parameters(f *ast.FuncDecl) []string {
	var list []string
	for _, field := range f.Type.Params.List {
		for _, p := range field.Names {
			list = append(list, p.Name)
		}
	}
	return list
}

// A dispatched is a function that calls the variant of a tier.
type dispatched struct {
	name, param string
	tiers       []cat.Tier // the tiers with a variant in assembly, best first
	variant     func(cat.Tier) string
}

// Every function for a move, a prefetch or words calls the variant of its tier: in assembly for each tier of the
// architecture that has it, and the portable one for all others. It passes on its argument.
func TestTierFunctions(t *testing.T) {
	files := syntax(t, "generated")
	for _, arch := range []string{"amd64", "arm64", "none"} {
		all := cat.TiersOf(arch)
		only := func(has func(cat.Tier) bool) []cat.Tier {
			return slices.DeleteFunc(slices.Clone(all), func(t cat.Tier) bool { return !has(t) })
		}
		lists := map[string][]dispatched{}
		for _, m := range cat.Moves {
			for _, d := range cat.DTypes {
				if !m.Serves(d) {
					continue
				}
				variant := func(t cat.Tier) string { return m.Variant(d, t) }
				lists["cells"] = append(lists["cells"], dispatched{m.Name(d), "m", only(cat.Tier.Moves), variant})
			}
		}
		for _, p := range cat.Prefetches {
			lists["prefetch"] = append(lists["prefetch"], dispatched{p.Name(), "a", only(cat.Tier.Prefetches), p.Variant})
		}
		lists["words"] = []dispatched{{cat.Differ, "w", only(cat.Tier.Differs), cat.DifferVariant}}
		for name, list := range lists {
			file := files[name+"_"+arch+".go"]
			defined := funcs(t, file)
			assert.Equal(t, constraints[arch], constraintOf(file), "%s_%s.go", name, arch)
			for _, want := range list {
				f := defined[want.name]
				if !assert.NotNil(t, f, "%s: %s", arch, want.name) {
					continue
				}
				assert.Equal(t, []string{"tier", want.param}, parameters(f), want.name)
				assert.Equal(t, want.calls(), tierCalls(t, f.Body.List), "%s: %s", arch, want.name)
				delete(defined, want.name)
			}
			assert.Empty(t, slices.Collect(maps.Keys(defined)), "%s_%s.go", name, arch)
		}
	}
}

// calls returns the wanted calls: a case and a call for each tier.
func (d dispatched) calls() []string {
	var list []string
	for _, tier := range d.tiers {
		list = append(list, "cpuid."+tier.Name, "asm."+d.variant(tier)+"("+d.param+")")
	}
	return append(list, "default", d.variant(cat.Portable)+"("+d.param+")")
}

// tierCalls returns the calls that the statements make.
func tierCalls(t *testing.T, statements []ast.Stmt) []string {
	t.Helper()
	require.Len(t, statements, 1)
	choice, ok := statements[0].(*ast.SwitchStmt)
	if !ok {
		return []string{"default", only(t, statements)}
	}
	assert.Equal(t, "tier", types.ExprString(choice.Tag))
	var list []string
	for _, c := range choice.Body.List {
		clause := c.(*ast.CaseClause)
		if clause.List == nil {
			list = append(list, "default")
		}
		for _, e := range clause.List {
			list = append(list, types.ExprString(e))
		}
		list = append(list, only(t, clause.Body))
	}
	return list
}

// constraintOf returns the build constraint of a file.
func constraintOf(file *ast.File) string {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if c.Pos() < file.Package && len(c.Text) > 10 && c.Text[:10] == "//go:build" {
				return c.Text
			}
		}
	}
	return ""
}

// Every function in assembly is declared, with a directive that its argument does not escape.
func TestDeclarations(t *testing.T) {
	files := syntax(t, "asm")
	for _, arch := range cat.Architectures {
		want := map[string]string{}
		declared := funcs(t, files["kernels_"+arch+".go"])
		for _, tier := range cat.TiersOf(arch) {
			for _, k := range hinge.Family.Kernels {
				want[k.Variant(tier)] = "func(a *Args)"
			}
			for _, m := range cat.Moves {
				for _, d := range cat.DTypes {
					if !m.Serves(d) {
						continue
					}
					if tier.Moves() {
						want[m.Variant(d, tier)] = "func(a *Move)"
					}
				}
			}
			for _, p := range cat.Prefetches {
				if tier.Prefetches() {
					want[p.Variant(tier)] = "func(a *Items)"
				}
			}
			if tier.Differs() {
				want[cat.DifferVariant(tier)] = "func(a *Words)"
			}
		}
		if arch == "amd64" {
			maps.Copy(declared, funcs(t, files["cells_amd64.go"]))
			maps.Copy(declared, funcs(t, files["prefetch_amd64.go"]))
			maps.Copy(declared, funcs(t, files["words_amd64.go"]))
		}
		got := map[string]string{}
		for name, f := range declared {
			assert.Nil(t, f.Body, name)
			assert.Equal(t, "//go:noescape", f.Doc.List[len(f.Doc.List)-1].Text, name)
			got[name] = types.ExprString(f.Type)
		}
		assert.Equal(t, want, got, arch)
	}
}
