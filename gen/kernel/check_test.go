package kernel_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/kernel"
)

// A sketch is a package without mistakes, and what it consists of.
type sketch struct {
	kernel.Package

	in, bonus, out, extra *kernel.Column
	base                  *kernel.Scalar
	high                  *kernel.Count
}

func newSketch() *sketch {
	s := &sketch{
		in:    kernel.Input("In", "the numbers"),
		base:  kernel.NewScalar("Base", "what is subtracted"),
		out:   kernel.Output("Out", "the differences"),
		extra: kernel.Output("Extra", "the negated differences").OrNil(),
		high:  kernel.NewCount("High", "above Base"),
	}
	s.bonus = kernel.Input("Bonus", "what is added").Or(0.5)
	s.Package = kernel.Package{
		Name:    "sketch",
		Doc:     "subtracts",
		Columns: []*kernel.Column{s.out, s.extra, s.in, s.bonus},
		Scalars: []*kernel.Scalar{s.base},
		Counts:  []*kernel.Count{s.high},
	}
	s.Operations = []kernel.Operation{
		{Name: "Each", Doc: "stores", Formula: func(b *kernel.Builder) {
			d := s.difference(b)
			b.Store(s.out, d)
			b.Store(s.extra, b.Neg(d))
		}},
		{Name: "Sum", Doc: "adds up", Formula: func(b *kernel.Builder) {
			d := s.difference(b)
			b.Count(s.high, b.Above(d, b.Constant(0)))
			b.Sum(d)
		}},
	}
	return s
}

func (s *sketch) difference(b *kernel.Builder) kernel.Value {
	return b.Let("d", b.Add(b.Sub(b.Load(s.in), b.Scalar(s.base)), b.Load(s.bonus)))
}

// formula replaces the formula of the first operation.
func (s *sketch) formula(f func(b *kernel.Builder)) { s.Operations[0].Formula = f }

