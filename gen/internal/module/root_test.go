package module

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheckRoot(t *testing.T) {
	assert.NoError(t, CheckRoot("../../.."))
	assert.NoError(t, CheckRoot("../../../bench/.."))

	const bench = "../../../bench"
	err := CheckRoot(bench)
	assert.ErrorContains(t, err, "not the root of module github.com/marginrank/marginrank: ")
	assert.ErrorContains(t, err, `is the root of module "github.com/marginrank/marginrank/bench"`)

	here, err := filepath.Abs(".")
	require.NoError(t, err)
	err = CheckRoot(".")
	assert.ErrorIs(t, err, os.ErrNotExist)
	assert.ErrorContains(t, err, filepath.Join(here, "go.mod"), "the name of the folder, not just a dot")

	empty := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(empty, "go.mod"), nil, 0o600))
	assert.ErrorContains(t, CheckRoot(empty), `is the root of module ""`)
}
