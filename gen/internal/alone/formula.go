package alone

import (
	"fmt"
	"math"
	"strconv"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
)

// formula returns a program as Go statements about a row r, for tests: one statement for each operation. It does not share code with the
// emission of kernels, so that a mistake there shows.
func formula(p *arithmetic.Program) []string {
	var list []string
	for op := range p.All() {
		if op.Kind != arithmetic.When { // the tests look at the outputs that are wanted
			list = append(list, statements(op)...)
		}
	}
	return list
}

// statements returns the statements of an operation.
func statements(op arithmetic.Operation) []string {
	v := func(i int) string { return variable(op.Args[i]) }
	set := func(format string, args ...any) []string {
		text := fmt.Sprintf(format, args...)
		if op.Within != 0 {
			text = variable(op.Within) + " && " + text
		}
		return []string{variable(op.Dst) + " := " + text}
	}
	choose := func(value, condition, other string) []string {
		return []string{variable(op.Dst) + " := " + value, "if " + condition + " {", variable(op.Dst) + " = " + other, "}"}
	}
	switch op.Kind {
	case arithmetic.Load, arithmetic.LoadOr:
		return set("r.%s", op.Column().Name)
	case arithmetic.Scalar:
		return set("r.%s", op.Scalar.Name)
	case arithmetic.Constant:
		return set("%s", literal("C", op.Number))
	case arithmetic.Add:
		return set("C(%s + %s)", v(0), v(1))
	case arithmetic.Sub:
		return set("C(%s - %s)", v(0), v(1))
	case arithmetic.Mul:
		return set("C(%s * %s)", v(0), v(1))
	case arithmetic.Div:
		return set("C(%s / %s)", v(0), v(1))
	case arithmetic.Max:
		return choose(v(1), v(0)+" > "+v(1), v(0))
	case arithmetic.Neg:
		return set("-%s", v(0))
	case arithmetic.Abs:
		return set("C(math.Abs(float64(%s)))", v(0))
	case arithmetic.Quiet:
		return set("%s", v(0))
	case arithmetic.AtLeast:
		return set("%s >= %s", v(0), v(1))
	case arithmetic.Above:
		return set("%s > %s", v(0), v(1))
	case arithmetic.Equal:
		return set("%s == %s", v(0), v(1))
	case arithmetic.NotZero:
		return set("%s != 0", v(0))
	case arithmetic.And:
		return set("%s && %s", v(0), v(1))
	case arithmetic.Or:
		return set("%s || %s", v(0), v(1))
	case arithmetic.Where:
		return choose("C(0)", v(0), v(1))
	case arithmetic.Select:
		return choose(v(2), v(0), v(1))
	case arithmetic.Tally:
		return []string{fmt.Sprintf("r.%s = %s", op.Counts[0].Name, v(0))}
	case arithmetic.Store:
		return []string{fmt.Sprintf("r.%s = %s", op.Column().Name, v(0))}
	case arithmetic.Accumulate:
		return []string{"r.term = " + v(0)}
	}
	panic("no statement for this operation")
}

func variable(v arithmetic.Value) string { return fmt.Sprintf("v%d", v) }

// literal returns Go for a number, converted to a type.
func literal(typ string, v float64) string {
	text := strconv.FormatFloat(v, 'g', -1, 64)
	switch {
	case v != v:
		text = "math.NaN()"
	case math.IsInf(v, 0):
		text = fmt.Sprintf("math.Inf(%d)", int(math.Copysign(1, v)))
	case v == 0 && math.Signbit(v):
		text = "math.Copysign(0, -1)"
	default:
		if single, _ := strconv.ParseFloat(text, 32); float32(single) != float32(v) { // the decimal would be rounded otherwise
			text = strconv.FormatFloat(v, 'x', -1, 64)
		}
	}
	if typ == "float64" {
		return text
	}
	return typ + "(" + text + ")"
}
