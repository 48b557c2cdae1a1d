package assembly_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	"github.com/marginrank/marginrank/gen/internal/assembly"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// Every kernel, move and prefetch is emitted once for each tier that has it, in the file of its subject, element
// type and tier. Its argument is an address.
func TestFiles(t *testing.T) {
	text := regexp.MustCompile(`(?m)^// func (\w+)\(a \*(\w+)\)\nTEXT ·(\w+)\(SB\), NOSPLIT, \$\d+-8$`)
	want := map[string][]string{}
	functions := 0
	for _, tier := range cat.AssemblyTiers {
		end := "_" + strings.ToLower(tier.Name) + "_" + tier.GOARCH + ".s"
		add := func(subject, typ, name string) {
			path := "asm/" + subject + end
			want[path] = append(want[path], typ+" "+name)
			functions++
		}
		for _, k := range hinge.Family.Kernels {
			add(k.File+"_"+strings.ToLower(k.DType.Name), "Args", k.Variant(tier))
		}
		if tier.GOARCH != "amd64" {
			continue
		}
		for _, m := range cat.Moves {
			for _, d := range cat.DTypes {
				if !m.Serves(d) {
					continue
				}
				add("cells", "Move", m.Variant(d, tier))
			}
		}
		for _, p := range cat.Prefetches {
			add("prefetch", "Items", p.Variant(tier))
		}
		add("words", "Words", cat.DifferVariant(tier))
	}
	assert.Equal(t, 3*(72+14)+2*(12+4+1), functions)
	got := map[string][]string{}
	for path, file := range files(t) {
		for _, m := range text.FindAllSubmatch(file, -1) {
			assert.Equal(t, string(m[1]), string(m[3]), path)
			got[path] = append(got[path], string(m[2])+" "+string(m[3]))
		}
		assert.Equal(t, strings.Count(string(file), "TEXT"), len(got[path]), path)
	}
	assert.Equal(t, want, got)
}

// files returns the assembly of this module.
func files(t *testing.T) map[string][]byte {
	t.Helper()
	all, err := assembly.Files(hinge.Family)
	require.NoError(t, err)
	return all
}

// The generator writes the same files every time. Registers whose choice comes from a map would differ from run
// to run.
func TestDeterministic(t *testing.T) {
	assert.Equal(t, files(t), files(t))
}

// A kernel has its arithmetic twice: for a whole turn in the loop, and for a part in the tail.
func TestTailsOnce(t *testing.T) {
	label := regexp.MustCompile(`(?m)^(loop|tail|part):$`)
	for path, file := range files(t) {
		for _, function := range strings.Split(string(file), "\nTEXT ·")[1:] {
			name, _, _ := strings.Cut(function, "(")
			var labels []string
			for _, m := range label.FindAllStringSubmatch(function, -1) {
				labels = append(labels, m[1])
			}
			if strings.Contains(name, "Hinge") {
				assert.Equal(t, []string{"loop", "tail", "part"}, labels, "%s: %s", path, name)
			}
		}
	}
}

// The cost is the number of instructions of the loop per pair. HingeSumOnesF32 with AVX-512 has 26 instructions
// for a chunk, counted by hand in asm/hinge_f32_avx512_amd64.s.
func TestCost(t *testing.T) {
	for _, k := range hinge.Family.Kernels {
		if k.Name() == "HingeSumOnesF32" {
			assert.Equal(t, 26.0/64, assembly.Cost(k, cat.AVX512))
		}
		for _, tier := range cat.AssemblyTiers {
			assert.Positive(t, assembly.Cost(k, tier), k.Variant(tier))
		}
	}
	assert.Panics(t, func() { assembly.Cost(hinge.Family.Kernels[0], cat.Portable) })
}

// A formula that keeps more values than there are registers is an error that names them.
func TestShortage(t *testing.T) {
	in := &cat.Column{Field: "In", Name: "in"}
	out := &cat.Column{Field: "Out", Name: "out", Output: true}
	body := func(b arithmetic.Builder) {
		var kept []arithmetic.Value
		v := b.Let("v", b.Load(in))
		for k := range 40 {
			kept = append(kept, b.Let(fmt.Sprintf("kept%d", k), b.Add(v, b.Constant(float64(k)))))
		}
		for _, other := range kept {
			v = b.Mul(v, other)
		}
		b.Store(out, b.Quiet(v))
	}
	_, err := assembly.Files(&arithmetic.Family{
		Columns: []*cat.Column{out, in},
		Kernels: []*arithmetic.Kernel{{Operation: "Keep", Ops: []string{"Keep"}, File: "keep", DType: cat.F32, Body: body}},
	})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "KeepF32AVX512: with 32 vector registers, and all constants in memory, ")
	for _, name := range []string{"kept0", "kept29", "v"} {
		assert.Regexp(t, `alive are .*\b`+name+`\b`, err.Error())
	}
	assert.NotContains(t, err.Error(), "kept39")
}
