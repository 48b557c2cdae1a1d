//go:build !purego

package mix

import (
	"slices"

	"golang.org/x/sys/cpu"
)

// features lists, for each tier, the CPU features whose instructions its kernels may use. Package cpu reports AVX
// and AVX-512 only if the operating system saves their registers.
var features = map[Tier][]bool{
	AVX2:   {cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasF16C},
	AVX512: {cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasAVX512F, cpu.X86.HasAVX512BW, cpu.X86.HasAVX512DQ, cpu.X86.HasAVX512VL},
}

// supported reports whether this machine has a tier.
func supported(t Tier) bool {
	needed, ok := features[t]
	return t == Portable || ok && !slices.Contains(needed, false)
}
