package golang

import (
	"strings"

	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// entriesFile holds one generic entry a family of operations of a form: it tells the
// element type and the label kind, and leaves the tier to the next function.
func entriesFile(form cat.Form) *j.File {
	f := newFile(generated, "")
	for _, p := range cat.Passes {
		for _, r := range cat.Reductions {
			k := cat.Kernel{Form: form, Pass: p, Reduction: r}
			f.Comment(k.Family() + " " + entrySummary(k) + ".")
			f.Func().Id(k.Family()).Types(j.Id("T").Any()).Params(params(entryParams(k))...).
				Add(results(k)).Block(entryBody(k)...)
			f.Line()
		}
	}
	if form == cat.Weighted {
		splitCounts(f)
	}
	return f
}

// splitCounts emits how the counts of a result are told apart.
func splitCounts(f *j.File) {
	f.Comment("SplitCounts returns the numbers of active and of wrongly ordered pairs in the counts of a result.")
	f.Func().Id("SplitCounts").Params(counts()).Params(j.List(j.Id(cat.Active.String()), j.Id(cat.Wrong.String())).Int64()).Block(
		j.Return(
			j.Int64().Call(j.Id(cat.CountsResult).Op("&").Lit(1<<cat.Wrong.Shift()-1)),
			j.Int64().Call(j.Id(cat.CountsResult).Op(">>").Lit(cat.Wrong.Shift())),
		),
	)
}

// entryParams are those of all label kinds, generic in the element type.
func entryParams(k cat.Kernel) []param {
	var list []param
	for _, a := range k.Arrays() {
		list = append(list, param{a.String(), j.Op("*").Id("T")})
		if a == cat.Y {
			list = append(list, param{cat.Int8s.String(), j.Op("*").Int8()})
		}
	}
	list = append(list, param{"n", j.Int()})
	for _, s := range k.Scalars() {
		list = append(list, param{s.String(), j.Float64()})
	}
	return append(list, streamParam(k)...)
}

// streamParam is one of kernels that may store around the caches.
func streamParam(k cat.Kernel) []param {
	if !k.Streams(cat.AVX512) {
		return nil
	}
	return []param{{"stream", j.Bool()}}
}

func entryBody(k cat.Kernel) []j.Code {
	dtypes := each(cat.DTypes, func(d *cat.DType) j.Code {
		call := func(l cat.Labels) j.Code {
			k := k
			k.Labels, k.DType = l, d
			c := j.Id(k.Name()).Call(typedArgs(k)...)
			if k.Sums() {
				return j.Return(c)
			}
			return c
		}
		k := k
		k.DType = d
		return j.Case(j.Id(d.Name)).Block(
			typed(k),
			j.Switch().Block(
				j.Case(j.Id("signs").Op("!=").Nil()).Block(call(cat.Signs)),
				j.Case(j.Id("y").Op("!=").Nil()).Block(call(cat.Given)),
				j.Default().Block(call(cat.Ones)),
			),
		)
	})
	body := []j.Code{
		j.If(j.Id("n").Op(">").Id("Span")).Block(j.Panic(j.Lit("generated: a batch longer than a span"))),
		j.Switch(j.Id("DTypeOf").Types(j.Id("T")).Call()).Block(dtypes...),
	}
	if k.Sums() {
		body = append(body, j.Panic(j.Lit("unreachable")))
	}
	return body
}

// typed gives the arrays their element type, and the scalars theirs: the margin, where
// it was -0 or is rounded to that, is +0.
func typed(k cat.Kernel) j.Code {
	var names, values []j.Code
	for _, a := range k.Arrays() {
		names = append(names, j.Id(a.String()))
		values = append(values, j.Parens(j.Op("*").Add(element(k.DType))).Call(j.Qual("unsafe", "Pointer").Call(j.Id(a.String()))))
	}
	for _, s := range k.Scalars() {
		value := j.Id(s.String())
		if k.DType.Compute != cat.Float64 {
			value = compute(k.DType).Call(value)
		}
		if s == cat.Margin {
			value = value.Op("+").Lit(0)
		} else if k.DType.Compute == cat.Float64 {
			continue
		}
		names = append(names, j.Id(s.String()))
		values = append(values, value)
	}
	return j.List(names...).Op(":=").List(values...)
}

// typedArgs passes the parameters on.
func typedArgs(k cat.Kernel) []j.Code {
	return each(typedParams(k), func(p param) j.Code { return j.Id(p.name) })
}

// typedParams are those of the dispatcher's functions for one kernel.
func typedParams(k cat.Kernel) []param {
	list := cat.Parameters(k, nil,
		func(a cat.Array) param { return param{a.String(), j.Op("*").Add(element(k.ElementOf(a)))} },
		func(s cat.Scalar) param { return param{s.String(), compute(k.DType)} },
		param{"n", j.Int()},
	)
	return append(list, streamParam(k)...)
}

// entrySummary says what the dispatcher's functions do, after their name.
func entrySummary(k cat.Kernel) string {
	loss := "returns the sum of the losses of the pairs and what rounding left out of it"
	if k.Counts() {
		loss = "returns the sum of the losses of the pairs, what rounding left out of it and the counts"
	}
	if k.Reduction == cat.None {
		loss = "stores the loss of each pair"
	}
	return summary(k, loss, "stores the gradients that are not nil")
}

func results(k cat.Kernel) *j.Statement {
	if !k.Sums() {
		return j.Empty()
	}
	if k.Counts() {
		return j.Params(sumAndLeft(), counts())
	}
	return j.Parens(sumAndLeft())
}

// dispatchFile holds one function a kernel of a form that picks the tier, for one
// architecture; the empty one has portable kernels only.
func dispatchFile(form cat.Form, arch string) *j.File {
	f := newFile(generated, dispatchConstraint(arch))
	for _, k := range cat.KernelsOf(form) {
		f.Comment(k.Name() + " " + entrySummary(k) + ".")
		f.Func().Id(k.Name()).Params(params(typedParams(k))...).
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
	var cases []j.Code
	for _, t := range tiers {
		is := j.Id("tier").Op("==").Qual(cpuidPath, t.Name)
		if k.Streams(t) {
			cases = append(cases, j.Case(is.Clone().Op("&&").Id("stream")).Block(callAssembly(k, t, k.Stream(t))...))
		}
		cases = append(cases, j.Case(is).Block(callAssembly(k, t, k.Variant(t))...))
	}
	return switchTier(cases, callPortable(k))
}

// switchTier is what to do on the tier that the CPU has: a case, or if there is none, what is portable.
func switchTier(cases, portable []j.Code) []j.Code {
	if cases == nil {
		return portable
	}
	cases = append(cases, j.Default().Block(portable...))
	return []j.Code{j.Switch(j.Id("tier").Op(":=").Qual(cpuidPath, "Current").Call(), j.Empty()).Block(cases...)}
}

func callAssembly(k cat.Kernel, t cat.Tier, variant string) []j.Code {
	var body, lanes []j.Code
	if t.LanesInMemory(k) {
		body = append(body, j.Var().Id("acc").Id("Lanes"))
		lanes = append(lanes, j.Op("&").Id("acc").Index(j.Lit(0)))
	}
	call := j.Qual(asmPath, variant).Call(cat.Parameters(k, lanes,
		func(a cat.Array) j.Code { return j.Id(a.String()) },
		func(s cat.Scalar) j.Code { return j.Id(s.String()) },
		j.Code(j.Id("n")),
	)...)
	switch {
	case k.Counts() && !k.DType.Compensated():
		body = append(body, j.List(j.Id("sum"), j.Id(cat.CountsResult)).Op("=").Add(call))
		call = j.Return(j.Id("sum"), j.Lit(0), j.Id(cat.CountsResult))
	case k.Sums() && !k.DType.Compensated():
		call = j.Return(call, j.Lit(0))
	case k.Sums():
		call = j.Return(call)
	}
	return append(body, call)
}

func callPortable(k cat.Kernel) []j.Code {
	var lanes []j.Code
	if k.Sums() {
		lanes = append(lanes, j.Op("&").Id("acc"))
	}
	call := j.Id(k.Variant(cat.Portable)).Call(cat.Parameters(k, lanes,
		func(a cat.Array) j.Code { return j.Id("array").Call(j.Id(a.String()), j.Id("n")) },
		func(s cat.Scalar) j.Code { return j.Id(s.String()) },
	)...)
	if !k.Sums() {
		return []j.Code{call}
	}
	fold := j.Id("acc").Dot("fold" + float(k.DType)).Call()
	if k.Counts() {
		return []j.Code{
			j.Var().Id("acc").Id("Lanes"), j.Id(cat.CountsResult).Op("=").Add(call),
			j.List(j.Id("sum"), j.Id("left")).Op("=").Add(fold),
			j.Return(j.Id("sum"), j.Id("left"), j.Id(cat.CountsResult)),
		}
	}
	return []j.Code{j.Var().Id("acc").Id("Lanes"), call, j.Return(fold)}
}
