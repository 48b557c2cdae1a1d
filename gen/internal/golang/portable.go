package golang

import (
	j "github.com/dave/jennifer/jen"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// portableFile has the portable variants of the kernels.
func (e *emitter) portableFile(family *arithmetic.Family, kernels []*arithmetic.Kernel) *j.File {
	f := NewFile(e.Dispatcher.Path, "")
	for _, k := range kernels {
		f.Comment(k.Variant(cat.Portable) + " " + docOf(family, k) + ".")
		f.Func().Id(k.Variant(cat.Portable)).Params(j.Id("a").Op("*").Add(e.id("Args"))).Block(e.portableBody(arithmetic.Record(k))...)
		f.Line()
	}
	return f
}

func (e *emitter) portableBody(p *arithmetic.Program) []j.Code {
	d := p.Kernel.DType
	body := e.arguments(p)
	w := &writer{emitter: e, program: p, values: map[arithmetic.Value]*j.Statement{}, levels: map[arithmetic.Value]level{}, negated: map[arithmetic.Value]arithmetic.Value{}}
	pair := w.block(p.Ops)
	if !p.Sums {
		return append(body, j.For(j.Id("i").Op(":=").Range().Id("n")).Block(pair...))
	}
	body = append(body, j.Var().Id("sum").Add(e.id("Lanes")))
	for _, c := range p.Counts {
		body = append(body, j.Var().Id(c.Name).Uint32())
	}
	body = append(body, j.For(
		j.Id("lo").Op(":=").Lit(0), j.Id("lo").Op("<").Id("n"), j.Id("lo").Op("+=").Add(e.id("Chunk")),
	).Block(
		j.Var().Id("h").Index(e.id("Chunk")).Add(compute(d)),
		j.For(j.Id("i").Op(":=").Id("lo"), j.Id("i").Op("<").Min(j.Id("lo").Op("+").Add(e.id("Chunk")), j.Id("n")), j.Id("i").Op("++")).Block(pair...),
		j.Id("sum").Dot("add"+float(d)).Call(j.Op("&").Id("h")),
	))
	body = append(body, j.List(j.Id("a").Dot(cat.FieldSum), j.Id("a").Dot(cat.FieldLeft)).Op("=").Id("sum").Dot("fold"+float(d)).Call())
	for _, c := range p.Counts {
		body = append(body, j.Id("a").Dot(c.Field).Op("=").Id(c.Name))
	}
	return body
}

// arguments declares variables for the arrays and scalars of a kernel.
func (e *emitter) arguments(p *arithmetic.Program) []j.Code {
	d := p.Kernel.DType
	list := []j.Code{j.Id("n").Op(":=").Id("a").Dot(cat.FieldN)}
	for _, c := range p.Columns {
		at := j.Id("a").Dot(c.Field)
		if c.Elem == nil {
			at = j.Parens(j.Op("*").Add(e.element(d))).Call(at)
		}
		slice := j.Qual("unsafe", "Slice")
		if c.Optional {
			slice = j.Id("array")
		}
		list = append(list, j.Id(c.Name).Op(":=").Add(slice).Call(at, j.Id("n")))
	}
	for _, s := range p.Scalars {
		method := map[cat.Float]string{cat.Float32: "Float32", cat.Float64: "Float64"}[d.Compute]
		list = append(list, j.Id(s.Name).Op(":=").Id("a").Dot(s.Field).Dot(method).Call())
	}
	return list
}

// A writer turns a program into Go statements about pair i.
type writer struct {
	*emitter
	program *arithmetic.Program
	values  map[arithmetic.Value]*j.Statement     // the expression of each value
	levels  map[arithmetic.Value]level            // the levels of expressions that are no atoms
	negated map[arithmetic.Value]arithmetic.Value // the operand of each negation
}

func (w *writer) block(ops []arithmetic.Operation) []j.Code {
	var list []j.Code
	for _, op := range ops {
		if s := w.statement(op); s != nil {
			list = append(list, s)
		}
	}
	return list
}

// load returns the expression for the pair's element of a column, widened.
func (w *writer) load(c *cat.Column) *j.Statement {
	d := w.program.Kernel.DType
	v := w.widen(c.ElementOf(d), d, j.Id(c.Name).Index(j.Id("i")))
	if c.PlusZero {
		v.Op("+").Lit(0)
	}
	return v
}

// statement returns the statement of op, or nil if op is an expression that is written where it is used.
func (w *writer) statement(op arithmetic.Operation) j.Code {
	d := w.program.Kernel.DType
	switch op.Kind {
	case arithmetic.When:
		return j.If(j.Id(op.Column().Name).Op("!=").Nil()).Block(w.block(op.Body)...)
	case arithmetic.Store:
		element := j.Id(op.Column().Name).Index(j.Id("i")).Op("=")
		if v, ok := w.negated[op.Args[0]]; ok && d == cat.BF16 { // flips the sign of NaN, too, which NarrowBF16 drops
			return element.Add(w.narrow(d, w.values[v].Clone())).Op("^").Lit(0x8000)
		}
		return element.Add(w.narrow(d, w.arg(op, 0)))
	case arithmetic.Accumulate:
		return j.Id("h").Index(j.Id("i").Op("%").Add(w.id("Chunk"))).Op("=").Add(w.arg(op, 0))
	case arithmetic.LoadOr:
		return w.loadOr(op)
	case arithmetic.Tally:
		return tally(op.Counts[0], w.arg(op, 0))
	case arithmetic.TallySigns:
		return j.Add(tally(op.Counts[0], w.operand(op.Args[0], conjunction).Op("&&").Add(w.operand(op.Args[1], sum)).Op("<").Lit(0)),
			j.Line(), tally(op.Counts[1], w.operand(op.Args[0], conjunction).Op("&&").Add(w.operand(op.Args[1], sum)).Op(">").Lit(0)))
	}
	v, level := w.expression(op)
	if op.Within != 0 {
		v, level = w.operand(op.Within, conjunction).Op("&&").Add(v), conjunction
	}
	name, named := w.program.Names[op.Dst]
	if !named {
		w.values[op.Dst], w.levels[op.Dst] = v, level
		return nil
	}
	w.values[op.Dst] = j.Id(name)
	return j.Id(name).Op(":=").Add(v)
}

// tally returns the statement that counts a pair if mask is true.
func tally(c *cat.Count, mask *j.Statement) *j.Statement {
	return j.Id(c.Name).Op("+=").Id("oneIf").Call(mask)
}

// loadOr returns statements that set a variable to the element of the first column that is not nil, or to a
// scalar.
func (w *writer) loadOr(op arithmetic.Operation) j.Code {
	name := w.program.Names[op.Dst]
	w.values[op.Dst] = j.Id(name)
	s, columns := j.Id(name).Op(":="), op.Columns
	if op.Scalar != nil {
		s.Id(op.Scalar.Name)
	} else {
		s = j.Var().Id(name).Add(compute(w.program.Kernel.DType))
	}
	s.Line()
	for i, c := range columns {
		set := j.Id(name).Op("=").Add(w.load(c))
		if i > 0 {
			s.Else()
		}
		if i == len(columns)-1 && op.Scalar == nil {
			s.Block(set)
		} else {
			s.If(j.Id(c.Name).Op("!=").Nil()).Block(set)
		}
	}
	return s
}

// A level is the precedence of an expression's operator. An operand of a lower level needs parentheses.
type level int

const (
	atom level = -iota // a name, a call, or an element of an array
	unary
	quotient
	sum
	comparison
	conjunction
	disjunction
)

// expression returns the expression of an operation, and its level.
func (w *writer) expression(op arithmetic.Operation) (*j.Statement, level) {
	d := w.program.Kernel.DType
	binary := func(operator string, at level) (*j.Statement, level) {
		return w.operand(op.Args[0], at).Op(operator).Add(w.operand(op.Args[1], at+1)), at
	}
	call := func(helper string) (*j.Statement, level) {
		var args []j.Code
		for i := range op.Args {
			args = append(args, w.arg(op, i))
		}
		return j.Id(helper + float(d)).Call(args...), atom
	}
	switch op.Kind {
	case arithmetic.Load:
		if op.Column().PlusZero {
			return w.load(op.Column()), sum
		}
		return w.load(op.Column()), atom
	case arithmetic.Scalar:
		return j.Id(op.Scalar.Name), atom
	case arithmetic.Constant:
		return constant(d, op.Number), atom
	case arithmetic.Add:
		return binary("+", sum)
	case arithmetic.Sub:
		return binary("-", sum)
	case arithmetic.Mul:
		// The conversion rounds: without it some compilers fuse the product into a sum.
		product, _ := binary("*", quotient)
		return compute(d).Call(product), atom
	case arithmetic.Div:
		return binary("/", quotient)
	case arithmetic.Max, arithmetic.Abs, arithmetic.Where, arithmetic.Select:
		return call(helpers[op.Kind])
	case arithmetic.Neg:
		w.negated[op.Dst] = op.Args[0]
		return j.Op("-").Add(w.operand(op.Args[0], atom)), unary
	case arithmetic.Clamp:
		return j.Max(w.arg(op, 0), j.Lit(0)), atom
	case arithmetic.Quiet:
		if d == cat.BF16 {
			return w.arg(op, 0), w.levels[op.Args[0]] // NarrowBF16 makes NaN quiet
		}
		return call(helpers[op.Kind])
	case arithmetic.AtLeast:
		return binary(">=", comparison)
	case arithmetic.Above:
		return binary(">", comparison)
	case arithmetic.Equal:
		return binary("==", comparison)
	case arithmetic.NotZero:
		return w.operand(op.Args[0], sum).Op("!=").Lit(0), comparison
	case arithmetic.And:
		return binary("&&", conjunction)
	case arithmetic.Or:
		return binary("||", disjunction)
	}
	panic("no Go for this operation")
}

// arg returns an argument of an operation, and operand a value as the operand of an operator: in parentheses if
// its own operator is of a lower level.
func (w *writer) arg(op arithmetic.Operation, i int) *j.Statement {
	return w.values[op.Args[i]].Clone()
}

func (w *writer) operand(v arithmetic.Value, at level) *j.Statement {
	s := w.values[v].Clone()
	if w.levels[v] < at {
		return j.Parens(s)
	}
	return s
}
