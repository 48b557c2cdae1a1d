package golang

import (
	"strings"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// entriesFile holds one generic entry a family of operations: it tells the
// element type and the label kind, and leaves the tier to the next function.
func entriesFile() *j.File {
	f := newFile(generated, "")
	for _, p := range cat.Passes {
		for _, r := range cat.Reductions {
			k := cat.Kernel{Pass: p, Reduction: r}
			f.Comment(k.Family() + " " + entrySummary(k) + ".")
			f.Func().Id(k.Family()).Types(j.Id("T").Any()).Params(j.Id("b").Op("*").Id("Batch").Types(j.Id("T"))).
				Add(results(k)).Block(entryBody(k)...)
			f.Line()
		}
	}
	return f
}

func entryBody(k cat.Kernel) []j.Code {
	dtypes := each(cat.DTypes, func(d *cat.DType) j.Code {
		call := func(l cat.Labels) j.Code {
			c := j.Id(cat.Kernel{Pass: k.Pass, Reduction: k.Reduction, Labels: l, DType: d}.Name()).Call(j.Id("b"))
			if k.Sums() {
				return j.Return(c)
			}
			return c
		}
		return j.Case(j.Id(d.Name)).Block(
			j.Switch(j.Id("b").Op(":=").Parens(j.Op("*").Id("Batch").Types(element(d))).Call(j.Id("b")), j.Empty()).Block(
				j.Case(j.Id("b").Dot("Signs").Op("!=").Nil()).Block(call(cat.Signs)),
				j.Case(j.Id("b").Dot("Y").Op("!=").Nil()).Block(call(cat.Given)),
				j.Default().Block(call(cat.Ones)),
			),
		)
	})
	body := []j.Code{
		j.If(j.Len(j.Id("b").Dot("X1")).Op(">").Id("Span")).Block(j.Panic(j.Lit("generated: a batch longer than a span"))),
		j.Switch(j.Id("b").Op(":=").Qual("unsafe", "Pointer").Call(j.Id("b")), j.Id("DTypeOf").Types(j.Id("T")).Call()).Block(dtypes...),
	}
	if k.Sums() {
		body = append(body, j.Panic(j.Lit("unreachable")))
	}
	return body
}

// entrySummary says what the dispatcher's functions do, after their name.
func entrySummary(k cat.Kernel) string {
	loss := "returns the sum of the losses of b and what rounding left out of it"
	if k.Reduction == cat.None {
		loss = "stores the loss of each pair of b"
	}
	return summary(k, loss, "stores the gradients that b wants")
}

func results(k cat.Kernel) *j.Statement {
	if !k.Sums() {
		return j.Empty()
	}
	return j.Parens(sumAndLeft())
}

// dispatchFile holds one function a kernel that picks the tier, for one
// architecture; the empty one has portable kernels only.
func dispatchFile(arch string) *j.File {
	f := newFile(generated, dispatchConstraint(arch))
	if arch != "" {
		f.Comment("chunks is the number of pairs in whole chunks: what the assembly takes.")
		f.Func().Id("chunks").Params(j.Id("pairs").Int()).Int().Block(j.Return(j.Id("pairs").Op("&^").Parens(j.Id("Chunk").Op("-").Lit(1))))
		f.Line()
	}
	for _, k := range cat.Kernels() {
		f.Comment(k.Name() + " " + entrySummary(k) + ".")
		f.Func().Id(k.Name()).Params(j.Id("b").Op("*").Id("Batch").Types(element(k.DType))).
			Add(results(k)).Block(dispatchBody(k, cat.TiersOf(arch))...)
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

func dispatchBody(k cat.Kernel, tiers []cat.Tier) []j.Code {
	var body []j.Code
	if k.Sums() {
		body = append(body, j.Var().Id("acc").Id("Lanes"))
	}
	if len(tiers) > 0 {
		cases := []j.Code{j.Case(j.Id("n").Op("==").Lit(0))}
		for _, t := range tiers {
			cases = append(cases, j.Case(j.Id("tier").Op("==").Qual(cpuidPath, t.Name)).Block(
				j.Qual(asmPath, k.Variant(t)).Call(assemblyArgs(k)...),
			))
		}
		cases = append(cases, j.Default().Block(j.Id("n").Op("=").Lit(0)))
		for _, a := range k.Arrays() {
			body = append(body, j.Id(a.String()).Op(":=").Qual("unsafe", "SliceData").Call(j.Id("b").Dot(a.Field())))
		}
		body = append(body,
			j.Id("n").Op(":=").Id("chunks").Call(j.Len(j.Id("b").Dot("X1"))),
			j.Switch(j.Id("tier").Op(":=").Qual(cpuidPath, "Current").Call(), j.Empty()).Block(cases...),
		)
	}
	body = append(body, j.Id(k.Variant(cat.Portable)).Call(portableArgs(k, len(tiers) > 0)...))
	if k.Sums() {
		body = append(body, j.Return(j.Id("acc").Dot("fold"+float(k.DType)).Call()))
	}
	return body
}

func assemblyArgs(k cat.Kernel) []j.Code {
	return cat.Parameters(k, j.Code(j.Op("&").Id("acc").Index(j.Lit(0))),
		func(a cat.Array) j.Code { return j.Id(a.String()) },
		scalarArg(k), j.Code(j.Id("n")),
	)
}

// portableArgs passes what the assembly has left, or all of it.
func portableArgs(k cat.Kernel, rest bool) []j.Code {
	return cat.Parameters(k, j.Code(j.Op("&").Id("acc")), func(a cat.Array) j.Code {
		array := j.Id("b").Dot(a.Field())
		switch {
		case !rest:
			return array
		case a.Optional():
			return j.Id("rest").Call(array, j.Id("n"))
		}
		return array.Index(j.Id("n"), j.Empty())
	}, scalarArg(k))
}

// scalarArg passes a scalar in compute precision.
func scalarArg(k cat.Kernel) func(cat.Scalar) j.Code {
	return func(s cat.Scalar) j.Code {
		v := j.Id("b").Dot(s.Field())
		if k.DType.Compute == cat.Float64 {
			return v
		}
		return compute(k.DType).Call(v)
	}
}
