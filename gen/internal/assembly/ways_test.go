package assembly

import (
	"fmt"
	"testing"

	"github.com/marginrank/marginrank/gen/internal/hinge"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

func TestWays(t *testing.T) {
	for _, s := range isa.Sets {
		for _, k := range hinge.Family.Kernels {
			f := write(s, k)
			fmt.Printf("%-36s %+v turn %d cost %.2f lines %d\n", f.Name, f.way, f.turn, f.cost(), len(f.Lines))
		}
	}
}
