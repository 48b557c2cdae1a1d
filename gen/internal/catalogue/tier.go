package catalogue

// A Tier is an instruction set with kernels of its own.
type Tier struct {
	Name        string // as in kernel names and in package cpuid
	GOARCH      string // empty: every architecture
	VectorBytes int    // size of a vector register, 0 without
	Streams     bool   // has stores that go around the caches
}

// The tiers, from the most general to the most special.
var (
	Portable = Tier{Name: "Portable"}
	NEON     = Tier{Name: "NEON", GOARCH: "arm64", VectorBytes: 16}
	AVX2     = Tier{Name: "AVX2", GOARCH: "amd64", VectorBytes: 32, Streams: true}
	AVX512   = Tier{Name: "AVX512", GOARCH: "amd64", VectorBytes: 64, Streams: true}
)

// Width is the number of values of precision p in a vector.
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

// Line is the bytes of a line of the caches.
const Line = 64
