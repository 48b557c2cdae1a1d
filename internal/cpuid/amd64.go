//go:build amd64 && !purego

package cpuid

import (
	"slices"

	"golang.org/x/sys/cpu"
)

// features are those whose instructions a tier's kernels may hold. Package cpu counts AVX and AVX-512 as present
// only if the operating system saves their registers. gen/internal/audit reads this table.
var features = map[Tier][]bool{
	AVX2:   {cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasF16C},
	AVX512: {cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasAVX512F, cpu.X86.HasAVX512BW, cpu.X86.HasAVX512DQ, cpu.X86.HasAVX512VL},
}

func supported(t Tier) bool {
	needed, ok := features[t]
	return ok && !slices.Contains(needed, false)
}