// A package without mistakes has files. All mistakes are reported by name.
func TestMistakes(t *testing.T) {
	files, err := newSketch().Files()
	require.NoError(t, err)
	assert.Contains(t, files, "batch.go")

	for want, mistake := range map[string]func(s *sketch){
		`the name "Sketch" of the package does not match ^[a-z][a-z0-9]*$`:            func(s *sketch) { s.Name = "Sketch" },
		`the name "func" of the package is a word of Go`:                              func(s *sketch) { s.Name = "func" },
		`the package has no Doc`:                                                      func(s *sketch) { s.Doc = " " },
		`the package has no operations`:                                               func(s *sketch) { s.Operations = nil },
		`there is no element type "float8"`:                                           func(s *sketch) { s.DTypes = []kernel.DType{"float8"} },
		`the element type float32 is listed twice`:                                    func(s *sketch) { s.DTypes = []kernel.DType{kernel.Float32, kernel.Float32} },
		`DTypes is empty: there is nothing to compute on`:                             func(s *sketch) { s.DTypes = []kernel.DType{} },
		`there is no tier "sse9"`:                                                     func(s *sketch) { s.Tiers = []kernel.Tier{kernel.NEON, "sse9"} },
		`the tier neon is listed twice`:                                               func(s *sketch) { s.Tiers = []kernel.Tier{kernel.NEON, kernel.NEON} },
		`column 0 is nil`:                                                             func(s *sketch) { s.Columns[0] = nil },
		`scalar 0 is nil`:                                                             func(s *sketch) { s.Scalars[0] = nil },
		`count 0 is nil`:                                                              func(s *sketch) { s.Counts[0] = nil },
		`the name "in" of the column does not match ^[A-Z][A-Za-z0-9]*$`:              func(s *sketch) { *s.in = *kernel.Input("in", "numbers") },
		`the name IN of the scalar is taken by the column In`:                         func(s *sketch) { *s.base = *kernel.NewScalar("IN", "numbers") },
		`the name Each of the operation is taken by the operation Each`:               func(s *sketch) { s.Operations[1].Name = "Each" },
		`the name Sum of the count means something else in emitted code, or in Go`:    func(s *sketch) { *s.high = *kernel.NewCount("Sum", "high") },
		`the name Range of the column means something else in emitted code, or in Go`: func(s *sketch) { *s.in = *kernel.Input("Range", "numbers") },
		`the name InRow of the column is one of those that the generator makes up`: func(s *sketch) {
			*s.in = *kernel.Input("InRow", "numbers")
		},
		`the column In has no documentation`:                                                  func(s *sketch) { *s.in = *kernel.Input("In", "") },
		`the operation Sum has no documentation`:                                              func(s *sketch) { s.Operations[1].Doc = "" },
		`the name Type of the operation is a word of Go, with its first letter in lower case`: func(s *sketch) { s.Operations[0].Name = "Type" },
		`the documentation of the operation Each has more than one line`:                      func(s *sketch) { s.Operations[0].Doc = "stores\nmuch" },
		`the documentation of the column In has more than one line`:                           func(s *sketch) { *s.in = *kernel.Input("In", "two\nlines") },
		`the Doc of the package has more than one line`:                                       func(s *sketch) { s.Doc = "two\nlines" },
		`the operation Each: its formula says something else when it is called again`: func(s *sketch) {
			calls := 0
			s.formula(func(b *kernel.Builder) {
				d := s.difference(b)
				for range calls {
					d = b.Neg(d)
				}
				calls++
				b.Store(s.out, d)
				b.Store(s.extra, d)
			})
		},
		`the operation Each: an argument is no Value of this Builder`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, b.Add(b.Load(s.in), 999)) })
		},
		`the operation Each has no formula`:                             func(s *sketch) { s.formula(nil) },
		`the column Out is an output: nothing stands for it, see OrNil`: func(s *sketch) { s.out.Or(1) },
		`the column In is an input: see Or and OrScalar`:                func(s *sketch) { s.in.OrNil() },
		`the scalar Other, which stands for the column Bonus, is not listed in Scalars`: func(s *sketch) {
			s.bonus.OrScalar(kernel.NewScalar("Other", "what is added"))
		},
		`no operation stores the output Out`:                                        func(s *sketch) { s.formula(func(b *kernel.Builder) { b.Store(s.extra, s.difference(b)) }) },
		`no operation uses the scalar Idle`:                                         func(s *sketch) { s.Scalars = append(s.Scalars, kernel.NewScalar("Idle", "nothing")) },
		`no operation counts Idle`:                                                  func(s *sketch) { s.Counts = append(s.Counts, kernel.NewCount("Idle", "nothing")) },
		`no operation loads the input Idle`:                                         func(s *sketch) { s.Columns = append(s.Columns, kernel.Input("Idle", "nothing")) },
		`the operation Each uses the column Bonus, which the package does not list`: func(s *sketch) { s.Columns = s.Columns[:3] },
		`the operation Each uses the scalar Base, which the package does not list`:  func(s *sketch) { s.Scalars = nil },
		`the operation Sum uses the count High, which the package does not list`:    func(s *sketch) { s.Counts = nil },
		`the operation Each: the output Out is stored twice`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, s.difference(b)); b.Store(s.out, b.Constant(1)) })
		},
		`the operation Each: Sum is called twice`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Sum(b.Load(s.in)); b.Sum(b.Load(s.in)) })
		},
		`the operation Each: the count High is counted twice`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) {
				m := b.NotZero(b.Load(s.in))
				b.Count(s.high, m)
				b.Count(s.high, m)
			})
		},
		`the operation Each counts, but has no Sum`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) {
				d := s.difference(b)
				b.Store(s.out, d)
				b.Store(s.extra, d)
				b.Count(s.high, b.NotZero(d))
			})
		},
		`the operation Each stores nothing and has no Sum`: func(s *sketch) { s.formula(func(b *kernel.Builder) { b.Load(s.in) }) },
		`the operation Each loads no input that is always there, so that nothing says how many rows there are`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, b.Load(s.bonus)) })
		},
		`the operation Each computes the value spare, and does not use it`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) {
				d := s.difference(b)
				b.Let("spare", b.Abs(d))
				b.Store(s.out, d)
				b.Store(s.extra, d)
			})
		},
		`the operation Each computes the element of In, and does not use it`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Load(s.in); b.Store(s.out, b.Constant(1)); b.Store(s.extra, b.Constant(1)) })
		},
		`the operation Each: eachF32: two values have the name d`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, b.Let("d", b.Neg(s.difference(b)))) })
		},
		`the operation Each: the name "sum" of a value means something else in emitted code, or in Go`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Let("sum", b.Load(s.in)) })
		},
		`the operation Each: the name "in" of a value is that of a column, a scalar or a count`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Let("in", b.Load(s.in)) })
		},
		`the operation Each: eachF32: load of bonus after a store, which it may alias`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, b.Load(s.in)); b.Load(s.bonus) })
		},
		`the operation Each: eachF32: a value is used after the end of the When in which it was computed`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) {
				d := s.difference(b)
				var inner kernel.Value
				b.When(s.extra, func() { inner = b.Neg(d); b.Store(s.extra, inner) })
				b.Store(s.out, inner)
			})
		},
		`the operation Each: When does not store its output Extra`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.When(s.extra, func() {}) })
		},
		`the operation Each: When needs an optional output`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.When(s.out, func() {}) })
		},
		`the operation Each: When within When`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.When(s.extra, func() { b.When(s.extra, func() {}) }) })
		},
		`the operation Each: Store of another output within When`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { v := b.Load(s.in); b.When(s.extra, func() { b.Store(s.out, v) }) })
		},
		`the operation Each: Load within When`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.When(s.extra, func() { b.Store(s.extra, b.Load(s.in)) }) })
		},
		`the operation Each: Sum within When`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { v := b.Load(s.in); b.When(s.extra, func() { b.Sum(v) }) })
		},
		`the operation Each: Load needs an input`:   func(s *sketch) { s.formula(func(b *kernel.Builder) { b.Load(s.out) }) },
		`the operation Each: Store needs an output`: func(s *sketch) { s.formula(func(b *kernel.Builder) { b.Store(s.in, b.Constant(1)) }) },
		`the operation Each: Scalar needs a scalar`: func(s *sketch) { s.formula(func(b *kernel.Builder) { b.Scalar(nil) }) },
		`the operation Each: Count needs a count`:   func(s *sketch) { s.formula(func(b *kernel.Builder) { b.Count(nil, 0) }) },
		`the operation Each: an argument is the zero Value, which is none`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, b.Neg(0)) })
		},
		`the operation Each: a value where a mask is needed`: func(s *sketch) {
			s.formula(func(b *kernel.Builder) { b.Store(s.out, b.Where(kernel.Mask(b.Load(s.in)), b.Constant(1))) })
		},
	} {
		s := newSketch()
		mistake(s)
		_, err := s.Files()
		if assert.Error(t, err, want) {
			assert.Contains(t, "\n"+err.Error()+"\n", "\n"+want+"\n")
		}
	}
}

