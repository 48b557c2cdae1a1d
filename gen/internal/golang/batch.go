package golang

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// batchFile holds what the kernels are given, and how an element type is told.
func batchFile() *j.File {
	f := newFile(generated, "")
	f.PackageComment("Package generated holds the portable kernels of the margin ranking loss and the")
	f.PackageComment("dispatcher that picks, for every call, the best variant for this CPU.")
	f.PackageComment("")
	f.PackageComment("It checks nothing: package loss is the validated way in.")

	f.Comment("A Batch is the arrays of a call, all of one length. A nil array is absent, or not wanted.")
	f.Comment("The kernels take at most Span pairs at a time: Slice cuts a longer batch.")
	f.Type().Id("Batch").Types(j.Id("T").Any()).Struct(
		j.List(j.Id("X1"), j.Id("X2"), j.Id("Y")).Index().Id("T").Comment("scores, and targets of their type"),
		j.Id("Signs").Index().Int8().Comment("targets as int8"),
		j.Id("Upstream").Index().Id("T").Comment("upstream gradient of each pair"),
		j.Id("Out").Index().Id("T").Comment("loss of each pair"),
		j.List(j.Id("GX1"), j.Id("GX2"), j.Id("GY")).Index().Id("T").Comment("gradients"),
		j.Line().Id("Margin").Float64().Comment("a value of the element type, not -0"),
		j.Id("Scale").Float64().Comment("upstream gradient of every pair, a value of the compute precision"),
	)

	f.Line()
	f.Comment("Slice returns the pairs lo to hi of b.")
	f.Func().Params(j.Id("b").Op("*").Id("Batch").Types(j.Id("T"))).Id("Slice").
		Params(j.List(j.Id("lo"), j.Id("hi")).Int()).Id("Batch").Types(j.Id("T")).
		Block(j.Return(j.Id("Batch").Types(j.Id("T")).Values(sliced()...)))

	f.Line()
	f.Comment("part is s[lo:hi], or nil if s is.")
	f.Func().Id("part").Types(j.Id("T").Any()).Params(j.Id("s").Index().Id("T"), j.List(j.Id("lo"), j.Id("hi")).Int()).Index().Id("T").Block(
		j.If(j.Id("s").Op("==").Nil()).Block(j.Return(j.Nil())),
		j.Return(j.Id("s").Index(j.Id("lo"), j.Id("hi"))),
	)

	f.Line()
	f.Comment("rest is s[n:], or nil if s is.")
	f.Func().Id("rest").Types(j.Id("T").Any()).Params(j.Id("s").Index().Id("T"), j.Id("n").Int()).Index().Id("T").Block(
		j.Return(j.Id("part").Call(j.Id("s"), j.Id("n"), j.Len(j.Id("s")))),
	)

	dtypes(f)
	return f
}

func sliced() []j.Code {
	all := []cat.Array{cat.X1, cat.X2, cat.Y, cat.Int8s, cat.Upstream, cat.Out, cat.GX1, cat.GX2, cat.GY}
	values := each(all, func(a cat.Array) j.Code {
		return j.Line().Id(a.Field()).Op(":").Id("part").Call(j.Id("b").Dot(a.Field()), j.Id("lo"), j.Id("hi"))
	})
	for _, s := range []cat.Scalar{cat.Margin, cat.Scale} {
		values = append(values, j.Line().Id(s.Field()).Op(":").Id("b").Dot(s.Field()))
	}
	return append(values, j.Line())
}
