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

// constraints are those of the files of an architecture, and of those without assembly.
var constraints = map[string]string{
	"amd64": "//go:build !purego",
	"arm64": "//go:build !purego",
	"none":  "//go:build purego || (!amd64 && !arm64)",
}

// Run tells the element type and passes everything on; it takes no more than a span.
func TestRun(t *testing.T) {
	run := funcs(t, syntax(t, "generated")["run.go"])["Run"]
	require.NotNil(t, run)
	assert.Equal(t, []string{"op", "tier", "a"}, parameters(run))

	require.Len(t, run.Body.List, 2)
	guard, ok := run.Body.List[0].(*ast.IfStmt)
	require.True(t, ok)
	assert.Equal(t, "a.N > Span", types.ExprString(guard.Cond))
	assert.Equal(t, `panic("generated: a batch longer than a span")`, only(t, guard.Body.List))

	choice, ok := run.Body.List[1].(*ast.SwitchStmt)
	require.True(t, ok)
	assert.Equal(t, "DTypeOf[T]()", types.ExprString(choice.Tag))
	got := map[string]string{}
	for _, c := range choice.Body.List {
		clause := c.(*ast.CaseClause)
		require.Len(t, clause.List, 1)
		got[types.ExprString(clause.List[0])] = only(t, clause.Body)
	}
	want := map[string]string{}
	for _, d := range cat.DTypes {
		want[d.Name] = "run" + d.Name + "(op, tier, a)"
	}
	assert.Equal(t, want, got)
}

// For every operation and whatever is there of the columns and flags, the kernel that is called
// is the first whose conditions hold, with the tier and the arguments; and all are called.
func TestEveryKernelIsChosen(t *testing.T) {
	functions := funcs(t, syntax(t, "generated")["run.go"])
	var asked []ar.Condition // columns and flags that a condition may ask for
	for _, c := range hinge.Family.Columns {
		if c.Optional && !c.Output {
			asked = append(asked, ar.Condition{Column: c})
		}
	}
	for _, f := range hinge.Family.Flags {
		asked = append(asked, ar.Condition{Flag: f})
	}
	reached := map[string]bool{}
	for _, d := range cat.DTypes {
		function := functions["run"+d.Name]
		require.NotNil(t, function, d.Name)
		assert.Equal(t, []string{"op", "tier", "a"}, parameters(function))
		for _, op := range hinge.Family.Ops {
			for set := range 1 << len(asked) {
				there := map[ar.Condition]bool{}
				vars := map[string]bool{}
				for i, c := range asked {
					there[c], vars[fieldOf(c)] = set>>i&1 == 1, set>>i&1 == 1
				}
				want := firstServing(op, d, there)
				require.NotNil(t, want, "%s of %s with %v", op.Name, d.Name, vars)
				require.Equal(t, want.Name()+"(tier, a)", called(t, function, op.Name, vars), "%s with %v", op.Name, vars)
				reached[want.Name()] = true
			}
		}
	}
	assert.Len(t, reached, len(hinge.Family.Kernels))
}

func fieldOf(c ar.Condition) string {
	if c.Flag != nil {
		return c.Flag.Field
	}
	return c.Column.Field
}

// firstServing is the first kernel of an operation of which one of Given is there, and none of Absent.
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

// called runs a function's switches as Go would: it returns the call that an operation comes to
// where some fields of the arguments are set.
func called(t *testing.T, f *ast.FuncDecl, op string, set map[string]bool) string {
	t.Helper()
	outer, ok := f.Body.List[0].(*ast.SwitchStmt)
	require.True(t, ok)
	require.Len(t, f.Body.List, 1)
	require.Equal(t, "op", types.ExprString(outer.Tag))
	for _, c := range outer.Body.List {
		clause := c.(*ast.CaseClause)
		if len(clause.List) != 1 || types.ExprString(clause.List[0]) != op {
			continue
		}
		require.Len(t, clause.Body, 1)
		inner, ok := clause.Body[0].(*ast.SwitchStmt)
		require.True(t, ok)
		require.Nil(t, inner.Tag)
		var otherwise []ast.Stmt
		for _, c := range inner.Body.List {
			clause := c.(*ast.CaseClause)
			if clause.List == nil {
				otherwise = clause.Body
				continue
			}
			require.Len(t, clause.List, 1)
			if holds(t, clause.List[0], set) {
				return only(t, clause.Body)
			}
		}
		return only(t, otherwise)
	}
	return "nothing"
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

// only is the text of the only statement, which is an expression.
func only(t *testing.T, list []ast.Stmt) string {
	t.Helper()
	require.Len(t, list, 1)
	s, ok := list[0].(*ast.ExprStmt)
	require.True(t, ok)
	return types.ExprString(s.X)
}

// parameters lists a function's, by name.
func parameters(f *ast.FuncDecl) []string {
	var list []string
	for _, field := range f.Type.Params.List {
		for _, p := range field.Names {
			list = append(list, p.Name)
		}
	}
	return list
}

// A dispatched function is one that the tier decides.
type dispatched struct {
	name, param string
	tiers       []cat.Tier // in assembly, best first
	variant     func(cat.Tier) string
}

// The function of every kernel, move and prefetch, and that on words, calls the variant of its tier, in assembly for
// each tier that its architecture has, portable for all others; it passes on what it is given.
func TestTierFunctions(t *testing.T) {
	files := syntax(t, "generated")
	for _, arch := range []string{"amd64", "arm64", "none"} {
		all := cat.TiersOf(arch)
		only := func(has func(cat.Tier) bool) []cat.Tier {
			return slices.DeleteFunc(slices.Clone(all), func(t cat.Tier) bool { return !has(t) })
		}
		lists := map[string][]dispatched{}
		for _, k := range hinge.Family.Kernels {
			lists["tier"] = append(lists["tier"], dispatched{k.Name(), "a", all, k.Variant})
		}
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
				assert.Equal(t, want.calls(), tierCalls(t, f), "%s: %s", arch, want.name)
				delete(defined, want.name)
			}
			assert.Empty(t, slices.Collect(maps.Keys(defined)), "%s_%s.go", name, arch)
		}
	}
}

// calls are those that are wanted: a case and a call for each tier in turn.
func (d dispatched) calls() []string {
	var list []string
	for _, tier := range d.tiers {
		list = append(list, "cpuid."+tier.Name, "asm."+d.variant(tier)+"("+d.param+")")
	}
	return append(list, "default", d.variant(cat.Portable)+"("+d.param+")")
}

// tierCalls are the calls that there are.
func tierCalls(t *testing.T, f *ast.FuncDecl) []string {
	t.Helper()
	require.Len(t, f.Body.List, 1)
	choice, ok := f.Body.List[0].(*ast.SwitchStmt)
	if !ok {
		return []string{"default", only(t, f.Body.List)}
	}
	assert.Equal(t, "tier", types.ExprString(choice.Tag), f.Name.Name)
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

// constraintOf is a file's build constraint.
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

// Go knows every function in assembly by its name, and that its argument does not escape.
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
