package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// texts returns a path as input for llvm-mca.
func texts(path []instruction) string {
	var list []string
	for _, in := range path {
		list = append(list, in.gnu())
	}
	return strings.Join(list, "; ")
}

// The path has the turns of one chunk, including the stores of all gradients that are wanted, wherever they are
// in the code.
func TestFollow(t *testing.T) {
	const (
		gx2  = "add x12, x2, x10, lsl #2; str q0, [x12]; "
		gx1  = "str q0, [x1]; b .; "
		even = "stur q0, [sp,#8]; "
	)
	turn := func(gx2, gx1, even string) string {
		return "ldr q0, [x3]; cbz x2, .; " + gx2 + "cbnz x1, .; " + gx1 +
			"add x10, x10, #0x10; tst x10, #0x10; b.ne .; " + even + "cmp x10, x11; b.le .; "
	}
	for _, c := range []struct {
		w        workload.Workload
		gx2, gx1 string
	}{
		{workload.Workload{Pass: workload.Forward}, "", ""},
		{workload.Workload{Pass: workload.Backward}, gx2, gx1},
		{workload.Workload{Pass: workload.Backward, OneGrad: true}, "", gx1},
	} {
		path, err := follow(read(t, object, source)["SumNEON"], arguments(c.w))
		require.NoError(t, err)
		want := strings.Repeat(turn(c.gx2, c.gx1, "")+turn(c.gx2, c.gx1, even), 2)
		assert.Equal(t, strings.TrimSuffix(want, "; "), texts(path), c.w)
	}
}

func TestFollowErrors(t *testing.T) {
	args := arguments(workload.Workload{Pass: workload.Backward, Reduction: loss.Sum})
	for _, c := range []struct{ old, new, want string }{
		{"// b.le", "// x.le", "no loop"},
		{"// ldr q0, [x3]", "", "doesn't know 3dc00060"},
		{"ADD $16, R10", "ADD $0, R10", "the loop has no end"},
		{"ADD $16, R10", "ADD $48, R10", "returns before its loop has done 128 pairs"},
		{"0x88", "0x1088", "CBNZ R1, want_gx1 leads out"},
		{"CBNZ R1", "TBNZ $1, R1", `TBNZ $1, R1, want_gx1: an instruction of another kind: "cbnz x1`},
		{"// ldr q0, [x3]", "// ldr q0, [x3], #16", `FMOVQ (R3), F0: an instruction of another kind: "ldr q0`},
		{"MOVD $0, R10", "MOVD $0, R13", "nothing is known of R10"},
	} {
		r := strings.NewReplacer(c.old, c.new)
		_, err := follow(read(t, r.Replace(object), r.Replace(source))["SumNEON"], args)
		assert.ErrorContains(t, err, c.want, c)
	}
	_, err := follow(nil, args)
	assert.EqualError(t, err, "no loop")

	args = arguments(workload.Workload{Pass: workload.Forward})
	args.N = chunk // the loop ends too early, and the code ends right after it
	code := read(t, object, source)["SumNEON"]
	_, err = follow(code[:len(code)-6], args)
	assert.EqualError(t, err, "the kernel has no end")
}
