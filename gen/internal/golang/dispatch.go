package golang

import (
	"path"
	"slices"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// opFile has the names of the operations.
func (e *emitter) opFile(family *arithmetic.Family) *j.File {
	f := NewFile(e.Dispatcher.Path, "")
	f.Comment("An " + e.Name("Op") + " says what to compute for each " + e.Row() + ".")
	f.Type().Add(e.id("Op")).Int()
	f.Line()
	f.Const().Defs(e.opConstants(family)...)
	return f
}

func (e *emitter) opConstants(family *arithmetic.Family) []j.Code {
	list := each(family.Ops, func(op arithmetic.Op) j.Code { return j.Id(e.OpName(op.Name)).Comment(op.Doc) })
	list[0] = j.Id(e.OpName(family.Ops[0].Name)).Add(e.id("Op")).Op("=").Iota().Comment(family.Ops[0].Doc)
	return list
}

// runFile has the function through which all kernels are called, for one architecture. If arch is empty, it calls
// only portable kernels. It is one function, because each call on the way to a kernel takes about as long as a
// few pairs.
func (e *emitter) runFile(family *arithmetic.Family, arch string) *j.File {
	f := NewFile(e.Dispatcher.Path, e.constraint(arch))
	f.Comment(e.Name("Run") + " computes op for at most " + e.Name("Span") + " " + e.Row() + "s. Elements have type T. It calls the first kernel that serves the")
	f.Comment("arguments.")
	f.Func().Add(e.id("Run")).Types(j.Id("T").Any()).Params(append([]j.Code{j.Id("op").Add(e.id("Op"))}, e.tierAndArgs()...)...).Block(
		j.If(j.Id("a").Dot(cat.FieldN).Op(">").Add(e.id("Span"))).Block(j.Panic(j.Lit(path.Base(e.Dispatcher.Path)+": a batch longer than a span"))),
		j.Switch(e.id("DTypeOf").Types(j.Id("T")).Call()).Block(each(e.DTypes, func(d *cat.DType) j.Code {
			return j.Case(e.id(d.Name)).Block(j.Switch(j.Id("op")).Block(e.opCases(family, d, arch)...))
		})...),
	)
	return f
}

// tierAndArgs returns the parameters of Run.
func (e *emitter) tierAndArgs() []j.Code {
	return []j.Code{j.Id("tier").Qual(e.CPUID.Path, "Tier"), j.Id("a").Op("*").Add(e.id("Args"))}
}

// opCases returns the cases of a switch between the operations on an element type. Operations with the same
// kernels share a case.
func (e *emitter) opCases(family *arithmetic.Family, d *cat.DType, arch string) []j.Code {
	var cases []j.Code
	done := map[string]bool{}
	for _, op := range family.Ops {
		if done[op.Name] {
			continue
		}
		kernels := family.Doing(op, d)
		var candidates []candidate
		for _, k := range kernels {
			candidates = append(candidates, candidate{k, k.Given, k.Absent})
		}
		var same []j.Code
		for _, other := range family.Ops {
			if slices.Equal(family.Doing(other, d), kernels) {
				same = append(same, j.Id(e.OpName(other.Name)))
				done[other.Name] = true
			}
		}
		cases = append(cases, j.Case(same...).Block(e.kernelChoice(candidates, arch)))
	}
	return cases
}

// A candidate is a kernel with the conditions that are still to be checked before it serves a call.
type candidate struct {
	*arithmetic.Kernel
	given, absent []arithmetic.Condition
}

// kernelChoice returns code that runs the first kernel that serves the arguments. The code checks each condition
// once.
func (e *emitter) kernelChoice(list []candidate, arch string) j.Code {
	var question *j.Statement
	var yes, no []candidate
	switch first := list[0]; {
	case first.given != nil:
		question = oneOf(first.given)
		yes, no = split(list, first.given, func(c *candidate) *[]arithmetic.Condition { return &c.given })
	case first.absent != nil:
		question = noneOf(first.absent)
		yes, no = split(list, first.absent, func(c *candidate) *[]arithmetic.Condition { return &c.absent })
	default:
		return e.tierChoice(first.Variant, e.TiersOf(arch), j.Id("a"))
	}
	otherwise := e.kernelChoice(no, arch)
	if no[0].given == nil && no[0].absent == nil { // nothing more is to be checked
		otherwise = j.Block(otherwise)
	}
	return j.If(question).Block(e.kernelChoice(yes, arch)).Else().Add(otherwise)
}

// split returns the candidates that remain if a check succeeds, and those that remain if it fails.
func split(list []candidate, question []arithmetic.Condition, asks func(*candidate) *[]arithmetic.Condition) (yes, no []candidate) {
	for _, c := range list {
		if slices.Equal(*asks(&c), question) {
			*asks(&c) = nil
		} else {
			no = append(no, c)
		}
		yes = append(yes, c)
	}
	return yes, no
}

// oneOf returns the Go expression that is true if one of the columns is not nil or one of the flags is set.
// noneOf returns the expression that is true if all columns are nil.
func oneOf(list []arithmetic.Condition) *j.Statement {
	s := j.Null()
	for i, c := range list {
		if i > 0 {
			s.Op("||")
		}
		if c.Flag != nil {
			s.Id("a").Dot(c.Flag.Field)
		} else {
			s.Id("a").Dot(c.Column.Field).Op("!=").Nil()
		}
	}
	return s
}

func noneOf(list []arithmetic.Condition) *j.Statement {
	s := j.Null()
	for i, c := range list {
		if i > 0 {
			s.Op("&&")
		}
		s.Id("a").Dot(c.Column.Field).Op("==").Nil()
	}
	return s
}

// constraint returns the build constraint of a dispatcher.
func (e *emitter) constraint(arch string) string {
	if arch != "" {
		return "!purego"
	}
	return e.WithoutAssembly()
}

// tierChoice returns code that calls the variant for a tier: in assembly for the given tiers, and the portable
// one for all others.
func (e *emitter) tierChoice(variant func(cat.Tier) string, tiers []cat.Tier, args *j.Statement) *j.Statement {
	portable := j.Id(variant(cat.Portable)).Call(args.Clone())
	if len(tiers) == 0 {
		return portable
	}
	cases := each(tiers, func(t cat.Tier) j.Code {
		return j.Case(j.Qual(e.CPUID.Path, t.Name)).Block(j.Qual(e.Kernels.Path, variant(t)).Call(args.Clone()))
	})
	return j.Switch(j.Id("tier")).Block(append(cases, j.Default().Block(portable))...)
}
