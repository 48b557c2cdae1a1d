package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	"github.com/marginrank/marginrank/gen/internal/assembly"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/golang"
)

// plain has the columns of a family with two inputs and five operations: two sum terms and count pairs in two
// ways, and the others store a value for each pair.
type plain struct {
	first, second, result *cat.Column
	base                  *cat.Scalar
	high, both            *cat.Count
}

// bonus has two more columns: an input, for which the scalar base stands if it is absent, and a copy of it.
type bonus struct{ bonus, copy *cat.Column }

// family makes up a family. It has the bonus columns unless added is nil.
func family(added *bonus) *ar.Family {
	p := &plain{
		first:  &cat.Column{Field: "First", Name: "first"},
		second: &cat.Column{Field: "Second", Name: "second"},
		result: &cat.Column{Field: "Result", Name: "result", Output: true},
		base:   &cat.Scalar{Field: "Base", Name: "base"},
		high:   &cat.Count{Field: "High", Name: "highs"},
		both:   &cat.Count{Field: "Both", Name: "boths"},
	}
	f := &ar.Family{
		Subject: "a test",
		Ops: []ar.Op{
			{Name: "Sum", Doc: "adds terms up"},
			{Name: "Each", Doc: "stores a value of each pair"},
			{Name: "Mix", Doc: "stores what the operations that the others lack make of each pair"},
			{Name: "Series", Doc: "stores a polynomial with more coefficients than there are registers"},
			{Name: "SumSeries", Doc: "adds polynomials up"},
		},
		Columns: []*cat.Column{p.result, p.first, p.second},
		Scalars: []*cat.Scalar{p.base},
		Counts:  []*cat.Count{p.high, p.both},
		Flags:   []*cat.Flag{cat.Stream},
	}
	if added != nil {
		f.Columns = []*cat.Column{p.result, added.copy, p.first, p.second, added.bonus}
	}
	for _, d := range cat.DTypes {
		for _, op := range f.Ops {
			f.Kernels = append(f.Kernels, &ar.Kernel{Operation: "Toy" + op.Name, Ops: []string{op.Name}, File: "toy", DType: d,
				Compact: op.Name == "Mix" || op.Name == "SumSeries",
				Body:    func(b ar.Builder) { p.body(b, op.Name, added) }})
		}
	}
	return f
}

// body is the formula of the family. testdata/column/main.go has the same formula in plain Go.
func (p *plain) body(b ar.Builder, op string, added *bonus) {
	e := b.Scalar(p.base)
	if added != nil {
		e = b.Let("e", b.LoadOr(p.base, added.bonus))
	}
	var each ar.Value
	combine := b.Sub
	if op == "Mix" {
		combine = b.Add
	}
	d := b.Let("d", combine(b.Load(p.first), b.Load(p.second)))
	v := b.Let("v", b.Sub(e, d))
	switch op {
	case "Sum", "SumSeries":
		some := b.LetMask("some", b.NotZero(d))
		high := b.LetMask("high", b.AtLeast(v, b.Scalar(p.base)))
		both := b.LetMask("both", b.And(high, some))
		b.Tally(p.high, high)
		b.Tally(p.both, both)
		if op == "Sum" {
			b.Accumulate(b.Where(both, b.Clamp(b.Mul(e, v))))
		} else {
			b.Accumulate(b.Where(both, series(b, v)))
		}
	case "Each":
		each = b.Where(b.AtLeast(v, b.Scalar(p.base)), v)
	case "Mix":
		each = mix(b, d, v)
	case "Series":
		each = series(b, v)
	}
	if each != 0 {
		each = b.Let("each", b.Quiet(each))
	}
	if added != nil {
		copied := b.Let("copied", b.Quiet(e))
		b.When(added.copy, func() { b.Store(added.copy, copied) })
	}
	if each != 0 {
		b.Store(p.result, each)
	}
}

// series is a polynomial in v with 40 coefficients.
func series(b ar.Builder, v ar.Value) ar.Value {
	s := b.Constant(0)
	for k := range 40 {
		s = b.Add(b.Let(fmt.Sprintf("s%d", k), b.Mul(s, v)), b.Constant(1/float64(1+k)))
	}
	return s
}

