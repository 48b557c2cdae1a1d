package catalogue

// Differ is the name of a function that finds the bits in which words of 64 bits differ from a pattern. The tiers
// of amd64 have it in assembly, since compiled Go would take several times as long.
const Differ = "Differ"

// WordsTurn is the number of words per turn of Differ, which does only whole turns in assembly.
const WordsTurn = 16

// DifferVariant returns the name of Differ for a tier.
func DifferVariant(t Tier) string { return Differ + t.Name }

// Differs reports whether the tier has Differ in assembly.
func (t Tier) Differs() bool { return t.GOARCH == "amd64" }
