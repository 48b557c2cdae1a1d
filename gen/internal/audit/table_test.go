package audit

import (
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The table has the forms that Go's assembler has: VEX with 128 and 256 bits, EVEX.
func TestTable(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/cmd/internal/obj/x86/avx_optabs.go"))
	if err != nil {
		t.Skip(err)
	}
	entry := regexp.MustCompile(`(?s)\{as: A(\w+), .*?opBytes\{(.*?)\}\}`)
	rows := 0
	for _, m := range entry.FindAllSubmatch(source, -1) {
		row, ok := table[string(m[1])]
		if !ok {
			continue
		}
		rows++
		has := func(form string) bool { return strings.Contains(string(m[2]), form) }
		assert.Equal(t, has("| vex128 "), row.x != "", "%s, 128 bits", m[1])
		assert.Equal(t, has("| vex256 "), row.y != "", "%s, 256 bits", m[1])
		assert.Equal(t, has("| evex"), row.evex != "", "%s, EVEX", m[1])
	}
	assert.Equal(t, len(table), rows)
}
