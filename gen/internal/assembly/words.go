package assembly

import (
	"strconv"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// wordsFile has the function on words of a tier of amd64. Memory limits it, so that vectors of 256 bits are
// enough for AVX-512, too.
func wordsFile(s *isa.Set) []byte {
	f := isa.NewFunc(s, cat.DifferVariant(s.Tier), "Words", cat.F64)
	f.Printf("%s", f.Enter)
	for _, at := range [][2]string{{"In", "SI"}, {"N", f.Count}} {
		f.Printf(f.Load64, f.Field(f, at[0]), at[1])
	}
	f.Printf(f.Zero, f.Index)
	f.Printf("VBROADCASTSD %s, Y15", f.Field(f, "Pattern"))
	const vectors, words = 4, 4 // vectors per turn, words per vector
	for v := range vectors {
		f.Printf("VXORPS Y%[1]d, Y%[1]d, Y%[1]d", v)
	}
	f.Label("loop")
	for v := range vectors {
		offset := ""
		if v > 0 {
			offset = strconv.Itoa(8 * words * v)
		}
		f.Printf("VXORPS %s(SI)(AX*8), Y15, Y%d", offset, vectors+v)
		f.Printf("VORPS Y%[2]d, Y%[1]d, Y%[1]d", v, vectors+v)
	}
	f.Advance(f, vectors*words)
	f.Printf(f.Below, f.Index, f.Count, "loop")
	for v := range vectors / 2 {
		f.Printf("VORPS Y%[2]d, Y%[1]d, Y%[1]d", 2*v, 2*v+1)
	}
	f.Printf("VORPS Y2, Y0, Y0")
	f.Printf("VEXTRACTF128 $1, Y0, X1")
	f.Printf("VORPS X1, X0, X0")
	f.Printf("VPERMILPD $1, X0, X1")
	f.Printf("VORPS X1, X0, X0")
	f.Printf("VMOVQ X0, %s", f.Field(f, "Found"))
	f.Finish()
	return isa.File(f)
}
