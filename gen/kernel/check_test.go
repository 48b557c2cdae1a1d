package kernel_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/kernel"
)

// A draft is a package without mistakes, and its parts.
type draft struct {
	kernel.Package
	x, y, w, out, extra *kernel.Column
	s                   *kernel.Scalar
	n                   *kernel.Count
}

func newDraft() *draft {
	d := &draft{
		x: kernel.Input("X", "an input"), y: kernel.Input("Y", "an input"), w: kernel.OptionalInput("W", 1, "an input"),
		out: kernel.Output("Out", "an output"), extra: kernel.OptionalOutput("Extra", "an output"),
		s: kernel.Parameter("Scale", "a number"), n: kernel.Counter("Large", "what is large"),
	}
	d.Package = kernel.Package{
		Name: "draft", Doc: "is a draft.",
		DTypes: []kernel.DType{kernel.Float32}, Tiers: []kernel.Tier{kernel.AVX2},
		Columns: []*kernel.Column{d.x, d.y, d.w, d.out, d.extra}, Scalars: []*kernel.Scalar{d.s}, Counts: []*kernel.Count{d.n},
	}
	d.Kernels = []kernel.Kernel{{Name: "Good", Doc: "has no mistake", Formula: d.good}}
	return d
}

func (d *draft) good(b *kernel.Builder) {
	v := b.Let("v", b.Mul(b.Add(b.Load(d.x), b.Load(d.y)), b.Mul(b.Load(d.w), b.Scalar(d.s))))
	b.Sum(v)
	b.Count(d.n, b.Above(v, b.Constant(1)))
	b.Store(d.out, v)
	b.When(d.extra, func() { b.Store(d.extra, b.Neg(v)) })
}

// with returns a change that adds a kernel with a formula.
func with(formula func(d *draft, b *kernel.Builder)) func(d *draft) {
	return func(d *draft) {
		d.Kernels = append(d.Kernels, kernel.Kernel{Name: "Bad", Doc: "has a mistake", Formula: func(b *kernel.Builder) { formula(d, b) }})
	}
}

