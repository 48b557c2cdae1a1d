package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// prefetch fetches the items of pairs, of type E, into the caches before they are needed.
func prefetch[E any](tier cpuid.Tier, first unsafe.Pointer, is, js []int32) {
	n := len(is) &^ (generated.PrefetchTurn - 1)
	if n == 0 {
		return
	}
	a := generated.Items{First: uintptr(first), I: unsafe.SliceData(is), J: unsafe.SliceData(js), N: n}
	switch unsafe.Sizeof(*new(E)) {
	case 2:
		generated.Prefetch2(tier, &a)
	case 4:
		generated.Prefetch4(tier, &a)
	case 8:
		generated.Prefetch8(tier, &a)
	case 16:
		generated.Prefetch16(tier, &a)
	}
}
