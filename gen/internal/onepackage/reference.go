package onepackage

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// reference returns the statements of a kernel's formula for one row, with which the emitted tests compare the kernels. It shares
// nothing with the portable kernels: it is a Builder itself, that writes each operation down as a statement.
func reference(k *Kernel) []string {
	r := &referee{names: map[arithmetic.Value]string{}}
	k.Body(r)
	var list []string
	for _, s := range r.statements {
		var args []any
		for _, v := range s.values {
			args = append(args, r.name(v))
		}
		text := fmt.Sprintf(s.format, args...)
		if s.dst != 0 {
			text = r.name(s.dst) + " := " + text
		}
		list = append(list, text)
	}
	return list
}

// A referee is a Builder that writes statements.
type referee struct {
	statements []statement
	names      map[arithmetic.Value]string
	last       arithmetic.Value
}

// A statement sets dst, unless that is 0. Its format has a verb for each of the values.
type statement struct {
	dst    arithmetic.Value
	format string
	values []arithmetic.Value
}

func (r *referee) name(v arithmetic.Value) string {
	if name, ok := r.names[v]; ok {
		return name
	}
	return "v" + strconv.Itoa(int(v))
}

func (r *referee) value(format string, values ...arithmetic.Value) arithmetic.Value {
	r.last++
	r.statements = append(r.statements, statement{r.last, format, values})
	return r.last
}

func (r *referee) mask(format string, values ...arithmetic.Value) arithmetic.Mask {
	return arithmetic.Mask(r.value(format, values...))
}

func (r *referee) do(format string, values ...arithmetic.Value) {
	r.statements = append(r.statements, statement{0, format, values})
}

func (r *referee) Load(c *cat.Column) arithmetic.Value                     { return r.value("in." + c.Field) }
func (r *referee) LoadOr(_ *cat.Scalar, c ...*cat.Column) arithmetic.Value { return r.Load(c[0]) }
func (r *referee) Scalar(s *cat.Scalar) arithmetic.Value                   { return r.value("in." + s.Field) }
func (r *referee) Add(a, b arithmetic.Value) arithmetic.Value              { return r.value("%s + %s", a, b) }
func (r *referee) Sub(a, b arithmetic.Value) arithmetic.Value              { return r.value("%s - %s", a, b) }
func (r *referee) Mul(a, b arithmetic.Value) arithmetic.Value {
	return r.value("product(%s, %s)", a, b)
}
func (r *referee) Div(a, b arithmetic.Value) arithmetic.Value { return r.value("%s / %s", a, b) }
func (r *referee) Max(a, b arithmetic.Value) arithmetic.Value { return r.value("larger(%s, %s)", a, b) }
func (r *referee) Neg(v arithmetic.Value) arithmetic.Value    { return r.value("-%s", v) }
func (r *referee) Abs(v arithmetic.Value) arithmetic.Value {
	return r.value("C(math.Abs(float64(%s)))", v)
}
func (r *referee) Clamp(arithmetic.Value) arithmetic.Value       { panic("not for others") }
func (r *referee) Quiet(v arithmetic.Value) arithmetic.Value     { return v } // the tests know
func (r *referee) AtLeast(a, b arithmetic.Value) arithmetic.Mask { return r.mask("%s >= %s", a, b) }
func (r *referee) Above(a, b arithmetic.Value) arithmetic.Mask   { return r.mask("%s > %s", a, b) }
func (r *referee) Equal(a, b arithmetic.Value) arithmetic.Mask   { return r.mask("%s == %s", a, b) }
func (r *referee) NotZero(arithmetic.Value) arithmetic.Mask      { panic("not for others") }
func (r *referee) Tally(c *cat.Count, m arithmetic.Mask) {
	r.do("out."+c.Field+" = %s", arithmetic.Value(m))
}
func (r *referee) TallySigns(_, _ *cat.Count, _ arithmetic.Mask, _ arithmetic.Value) {
	panic("not for others")
}
func (r *referee) Store(c *cat.Column, v arithmetic.Value) { r.do("out."+c.Field+" = %s", v) }
func (r *referee) Accumulate(h arithmetic.Value)           { r.do("out.Sum = %s", h) }
func (r *referee) When(_ *cat.Column, body func())         { body() }

func (r *referee) And(a, b arithmetic.Mask) arithmetic.Mask {
	return r.mask("%s && %s", arithmetic.Value(a), arithmetic.Value(b))
}

func (r *referee) Or(a, b arithmetic.Mask) arithmetic.Mask {
	return r.mask("%s || %s", arithmetic.Value(a), arithmetic.Value(b))
}

func (r *referee) Where(m arithmetic.Mask, v arithmetic.Value) arithmetic.Value {
	return r.value("choice(%s, %s, 0)", arithmetic.Value(m), v)
}

func (r *referee) Select(m arithmetic.Mask, a, b arithmetic.Value) arithmetic.Value {
	return r.value("choice(%s, %s, %s)", arithmetic.Value(m), a, b)
}

func (r *referee) Constant(c float64) arithmetic.Value {
	text := strconv.FormatFloat(c, 'g', -1, 64)
	switch {
	case math.IsNaN(c):
		text = "math.NaN()"
	case math.IsInf(c, 0):
		text = fmt.Sprintf("math.Inf(%d)", int(math.Copysign(1, c)))
	case c == 0 && math.Signbit(c):
		text = "math.Copysign(0, -1)"
	}
	return r.value(strings.ReplaceAll("rounded[C]("+text+")", "%", "%%"))
}

func (r *referee) Let(name string, v arithmetic.Value) arithmetic.Value {
	r.names[v] = name
	return v
}

func (r *referee) LetMask(name string, m arithmetic.Mask) arithmetic.Mask {
	return arithmetic.Mask(r.Let(name, arithmetic.Value(m)))
}
