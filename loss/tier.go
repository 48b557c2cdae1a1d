package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// Tier returns the instruction set that calls use: "avx512", "avx2", "neon" or "portable". All calls of a program
// use the same.
//
// It is the best one that the CPU and the build have, or the one that the environment variable MARGINRANK_TIER names,
// in letters of any case. Where the variable names no tier, or one that cannot run here, a line on standard error says
// so, and the best one is in use. So a program that insists on a tier, as a test or a benchmark may, compares Tier with it:
//
//	if got, want := loss.Tier(), os.Getenv("MARGINRANK_TIER"); !strings.EqualFold(got, want) {
//		log.Fatalf("tier %s is in use, not %s", got, want)
//	}
func Tier() string { return cpuid.Current.String() }
