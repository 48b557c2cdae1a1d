package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// Tier returns the instruction set that all calls of the program use: "avx512", "avx2", "neon" or "portable".
//
// It is the best one that the CPU and the build have, or the one that the environment variable
// MARGINRANK_TIER names, in upper or lower case. If the variable names a tier that does not exist or cannot
// run here, a line on standard error says so, and the best tier is used. A program that insists on a tier,
// such as a test or a benchmark, compares Tier with it:
//
//	if got, want := loss.Tier(), os.Getenv("MARGINRANK_TIER"); !strings.EqualFold(got, want) {
//		log.Fatalf("tier %s is in use, not %s", got, want)
//	}
func Tier() string { return cpuid.Current.String() }
