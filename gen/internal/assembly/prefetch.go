package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// prefetchFile has the prefetches of a tier of amd64. They take few instructions per pair, so that many cache
// lines are on their way at the same time. A prefetch beyond the items does not fault.
func prefetchFile(s *isa.Set) []byte {
	var list []*isa.Func
	for _, p := range cat.Prefetches {
		list = append(list, prefetch(s, p))
	}
	return isa.File(list...)
}

func prefetch(s *isa.Set, p cat.Prefetch) *isa.Func {
	f := isa.NewFunc(s, p.Variant(s.Tier), "Items", cat.F32)
	f.Printf("%s", f.Enter)
	for _, at := range [][2]string{{"I", "SI"}, {"J", "DX"}, {"N", f.Count}, {"First", "BX"}} {
		f.Printf(f.Load64, f.Field(f, at[0]), at[1])
	}
	f.Printf(f.Zero, f.Index)
	f.Label("loop")
	for pair := range cat.PrefetchTurn {
		for at, list := range []string{"SI", "DX"} {
			index, scale := []string{"R8", "R9"}[at], int(p)
			offset := ""
			if pair > 0 {
				offset = fmt.Sprint(4 * pair)
			}
			f.Printf("MOVLQSX %s(%s)(AX*4), %s", offset, list, index)
			if scale > 8 {
				f.Printf("SHLQ $%d, %s", map[int]int{16: 4}[scale], index)
				scale = 1
			}
			f.Printf("PREFETCHT0 (BX)(%s*%d)", index, scale)
		}
	}
	f.Advance(f, cat.PrefetchTurn)
	f.Printf(f.Below, f.Index, f.Count, "loop")
	f.Finish()
	return f
}
