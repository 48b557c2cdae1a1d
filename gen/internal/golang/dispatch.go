package golang

import (
	"slices"
	"strings"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// opFile holds the operations by name.
func opFile(family *arithmetic.Family) *j.File {
	f := NewFile(generated, "")
	f.Comment("An Op is what to compute of each pair.")
	f.Type().Id("Op").Int()
	f.Line()
	f.Const().Defs(opConstants(family)...)
	return f
}

func opConstants(family *arithmetic.Family) []j.Code {
	list := each(family.Ops, func(op arithmetic.Op) j.Code { return j.Id(op.Name).Comment(op.Doc) })
	list[0] = j.Id(family.Ops[0].Name).Id("Op").Op("=").Iota().Comment(family.Ops[0].Doc)
	return list
}

// runFile holds the way in, for one architecture; the empty one has portable kernels only. It is
// one function: each call on the way to a kernel takes about as long as a few pairs.
func runFile(family *arithmetic.Family, arch string) *j.File {
	f := NewFile(generated, dispatchConstraint(arch))
	f.Comment("Run computes op for at most Span pairs whose elements have type T. It picks the first kernel that")
	f.Comment("serves the arguments.")
	f.Func().Id("Run").Types(j.Id("T").Any()).Params(append([]j.Code{j.Id("op").Id("Op")}, tierAndArgs()...)...).Block(
		j.If(j.Id("a").Dot(cat.FieldN).Op(">").Id("Span")).Block(j.Panic(j.Lit("generated: a batch longer than a span"))),
		j.Switch(j.Id("DTypeOf").Types(j.Id("T")).Call()).Block(each(cat.DTypes, func(d *cat.DType) j.Code {
			return j.Case(j.Id(d.Name)).Block(j.Switch(j.Id("op")).Block(opCases(family, d, arch)...))
		})...),
	)
	return f
}

// tierAndArgs are parameters.
func tierAndArgs() []j.Code {
	return []j.Code{j.Id("tier").Qual(cpuidPath, "Tier"), j.Id("a").Op("*").Id("Args")}
}

// opCases tell the operations on an element type. Those that the same kernels do share a case.
func opCases(family *arithmetic.Family, d *cat.DType, arch string) []j.Code {
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
				same = append(same, j.Id(other.Name))
				done[other.Name] = true
			}
		}
		cases = append(cases, j.Case(same...).Block(kernelChoice(candidates, arch)))
	}
	return cases
}

// A candidate is a kernel with the questions that are still to be answered before it serves a call.
type candidate struct {
	*arithmetic.Kernel
	given, absent []arithmetic.Condition
}

// kernelChoice runs the first kernel that serves the arguments. It asks for each condition once.
func kernelChoice(list []candidate, arch string) j.Code {
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
		return tierChoice(first.Variant, cat.TiersOf(arch), j.Id("a"))
	}
	otherwise := kernelChoice(no, arch)
	if no[0].given == nil && no[0].absent == nil { // no question follows
		otherwise = j.Block(otherwise)
	}
	return j.If(question).Block(kernelChoice(yes, arch)).Else().Add(otherwise)
}

// split returns the candidates that remain if the answer to a question is yes, and if it is no.
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

// oneOf says in Go that one of some columns and flags is there, and noneOf that none of some columns is.
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

func dispatchConstraint(arch string) string {
	if arch != "" {
		return "!purego"
	}
	return "purego || (!" + strings.Join(cat.Architectures, " && !") + ")"
}

// tierChoice calls the assembly variant of each tier, and the portable kernel for all other tiers.
func tierChoice(variant func(cat.Tier) string, tiers []cat.Tier, args *j.Statement) *j.Statement {
	portable := j.Id(variant(cat.Portable)).Call(args.Clone())
	if len(tiers) == 0 {
		return portable
	}
	cases := each(tiers, func(t cat.Tier) j.Code {
		return j.Case(j.Qual(cpuidPath, t.Name)).Block(j.Qual(asmPath, variant(t)).Call(args.Clone()))
	})
	return j.Switch(j.Id("tier")).Block(append(cases, j.Default().Block(portable))...)
}
