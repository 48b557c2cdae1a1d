package golang

import (
	"slices"
	"strings"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// runFile holds the way in: it tells the element type and the kernel, and leaves the tier to
// the function of that kernel.
func runFile(family *arithmetic.Family) *j.File {
	f := NewFile(generated, "")
	f.Comment("An Op is what to compute of each pair.")
	f.Type().Id("Op").Int()
	f.Line()
	f.Const().Defs(opConstants(family)...)
	f.Line()
	f.Comment("Run computes op for at most Span pairs whose elements have type T.")
	cases := each(cat.DTypes, func(d *cat.DType) j.Code {
		return j.Case(j.Id(d.Name)).Block(j.Id("run"+d.Name).Call(j.Id("op"), j.Id("tier"), j.Id("a")))
	})
	f.Func().Id("Run").Types(j.Id("T").Any()).Params(append([]j.Code{j.Id("op").Id("Op")}, tierAndArgs()...)...).Block(
		j.If(j.Id("a").Dot(cat.FieldN).Op(">").Id("Span")).Block(j.Panic(j.Lit("generated: a batch longer than a span"))),
		j.Switch(j.Id("DTypeOf").Types(j.Id("T")).Call()).Block(cases...),
	)
	for _, d := range cat.DTypes {
		f.Line()
		f.Commentf("run%s picks the kernel: the first one that serves the arguments.", d.Name)
		f.Func().Id("run" + d.Name).Params(append([]j.Code{j.Id("op").Id("Op")}, tierAndArgs()...)...).Block(
			j.Switch(j.Id("op")).Block(each(family.Ops, func(op arithmetic.Op) j.Code {
				return j.Case(j.Id(op.Name)).Block(kernelChoice(family, op, d))
			})...),
		)
	}
	return f
}

func opConstants(family *arithmetic.Family) []j.Code {
	list := each(family.Ops, func(op arithmetic.Op) j.Code { return j.Id(op.Name).Comment(op.Doc) })
	list[0] = j.Id(family.Ops[0].Name).Id("Op").Op("=").Iota().Comment(family.Ops[0].Doc)
	return list
}

// tierAndArgs are parameters, and passTierAndArgs the same as arguments.
func tierAndArgs() []j.Code {
	return []j.Code{j.Id("tier").Qual(cpuidPath, "Tier"), j.Id("a").Op("*").Id("Args")}
}

func passTierAndArgs() []j.Code { return []j.Code{j.Id("tier"), j.Id("a")} }

// kernelChoice is a switch between the kernels of an operation on an element type.
func kernelChoice(family *arithmetic.Family, op arithmetic.Op, d *cat.DType) j.Code {
	var cases []j.Code
	for _, k := range family.Of(d) {
		if !slices.Contains(k.Ops, op.Name) {
			continue
		}
		call := j.Id(k.Name()).Call(passTierAndArgs()...)
		if k.Given == nil && k.Absent == nil {
			cases = append(cases, j.Default().Block(call))
			break
		}
		cases = append(cases, j.Case(condition(k)).Block(call))
	}
	return j.Switch().Block(cases...)
}

// condition says in Go when a kernel serves the arguments.
func condition(k *arithmetic.Kernel) *j.Statement {
	join := func(list []arithmetic.Condition, present bool, by string) *j.Statement {
		s := j.Null()
		for i, c := range list {
			if i > 0 {
				s.Op(by)
			}
			switch {
			case c.Flag != nil && present:
				s.Id("a").Dot(c.Flag.Field)
			case c.Flag != nil:
				s.Op("!").Id("a").Dot(c.Flag.Field)
			case present:
				s.Id("a").Dot(c.Column.Field).Op("!=").Nil()
			default:
				s.Id("a").Dot(c.Column.Field).Op("==").Nil()
			}
		}
		return s
	}
	given, absent := join(k.Given, true, "||"), join(k.Absent, false, "&&")
	switch {
	case k.Absent == nil:
		return given
	case k.Given == nil:
		return absent
	}
	return j.Parens(given).Op("&&").Add(absent)
}

// dispatchFile holds one function a kernel that picks the tier, for one architecture; the
// empty one has portable kernels only.
func dispatchFile(family *arithmetic.Family, arch string) *j.File {
	f := NewFile(generated, dispatchConstraint(arch))
	for _, k := range family.Kernels {
		f.Comment(k.Name() + " " + docOf(family, k) + ".")
		f.Func().Id(k.Name()).Params(tierAndArgs()...).Block(tierChoice(k.Variant, cat.TiersOf(arch), j.Id("a"))...)
		f.Line()
	}
	return f
}

func dispatchConstraint(arch string) string {
	if arch != "" {
		return "!purego"
	}
	return "purego || (!" + strings.Join(cat.Architectures, " && !") + ")"
}

// tierChoice calls the variant for a tier: in assembly for those tiers, else the portable one.
func tierChoice(variant func(cat.Tier) string, tiers []cat.Tier, args *j.Statement) []j.Code {
	portable := j.Id(variant(cat.Portable)).Call(args.Clone())
	if len(tiers) == 0 {
		return []j.Code{portable}
	}
	cases := each(tiers, func(t cat.Tier) j.Code {
		return j.Case(j.Qual(cpuidPath, t.Name)).Block(j.Qual(asmPath, variant(t)).Call(args.Clone()))
	})
	return []j.Code{j.Switch(j.Id("tier")).Block(append(cases, j.Default().Block(portable))...)}
}
