package catalogue

// A Tier is an instruction set with kernels of its own.
type Tier struct {
	Name   string // as in kernel names and in package cpuid
	GOARCH string // empty: every architecture
}

// The tiers, from the most general to the most special.
var (
	Portable = Tier{Name: "Portable"}
	NEON     = Tier{Name: "NEON", GOARCH: "arm64"}
	AVX2     = Tier{Name: "AVX2", GOARCH: "amd64"}
	AVX512   = Tier{Name: "AVX512", GOARCH: "amd64"}
)

// AssemblyTiers lists the tiers written in assembly, best first.
var AssemblyTiers = []Tier{AVX512, AVX2, NEON}

// Architectures lists the values of GOARCH that have an assembly tier.
var Architectures = []string{"amd64", "arm64"}

// TiersOf returns the assembly tiers of an architecture, best first.
func TiersOf(goarch string) []Tier {
	var tiers []Tier
	for _, t := range AssemblyTiers {
		if t.GOARCH == goarch {
			tiers = append(tiers, t)
		}
	}
	return tiers
}
