package clone

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Some people have -mod=mod in GOFLAGS, in the environment or through go env -w. Go refuses this flag if there is
// a go.work file. With what the README says about it, the commands of the README work.
func TestCommandsWithModFlag(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	remedy := regexp.MustCompile(`GOFLAGS=-mod=\w+`).Find(readme)
	require.NotEmpty(t, remedy, "the README says what to do")
	packages := map[string]bool{}
	for _, m := range regexp.MustCompile(`go (?:run|test|generate|vet)[^`+"`"+`\n]*? (\./[\w./]*)`).FindAllSubmatch(readme, -1) {
		packages[string(m[1])] = true
	}
	for _, name := range []string{"./...", "./examples/rating", "./examples/letor", "./bench/report"} {
		require.Contains(t, packages, name)
	}

	for _, flags := range []string{"-mod=mod", "-mod=vendor"} {
		config := filepath.Join(t.TempDir(), "env") // a file as go env -w writes it
		require.NoError(t, os.WriteFile(config, []byte("GOFLAGS="+flags+"\n"), 0o600))
		list := func(env ...string) error {
			cmd := command(t, "go", append([]string{"list", "-buildvcs=false"}, slices.Sorted(maps.Keys(packages))...)...)
			cmd.Env = append(append(os.Environ(), "GOWORK="), env...)
			out, err := cmd.CombinedOutput()
			t.Logf("%s %s: %.200s", flags, env, out)
			return err
		}
		for _, setting := range []string{"GOENV=" + config, "GOFLAGS=" + flags} {
			assert.Error(t, list("GOFLAGS=", setting), "Go accepts %s now: the README can be shorter", flags)
			assert.NoError(t, list("GOFLAGS=", setting, string(remedy)), setting)
		}
	}
}
