package cpuid

import "golang.org/x/sys/cpu"

var features = map[Tier][]bool{
	AVX2:   {cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasF16C},
	AVX512: {cpu.X86.HasAVX, cpu.X86.HasAVX512F, cpu.X86.HasAVX512BW, cpu.X86.HasAVX512DQ, cpu.X86.HasAVX512VL},
}
