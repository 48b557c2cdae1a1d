package cpuid

import (
	"fmt"
	"os"
	"strings"
)

// A Tier is an instruction set for which kernels are written. On the same architecture, a higher tier is faster.
type Tier int

const (
	Portable Tier = iota // plain Go
	NEON                 // arm64: Advanced SIMD
	AVX2                 // amd64: AVX, AVX2, F16C
	AVX512               // amd64: AVX-512 F, BW, DQ, VL, and AVX2
)

// Tiers lists every tier, whether this machine has it or not.
var Tiers = []Tier{Portable, NEON, AVX2, AVX512}

var names = [...]string{"portable", "neon", "avx2", "avx512"}

func (t Tier) String() string { return names[t] }

// Supported reports whether t can run here: this build has the kernels of t, and the CPU and the operating system
// support their instructions.
func Supported(t Tier) bool { return t == Portable || supported(t) }

// Current is the tier in use. It is set once, before main, and by Use. It is a variable and not a function,
// because the generic code that reads it is compiled in the user's package, where the compiler would not inline a
// function of this package.
var Current = choose(os.Getenv(Variable), func(message string) { fmt.Fprintln(os.Stderr, message) })

// Variable names the environment variable that lowers the tier.
const Variable = "MARGINRANK_TIER"

// choose returns the tier that word names, in upper or lower case, or the best tier if word is empty. If word
// does not name a tier that can run here, choose reports that and returns the best tier.
func choose(word string, report func(string)) Tier {
	best := Portable
	var available []string
	for _, t := range Tiers {
		if Supported(t) {
			best = t
			available = append(available, t.String())
		}
	}
	if word == "" {
		return best
	}
	for _, t := range Tiers {
		if t.String() == lower(word) && Supported(t) {
			return t
		}
	}
	report(fmt.Sprintf("marginrank: %s=%s: no such tier here; using %v; available: %s",
		Variable, word, best, strings.Join(available, ", ")))
	return best
}

// lower returns word with ASCII letters in lower case. Package strings would add the tables of Unicode to every
// program.
func lower(word string) string {
	letters := []byte(word)
	for i, c := range letters {
		if 'A' <= c && c <= 'Z' {
			letters[i] = c - 'A' + 'a'
		}
	}
	return string(letters)
}

// Use makes t the tier in use until restore is called. No kernel may be running when either is called. Use is
// only for benchmarks, which measure public methods on one tier after the other. Tests pass the tier down
// instead, so that they can run in parallel.
func Use(t Tier) (restore func()) {
	if !Supported(t) {
		panic("marginrank: tier " + t.String() + " cannot run here")
	}
	old := Current
	Current = t
	return func() { Current = old }
}
