package kernel_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/cpu"

	"github.com/marginrank/marginrank/gen/kernel"
)

// Packages with some of the element types and tiers, with and without sums, counts, scalars and optional arrays, build everywhere and pass
// their tests.
func TestPackages(t *testing.T) {
	m := newModule(t)
	for i, p := range []kernel.Package{
		{DTypes: []kernel.DType{kernel.Float32}, Tiers: all},
		{DTypes: []kernel.DType{kernel.Float64}, Tiers: []kernel.Tier{kernel.NEON}},
		{DTypes: []kernel.DType{kernel.Float16}, Tiers: []kernel.Tier{kernel.AVX2}},
		{DTypes: []kernel.DType{kernel.BFloat16}, Tiers: []kernel.Tier{kernel.AVX512}},
		{DTypes: []kernel.DType{kernel.Float64, kernel.Float32}},
		{DTypes: []kernel.DType{kernel.Float64, kernel.BFloat16}, Tiers: all},
		{DTypes: []kernel.DType{kernel.Float16, kernel.Float32}, Tiers: all},
		{DTypes: []kernel.DType{kernel.BFloat16, kernel.Float16}, Tiers: all},
	} {
		p.Name, p.Doc = fmt.Sprintf("few%d", i), "does little."
		x, y := kernel.Input("X", "a number"), kernel.Output("Y", "its square")
		p.Columns = []*kernel.Column{x, y}
		p.Kernels = []kernel.Kernel{{Name: "Square", Doc: "stores squares", Formula: func(b *kernel.Builder) {
			b.Store(y, b.Mul(b.Load(x), b.Load(x)))
		}}}
		if i%2 == 0 {
			p.Kernels = append(p.Kernels, kernel.Kernel{Name: "Sum", Doc: "adds up", Formula: func(b *kernel.Builder) { b.Sum(b.Load(x)) }})
		}
		m.write(t, p)
	}
	m.tests(t)
	for _, line := range strings.Fields(m.goes(t, "amd64", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...")) {
		assert.Regexp(t, `^(example\.com/somebody/few\d|golang\.org/x/sys/cpu)$`, line)
	}
}

// The written tests notice when a kernel, or what is around it, does something else.
func TestWrittenTestsFail(t *testing.T) {
	m := newModule(t)
	x, y, w := kernel.Input("X", "a number"), kernel.Output("Y", "its square"), kernel.OptionalInput("W", 2, "a factor")
	n := kernel.Counter("Large", "what is large")
	m.write(t, kernel.Package{
		Name: "square", Doc: "squares.", Tiers: all,
		DTypes:  []kernel.DType{kernel.Float32, kernel.Float64, kernel.Float16, kernel.BFloat16},
		Columns: []*kernel.Column{x, y, w}, Counts: []*kernel.Count{n},
		Kernels: []kernel.Kernel{{Name: "Square", Doc: "stores and adds up squares", Formula: func(b *kernel.Builder) {
			v := b.Let("square", b.Mul(b.Load(w), b.Mul(b.Load(x), b.Load(x))))
			b.Sum(v)
			b.Count(n, b.Above(v, b.Constant(1)))
			b.Store(y, v)
		}}},
	})
	changes := []struct{ file, old, new string }{
		{"portable_square_f32.go", "xHere*xHere", "xHere+xHere"},
		{"portable_square_f64.go", "square > float64(1)", "square >= float64(1)"},
		{"portable_square_f16.go", "quietF32(square)", "square"},
		{"portable_square_bf16.go", "if w != nil", "if w == nil"},
		{"portable_square_bf16.go", "min(lo+chunk, n)", "min(lo+chunk, n-1)"},
		{"lanes.go", "h[l+row]", "h[l]"},
		{"batch.go", "scalarOf[T](2)", "scalarOf[T](3)"},
		{"batch.go", "span, n-lo", "span, n"},
		{"batch.go", "int64(part.Large)", "2"},
		{"check.go", "return f.output && g.output", "return true"},
		{"check.go", "len(f.data) != len(first.data)", "len(f.data) < len(first.data)-1"},
		{"float16.go", "0xfff+b>>13&1", "0x1000"},
		{"bfloat16.go", "0x7fff + b>>16&1", "0x8000"},
		{"tier.go", "strings.EqualFold(word, t.String())", "word == t.String()"},
	}
	if cpu.X86.HasAVX2 {
		changes = append(changes, []struct{ file, old, new string }{
			{"square_f32_avx2_amd64.s", "VMULPS", "VADDPS"},
			{"square_f64_avx2_amd64.s", "VCMPPD $30", "VCMPPD $29"},
		}...)
	}
	for _, c := range changes {
		file := filepath.Join(m.folder, "square", c.file)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		changed := strings.Replace(string(text), c.old, c.new, 1)
		require.True(t, string(text) != changed, "%s has no %s", c.file, c.old)
		require.NoError(t, os.WriteFile(file, []byte(changed), 0o644))
		out, err := m.command(runtime.GOARCH, "test", "-count=1", "./...").CombinedOutput()
		assert.Error(t, err, "%s: %s instead of %s", c.file, c.new, c.old)
		assert.Regexp(t, "(?m)^( *--- FAIL|fatal error: fault)", string(out), "%s: %s instead of %s", c.file, c.new, c.old)
		require.NoError(t, os.WriteFile(file, text, 0o644))
	}
}