// Each mistake is reported by name, and nothing is written.
func TestMistakes(t *testing.T) {
	for text, change := range map[string]func(d *draft){
		`package name "Draft": it must be small letters`: func(d *draft) { d.Name = "Draft" },
		`package name "": it must be small letters`:      func(d *draft) { d.Name = "" },
		`package name "range": it must be small letters`: func(d *draft) { d.Name = "range" },
		`package name "main" means something else`:       func(d *draft) { d.Name = "main" },
		`no element types`:                                func(d *draft) { d.DTypes = nil },
		`element type "int8" is unknown`:                  func(d *draft) { d.DTypes = append(d.DTypes, "int8") },
		`element type "float32" is named twice`:           func(d *draft) { d.DTypes = append(d.DTypes, kernel.Float32) },
		`tier "sse2" is unknown`:                          func(d *draft) { d.Tiers = append(d.Tiers, "sse2") },
		`tier "avx2" is named twice`:                      func(d *draft) { d.Tiers = append(d.Tiers, kernel.AVX2) },
		`no kernels`:                                      func(d *draft) { d.Kernels = nil },
		`a column, scalar or count that is nil`:           func(d *draft) { d.Columns = append(d.Columns, nil) },
		`kernel name "good": it must be a capital letter`: func(d *draft) { d.Kernels[0].Name = "good" },
		`kernel name "Gut–": it must be a capital letter`: func(d *draft) { d.Kernels[0].Name = "Gut–" },
		`kernel name Batch: the package has that name`:    func(d *draft) { d.Kernels[0].Name = "Batch" },
		`kernel name Good is used twice`:                  func(d *draft) { d.Kernels = append(d.Kernels, d.Kernels[0]) },
		`Good: no formula`:                                func(d *draft) { d.Kernels[0].Formula = nil },
		`column name "x1": it must be a capital letter`:   func(d *draft) { d.Columns = append(d.Columns, kernel.Input("x1", "")) },
		`column name "": it must be a capital letter`:     func(d *draft) { d.Columns = append(d.Columns, kernel.Input("", "")) },
		`column name X is used twice: it is the name of a column, too`: func(d *draft) {
			d.Columns = append(d.Columns, kernel.Input("X", ""))
		},
		`scalar name Out is used twice: it is the name of a column, too`: func(d *draft) {
			d.Scalars = append(d.Scalars, kernel.Parameter("Out", ""))
		},
		`count name Scale is used twice: it is the name of a scalar, too`: func(d *draft) {
			d.Counts = append(d.Counts, kernel.Counter("Scale", ""))
		},
		`scalar name WDefault is used twice: it is the name of a default of a column, too`: func(d *draft) {
			d.Scalars = append(d.Scalars, kernel.Parameter("WDefault", ""))
		},
		`column name Sum: the package has a field of that name already`: func(d *draft) {
			d.Columns = append(d.Columns, kernel.Input("Sum", ""))
		},
		`column name Type: its variable would be type, which is a keyword`: func(d *draft) {
			d.Columns = append(d.Columns, kernel.Input("Type", ""))
		},
		`scalar name Len: its variable would be len, which Go declares itself`: func(d *draft) {
			d.Scalars = append(d.Scalars, kernel.Parameter("Len", ""))
		},
		`column name QuietF32: its variable would be quietF32, which the written code has already`: func(d *draft) {
			d.Columns = append(d.Columns, kernel.Input("QuietF32", ""))
		},
		`Big: NaN cannot stand for a column that is nil`: func(d *draft) {
			d.Columns = append(d.Columns, kernel.OptionalInput("Big", math.NaN(), ""))
		},
		`output Lost is never stored`: func(d *draft) { d.Columns = append(d.Columns, kernel.Output("Lost", "")) },
		`input Idle is never loaded`:  func(d *draft) { d.Columns = append(d.Columns, kernel.Input("Idle", "")) },
		`scalar Idle is never used`:   func(d *draft) { d.Scalars = append(d.Scalars, kernel.Parameter("Idle", "")) },
		`count Idle never counts`:     func(d *draft) { d.Counts = append(d.Counts, kernel.Counter("Idle", "")) },

		`Bad: stores nothing, and adds nothing up`: with(func(*draft, *kernel.Builder) {}),
		`Bad: counts, but adds nothing up`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Count(d.n, b.Equal(v, v))
			b.Store(d.out, v)
		}),
		`Bad: loads Z, which the package does not declare`: with(func(d *draft, b *kernel.Builder) {
			b.Sum(b.Load(kernel.Input("Z", "")))
		}),
		`Bad: loads a column, which the package does not declare`: with(func(_ *draft, b *kernel.Builder) { b.Sum(b.Load(nil)) }),
		`Bad: loads Out, which is an output`:                      with(func(d *draft, b *kernel.Builder) { b.Sum(b.Load(d.out)) }),
		`Bad: loads Y after a store`: with(func(d *draft, b *kernel.Builder) {
			b.Store(d.out, b.Load(d.x))
			b.Store(d.extra, b.Load(d.y))
		}),
		`Bad: loads Y within a When`: with(func(d *draft, b *kernel.Builder) {
			b.Sum(b.Load(d.x))
			b.When(d.extra, func() { b.Store(d.extra, b.Load(d.y)) })
		}),
		`Bad: uses Z, which the package does not declare`: with(func(d *draft, b *kernel.Builder) {
			b.Sum(b.Add(b.Load(d.x), b.Scalar(kernel.Parameter("Z", ""))))
		}),
		`Bad: uses a scalar, which the package does not declare`: with(func(d *draft, b *kernel.Builder) {
			b.Sum(b.Add(b.Load(d.x), b.Scalar(nil)))
		}),
		`Bad: stores Z, which the package does not declare`: with(func(d *draft, b *kernel.Builder) {
			b.Store(kernel.Output("Z", ""), b.Load(d.x))
		}),
		`Bad: stores X, which is an input`: with(func(d *draft, b *kernel.Builder) { b.Store(d.x, b.Load(d.x)) }),
		`Bad: stores Out twice`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Store(d.out, v)
			b.Store(d.out, v)
		}),
		`Bad: stores Out within the When of Extra`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.When(d.extra, func() { b.Store(d.extra, v); b.Store(d.out, v) })
		}),
		`Bad: has two sums`: with(func(d *draft, b *kernel.Builder) { b.Sum(b.Load(d.x)); b.Sum(b.Load(d.y)) }),
		`Bad: has a sum within a When`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.When(d.extra, func() { b.Store(d.extra, v); b.Sum(v) })
		}),
		`Bad: counts Z, which the package does not declare`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Sum(v)
			b.Count(kernel.Counter("Z", ""), b.Above(v, v))
		}),
		`Bad: counts a count, which the package does not declare`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Sum(v)
			b.Count(nil, b.Above(v, v))
		}),
		`Bad: counts Large twice`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Sum(v)
			b.Count(d.n, b.Above(v, v))
			b.Count(d.n, b.Equal(v, v))
		}),
		`Bad: counts Large within a When`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Sum(v)
			b.When(d.extra, func() { b.Store(d.extra, v); b.Count(d.n, b.Above(v, v)) })
		}),
		`Bad: has a When of Out, which is no optional output`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.When(d.out, func() { b.Store(d.out, v) })
		}),
		`Bad: has a When of Extra within another one`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.When(d.extra, func() { b.When(d.extra, func() { b.Store(d.extra, v) }) })
		}),
		`Bad: has a When of Extra that does not store it`: with(func(d *draft, b *kernel.Builder) {
			b.Sum(b.Load(d.x))
			b.When(d.extra, func() {})
		}),
		`Bad: the result of half is used after the end of the When of Extra`: with(func(d *draft, b *kernel.Builder) {
			var half kernel.Value
			v := b.Load(d.x)
			b.When(d.extra, func() {
				half = b.Let("half", b.Mul(v, b.Constant(.5)))
				b.Store(d.extra, half)
			})
			b.Store(d.out, half)
		}),
		`Bad: the result of Mul is never used`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Sum(v)
			b.Mul(v, v)
		}),
		`Bad: the result of Load of Y is never used`: with(func(d *draft, b *kernel.Builder) { b.Sum(b.Load(d.x)); b.Load(d.y) }),
		`Bad: the result of square is never used`: with(func(d *draft, b *kernel.Builder) {
			v := b.Load(d.x)
			b.Sum(v)
			b.Let("square", b.Mul(v, v))
		}),
		`Bad: a value that no operation of this formula has returned`: with(func(_ *draft, b *kernel.Builder) { b.Sum(kernel.Value{}) }),
		`Bad: names a value v that no operation of this formula has returned`: with(func(_ *draft, b *kernel.Builder) {
			b.Sum(b.Let("v", kernel.Value{}))
		}),
		`Bad: has two values of the name v`: with(func(d *draft, b *kernel.Builder) {
			b.Sum(b.Let("v", b.Neg(b.Let("v", b.Abs(b.Load(d.x))))))
		}),
		`Bad: a value of the name "func", which is a keyword`:          named("func"),
		`Bad: a value of the name "float32", which Go declares itself`: named("float32"),
		`Bad: a value of the name "lo", which the written code has`:    named("lo"),
		`Bad: a value of the name "product", which the written code`:   named("product"),
		`Bad: a value of the name "v12", which the written tests have`: named("v12"),
		`Bad: a value of the name "x", which is the variable of a col`: named("x"),
		`Bad: a value of the name "a b", which is not made of ASCII`:   named("a b"),
	} {
		t.Run(text, func(t *testing.T) {
			d, folder := newDraft(), filepath.Join(t.TempDir(), "draft")
			change(d)
			err := kernel.Write(folder, d.Package)
			require.ErrorContains(t, err, text)
			assert.NoDirExists(t, folder)
		})
	}
}

