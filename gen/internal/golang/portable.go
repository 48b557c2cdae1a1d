package golang

import (
	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// portableFile holds the portable kernels of one form and element type.
func portableFile(form cat.Form, d *cat.DType) *j.File {
	f := newFile(generated, "")
	for _, k := range cat.KernelsOf(form, d) {
		name := k.Variant(cat.Portable)
		sum := "adds the losses of the pairs to acc"
		if k.Counts() {
			sum += " and counts them"
		}
		f.Comment(name + " " + kernelSummary(k, sum) + ".")
		f.Func().Id(name).Params(portableParams(k)...).Add(portableResults(k)).Block(portableBody(k)...)
		f.Line()
	}
	return f
}

func portableResults(k cat.Kernel) *j.Statement {
	if k.Counts() {
		return j.Parens(counts())
	}
	return j.Empty()
}

// summary joins what a kernel does, in the parts that its pass has.
func summary(k cat.Kernel, loss, grads string) string {
	switch k.Pass {
	case cat.Forward:
		return loss
	case cat.Backward:
		return grads
	}
	return loss + ", and " + grads
}

// kernelSummary says what a kernel does, after its name; sum is what it does with
// the losses if they are reduced.
func kernelSummary(k cat.Kernel, sum string) string {
	if k.Reduction == cat.None {
		sum = "stores the loss of each pair in out"
	}
	return summary(k, sum, "stores the gradients that are not nil")
}

func portableParams(k cat.Kernel) []j.Code {
	var lanes []param
	if k.Sums() {
		lanes = []param{{"acc", j.Op("*").Id("Lanes")}}
	}
	return params(cat.Parameters(k, lanes,
		func(a cat.Array) param { return param{a.String(), j.Index().Add(element(k.ElementOf(a)))} },
		func(s cat.Scalar) param { return param{s.String(), compute(k.DType)} },
	))
}

func portableBody(k cat.Kernel) []j.Code {
	body := reslice(k)
	w := &writer{program: arithmetic.Record(k), values: map[arithmetic.Value]*j.Statement{}}
	pair := w.block(w.program.Ops)
	if !k.Sums() {
		return append(body, j.For(j.Id("i").Op(":=").Range().Id("x1")).Block(pair...))
	}
	body = append(body, j.For(
		j.Id("lo").Op(":=").Lit(0), j.Id("lo").Op("<").Len(j.Id("x1")), j.Id("lo").Op("+=").Id("Chunk"),
	).Block(
		j.Id("hi").Op(":=").Min(j.Id("lo").Op("+").Id("Chunk"), j.Len(j.Id("x1"))),
		j.Var().Id("h").Index(j.Id("Chunk")).Add(compute(k.DType)),
		j.For(j.Id("i").Op(":=").Id("lo"), j.Id("i").Op("<").Id("hi"), j.Id("i").Op("++")).Block(pair...),
		j.Id("acc").Dot("add"+float(k.DType)).Call(j.Op("&").Id("h")),
	))
	if k.Counts() {
		body = append(body, j.Return(j.Id(cat.CountsResult)))
	}
	return body
}

// reslice gives the arrays that every pair reads or writes one length, once,
// so that the compiler drops their bounds checks.
func reslice(k cat.Kernel) []j.Code {
	var list []j.Code
	for _, a := range k.Arrays() {
		if a != cat.X1 && !a.Optional() {
			id := j.Id(a.String())
			list = append(list, id.Clone().Op("=").Add(id).Index(j.Empty(), j.Len(j.Id("x1"))))
		}
	}
	return list
}

// A writer turns a program into Go statements about pair i.
type writer struct {
	program *arithmetic.Program
	values  map[arithmetic.Value]*j.Statement // expression of each value
}

func (w *writer) block(ops []arithmetic.Op) []j.Code {
	var list []j.Code
	for _, op := range ops {
		if s := w.statement(op); s != nil {
			list = append(list, s)
		}
	}
	return list
}

// statement returns the statement of op, or nil if op is an expression
// that stands where it is used.
func (w *writer) statement(op arithmetic.Op) j.Code {
	k := w.program.Kernel
	at := func(a cat.Array) *j.Statement { return j.Id(a.String()).Index(j.Id("i")) }
	switch op.Kind {
	case arithmetic.When:
		return j.If(j.Id(op.Array.String()).Op("!=").Nil()).Block(w.block(op.Body)...)
	case arithmetic.Store:
		return at(op.Array).Op("=").Add(narrow(k.DType, w.arg(op, 0)))
	case arithmetic.Accumulate:
		return j.Id("h").Index(j.Id("i").Op("%").Id("Chunk")).Op("=").Add(w.arg(op, 0))
	case arithmetic.LoadOr:
		// A default that is replaced: the value is a variable, and has a name.
		v := j.Id(w.program.Names[op.Dst])
		w.values[op.Dst] = v
		own := widen(k.ElementOf(op.Array), k.DType, at(op.Array))
		if op.Array.PlusZero() {
			own.Op("+").Lit(0)
		}
		return v.Clone().Op(":=").Id(op.Scalar.String()).Line().If(j.Id(op.Array.String()).Op("!=").Nil()).Block(
			v.Clone().Op("=").Add(own),
		)
	case arithmetic.Count:
		one := func(yes *j.Statement) *j.Statement { return j.Id("oneIf").Call(yes) }
		return j.Id(cat.CountsResult).Op("+=").Op("-").Add(one(w.arg(op, 0))).Op("&").Parens(
			one(w.arg(op, 1).Op(">=").Lit(0)).Op("|").Add(one(w.arg(op, 2).Op("<").Lit(0))).Op("<<").Lit(cat.Wrong.Shift()),
		)
	}
	v := w.expression(op, at)
	name, named := w.program.Names[op.Dst]
	if !named {
		w.values[op.Dst] = v
		return nil
	}
	w.values[op.Dst] = j.Id(name)
	return j.Id(name).Op(":=").Add(v)
}

func (w *writer) expression(op arithmetic.Op, at func(cat.Array) *j.Statement) *j.Statement {
	k := w.program.Kernel
	switch op.Kind {
	case arithmetic.Load:
		return widen(k.ElementOf(op.Array), k.DType, at(op.Array))
	case arithmetic.Scalar:
		return j.Id(op.Scalar.String())
	case arithmetic.Sub:
		return w.arg(op, 0).Op("-").Add(w.arg(op, 1))
	case arithmetic.Mul:
		// The conversion rounds: without it some compilers fuse the product into a sum.
		return compute(k.DType).Call(w.arg(op, 0).Op("*").Add(w.arg(op, 1)))
	case arithmetic.Neg:
		return j.Op("-").Add(w.arg(op, 0))
	case arithmetic.Clamp:
		return j.Max(w.arg(op, 0), j.Lit(0))
	case arithmetic.Gate:
		return j.Id("gate"+float(k.DType)).Call(w.arg(op, 0), w.arg(op, 1))
	case arithmetic.Quiet:
		return j.Id("quiet" + float(k.DType)).Call(w.arg(op, 0))
	case arithmetic.NotZero:
		return w.arg(op, 0).Op("!=").Lit(0)
	case arithmetic.Where:
		return j.Id("where"+float(k.DType)).Call(w.arg(op, 0), w.arg(op, 1))
	}
	panic("no Go for this operation")
}

func (w *writer) arg(op arithmetic.Op, i int) *j.Statement { return w.values[op.Args[i]].Clone() }
