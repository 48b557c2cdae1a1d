// Command column runs the kernels of the family that gen's TestColumn makes up, in place of
// those of this module: on every tier of this machine, for every element type. It compares the
// tiers with portable Go to the bit, and portable Go with the formula as written here.
package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

func main() {
	columns()
	for _, tier := range cpuid.Tiers {
		if !cpuid.Supported(tier) {
			continue
		}
		calls := run(tier, "f32", func(v float32) float32 { return v }, func(x float32) float32 { return x }) +
			run(tier, "f64", func(v float64) float64 { return v }, func(x float64) float64 { return x }) +
			run(tier, "f16", float16.Float16.Float32, float16.Fromfloat32) +
			run(tier, "bf16", generated.WidenBF16, generated.NarrowBF16)
		fmt.Printf("%v: %d calls\n", tier, calls)
	}
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

// columns checks that the struct of arguments, Part and Arrays know the added columns.
func columns() {
	var memory [64]float64
	a := generated.Args{N: 8}
	v := reflect.ValueOf(&a).Elem()
	want := map[unsafe.Pointer]string{}
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.UnsafePointer {
			p := unsafe.Pointer(&memory[i])
			v.Field(i).SetPointer(p)
			want[p] = v.Type().Field(i).Name
		}
	}
	if len(want) != 5 {
		fail("Args has %d columns, not 5", len(want))
	}
	for _, array := range a.Arrays(8) {
		if name := want[array.Start]; array.Size != 8 || array.Output != (name == "Result" || name == "Copy") {
			fail("Arrays: %q has size %d, output %t", name, array.Size, array.Output)
		}
		delete(want, array.Start)
	}
	if len(want) > 0 {
		fail("Arrays leaves out %v", want)
	}
	part := reflect.ValueOf(a.Part(8, 3, 5))
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.UnsafePointer && part.Field(i).Pointer() != v.Field(i).Pointer()+24 {
			fail("Part leaves %s where it was", v.Type().Field(i).Name)
		}
	}
}

type float interface{ float32 | float64 }

// A call holds the arrays and scalars of a call.
type call[T any] struct {
	first, second, bonus []T
	withBonus, withCopy  bool
	base                 float64
}

// outputs holds the results of a call.
type outputs[T any] struct {
	result, copy []T
	sum, left    float64
	high, both   uint32
}

func run[T any, C float](tier cpuid.Tier, name string, widen func(T) C, narrow func(C) T) (calls int) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 140 {
		for _, n := range []int{n, 64 * n / 4, n * 5} {
			special := r.IntN(3) == 0
			random := func() []T {
				list := make([]T, n)
				for i := range list {
					x := float64(r.IntN(65)-32) / 4
					if special && r.IntN(9) == 0 {
						x = []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1)}[r.IntN(4)]
					}
					list[i] = narrow(C(x))
				}
				return list
			}
			c := call[T]{random(), random(), random(), r.IntN(2) == 0, r.IntN(2) == 0, float64(r.IntN(5) - 2)}
			for _, op := range []generated.Op{generated.Sum, generated.Each, generated.Mix, generated.Series, generated.SumSeries} {
				got, portable := do(op, tier, c), do(op, cpuid.Portable, c)
				if text := compare(got, portable); text != "" {
					fail("%v, %s, op %d, %d pairs, bonus %t, copy %t: %s, in portable Go", tier, name, op, n, c.withBonus, c.withCopy, text)
				}
				if tier == cpuid.Portable && (!special || op != generated.Sum) && op != generated.SumSeries {
					if text := compare(got, formula(op, c, widen, narrow)); text != "" {
						fail("%s, op %d, %d pairs, bonus %t, copy %t: %s, by the formula", name, op, n, c.withBonus, c.withCopy, text)
					}
				}
				calls++
			}
		}
	}
	return calls
}

