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

// LanesInMemory reports whether a kernel of the tier keeps the lanes of its sum in
// memory: where a row is more than two vectors, unless AVX2 only sums, and where AVX2
// needs its sixteen registers to widen, round and narrow elements, or for weights and
// counts.
func (t Tier) LanesInMemory(k Kernel) bool {
	many := t.Width(k.DType.Compute) < Lanes/2 && (t != AVX2 || k.Pass.HasGrads())
	narrow := k.DType.Bytes < k.DType.Compute.Bytes()
	return k.Sums() && (many || t == AVX2 && (narrow || k.Form == Weighted))
}

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
