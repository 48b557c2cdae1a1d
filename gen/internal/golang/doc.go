package golang

import (
	"strings"

	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// packageComment adds the documentation of a package. Each argument is a paragraph.
func packageComment(f *j.File, paragraphs ...string) {
	for i, text := range paragraphs {
		if i > 0 {
			f.PackageComment("")
		}
		line := ""
		for _, word := range strings.Fields(text) {
			if len(line)+1+len(word) > 89 {
				f.PackageComment(line)
				line = ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		f.PackageComment(line)
	}
}

// docFile has the documentation of package generated, and its types and constants.
func (e *emitter) docFile(family *arithmetic.Family) *j.File {
	f := NewFile(e.Dispatcher.Path, "")
	packageComment(f,
		"Package generated holds the portable kernels of "+family.Subject+" and the dispatcher that picks the "+
			"variant of a kernel for a tier.",
		family.Notes+" Stream asks for stores past the caches. In that case all outputs must begin at a multiple of StreamAlign "+
			"bytes, and the number of pairs must be a multiple of Chunk.",
	)

	f.Comment("Args holds the arguments of a kernel, and room for its results.")
	f.Type().Id("Args").Op("=").Qual(e.Kernels.Path, "Args")
	f.Line()
	f.Comment("A Scalar is one value for all pairs.")
	f.Type().Id("Scalar").Op("=").Qual(e.Kernels.Path, "Scalar")
	f.Line()
	f.Comment("ScalarOf rounds x to the compute precision of T. NaN becomes all ones.")
	f.Func().Id("ScalarOf").Types(j.Id("T").Any()).Params(j.Id("x").Float64()).Id("Scalar").Block(
		j.If(j.Id("DTypeOf").Types(j.Id("T")).Call().Op("==").Id("F64")).Block(
			j.Return(j.Id("Scalar").Call(j.Qual("math", "Float64bits").Call(j.Id("quietF64").Call(j.Id("x"))))),
		),
		j.Return(j.Id("Scalar").Call(j.Qual("math", "Float32bits").Call(j.Id("quietF32").Call(j.Float32().Call(j.Id("x")))))),
	)
	f.Line()
	e.array(f)
	e.sizes(f)
	f.Comment("StreamAlign is the alignment, in bytes, of outputs that are stored past the caches.")
	f.Const().Id("StreamAlign").Op("=").Lit(cat.Line)
	f.Line()
	e.dtypes(f)
	return f
}

// sizesFile has what docFile has for this module, and every other package needs, too.
func (e *emitter) sizesFile() *j.File {
	f := NewFile(e.Dispatcher.Path, "")
	e.sizes(f)
	e.array(f)
	return f
}

// array emits the function that makes a slice of an array that may be absent.
func (e *emitter) array(f *j.File) {
	f.Comment("array returns the n elements at p, or nil if p is nil.")
	f.Func().Id("array").Types(j.Id("E").Any()).Params(j.Id("p").Op("*").Id("E"), j.Id("n").Int()).Index().Id("E").Block(
		j.If(j.Id("p").Op("==").Nil()).Block(j.Return(j.Nil())),
		j.Return(j.Qual("unsafe", "Slice").Call(j.Id("p"), j.Id("n"))),
	)
	f.Line()
}

// sizes emits the constants of a sum.
func (e *emitter) sizes(f *j.File) {
	f.Comment("These sizes are part of the order of a sum.")
	f.Const().Defs(
		e.id("Chunk").Op("=").Lit(cat.Chunk).Comment("the number of terms that are added to the lanes at a time"),
		e.id("Span").Op("=").Lit(cat.Span).Comment("the largest number of "+e.Row()+"s of a call"),
	)
	f.Line()
}
