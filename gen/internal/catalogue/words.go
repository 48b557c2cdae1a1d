package catalogue

// Differ is the function that finds the bits in which words of 64 bits differ from a pattern. It is in assembly on the tiers
// of amd64, where Go's compiler would take several times as long.
const Differ = "Differ"

// WordsTurn is the number of words of which it does multiples.
const WordsTurn = 16

// DifferVariant is the name for a tier.
func DifferVariant(t Tier) string { return Differ + t.Name }

// Differs reports whether the tier has it in assembly.
func (t Tier) Differs() bool { return t.GOARCH == "amd64" }
