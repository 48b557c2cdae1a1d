package audit

import (
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The table has the same forms as Go's assembler: VEX with 128 and 256 bits, and EVEX.
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

// The machine knows the instructions in the tables of features, and no others.
func TestOperations(t *testing.T) {
	for op := range table {
		assert.True(t, operationsAMD64[op] != nil || slices.Contains(idle, op), op)
	}
	for op := range operationsAMD64 {
		assert.Contains(t, table, op)
	}
	for arch, ops := range operations {
		for op := range ops {
			assert.Nil(t, generals[arch][op], op)
			assert.Nil(t, jumpsOf[arch][op], op)
		}
		for op := range jumpsOf[arch] {
			assert.Regexp(t, isJump[arch], op)
		}
	}
}

// Go's runtime leaves as many bytes to functions that do not check the stack as mostFrame says.
func TestNosplit(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/internal/abi/stack.go"))
	if err != nil {
		t.Skip(err)
	}
	m := regexp.MustCompile(`StackNosplitBase = (\d+)`).FindSubmatch(source)
	if assert.NotNil(t, m) {
		assert.Equal(t, strconv.Itoa(nosplit), string(m[1]))
	}
}
