package cpuid

import (
	"fmt"
	"os"
	"strings"
)

// A Tier is an instruction set that kernels are written for. On one architecture
// a higher tier is the faster one.
type Tier int

const (
	Portable Tier = iota // Go
	NEON                 // arm64: Advanced SIMD
	AVX2                 // amd64: AVX, AVX2, F16C
	AVX512               // amd64: AVX-512 F, BW, DQ, VL, and AVX2
)

// Tiers lists every tier, on this machine or not.
var Tiers = []Tier{Portable, NEON, AVX2, AVX512}

var names = [...]string{"portable", "neon", "avx2", "avx512"}

func (t Tier) String() string { return names[t] }

// Supported reports whether t can run here: whether this build has its kernels,
// and the CPU and the operating system its instructions.
func Supported(t Tier) bool { return t == Portable || supported(t) }

// Current is the tier in use. It is set once, before main, and by Use. It is a variable because the
// generic code that reads it is compiled in the packages of its users, where a function of a package
// that they don't import is not inlined.
var Current = choose(os.Getenv(Variable), func(message string) { fmt.Fprintln(os.Stderr, message) })

// Variable names the environment variable that lowers the tier.
const Variable = "MARGINRANK_TIER"

// choose returns the best tier, or the one the user asks for, in letters of any case. A word that is no
// tier, or none that can run here, is reported and has no effect.
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

// lower is word in small letters of ASCII. Package strings would bring Unicode's tables into every program.
func lower(word string) string {
	letters := []byte(word)
	for i, c := range letters {
		if 'A' <= c && c <= 'Z' {
			letters[i] = c - 'A' + 'a'
		}
	}
	return string(letters)
}

// Use makes t the tier in use until restore is called. It is for benchmarks alone, which measure public methods on
// one tier after the other: no kernel may be running. Tests hand the tier down instead, and so run in parallel.
func Use(t Tier) (restore func()) {
	if !Supported(t) {
		panic("marginrank: tier " + t.String() + " cannot run here")
	}
	old := Current
	Current = t
	return func() { Current = old }
}
