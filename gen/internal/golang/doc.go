package golang

import (
	j "github.com/dave/jennifer/jen"
)

// docFile holds the package's documentation, and how an element type is told.
func docFile() *j.File {
	f := newFile(generated, "")
	f.PackageComment("Package generated holds the portable kernels of the margin ranking loss and the")
	f.PackageComment("dispatcher that picks, for every call, the best variant for this CPU.")
	f.PackageComment("")
	f.PackageComment("It checks nothing: package loss is the validated way in. The dispatcher takes the")
	f.PackageComment("addresses of arrays of n pairs, at most Span. An absent one, or a gradient that is not")
	f.PackageComment("wanted, is nil. The margin, which for elements of 16 bits is a value of theirs, and the")
	f.PackageComment("upstream gradient are rounded to compute precision; a margin of -0 becomes +0. To stream")
	f.PackageComment("is to store around the caches: all outputs must begin at a multiple of StreamAlign bytes.")

	f.Comment("array is the n elements at p, nil if p is.")
	f.Func().Id("array").Types(j.Id("E").Any()).Params(j.Id("p").Op("*").Id("E"), j.Id("n").Int()).Index().Id("E").Block(
		j.If(j.Id("p").Op("==").Nil()).Block(j.Return(j.Nil())),
		j.Return(j.Qual("unsafe", "Slice").Call(j.Id("p"), j.Id("n"))),
	)
	dtypes(f)
	return f
}