// Mistakes are reported together.
func TestAllMistakes(t *testing.T) {
	s := newSketch()
	s.Name, s.DTypes, s.Tiers = "", []kernel.DType{"float8"}, []kernel.Tier{"sse9"}
	_, err := s.Files()
	for _, part := range []string{`the name ""`, "float8", "sse9"} {
		assert.ErrorContains(t, err, part)
	}
}

// A formula that needs more registers than there are is an error that names the values that are alive.
func TestShortage(t *testing.T) {
	s := newSketch()
	s.formula(func(b *kernel.Builder) {
		d := s.difference(b)
		var list []kernel.Value
		for k := range 40 {
			list = append(list, b.Add(d, b.Constant(float64(k))))
		}
		for _, v := range list {
			d = b.Mul(d, v)
		}
		for _, v := range list {
			d = b.Add(d, v)
		}
		b.Store(s.out, d)
		b.Store(s.extra, d)
	})
	_, err := s.Files()
	assert.ErrorContains(t, err, "finds no register: alive are ")
	assert.ErrorContains(t, err, "eachF32AVX512")
}

// After a mistake nothing has been written, and old files are as they were. Without one, files of an earlier call go, and others stay: also
// those that are in the way, which is an error.
func TestWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sketch")
	s := newSketch()
	require.NoError(t, s.Write(folder))
	own, stale := filepath.Join(folder, "own.go"), filepath.Join(folder, "stale.go")
	require.NoError(t, os.WriteFile(own, []byte("package sketch\n"), 0o600))
	require.NoError(t, os.WriteFile(stale, []byte("// Code generated by go generate; DO NOT EDIT.\n\npackage sketch\n"), 0o600))

	s.Tiers = []kernel.Tier{"sse9"}
	require.Error(t, s.Write(folder))
	assert.FileExists(t, stale)
	s.Tiers = []kernel.Tier{kernel.NEON}
	require.NoError(t, s.Write(folder))
	assert.NoFileExists(t, stale)
	assert.NoFileExists(t, filepath.Join(folder, "run_amd64.go"))
	assert.FileExists(t, own)

	mine := filepath.Join(folder, "tier.go")
	require.NoError(t, os.WriteFile(mine, []byte("package sketch\n"), 0o600))
	require.NoError(t, os.WriteFile(stale, []byte("// Code generated by go generate; DO NOT EDIT.\n\npackage sketch\n"), 0o600))
	require.ErrorContains(t, s.Write(folder), mine+" exists")
	assert.FileExists(t, stale)

	s.Tiers = []kernel.Tier{"sse9"}
	other := filepath.Join(t.TempDir(), "other")
	require.Error(t, s.Write(other))
	assert.NoDirExists(t, other)
}

// A number that stands for nil may be any.
func TestDefaults(t *testing.T) {
	for _, v := range []float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(-1), 1e-300, -3} {
		s := newSketch()
		s.bonus.Or(v)
		_, err := s.Files()
		assert.NoError(t, err, v)
	}
}
