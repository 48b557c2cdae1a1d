package cpuid

type Tier int

const (
	Portable Tier = iota
	AVX2
	AVX512
	NEON
)

var Current Tier
