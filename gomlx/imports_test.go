package gomlx_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// GoMLX's default backends download a plugin when a program that imports them starts: nothing here may.
func TestNothingImportsTheDefaultBackends(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-test", "-buildvcs=false", "./...")
	cmd.Env = append(cmd.Environ(), "GOWORK=off")
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	require.NoError(t, err)
	packages := strings.Fields(string(out))
	assert.Contains(t, packages, "github.com/gomlx/compute/gobackend")
	for _, p := range packages {
		assert.False(t, strings.HasPrefix(p, "github.com/gomlx/gomlx/backends") || strings.HasPrefix(p, "github.com/gomlx/go-xla"), p)
	}
}
