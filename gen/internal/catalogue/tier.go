package catalogue

// A Tier is an instruction set with kernels of its own.
type Tier struct {
	Name        string // the name in the names of kernels and in package cpuid
	GOARCH      string // empty if the tier is for every architecture
	VectorBytes int    // the size of a vector register, or 0 if there are none
	Streams     bool   // the tier has stores past the caches
}

// These are the tiers, from the most general to the most special one.
var (
	Portable = Tier{Name: "Portable"}
	NEON     = Tier{Name: "NEON", GOARCH: "arm64", VectorBytes: 16}
	AVX2     = Tier{Name: "AVX2", GOARCH: "amd64", VectorBytes: 32, Streams: true}
	AVX512   = Tier{Name: "AVX512", GOARCH: "amd64", VectorBytes: 64, Streams: true}
)

// Width returns the number of values of precision p in a vector.
func (t Tier) Width(p Float) int { return t.VectorBytes / p.Bytes() }

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

// Line is the size of a cache line in bytes.
const Line = 64