// named returns a change that adds a kernel with a value of a name.
func named(name string) func(d *draft) {
	return with(func(d *draft, b *kernel.Builder) { b.Sum(b.Let(name, b.Abs(b.Load(d.x)))) })
}

// All mistakes are reported at once, each once.
func TestAllMistakes(t *testing.T) {
	d := newDraft()
	d.DTypes, d.Tiers, d.Name = []kernel.DType{"int8"}, []kernel.Tier{"sse2"}, "Draft"
	d.Columns = append(d.Columns, kernel.Output("Lost", ""))
	with(func(d *draft, b *kernel.Builder) { b.Sum(b.Load(d.out)); b.Store(d.x, b.Constant(1)) })(d)
	err := kernel.Write(filepath.Join(t.TempDir(), "draft"), d.Package)
	require.Error(t, err)
	for _, text := range []string{"Draft\": it", "int8", "sse2", "Lost", "loads Out", "stores X"} {
		assert.Equal(t, 1, strings.Count(err.Error(), text), "%s in:\n%v", text, err)
	}
}

// A kernel that needs more registers than a tier has is reported with the values that are alive.
func TestShortage(t *testing.T) {
	d := newDraft()
	with(func(d *draft, b *kernel.Builder) {
		x := b.Load(d.x)
		var powers []kernel.Value
		for k := range 20 {
			x = b.Let("power"+string(rune('A'+k)), b.Mul(x, x))
			powers = append(powers, x)
		}
		sum := x
		for _, v := range powers {
			sum = b.Div(v, sum)
		}
		b.Store(d.out, sum)
	})(d)
	folder := filepath.Join(t.TempDir(), "draft")
	err := kernel.Write(folder, d.Package)
	require.ErrorContains(t, err, "badF32AVX2")
	assert.ErrorContains(t, err, "alive are")
	assert.ErrorContains(t, err, "powerA, powerB, powerC")
	assert.NoDirExists(t, folder)
}

// A folder keeps what was written by hand, and loses what an earlier call has written and this one has not.
func TestFolder(t *testing.T) {
	d, folder := newDraft(), t.TempDir()
	write := func() error { return kernel.Write(folder, d.Package) }
	byHand := filepath.Join(folder, "more.go")
	require.NoError(t, os.WriteFile(byHand, []byte("package draft\n"), 0o644))
	require.NoError(t, write())
	assert.FileExists(t, filepath.Join(folder, "good_f32_avx2_amd64.s"))

	d.Kernels[0].Name = "Better"
	require.NoError(t, write())
	assert.NoFileExists(t, filepath.Join(folder, "good_f32_avx2_amd64.s"))
	assert.FileExists(t, filepath.Join(folder, "better_f32_avx2_amd64.s"))
	assert.FileExists(t, byHand)

	mine := filepath.Join(folder, "batch.go")
	require.NoError(t, os.WriteFile(mine, []byte("package draft\n"), 0o644))
	d.Kernels[0].Name = "Best"
	require.ErrorContains(t, write(), mine+" exists")
	assert.NoFileExists(t, filepath.Join(folder, "best_f32_avx2_amd64.s"))
}