// do calls the kernel for op.
func do[T any](op generated.Op, tier cpuid.Tier, c call[T]) outputs[T] {
	n := len(c.first)
	// Outputs have one element more than there are pairs. Kernels must not change it.
	o := outputs[T]{result: make([]T, n+1), copy: make([]T, n+1)}
	a := generated.Args{N: n, Base: generated.ScalarOf[T](c.base)}
	a.First, a.Second = pointer(c.first), pointer(c.second)
	if op != generated.Sum && op != generated.SumSeries {
		a.Result = pointer(o.result)
	}
	if c.withCopy {
		a.Copy = pointer(o.copy)
	}
	if c.withBonus {
		a.Bonus = pointer(c.bonus)
	}
	generated.Run[T](op, tier, &a)
	o.sum, o.left, o.high, o.both = a.Sum, a.Left, a.High, a.Both
	return o
}

func pointer[T any](s []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(s)) }

// formula is the family's arithmetic in plain Go. Without special values the sum is exact.
func formula[T any, C float](op generated.Op, c call[T], widen func(T) C, narrow func(C) T) outputs[T] {
	n := len(c.first)
	o := outputs[T]{result: make([]T, n+1), copy: make([]T, n+1)}
	for i := range n {
		e := C(c.base)
		if c.withBonus {
			e = widen(c.bonus[i])
		}
		d := widen(c.first[i]) - widen(c.second[i])
		if op == generated.Mix {
			d = widen(c.first[i]) + widen(c.second[i])
		}
		v := e - d
		high := v >= C(c.base)
		both := high && d != 0
		if c.withCopy {
			o.copy[i] = quiet(narrow(e))
		}
		switch op {
		case generated.Each:
			if high {
				o.result[i] = quiet(narrow(v))
			}
			continue
		case generated.Mix:
			o.result[i] = quiet(narrow(mix(d, v)))
			continue
		case generated.Series:
			s := C(0)
			for k := range 40 {
				s = C(s*v) + C(1/float64(1+k))
			}
			o.result[i] = quiet(narrow(s))
			continue
		}
		if high {
			o.high++
		}
		if both {
			o.both++
			o.sum += float64(max(C(e*v), 0))
		}
	}
	return o
}

// mix is the formula of the operation of the same name.
func mix[C float](d, v C) C {
	q := (d + 0.5) / C(math.Abs(float64(v)))
	low := above(q, above(0.5, v))
	if d == v || q > v && v == -3 {
		return 0.5 / low
	}
	return above(d, 0.5) - low
}

// above returns a if it is above b, and otherwise b.
func above[C float](a, b C) C {
	if a > b {
		return a
	}
	return b
}

// quiet returns v, or the NaN with all bits set if v is NaN.
func quiet[T any](v T) T {
	exponent := map[uintptr]uint64{2: 0x7C00, 4: 0x7F800000, 8: 0x7FF0000000000000}[unsafe.Sizeof(v)]
	if _, ok := any(v).(uint16); ok {
		exponent = 0x7F80
	}
	sign := uint64(1) << (8*unsafe.Sizeof(v) - 1)
	if bitsOf(v)&^sign > exponent {
		ones := ^uint64(0)
		return *(*T)(unsafe.Pointer(&ones))
	}
	return v
}

// compare describes the first difference between two outputs. It returns "" if they are equal.
func compare[T any](a, b outputs[T]) string {
	for i := range a.result {
		if bitsOf(a.result[i]) != bitsOf(b.result[i]) {
			return fmt.Sprintf("result %d is %v, %v", i, a.result[i], b.result[i])
		}
		if bitsOf(a.copy[i]) != bitsOf(b.copy[i]) {
			return fmt.Sprintf("copy %d is %v, %v", i, a.copy[i], b.copy[i])
		}
	}
	if a.high != b.high || a.both != b.both {
		return fmt.Sprintf("counts are %d and %d, %d and %d", a.high, a.both, b.high, b.both)
	}
	if a.sum != b.sum && (a.sum == a.sum || b.sum == b.sum) || a.sum-a.sum == 0 && a.left != b.left {
		return fmt.Sprintf("the sum is %v and %v, %v and %v", a.sum, a.left, b.sum, b.left)
	}
	return ""
}

func bitsOf[T any](v T) uint64 {
	switch p := unsafe.Pointer(&v); unsafe.Sizeof(v) {
	case 2:
		return uint64(*(*uint16)(p))
	case 4:
		return uint64(*(*uint32)(p))
	default:
		return *(*uint64)(p)
	}
}