// mix uses the operations that the other formulas do not use, with constants on either side.
func mix(b ar.Builder, d, v ar.Value) ar.Value {
	half := b.Constant(0.5)
	q := b.Let("q", b.Div(b.Add(d, half), b.Abs(v)))
	low := b.Let("low", b.Max(q, b.Max(half, v)))
	tie := b.LetMask("tie", b.Or(b.Equal(d, v), b.And(b.Above(q, v), b.Equal(v, b.Constant(-3)))))
	return b.Select(tie, b.Div(half, low), b.Sub(b.Max(d, half), low))
}

// A column is named in one place of gen only. Two columns that are in a family's list and in its formula get into
// the struct of arguments, into portable Go and into the assembly of every tier. All of these compute the same
// results, and no backend knows the columns.
func TestColumn(t *testing.T) {
	added := &bonus{
		bonus: &cat.Column{Field: "Bonus", Name: "bonus", Optional: true},
		copy:  &cat.Column{Field: "Copy", Name: "copy", Output: true, Optional: true},
	}
	without, with := emit(t, family(nil)), emit(t, family(added))
	assert.ElementsMatch(t, slices.Collect(maps.Keys(without)), slices.Collect(maps.Keys(with)))
	for path, text := range without {
		assert.NotContains(t, strings.ToLower(string(text)), "bonus", path)
	}

	o := newOverlay(t, with)
	for _, arch := range cat.Architectures {
		o.command(t, arch, "vet", "./asm", "./generated", "./gen/testdata/column")
	}
	o.command(t, runtime.GOARCH, "vet", "-tags=purego", "./asm", "./generated", "./gen/testdata/column")

	for arch, run := range machines() {
		t.Run(arch, func(t *testing.T) {
			program := filepath.Join(t.TempDir(), "column")
			o.command(t, arch, "build", "-buildvcs=false", "-o", program, "./gen/testdata/column")
			if run == nil {
				t.Skipf("no %s here to run the kernels: they are built only", arch)
			}
			out, err := exec.Command(run[0], append(run[1:], program)...).CombinedOutput()
			require.NoError(t, err, "%s", out)
			t.Logf("%s", out)
			assert.Contains(t, string(out), "portable: ")
			if arch == "arm64" {
				assert.Contains(t, string(out), "neon: ")
			}
		})
	}
}

// emit returns every file of a family.
func emit(t *testing.T, f *ar.Family) map[string][]byte {
	t.Helper()
	all := golang.Files(f)
	kernels, err := assembly.Files(f)
	require.NoError(t, err)
	maps.Copy(all, kernels)
	return all
}

// machines returns, for each architecture with assembly, the command that runs its programs. It is nil if they
// cannot run here.
func machines() map[string][]string {
	all := map[string][]string{}
	for _, arch := range cat.Architectures {
		all[arch] = nil
		if arch == runtime.GOARCH {
			all[arch] = []string{"env"}
		} else if emulator, err := exec.LookPath(map[string]string{"amd64": "qemu-x86_64-static", "arm64": "qemu-aarch64-static"}[arch]); err == nil {
			all[arch] = []string{emulator}
		}
	}
	return all
}

// An overlay is this module with other files in place of the emitted ones.
type overlay struct{ file string }

func newOverlay(t *testing.T, files map[string][]byte) overlay {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	dir := t.TempDir()
	replace := map[string]string{}
	for _, folder := range []string{"asm", "generated"} {
		old, err := filepath.Glob(filepath.Join(root, folder, "*"))
		require.NoError(t, err)
		for _, path := range old {
			replace[path] = "" // hides the file
		}
	}
	for name, text := range files {
		path := filepath.Join(dir, strings.ReplaceAll(name, "/", "+"))
		require.NoError(t, os.WriteFile(path, text, 0o644))
		replace[filepath.Join(root, filepath.FromSlash(name))] = path
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	o := overlay{filepath.Join(dir, "overlay.json")}
	require.NoError(t, os.WriteFile(o.file, text, 0o644))
	return o
}

// command runs the go command on the overlay.
func (o overlay) command(t *testing.T, arch, name string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{name, "-overlay", o.file}, args...)...)
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOARCH="+arch, "GOWORK=off")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%v\n%s", cmd.Args, out)
}
