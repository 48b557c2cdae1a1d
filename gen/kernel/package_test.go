package kernel_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/kernel"
)

// everything returns a package that uses all there is: every operation, every kind of column, and more constants than there are registers.
func everything(name string) *kernel.Package {
	first := kernel.Input("First", "the first numbers")
	second := kernel.Input("Second", "the second numbers")
	label := kernel.Int8Input("Label", "labels").Or(1)
	sign := kernel.Int8Input("Sign", "signs")
	weight := kernel.Input("Weight", "weights").Or(-0.75)
	limit := kernel.NewScalar("Limit", "a limit")
	limits := kernel.Input("Limits", "limits of rows").OrScalar(limit)
	result := kernel.Output("Result", "results")
	other := kernel.Output("Other", "other results").OrNil()
	third := kernel.Output("Third", "third results").OrNil()
	high := kernel.NewCount("High", "above the limit")
	both := kernel.NewCount("Both", "above the limit that differ")

	mixed := func(b *kernel.Builder) kernel.Value {
		x, y, l := b.Load(first), b.Load(second), b.Load(limits)
		half := b.Constant(0.5)
		q := b.Div(b.Add(x, half), b.Abs(y))
		low := b.Max(q, b.Max(half, y))
		tie := b.Or(b.Equal(x, y), b.And(b.Above(q, y), b.AtLeast(l, b.Constant(-3))))
		return b.Select(tie, b.Div(half, low), b.Sub(b.Max(x, half), b.Mul(low, b.Load(label))))
	}
	return &kernel.Package{
		Name:    name,
		Doc:     "tries everything",
		Columns: []*kernel.Column{first, second, label, sign, weight, limits, result, other, third},
		Scalars: []*kernel.Scalar{limit},
		Counts:  []*kernel.Count{high, both},
		Operations: []kernel.Operation{
			{Name: "Mix", Doc: "stores what the operations make of a row", Formula: func(b *kernel.Builder) {
				v := mixed(b)
				b.Store(result, v)
				b.Store(other, b.Neg(v))
				b.When(third, func() { b.Store(third, b.Where(b.NotZero(v), b.Mul(v, b.Constant(3)))) })
			}},
			{Name: "Add", Doc: "stores a sum of two loaded numbers", Formula: func(b *kernel.Builder) {
				b.Store(result, b.Add(b.Load(first), b.Load(second)))
			}},
			{Name: "Swap", Doc: "stores the numbers, each of which may be where the other one was", Formula: func(b *kernel.Builder) {
				x, y := b.Load(first), b.Load(second)
				b.Store(result, x)
				b.Store(other, y)
			}},
			{Name: "Series", Doc: "stores a polynomial", Formula: func(b *kernel.Builder) {
				v, s := b.Load(first), b.Mul(b.Scalar(limit), b.Load(second))
				for k := range 60 {
					s = b.Add(b.Mul(s, v), b.Constant(1/float64(1+k)))
				}
				b.Store(result, s)
			}},
			{Name: "Sum", Doc: "adds up and counts", Formula: func(b *kernel.Builder) {
				d := b.Sub(b.Load(first), b.Mul(b.Load(second), b.Load(sign)))
				above := b.Above(d, b.Scalar(limit))
				b.Count(high, above)
				b.Count(both, b.And(above, b.NotZero(d)))
				b.Sum(b.Where(above, b.Mul(d, b.Load(weight))))
			}},
			{Name: "SumEach", Doc: "adds up and stores", Formula: func(b *kernel.Builder) {
				v := mixed(b)
				b.Sum(v)
				b.Count(high, b.AtLeast(v, b.Scalar(limit)))
				b.Store(result, v)
				b.Store(other, b.Sub(b.Load(first), b.Constant(2)))
			}},
			{Name: "SumSeries", Doc: "adds polynomials up", Formula: func(b *kernel.Builder) {
				v, s := b.Load(first), b.Mul(b.Scalar(limit), b.Load(second))
				for k := range 30 {
					s = b.Add(b.Mul(s, v), b.Constant(1/float64(1+k)))
				}
				b.Sum(s)
			}},
		},
	}
}

// A package passes its own tests on every tier that can run here, and go vet for every platform; so do packages with fewer element types
// and tiers.
func TestEmittedPackages(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it builds and runs packages")
	}
	t.Parallel()
	root := t.TempDir()
	sums, err := os.ReadFile("../../go.sum")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.sum"), sums, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), fmt.Appendf(nil, "module made.invalid/up\n\ngo 1.26.0\n\nrequire golang.org/x/sys %s\n", version(t)), 0o600))

	write := func(p *kernel.Package) { require.NoError(t, p.Write(filepath.Join(root, p.Name))) }
	write(everything("everything"))
	for _, d := range []kernel.DType{kernel.Float64, kernel.BFloat16} {
		p := everything("only" + string(d))
		p.DTypes = []kernel.DType{d}
		write(p)
	}
	for _, tier := range []kernel.Tier{kernel.AVX2, kernel.NEON} {
		p := everything("with" + string(tier))
		p.Tiers = []kernel.Tier{tier}
		write(p)
	}
	portable := everything("portable")
	portable.Tiers = []kernel.Tier{}
	write(portable)
	write(&newSketch().Package)
	for seed := range uint64(2) {
		write(randomPackage(seed, 8))
	}

	run := func(env []string, args ...string) {
		t.Helper()
		command := exec.CommandContext(t.Context(), "go", args...)
		command.Dir, command.Env = root, append(append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod"), env...)
		text, err := command.CombinedOutput()
		assert.NoError(t, err, "%v %v\n%s", env, args, text)
	}
	for _, platform := range [][2]string{{"linux", "amd64"}, {"linux", "arm64"}, {"linux", "386"}, {"windows", "amd64"}} {
		run([]string{"GOOS=" + platform[0], "GOARCH=" + platform[1], "CGO_ENABLED=0"}, "vet", "./...")
	}
	run([]string{"CGO_ENABLED=0"}, "vet", "-tags=purego", "./...")
	run(nil, "test", "./...")
	run(nil, "test", "-tags=purego", "-short", "./everything")
	if emulator, err := exec.LookPath("qemu-aarch64-static"); err == nil && runtime.GOARCH == "amd64" {
		run([]string{"GOARCH=arm64"}, "test", "-short", "-exec", emulator, "./everything", "./onlybfloat16", "./withneon")
	} else {
		t.Log("not run: the tier neon of emitted packages, without qemu-aarch64-static")
	}
}

// version returns the version of golang.org/x/sys that this module requires.
func version(t *testing.T) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/sys")
	text, err := command.Output()
	require.NoError(t, err)
	return string(text[:len(text)-1])
}

// The same package has the same bytes every time.
func TestDeterministic(t *testing.T) {
	once, err := everything("everything").Files()
	require.NoError(t, err)
	again, err := everything("everything").Files()
	require.NoError(t, err)
	assert.Equal(t, once, again)
}
