package assembly

import (
	"fmt"
	"strings"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// prefetchFile holds the prefetches of a tier. They take few instructions a pair, so that
// many lines are on their way at a time; one beyond the items faults nowhere.
func prefetchFile(t cat.Tier) []byte {
	var b strings.Builder
	b.WriteString(header)
	for _, p := range cat.Prefetches {
		writePrefetch(&b, p, t)
	}
	return []byte(b.String())
}

func writePrefetch(b *strings.Builder, p cat.Prefetch, t cat.Tier) {
	line := func(format string, args ...any) { fmt.Fprintf(b, "\t"+format+"\n", args...) }
	fmt.Fprintf(b, "\n// func %[1]s(items, i, j, n)\nTEXT ·%[1]s(SB), NOSPLIT, $0-32\n", p.Variant(t))
	for at, register := range []string{"DI", "SI", "DX", "CX"} {
		line("MOVQ %s+%d(FP), %s", []string{"items", "i", "j", "n"}[at], 8*at, register)
	}
	line("XORL AX, AX")
	b.WriteString("\nloop:\n")
	for pair := range cat.PrefetchTurn {
		for at, list := range []string{"SI", "DX"} {
			index, scale := []string{"R8", "R9"}[at], int(p)
			offset := ""
			if pair > 0 {
				offset = fmt.Sprint(4 * pair)
			}
			line("MOVLQSX %s(%s)(AX*4), %s", offset, list, index)
			if scale > 8 {
				line("SHLQ $%d, %s", map[int]int{16: 4}[scale], index)
				scale = 1
			}
			line("PREFETCHT0 (DI)(%s*%d)", index, scale)
		}
	}
	line("ADDQ $%d, AX", cat.PrefetchTurn)
	line("CMPQ AX, CX")
	line("JLT loop")
	line("VZEROUPPER")
	line("RET")
}
